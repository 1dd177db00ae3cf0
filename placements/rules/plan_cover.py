"""Which competences of a plan nobody offers: no hours anywhere, or a third place without a name."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from marketplace.workflow import Refusal
from placements.models import PlanLine
from schools.enums import Place


def is_covered(line: PlanLine) -> bool:
    """Whether somebody by name teaches it for at least an hour, or the student knows it already."""
    if line.prior_learning_id:
        return True
    if (line.third_hours or line.place == Place.THIRD) and not line.third_place.strip():
        return False
    return bool(line.work_hours or line.school_hours or line.third_hours)


def uncovered(lines: Iterable[PlanLine]) -> Refusal | None:
    """The alarm before signing: it names the competences, and informs (domain: another provider must be found)."""
    found = [line.competence for line in lines if not is_covered(line)]
    missing = [row.code for row in sorted(found, key=lambda row: (row.number, row.pk))]
    if not missing:
        return None
    return Refusal(
        "plan.uncovered",
        _(
            "Niemand biedt dit aan: %(codes)s. Zet er uren bij, of noem een tweede vestiging of opleidingscentrum"
            " als derde plaats."
        )
        % {"codes": ", ".join(missing)},
    )
