"""Loads the first version of the schemes and the first telephone numbers from the project's own files."""

from datetime import date

from django.conf import settings

from labels.enums import Holder
from labels.models import Criterion, HelpLine, Scheme
from marketplace.reference.loaders import put_rows, read_rows

FOLDER = settings.BASE_DIR / "labels" / "reference_data"
ANTWERP, BEVEREN_KRUIBEKE_ZWIJNDRECHT = "11002", "46030"  # NIS codes of 2025 (R37)
TEXTS = (
    "theme", "name_en", "name_nl", "question_en", "question_nl", "evidence_en", "evidence_nl", "knock_out", "stage",
    "scope", "fact",
)  # fmt: skip
ANSWERS = ("may_not_apply", "for_distinction")


def load_schemes() -> str:
    """Version 1 for companies and for schools; later versions are made by the administrator."""
    return f"{sum(_load(holder) for holder in Holder.values)} criteria"


def _load(holder: str) -> int:
    facts = {"in_force_on": date(2020, 9, 1), "municipalities": [ANTWERP, BEVEREN_KRUIBEKE_ZWIJNDRECHT]}
    scheme, _ = Scheme.objects.get_or_create(holder=holder, number=1, defaults=facts)
    rows = [_criterion(scheme, row) for row in read_rows(FOLDER / f"{holder}_criteria.csv")]
    return put_rows(rows, key=["scheme", "code"], fields=[*TEXTS, *ANSWERS, "weight"])


def _criterion(scheme: Scheme, row: dict[str, str]) -> Criterion:
    texts = {name: row[name] for name in TEXTS}
    answers = {name: row[name] == "yes" for name in ANSWERS}
    return Criterion(scheme=scheme, code=row["code"], weight=int(row["weight"]), **texts, **answers)


def load_help_lines() -> str:
    """The shipped telephone numbers, as long as nobody keeps a list."""
    if not HelpLine.objects.exists():
        rows = read_rows(FOLDER / "help_lines.csv")
        HelpLine.objects.bulk_create(HelpLine(**{**row, "rank": int(row["rank"])}) for row in rows)
    return f"{HelpLine.objects.count()} help lines"
