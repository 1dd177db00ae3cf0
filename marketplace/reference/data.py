"""Loads postcodes and figures from the project's own files."""

from datetime import date
from decimal import Decimal

from django.conf import settings

from marketplace.reference.loaders import add_rows, put_rows, read_rows
from marketplace.reference.models import Figure, Postcode

FOLDER = settings.BASE_DIR / "marketplace" / "reference_data"


def load_postcodes() -> str:
    """Every Belgian postcode with a point."""
    rows = [
        Postcode(
            code=row["postcode"],
            municipality=row["municipality"],
            places=row["places"],
            nis=row["nis"],
            district=row["district"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
        )
        for row in read_rows(FOLDER / "postcodes.csv")
    ]
    count = put_rows(rows, key=["code"], fields=["municipality", "places", "nis", "district", "lat", "lon"])
    return f"{count} postcodes"


def shipped_figures() -> list[Figure]:
    """The first value of every figure, with its source."""
    return [
        Figure(
            code=row["code"],
            value=Decimal(row["value"]),
            in_force_on=date.fromisoformat(row["in_force_on"]),
            source=row["source"],
        )
        for row in read_rows(FOLDER / "figures.csv")
    ]


def load_figures() -> str:
    """The figures of law and house; values that an administrator changed stay."""
    return f"{add_rows(shipped_figures())} figures"


def missing_figures() -> set[str]:
    """Codes of figures that are shipped and not loaded: of a newer version, before its `load_reference`."""
    return {row.code for row in shipped_figures()} - set(Figure.objects.values_list("code", flat=True))
