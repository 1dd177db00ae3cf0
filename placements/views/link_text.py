"""The five sentences of the page by link, in Dutch and, as help, in the representative's own language."""

from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format

from marketplace.identifiers import format_telephone
from marketplace.period import Period
from placements.enums import AgreementStatus, Form
from placements.family_news import amendment_lines, coming_lines, stays
from placements.family_texts import FAMILY_TEXTS, RIGHT_TO_LEFT, SOURCE, five_of, texts_of
from placements.models import Agreement, PersonalLink, Placement
from placements.rules.link import reads_on
from placements.rules.stand_in import StandIn, contact_on, stand_ins_of

Contact = tuple[str, str]


@dataclass(frozen=True)
class Explained:
    """The sentences in one language; `translation` is empty for the Dutch source."""

    language: str
    direction: str
    translation: str
    sentences: list[str]
    school: str
    yes: str
    no: str


def explain(link: PersonalLink, on: date) -> list[Explained]:
    """Dutch first, then the help text where the representative reads another language better.

    Below the five sentences one for each who stands in for mentor or coach on that day or later.
    """
    own = link.representative.language if link.representative else SOURCE
    languages = [SOURCE] if own == SOURCE or own not in FAMILY_TEXTS else [SOURCE, own]
    placement = _told(link)
    reads = reads_on(placement, link.person, on)
    stand_ins = stand_ins_of(placement, placement.mentors.all(), on) if reads else []
    contact = contact_on(placement, stand_ins, on)
    told = [_in(language, placement, contact, stand_ins) for language in languages]
    return [_amended(row, link, on) for row in told]


def _amended(row: Explained, link: PersonalLink, on: date) -> Explained:
    """The same, and first what an amendment changes: until when to sign it, or from which day it will hold."""
    agreement, texts = link.agreement, texts_of(row.language, is_teacher=link.placement.is_of_teacher)
    told = coming_lines if agreement and _is_coming(agreement, link.placement, on) else amendment_lines
    lines = told(agreement, link.placement.company.organisation.name, texts, row.language) if agreement else []
    if not lines:
        return row
    school = stays(link.placement, texts, is_child=link.representative_id is not None)
    return replace(row, sentences=[*lines, *row.sentences], school=school)


def _is_coming(agreement: Agreement, placement: Placement, on: date) -> bool:
    """Whether everybody signed it and its day is still to come, on a placement that goes on until then."""
    signed, day = agreement.status == AgreementStatus.SEALED, agreement.in_force_on
    return signed and day is not None and day > on and placement.ended_on is None


def _told(link: PersonalLink) -> Placement:
    """The placement as the version of the link has it, with what the link has read of it."""
    if link.agreement is None:
        return link.placement
    link.agreement.placement = link.placement
    then, said = copy(link.agreement.placement_then), link.agreement.body
    if said:  # an amendment may have moved the days of the placement since
        then.starts_on, then.ends_on = (date.fromisoformat(said[day]) for day in ("starts_on", "ends_on"))
        then.week = said["week"]
    return then


def _in(language: str, placement: Placement, contact: Contact, stand_ins: list[StandIn]) -> Explained:
    texts = texts_of(language, is_teacher=placement.form == Form.TEACHER)
    facts = {**_facts(placement, language), "contact": _apart(_call(*contact))}
    told = [texts[f"stand_in_{row.role}"] % _stands_in(row, language) for row in stand_ins]
    return Explained(
        language=language,
        direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        translation=texts["translation"],
        sentences=[texts[key] % facts for key in five_of(placement.form, placement.period)] + told,
        school=texts["school"],
        yes=texts["yes"],
        no=texts["no"],
    )


def _facts(placement: Placement, language: str) -> dict[str, Any]:
    site = placement.site
    with translation.override(language):
        days = ", ".join(str(WEEKDAYS[int(day) - 1]) for day in sorted(placement.week))
    return {
        "company": _apart(placement.company.organisation.name),
        "programme": _apart(placement.programme.name),
        "place": _apart(f"{site.street}, {site.postcode} {site.municipality}"),
        "days": days,
        **_days(placement.period, language),
    }


def _stands_in(row: StandIn, language: str) -> dict[str, str]:
    return {"name": _apart(row.name), "contact": _apart(_call(*row.call)), **_days(row.period, language)}


def _days(period: Period, language: str) -> dict[str, str]:
    with translation.override(language):
        return {"first": date_format(period.starts_on, "j F Y"), "last": date_format(period.ends_on, "j F Y")}


def _call(name: str, phone: str) -> str:
    """Whom to call: the number as people write it and on one line, nothing where there is none."""
    number = format_telephone(phone).replace(" ", "\u00a0") if phone else ""
    return f"{name} {number}".strip()


def _apart(text: str) -> str:
    """Keep a name or number in its own direction inside a sentence that runs from right to left."""
    return f"\u2068{text}\u2069"
