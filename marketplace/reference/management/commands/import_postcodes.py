"""Import the full table of Belgian postcodes."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from marketplace.identifiers import WrongIdentifier, parse_postcode
from marketplace.reference.imports import ImportCommand, Outcome, put, refused
from marketplace.reference.models import Postcode
from marketplace.tables import Row

BELGIUM = (49.4, 51.6, 2.5, 6.5)  # degrees: south, north, west, east
FIELDS = ("municipality", "nis", "lat", "lon", "places")


class Command(ImportCommand):
    help = "Import postcodes (columns postcode, plaatsnaam, gemeente_nis, gemeente_nl, lat, lon; one row a place name)."
    required = ("postcode", "plaatsnaam", "gemeente_nis", "gemeente_nl", "lat", "lon")

    def outcomes(self, rows: list[Row]) -> Iterator[Outcome]:
        """One postcode for all rows that name it; the first row gives municipality and point."""
        named: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if why := _wrong(row):
                yield refused(row, why, row["postcode"])
            elif any(row.values == other.values for other in named[parse_postcode(row["postcode"])]):
                yield refused(row, _("Deze rij staat er twee keer."), row["postcode"])
            else:
                named[parse_postcode(row["postcode"])].append(row)
        known = Postcode.objects.in_bulk()
        for code, same in named.items():
            if same:
                yield put(same[0], known.get(code), _postcode(code, same), FIELDS)


def _wrong(row: Row) -> str:
    """Why this row cannot be read, in one sentence, or nothing."""
    if row.is_empty:
        return _("Deze rij is leeg.")
    try:
        parse_postcode(row["postcode"])
    except WrongIdentifier as error:
        return _(error.template) % error.params
    if not row["gemeente_nl"] or not (row["gemeente_nis"].isdigit() and len(row["gemeente_nis"]) == 5):
        return _("De gemeente of haar NIS-code van vijf cijfers ontbreekt.")
    return "" if _is_in_belgium(row) else _("Het punt (lat, lon) ontbreekt of ligt niet in België.")


def _is_in_belgium(row: Row) -> bool:
    south, north, west, east = BELGIUM
    try:
        return south < float(row["lat"]) < north and west < float(row["lon"]) < east
    except ValueError:
        return False


def _postcode(code: str, rows: list[Row]) -> Postcode:
    first = rows[0]
    places = dict.fromkeys(row["plaatsnaam"] for row in rows if row["plaatsnaam"])
    return Postcode(
        code=code,
        municipality=first["gemeente_nl"],
        nis=first["gemeente_nis"],
        lat=float(first["lat"]),
        lon=float(first["lon"]),
        places="|".join(places),
    )
