"""Reads the table of secondary schools (scholen_secundair_prov_antwerpen) for the administrator's look-up."""

from marketplace.accounts.models import Membership, Organisation
from marketplace.accounts.models.organisation import Source
from marketplace.identifiers import WrongIdentifier, parse_institution_number, parse_postcode
from marketplace.reference.imports import CHANGED, MADE, UNCHANGED, TableImport, WrongRow, put
from marketplace.tables import Row
from schools.models import School, SchoolSite


class Command(TableImport):
    help = "Read the table of secondary schools; a school that takes part keeps its own data."
    columns = ("instellingsnummer", "naam", "straat_nr", "postcode", "plaats", "net")

    def store(self, row: Row) -> str:
        """The school of a row, and the place where it gives lessons; a school has a row for each place."""
        if not row["naam"] or not row["plaats"]:
            raise WrongRow("name or place is missing")
        number, postcode = _number(row), _postcode(row)
        school = School.objects.select_related("organisation").filter(institution_number=number).first()
        if school is None:
            return self._make(row, number, postcode)
        if Membership.objects.filter(organisation=school.pk).exists():
            return UNCHANGED
        return CHANGED if CHANGED in self._update(school, row, postcode) else UNCHANGED

    def _make(self, row: Row, number: str, postcode: str) -> str:
        organisation = Organisation.objects.create(
            name=row["naam"],
            street=row["straat_nr"],
            postcode=postcode,
            municipality=row["plaats"],
            source=Source.REFERENCE,
        )
        school = School.objects.create(organisation=organisation, institution_number=number, network=row["net"])
        _put_site(school, row, postcode)
        return MADE

    def _update(self, school: School, row: Row, postcode: str) -> set[str]:
        known = {"network": row["net"]} if row["net"] else {}
        outcomes = {
            put(Organisation, {"pk": school.pk}, {"name": row["naam"]}),
            put(School, {"pk": school.pk}, known) if known else UNCHANGED,
            _put_site(school, row, postcode),
        }
        return {CHANGED if outcome == MADE else outcome for outcome in outcomes}


def _put_site(school: School, row: Row, postcode: str) -> str:
    key = {"school": school, "postcode": postcode, "municipality": row["plaats"]}
    return put(SchoolSite, key, {"name": row["naam"], "street": row["straat_nr"]})


def _number(row: Row) -> str:
    try:
        return parse_institution_number(row["instellingsnummer"])
    except WrongIdentifier as error:
        raise WrongRow(str(error)) from error


def _postcode(row: Row) -> str:
    try:
        return parse_postcode(row["postcode"])
    except WrongIdentifier as error:
        raise WrongRow(str(error)) from error
