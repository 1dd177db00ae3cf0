"""The code by mail with which a signed agreement is read again through a personal link."""

import hashlib
import secrets

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from marketplace.mail.actions import queue
from marketplace.workflow import Refusal, refuse_if
from placements.models import PersonalLink
from placements.rules import signature_link as rules


@transaction.atomic
def send_code(*, link: PersonalLink) -> None:
    """Mail six digits to the person of the link; an earlier code stops working.

    Refused: `link.locked` after five wrong codes, `link.no_mail` for somebody without a mail address,
    `link.code_sent` within a minute of the last one.
    """
    at = timezone.now()
    row = PersonalLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    refuse_if(rules.locked(row) or rules.without_mail(row) or rules.sent_just_now(row, at))
    code = f"{secrets.randbelow(10**6):06d}"
    row.code_hash, row.code_expires_at = _hash(row, code), at + rules.CODE_LASTS
    row.save(update_fields=["code_hash", "code_expires_at"])
    queue("placements/code_mail", to=rules.email_of(row), language="nl", context={"code": code})


def open_with_code(*, link: PersonalLink, code: str) -> None:
    """Use a code once. Refused: `link.locked` after five wrong codes, `link.wrong_code` (a late code too)."""
    refuse_if(_try(link, code))


@transaction.atomic
def _try(link: PersonalLink, code: str) -> Refusal | None:
    """The refusal, or None; a wrong code is counted even though it is refused."""
    row = PersonalLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if refusal := rules.locked(row):
        return refusal
    in_time = row.code_expires_at is not None and timezone.now() < row.code_expires_at
    if in_time and row.code_hash and constant_time_compare(row.code_hash, _hash(row, code.strip())):
        PersonalLink.objects.filter(pk=row.pk).update(code_hash="", code_expires_at=None, wrong_codes=0)
        return None
    PersonalLink.objects.filter(pk=row.pk).update(wrong_codes=F("wrong_codes") + 1)
    row.refresh_from_db(fields=["wrong_codes"])
    return rules.locked(row) or rules.WRONG_CODE


def _hash(link: PersonalLink, code: str) -> str:
    return hashlib.sha256(f"{link.token_hash}:{code}".encode()).hexdigest()
