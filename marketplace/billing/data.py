"""Loads the first prices: nothing, until the city has its fee regulation."""

from datetime import date
from pathlib import Path

from marketplace.billing.models import PriceItem
from marketplace.reference.loaders import add_rows, read_rows

PRICES = Path(__file__).parent / "reference_data" / "prices.csv"


def load_prices() -> str:
    """Prices that an administrator entered stay."""
    rows = [
        PriceItem(
            code=row["code"],
            amount_cents=int(row["amount_cents"]),
            extra_site_percent=int(row["extra_site_percent"]),
            vat_treatment=row["vat_treatment"],
            in_force_on=date.fromisoformat(row["in_force_on"]),
            source=row["source"],
        )
        for row in read_rows(PRICES)
    ]
    return f"{add_rows(rows)} prices"
