"""Import the full table of secondary schools, for the administrator's look-up."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from marketplace.accounts.models import Membership, Organisation
from marketplace.accounts.models.organisation import Source
from marketplace.identifiers import WrongIdentifier, parse_institution_number, parse_postcode
from marketplace.reference.imports import CHANGED, SAME, ImportCommand, Outcome, put, refused
from marketplace.tables import Row
from schools.models import School, SchoolSite


class Command(ImportCommand):
    help = "Import schools (columns instellingsnummer, naam, straat_nr, postcode, plaats, net; one row a place)."
    required = ("instellingsnummer", "naam", "straat_nr", "postcode", "plaats", "net")

    def outcomes(self, rows: list[Row]) -> Iterator[Outcome]:
        """Make unknown schools, and bring those up to date that do not take part; a row is a place of a school."""
        takes_part = set(Membership.objects.values_list("organisation", flat=True))
        for row in rows:
            if why := _wrong(row):
                yield refused(row, why, row["naam"])
                continue
            number = parse_institution_number(row["instellingsnummer"])
            school = School.objects.select_related("organisation").filter(institution_number=number).first()
            if school and school.pk in takes_part:
                yield refused(row, _("Deze school houdt zelf haar gegevens bij."), str(school))
            else:
                yield _put(row, number, school)


def _wrong(row: Row) -> str:
    """Why this row cannot be read, in one sentence, or nothing."""
    if row.is_empty:
        return _("Deze rij is leeg.")
    if not row["naam"] or not row["plaats"]:
        return _("De naam of de plaats ontbreekt.")
    try:
        parse_institution_number(row["instellingsnummer"])
        parse_postcode(row["postcode"])
    except WrongIdentifier as error:
        return _(error.template) % error.params
    return ""


def _put(row: Row, number: str, school: School | None) -> Outcome:
    """Organisation, school and site; the row is changed when any of them is."""
    wanted = _organisation(row)
    outcome = put(row, school and school.organisation, wanted, ["name"])
    if school is None:
        school = School.objects.create(organisation=wanted, institution_number=number, network=row["net"])
    network = School(organisation=school.organisation, network=row["net"] or school.network)
    others = [put(row, school, network, ["network"]), _put_site(row, school)]
    if outcome.verb == SAME and any(other.verb != SAME for other in others):
        return Outcome(row.number, CHANGED, str(school), ", ".join(filter(None, (other.why for other in others))))
    return outcome


def _put_site(row: Row, school: School) -> Outcome:
    key = {"school": school, "postcode": parse_postcode(row["postcode"]), "municipality": row["plaats"]}
    known = SchoolSite.objects.filter(**key).first()
    return put(row, known, SchoolSite(**key, name=row["naam"], street=row["straat_nr"]), ["name", "street"])


def _organisation(row: Row) -> Organisation:
    return Organisation(
        name=row["naam"],
        street=row["straat_nr"],
        postcode=parse_postcode(row["postcode"]),
        municipality=row["plaats"],
        source=Source.REFERENCE,
    )
