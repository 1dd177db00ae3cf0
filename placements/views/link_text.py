"""The five sentences of the page by link, in Dutch and, as help, in the representative's own language."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format

from marketplace.identifiers import format_telephone
from placements.enums import PAID_FORMS, Form
from placements.family_texts import FAMILY_TEXTS, RIGHT_TO_LEFT, SOURCE, texts_of
from placements.models import PersonalLink, Placement
from placements.rules.link import contact_of

WHAT_TO_KNOW = ("what", "where", "when", "paid", "call")


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


def explain(link: PersonalLink) -> list[Explained]:
    """Dutch first, then the help text where the representative reads another language better."""
    own = link.representative.language if link.representative else SOURCE
    languages = [SOURCE] if own == SOURCE or own not in FAMILY_TEXTS else [SOURCE, own]
    return [_in(language, link.placement) for language in languages]


def _in(language: str, placement: Placement) -> Explained:
    texts, facts = texts_of(language, is_teacher=placement.form == Form.TEACHER), _facts(placement, language)
    paid = "paid" if placement.form in PAID_FORMS else "unpaid"
    return Explained(
        language=language,
        direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        translation=texts["translation"],
        sentences=[texts[paid if key == "paid" else key] % facts for key in WHAT_TO_KNOW],
        school=texts["school"],
        yes=texts["yes"],
        no=texts["no"],
    )


def _facts(placement: Placement, language: str) -> dict[str, Any]:
    site = placement.site
    with translation.override(language):
        days = ", ".join(str(WEEKDAYS[int(day) - 1]) for day in sorted(placement.week))
        first, last = (date_format(day, "j F Y") for day in (placement.starts_on, placement.ends_on))
    return {
        "company": _apart(placement.company.organisation.name),
        "programme": _apart(placement.programme.name),
        "place": _apart(f"{site.street}, {site.postcode} {site.municipality}"),
        "first": first,
        "last": last,
        "days": days,
        "contact": _apart(_call(*contact_of(placement))),
    }


def _call(name: str, phone: str) -> str:
    """Whom to call: the number as people write it and on one line, nothing where there is none."""
    number = format_telephone(phone).replace(" ", "\u00a0") if phone else ""
    return f"{name} {number}".strip()


def _apart(text: str) -> str:
    """Keep a name or number in its own direction inside a sentence that runs from right to left."""
    return f"\u2068{text}\u2069"
