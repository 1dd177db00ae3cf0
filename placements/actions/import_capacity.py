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
from marketplace.tables import Row
from marketplace.workflow import Refused
from placements.actions.capacity import choose_programmes, draft_capacity
from placements.models import Capacity
from schools.models import Programme

REQUIRED = ("site", "programmes", "starts_on", "ends_on", "places", "days", "from", "to")


@dataclass(frozen=True)
class Line:
    """What became of one row: "made", "unchanged" or "refused", and why it was refused."""

    number: int
    outcome: str
    why: str = ""


class WrongRow(ValueError):  # noqa: N818 -- the row is wrong, not the program
    """A cell that cannot be read; says which and how to mend it."""


def import_capacity(*, company: Company, rows: Iterable[Row]) -> list[Line]:
    """One draft a row. `site`: establishment number or name; `programmes`: codes joined by |; `days`: ISO weekdays
    like 345; `from` and `to`: HH:MM. A row whose draft is there already changes nothing.
    """
    return [_import_row(company, row) for row in rows]


def _import_row(company: Company, row: Row) -> Line:
    try:
        if row.is_empty:
            raise WrongRow(_("De rij is leeg."))
        with transaction.atomic():
            return Line(row.number, _draft(company, row))
    except WrongRow as wrong:
        return Line(row.number, "refused", str(wrong))
    except Refused as refused:
        return Line(row.number, "refused", str(refused.refusal.sentence))


def _draft(company: Company, row: Row) -> str:
    site, programmes = _site(company, row["site"]), _programmes(row["programmes"])
    fields = {"starts_on": _day(row, "starts_on"), "ends_on": _day(row, "ends_on"), "week": _week(row)}
    for same in Capacity.objects.filter(site=site, **fields):
        if set(same.programmes.all()) == set(programmes):
            return "unchanged"
    capacity = draft_capacity(site=site, by=SYSTEM, places=_number(row, "places"), **fields)
    choose_programmes(capacity=capacity, programmes=programmes, kinds={"work"}, by=SYSTEM)
    return "made"


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
