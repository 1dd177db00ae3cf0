"""Shows the closed lists of schools in words: `{% load schools %}`."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from schools.enums import Attest, Language, Need
from schools.forms.choices import WEEKDAYS

register = template.Library()

OUTCOME_TONES = {"new": "good", "changed": "waiting", "unchanged": "", "wrong": "attention"}


@register.filter
def weekdays(days: Iterable[int]) -> str:
    """[1, 2] → maandag, dinsdag"""
    names = dict(WEEKDAYS)
    return ", ".join(str(names[day]) for day in days)


@register.filter
def language_labels(codes: Iterable[str]) -> str:
    return _labels(Language, codes)


@register.filter
def need_labels(codes: Iterable[str]) -> str:
    return _labels(Need, codes)


@register.filter
def attest_labels(codes: Iterable[str]) -> str:
    return _labels(Attest, codes)


@register.filter
def outcome_label(outcome: str) -> str:
    """What happens to a row of a class list."""
    return {
        "new": _("nieuw"),
        "changed": _("gewijzigd"),
        "unchanged": _("blijft gelijk"),
        "wrong": _("fout"),
    }[outcome]


@register.filter
def outcome_tone(outcome: str) -> str:
    """The state colour beside the words."""
    return OUTCOME_TONES[outcome]


@register.filter
def change_labels(fields: Iterable[str]) -> str:
    """The names of the fields of a class list that change."""
    names = {
        "first_name": _("voornaam"),
        "last_name": _("familienaam"),
        "born_on": _("geboortedatum"),
        "programme": _("opleiding"),
        "study_year": _("leerjaar"),
        "coach": _("trajectbegeleider"),
        "email": _("mail"),
        "phone": _("gsm"),
        "languages": _("talen"),
        "dual_since_on": _("duaal sinds"),
        "class_name": _("klas"),
        "postcode": _("thuisadres"),
        "representatives": _("vertegenwoordigers"),
    }
    return ", ".join(names[field] for field in fields)


def _labels(closed_list: type, codes: Iterable[str]) -> str:
    return ", ".join(str(closed_list(code).label) for code in codes)
