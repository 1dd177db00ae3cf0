"""Loads public organisations for look-up and the joint committees from the project's own files."""

from django.conf import settings

from companies.models import JointCommittee
from marketplace.accounts.models import Organisation
from marketplace.accounts.models.organisation import Source
from marketplace.reference.loaders import add_rows, read_rows

FOLDER = settings.BASE_DIR / "companies" / "reference_data"


def load_joint_committees() -> str:
    """The joint committees by code and name."""
    rows = [JointCommittee(code=row["code"], name=row["name"]) for row in read_rows(FOLDER / "joint_committees.csv")]
    return f"{add_rows(rows)} joint committees"


def load_organisations() -> str:
    """Real public organisations without members, free to be claimed; one that is there already stays as it is."""
    rows = [
        Organisation(
            enterprise_number=row["enterprise_number"],
            name=row["name"],
            street=one_line(row["street"], row["house_number"], row["box"]),
            postcode=row["postcode"],
            municipality=row["municipality"],
            source=Source.REFERENCE,
        )
        for row in read_rows(FOLDER / "organisations.csv")
    ]
    return f"{add_rows(rows)} organisations"


def one_line(street: str, house_number: str, box: str) -> str:
    """Street, number and box as people write them; a number 0 means unknown."""
    number = "" if house_number == "0" else house_number
    return " ".join(filter(None, [street, number, f"bus {box}" if box else ""]))
