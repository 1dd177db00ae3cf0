"""Draft places from the rows of a table; HR looks them over and publishes them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from companies.models import Company, Site
from marketplace.actor import SYSTEM
from marketplace.audit.actions import record_refused
from marketplace.tables import Row
from marketplace.workflow import Refused
from placements.actions.capacity import choose_programmes, draft_capacity, edit_capacity
from placements.models import Capacity
from schools.models import Programme

REQUIRED = ("site", "programmes", "starts_on", "ends_on", "places", "days", "from", "to")


@dataclass(frozen=True)
class Line:
    """What became of one row: "made", "changed", "unchanged" or "refused", and why it was refused."""

    number: int
    outcome: str
    why: str = ""


class WrongRow(ValueError):  # noqa: N818 -- the row is wrong, not the program
    """A cell that cannot be read; says which and how to mend it."""


def import_capacity(*, company: Company, rows: Iterable[Row]) -> list[Line]:
    """One draft a row; a row whose places are there already changes at most their number.

    `site`: establishment number or name; `programmes`: codes joined by |; `days`: ISO weekdays like 345; `from` and
    `to`: HH:MM.
    """
    seen: dict[int, int] = {}
    return [_import_row(company, row, seen) for row in rows]


def _import_row(company: Company, row: Row, seen: dict[int, int]) -> Line:
    try:
        with transaction.atomic():
            return Line(row.number, _store(company, row, seen))
    except WrongRow as wrong:
        return Line(row.number, "refused", str(wrong))
    except Refused as refused:
        record_refused(refused.code, subject=company.organisation, by=SYSTEM)
        return Line(row.number, "refused", str(refused.refusal.sentence))


def _store(company: Company, row: Row, seen: dict[int, int]) -> str:
    """Make, change or leave the places that the row names; `seen` maps them to the row that named them first."""
    if row.is_empty:
        raise WrongRow(_("De rij is leeg."))
    site, programmes, places = _site(company, row["site"]), _programmes(row["programmes"]), _number(row, "places")
    fields: dict[str, Any] = {"starts_on": _day(row, "starts_on"), "ends_on": _day(row, "ends_on"), "week": _week(row)}
    known = _known(site, programmes, fields)
    if known and known.pk in seen:
        raise WrongRow(_("Deze rij zegt hetzelfde als rij %(row)s.") % {"row": seen[known.pk]})
    capacity = known or draft_capacity(site=site, by=SYSTEM, places=places, **fields)
    seen[capacity.pk] = row.number
    if known is None:
        choose_programmes(capacity=capacity, programmes=programmes, kinds={"work"}, by=SYSTEM)
        return "made"
    if known.places == places:
        return "unchanged"
    edit_capacity(capacity=known, places=places, by=SYSTEM)
    return "changed"


def _known(site: Site, programmes: list[Programme], fields: dict[str, Any]) -> Capacity | None:
    rows = Capacity.objects.filter(site=site, **fields).order_by("pk").prefetch_related("programmes")
    return next((row for row in rows if set(row.programmes.all()) == set(programmes)), None)


def _site(company: Company, text: str) -> Site:
    sites = Site.objects.filter(company=company)
    digits = re.sub(r"\D", "", text)
    found = list(sites.filter(establishment_number=digits) if len(digits) == 10 else sites.filter(name__iexact=text))
    if len(found) != 1:
        raise WrongRow(_("De vestiging %(site)s vinden we niet bij deze onderneming.") % {"site": text})
    return found[0]


def _programmes(text: str) -> list[Programme]:
    codes = [code.strip() for code in text.split("|") if code.strip()]
    found = list(Programme.objects.filter(code__in=codes))
    if missing := sorted(set(codes) - {programme.code for programme in found}):
        raise WrongRow(_("De opleidingscode %(code)s kennen we niet.") % {"code": ", ".join(missing)})
    return found


def _day(row: Row, column: str) -> date:
    try:
        return date.fromisoformat(row[column])
    except ValueError as error:
        words = _("De dag in %(column)s lezen we niet: schrijf hem als 2026-09-01.")
        raise WrongRow(words % {"column": column}) from error


def _number(row: Row, column: str) -> int:
    if not re.fullmatch("[0-9]{1,4}", row[column]):
        raise WrongRow(_("In %(column)s hoort een getal.") % {"column": column})
    return int(row[column])


def _week(row: Row) -> dict[str, Any]:
    days = re.sub(r"[\s,;]", "", row["days"])
    if not re.fullmatch("[1-7]+", days):
        raise WrongRow(_("In days horen cijfers: 1 is maandag, 7 is zondag."))
    hours = [hour.rjust(5, "0") for hour in (row["from"], row["to"])]
    return dict.fromkeys(sorted(set(days)), hours)
