"""What the pages say of the versions of an agreement: which holds now, which from a day, which was dropped."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from marketplace.actor import SYSTEM, Actor
from marketplace.web.templatetags.house import weekday_date
from placements.enums import OPEN_VERSION, AgreementStatus, PlacementStatus
from placements.models import Agreement
from placements.rules.agreement import in_time
from placements.rules.amend import may_amend
from placements.rules.body_difference import body_changes
from placements.rules.version import is_overtaken, versions_after, was_dropped
from placements.workflow.agreement import WRITERS

STANDS = (PlacementStatus.SIGNED, PlacementStatus.RUNNING)


def versions_of(agreement: Agreement, actor: Actor, on: date) -> dict[str, Any]:
    """All versions of the placement's agreement, each with what it is worth, and what waits beside this one."""
    rows = all_versions(agreement, actor)
    stands = agreement.placement.status in STANDS
    told: list[dict[str, Any]] = [
        {"version": row, "was_dropped": was_dropped(row, rows), "worth": worth_of(row, rows, on) if stands else ""}
        for row in rows
    ]
    own = next(row for row in told if row["version"].pk == agreement.pk)
    waits = next((row for row in rows if row.amends_id and row.status in OPEN_VERSION and row.pk != agreement.pk), None)
    is_signed = agreement.status == AgreementStatus.SEALED
    return {
        "versions": told,
        "was_dropped": own["was_dropped"],
        "worth": own["worth"] if is_signed and len(told) > 1 else "",
        "waiting_amendment": waits,
        "follows": next(versions_after(agreement, rows, on), None) if is_signed and stands else None,
    }


def all_versions(agreement: Agreement, actor: Actor) -> list[Agreement]:
    """By number; the first, while it is being made, is the only one."""
    if agreement.version == 1 and agreement.status in OPEN_VERSION:
        return [agreement]
    return list(Agreement.objects.visible_to(actor).filter(placement=agreement.placement_id).order_by("version"))


def worth_of(row: Agreement, rows: Sequence[Agreement], on: date) -> str:
    """Whether this version of these holds today, from a day, or held until one; nothing of what never held."""
    if row.status == AgreementStatus.VOIDED:
        return ""
    if row.status in OPEN_VERSION:
        return _("bijlage vanaf %(day)s, als iedereen tekent") % _day(row.in_force_on) if row.in_force_on else ""
    if row.in_force_on and is_overtaken(row, rows):
        return _("gaat niet in: een latere versie kwam in de plaats")
    if row.in_force_on and row.in_force_on > on:
        return _("geldt vanaf %(day)s") % _day(row.in_force_on)
    later = [
        other.in_force_on for other in rows if other.status == AgreementStatus.SEALED and other.version > row.version
    ]
    until = min((day for day in later if day), default=None)
    if until is None:
        return _("geldt nu")
    last = until - timedelta(days=1)
    return (_("geldt nu, tot en met %(day)s") if until > on else _("gold tot en met %(day)s")) % _day(last)


def _day(day: date | None) -> dict[str, str]:
    return {"day": weekday_date(day) if day else ""}


def amendment_of(agreement: Agreement, body: Mapping[str, Any], on: date) -> dict[str, Any] | None:
    """Which version holds until an amendment, and the readable difference with it; None of a first version."""
    if (before := agreement.before) is None:
        return None
    facts = {"version": before.version, "worth": _amendment_worth(agreement, on), "waits": agreement.is_awaited}
    return facts | {"changes": body_changes(before.body, body)}


def _amendment_worth(agreement: Agreement, on: date) -> str:
    """In one sentence whether it holds from its day, would hold if everybody signs, or never held."""
    day, last, sign_by = agreement.in_force_on, agreement.placement.ended_on, agreement.sign_by_on
    if agreement.status == AgreementStatus.VOIDED:
        return _("Deze bijlage ging niet door.")
    if last and day and (agreement.status in OPEN_VERSION or last < day):
        return _("De plaats stopte op %(day)s: deze bijlage is nooit ingegaan.") % _day(last)
    if agreement.status == AgreementStatus.REFUSED:
        return _("Iemand tekent niet: deze bijlage is nog niet geldig.")
    if in_time(agreement, SYSTEM, on) and agreement.status != AgreementStatus.SEALED:
        return _("De dag waarop deze bijlage zou ingaan, is voorbij: ze geldt niet.")
    if agreement.status == AgreementStatus.SIGNING:
        words = _("Als iedereen tekent ten laatste op %(last)s, geldt dit vanaf %(day)s.")
        return words % {"last": weekday_date(sign_by), **_day(day)}
    if agreement.status == AgreementStatus.DRAFT:
        return _("Als iedereen tekent, geldt dit vanaf %(day)s.") % _day(day)
    signed = Agreement.objects.filter(placement=agreement.placement_id, status=AgreementStatus.SEALED)
    said = {"version": agreement.version, "worth": worth_of(agreement, list(signed.defer("body")), on)}
    return _("Versie %(version)s: %(worth)s.") % said


def amending_of(agreement: Agreement, actor: Actor, on: date) -> dict[str, bool]:
    """What the actor may do: amend what everybody signed, or drop the amendment that is being made."""
    writes = actor.has(*WRITERS)
    signed = writes and agreement.status == AgreementStatus.SEALED and agreement.placement.status in STANDS
    return {
        "may_amend": signed and may_amend(agreement, actor, on) is None,
        "may_drop": writes and agreement.amends_id is not None and agreement.is_awaited,
    }
