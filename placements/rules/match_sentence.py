"""One Dutch sentence for each hard rule of matching, with the figures of the pair that breaks it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from placements.enums import Form
from placements.models import Capacity, PlacementRequest
from schools.enums import Attest, Language


@dataclass(frozen=True)
class Pair:
    """A request and a capacity, with the distance from the farthest home (None when not located)."""

    request: PlacementRequest
    capacity: Capacity
    km: float | None

    @cached_property
    def age(self) -> int:
        """Of the student on the first day."""
        return self.request.student.age_on(self.request.starts_on)

    @property
    def days_missing(self) -> list[int]:
        """ISO weekdays that the request asks and the capacity does not offer."""
        return sorted(set(self.request.weekdays) - {int(day) for day in self.capacity.week})

    @property
    def languages_missing(self) -> list[str]:
        """Names of languages that are asked and not spoken."""
        missing = set(self.capacity.languages) - set(self.request.student.languages)
        return [str(Language(code).label) for code in sorted(missing)]

    @property
    def attests_missing(self) -> list[str]:
        """Codes of attests that are asked and not held."""
        return sorted(set(self.capacity.attests) - set(self.request.student.attests))


def sentence_of(code: str, pair: Pair) -> str:
    """Why these two do not go together, for the rule with this code."""
    return SENTENCES[code](pair)


def day_names(days: Iterable[int]) -> str:
    """ISO weekdays in words: maandag en woensdag."""
    return get_text_list([str(WEEKDAYS[day - 1]) for day in days], _("en"))


def in_km(distance: float) -> str:
    """A distance in words: 14,2 km."""
    return _("%(number)s km") % {"number": number_format(distance, 1)}


def _too_far(pair: Pair) -> str:
    words = _("De werkplek ligt op %(km)s, het bereik is %(reach)s km.")
    return words % {"km": in_km(pair.km or 0), "reach": pair.request.reach_km}


def _days(pair: Pair) -> str:
    return _("Op %(days)s is er geen plaats.") % {"days": day_names(pair.days_missing)}


def _period(pair: Pair) -> str:
    words = _("De plaats is er van %(first)s tot en met %(last)s; dat dekt de gevraagde periode niet.")
    first, last = (date_format(day, "j F Y") for day in (pair.capacity.starts_on, pair.capacity.ends_on))
    return words % {"first": first, "last": last}


def _school_year(pair: Pair) -> str:
    year = pair.capacity.school_year
    return _("De plaats is voor schooljaar %(from)s-%(to)s.") % {"from": year, "to": year + 1}


def _programme(pair: Pair) -> str:
    return _("De plaats is niet voor %(programme)s.") % {"programme": pair.request.programme.name}


def _form_against_programme(pair: Pair) -> str:
    words = _("De vorm volgt uit de opleiding: voor %(programme)s kan geen %(form)s.")
    return words % {"programme": pair.request.programme.name, "form": Form(pair.request.form).label}


def _form_not_accepted(pair: Pair) -> str:
    return _("Deze plaats is er niet voor een %(form)s.") % {"form": Form(pair.request.form).label}


def _minimum_age(pair: Pair) -> str:
    words = _("De onderneming vraagt minstens %(asked)s jaar, de leerling is dan %(age)s.")
    return words % {"asked": pair.capacity.minimum_age, "age": pair.age}


def _minimum_study_year(pair: Pair) -> str:
    words = _("De onderneming vraagt minstens het %(asked)se leerjaar, de leerling zit in het %(year)se.")
    return words % {"asked": pair.capacity.minimum_study_year, "year": pair.request.student.study_year}


def _languages(pair: Pair) -> str:
    return _("De onderneming vraagt ook: %(languages)s.") % {"languages": ", ".join(pair.languages_missing)}


def _attests(pair: Pair) -> str:
    names = [str(Attest(code).label) for code in pair.attests_missing]
    return _("De onderneming vraagt een attest: %(attests)s.") % {"attests": get_text_list(names, _("en"))}


SENTENCES: dict[str, Callable[[Pair], str]] = {
    "capacity.not_published": lambda _pair: _("Deze plaatsen worden nu niet aangeboden."),
    "capacity.locked": lambda _pair: _(
        "Deze plaatsen zitten in een matchingronde. Wat daar overblijft, komt vrij na de nakijkdag."
    ),
    "capacity.full": lambda _pair: _("Alle plaatsen zijn ingenomen."),
    "capacity.reserved": lambda _pair: _("De vrije plaatsen zijn voorbehouden voor een andere school."),
    "company.unverified": lambda _pair: _("De onderneming is nog niet bevestigd door een labelmedewerker."),
    "company.code_unsigned": lambda _pair: _("De onderneming heeft de ethische code niet ondertekend."),
    "school.code_unsigned": lambda _pair: _("Je school moet eerst de ethische code ondertekenen."),
    "label.suspended": lambda _pair: _("Het label van de vestiging is geschorst: er komen geen nieuwe matches."),
    "label.none": lambda _pair: _("De vestiging heeft geen label dat op de eerste dag geldt."),
    "programme.not_offered": _programme,
    "form.against_programme": _form_against_programme,
    "form.not_accepted": _form_not_accepted,
    "student.too_young": lambda _pair: _("De leerling mag op de eerste dag nog niet werken."),
    "student.first_grade": lambda _pair: _("In de eerste graad mag geen leerlingenstage."),
    "student.minimum_age": _minimum_age,
    "student.minimum_study_year": _minimum_study_year,
    "period.school_year": _school_year,
    "period.outside": _period,
    "days.not_offered": _days,
    "place.too_far": _too_far,
    "place.not_located": lambda _pair: _(
        "De werkplek of het thuisadres staat nog niet op de kaart: kijk de afstand zelf na."
    ),
    "language.missing": _languages,
    "attest.missing": _attests,
    "recognition.none": lambda _pair: _("De vestiging heeft geen erkenning voor deze opleiding, en vroeg er geen aan."),
    "mentor.none": lambda _pair: _("De vestiging heeft in deze periode geen mentor meer vrij."),
    "pair.declined": lambda _pair: _("Tussen deze leerling en deze plaats is al eens nee gezegd."),
}
