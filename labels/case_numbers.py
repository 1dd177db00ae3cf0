"""The public numbers of cases per year, in which nobody can be recognised."""

from dataclasses import dataclass
from datetime import date

from labels.enums import CaseFinding
from labels.models import Case
from marketplace.reference.models import Figure


@dataclass(frozen=True)
class YearOfCases:
    """One calendar year; a number is None below the smallest one shown, `findings` whenever one of them is."""

    year: int
    reports: int | None
    cases: int | None
    findings: list[tuple[str, int]] | None


def yearly(on: date) -> list[YearOfCases]:
    """Every year with cases, the newest first."""
    shown_from = int(Figure.objects.value("case_shown_from", on))
    return [_shown(counts, shown_from) for counts in Case.objects.counts_by_year()]


def _shown(counts: dict[str, int], shown_from: int) -> YearOfCases:
    """Outcomes are shown together or not at all, so that the hidden one cannot be reckoned back."""
    known = [(CaseFinding(value), counts[value]) for value in CaseFinding.values]
    pending = counts["cases"] - sum(number for _finding, number in known)
    is_safe = all(number == 0 or number >= shown_from for number in (*(n for _f, n in known), pending))
    return YearOfCases(
        year=counts["opened_at__year"],
        reports=counts["told"] if counts["told"] >= shown_from else None,
        cases=counts["cases"] if counts["cases"] >= shown_from else None,
        findings=[(str(finding.label), number) for finding, number in known] if is_safe else None,
    )
