"""Loads the terms and documents of the forms, and the tips for mentors and coaches, from the project's own files."""

from datetime import date
from pathlib import Path

from marketplace.reference.loaders import add_rows, read_rows
from placements.models import FormDocument, FormTerms, Tip

FOLDER = Path(__file__).parent / "reference_data"


def load_form_terms() -> str:
    """Who signs a form and which document binds; what an administrator added stays."""
    return f"{add_rows(_terms(row) for row in read_rows(FOLDER / 'form_terms.csv'))} terms of forms"


def load_form_documents() -> str:
    """What each form asks; what an administrator added stays."""
    return f"{add_rows(_document(row) for row in read_rows(FOLDER / 'form_documents.csv'))} documents of forms"


def load_tips() -> str:
    """Tips for who guides young people; what an administrator changed stays."""
    return f"{add_rows(_tip(row) for row in read_rows(FOLDER / 'tips.csv'))} tips"


def _tip(row: dict[str, str]) -> Tip:
    return Tip(**{**row, "from_on": date.fromisoformat(row["from_on"])})


def _terms(row: dict[str, str]) -> FormTerms:
    return FormTerms(**_dated(row) | {"signers": row["signers"].split("|")})


def _document(row: dict[str, str]) -> FormDocument:
    return FormDocument(**_dated(row))


def _dated(row: dict[str, str]) -> dict[str, object]:
    return {**row, "in_force_on": date.fromisoformat(row["in_force_on"])}
