"""The code that opens a personal link: sent by mail or SMS, or told by the school; and using it."""

import hashlib
import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.mail.actions import queue
from marketplace.mail.sms import queue_sms
from marketplace.workflow import Refusal, refuse_if
from placements.enums import CodeWay
from placements.models import PersonalLink
from placements.rules import signature_link as rules


@transaction.atomic
def send_code(*, link: PersonalLink) -> None:
    """Send six digits to the person of the link; an earlier code stops working.

    Refused: `link.locked` after five wrong codes, `link.no_mail` for somebody whom no code can reach,
    `link.code_sent` within a minute of the last one.
    """
    row = _held(link)
    refuse_if(rules.locked(row) or rules.unreachable(row) or rules.sent_just_now(row, timezone.now()))
    way, address = rules.way_of(row) or (CodeWay.MAIL, "")
    code = _new_code(row, way)
    if way == CodeWay.SMS:
        queue_sms("placements/code_sms", to=address, context={"code": code})
    else:
        queue("placements/code_mail", to=address, language="nl", context={"code": code})


@transaction.atomic
def tell_code(*, link: PersonalLink, by: Actor) -> str:
    """Six digits for the school to tell somebody whom it knows, face to face or by telephone; audited.

    Whoever tells it is the witness of what is signed with it. Refused: `link.locked`, `link.teller_signed`. Raises
    PermissionDenied for all but coach and coordinator of the school, and for a key.
    """
    row = _held(link)
    if not by.has(Role.COACH, Role.COORDINATOR) or row.placement.school_id != by.organisation_id or not by.user_id:
        raise PermissionDenied
    refuse_if(rules.locked(row) or rules.teller_signed(row, by.user_id))
    record("placement.link_code", subject=row.placement, by=by, data={"link": row.pk})
    return _new_code(row, CodeWay.SCHOOL, told_by_id=by.user_id)


def open_with_code(*, link: PersonalLink, code: str) -> None:
    """Use a code once. Refused: `link.locked` after five wrong codes, `link.wrong_code` (a late code too)."""
    refuse_if(_try(link, code))


@transaction.atomic
def _try(link: PersonalLink, code: str) -> Refusal | None:
    """The refusal, or None; a wrong code is counted even though it is refused."""
    at, row = timezone.now(), _held(link)
    if refusal := rules.locked(row):
        return refusal
    in_time = row.code_expires_at is not None and at < row.code_expires_at
    if in_time and row.code_hash and constant_time_compare(row.code_hash, _hash(row, code.strip())):
        used = {"code_hash": "", "code_expires_at": None, "wrong_codes": 0, "opened_at": at}
        PersonalLink.objects.filter(pk=row.pk).update(**used)
        link.opened_at = at
        return None
    PersonalLink.objects.filter(pk=row.pk).update(wrong_codes=F("wrong_codes") + 1)
    row.refresh_from_db(fields=["wrong_codes"])
    return rules.locked(row) or rules.WRONG_CODE


def _held(link: PersonalLink) -> PersonalLink:
    rows = PersonalLink.objects.select_for_update(of=("self",))
    return rows.select_related("placement", "student", "representative").get(pk=link.pk)


def _new_code(link: PersonalLink, way: CodeWay, told_by_id: int | None = None) -> str:
    """A code that closes the link where an earlier one opened it: who signs is known by the code that opened it."""
    code = f"{secrets.randbelow(10**6):06d}"
    link.code_hash, link.code_way, link.told_by_id = _hash(link, code), way, told_by_id
    link.code_expires_at, link.opened_at = timezone.now() + rules.CODE_LASTS, None
    link.save(update_fields=["code_hash", "code_way", "told_by", "code_expires_at", "opened_at"])
    return code


def _hash(link: PersonalLink, code: str) -> str:
    return hashlib.sha256(f"{link.token_hash}:{code}".encode()).hexdigest()
