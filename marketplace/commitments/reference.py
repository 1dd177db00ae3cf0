"""Loads the texts that the project ships; texts that an administrator published are left alone."""

from datetime import date
from pathlib import Path

from marketplace.commitments.models import TextKind, TextVersion

FOLDER = Path(__file__).parent / "reference_data"
SHIPPED = ((TextKind.ETHICS_CODE, 1, date(2026, 1, 1)), (TextKind.DATA_ARRANGEMENT, 1, date(2026, 1, 1)))


def load_texts() -> str:
    """Insert each shipped version that is missing."""
    for kind, number, in_force_on in SHIPPED:
        bodies = {f"body_{language}": _read(kind, number, language) for language in ("nl", "en")}
        TextVersion.objects.get_or_create(kind=kind, number=number, defaults={"in_force_on": in_force_on, **bodies})
    return f"{TextVersion.objects.count()} versions of texts"


def _read(kind: str, number: int, language: str) -> str:
    return (FOLDER / f"{kind}-{number}.{language}.txt").read_text(encoding="utf-8").strip()
