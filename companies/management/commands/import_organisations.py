"""Import the full table of organisations with an enterprise number, for look-up and claiming."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from companies.data import one_line
from marketplace.accounts.models import Organisation
from marketplace.accounts.models.organisation import Source
from marketplace.identifiers import WrongIdentifier, parse_enterprise_number, parse_postcode
from marketplace.reference.imports import ImportCommand, Outcome, put, refused
from marketplace.tables import Row

FIELDS = ("name", "street", "postcode", "municipality")
LENGTHS = {"naam": 200, "straat": 150, "gemeente_nl": 100}


class Command(ImportCommand):
    help = "Import organisations (columns ondernemingsnummer, naam, straat, huisnummer, bus, postcode, gemeente_nl)."
    required = ("ondernemingsnummer", "naam", "straat", "huisnummer", "bus", "postcode", "gemeente_nl")

    def outcomes(self, rows: list[Row]) -> Iterator[Outcome]:
        """Make unknown organisations, and bring those up to date that nobody registered or claimed."""
        known = {row.enterprise_number: row for row in Organisation.objects.filter(enterprise_number__isnull=False)}
        free = set(Organisation.objects.filter(source=Source.REFERENCE).without_members().values_list("pk", flat=True))
        seen: dict[str, int] = {}
        for row in rows:
            if why := _wrong(row):
                yield refused(row, why, row["naam"])
                continue
            number = parse_enterprise_number(row["ondernemingsnummer"])
            here = known.get(number)
            if number in seen:
                yield refused(
                    row, _("Dit ondernemingsnummer staat ook in rij %(row)s.") % {"row": seen[number]}, row["naam"]
                )
            elif here and here.pk not in free:
                yield refused(row, _("Deze organisatie houdt zelf haar gegevens bij."), here.name)
            else:
                yield put(row, here, _organisation(number, row), FIELDS)
            seen.setdefault(number, row.number)


def _wrong(row: Row) -> str:
    """Why this row cannot be read, in one sentence, or nothing."""
    if row.is_empty:
        return _("Deze rij is leeg.")
    if not row["naam"]:
        return _("De naam ontbreekt.")
    if long := [name for name, most in LENGTHS.items() if len(row[name]) > most]:
        return _("De kolom %(column)s is te lang.") % {"column": long[0]}
    try:
        parse_enterprise_number(row["ondernemingsnummer"])
        if row["postcode"]:
            parse_postcode(row["postcode"])
    except WrongIdentifier as error:
        return _(error.template) % error.params
    return ""


def _organisation(number: str, row: Row) -> Organisation:
    return Organisation(
        enterprise_number=number,
        name=row["naam"],
        street=one_line(row["straat"], row["huisnummer"], row["bus"])[:200],
        postcode=parse_postcode(row["postcode"]) if row["postcode"] else "",
        municipality=row["gemeente_nl"],
        source=Source.REFERENCE,
    )
