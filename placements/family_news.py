"""What a family hears of a change in short: an amendment and its last day to sign, one dropped, an early end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.formats import date_format

from marketplace.identifiers import format_telephone
from placements.enums import AgreementStatus
from placements.models import Agreement, Placement
from placements.rules.body_difference import in_short
from placements.rules.link import contact_of

Texts = Mapping[str, str]


@dataclass(frozen=True)
class News:
    """The sentences in one language; those that do not apply are empty."""

    amendment: list[str]
    dropped: str
    ended: str
    call: str
    stays: str


def news_of(
    placement: Placement, agreement: Agreement | None, texts: Texts, language: str, *, is_child: bool = False
) -> News:
    """What somebody hears of it; `is_child` where the reader speaks for the student."""
    company = placement.company.organisation.name
    name, phone = contact_of(placement)
    day = _day(placement.ended_on, language)
    return News(
        amendment=amendment_lines(agreement, company, texts, language) if agreement else [],
        dropped=texts["drop_mail"] % {"company": company},
        ended=texts["ended_mail"] % {"company": company, "day": day} if day else "",
        call=texts["call"] % {"contact": f"{name} {format_telephone(phone) if phone else ''}".strip()},
        stays=stays(placement, texts, is_child=is_child),
    )


def stays(placement: Placement, texts: Texts, *, is_child: bool) -> str:
    """That school goes on, as the student or whoever speaks for the student hears it."""
    return texts["stays_child" if is_child and not placement.is_of_teacher else "stays"]


def amendment_lines(agreement: Agreement, company: str, texts: Texts, language: str) -> list[str]:
    """From when, what changes and until when to sign, of an amendment that is being signed; of others nothing."""
    if (before := agreement.before) is None or agreement.status != AgreementStatus.SIGNING:
        return []
    last = texts["amend_sign_by"] % {"day": _day(agreement.sign_by_on, language)}
    return [*_changes(agreement, before, company, texts, language), last]


def _changes(agreement: Agreement, before: Agreement, company: str, texts: Texts, language: str) -> Iterator[str]:
    yield texts["amend_mail"] % {"company": company, "day": _day(agreement.in_force_on, language)}
    short = in_short(before.body, agreement.body)
    if short.last_day:
        yield texts["amend_last"] % {"day": _day(agreement.ends_on, language)}
    if short.week:
        yield texts["amend_week"]
    if short.days:
        yield texts["amend_days"] % {"count": short.days}
    if short.plan:
        yield texts["amend_plan"]


def coming_lines(agreement: Agreement, company: str, texts: Texts, language: str) -> list[str]:
    """From when and what changes, of an amendment that everybody signed."""
    if (before := agreement.before) is None:
        return []
    return list(_changes(agreement, before, company, texts, language))


def _day(day: date | None, language: str) -> str:
    with translation.override(language):
        return date_format(day, "j F Y") if day else ""
