"""Take the hours of competences that the class council recognised out of a training plan (R22)."""

from placements.models import PlanLine, PriorLearning, TrainingPlan
from schools.enums import Place


def leave_out_known(plan: TrainingPlan) -> int:
    """Lines of recognised competences take no hours and need no yes any more; how many changed.

    Called by whatever makes a plan, and by the decision of the class council; the caller holds the student.
    """
    student = plan.agreement.placement.student_id
    known = {row.competence_id: row for row in PriorLearning.objects.recognised().filter(student=student)}
    lines = list(plan.lines.filter(competence__in=known, prior_learning=None))
    for line in lines:
        line.prior_learning, line.place = known[line.competence_id], Place.SCHOOL
        line.work_hours = line.school_hours = line.third_hours = 0
        line.third_place, line.starts_on, line.ends_on = "", None, None
    PlanLine.objects.bulk_update(lines, ["prior_learning", *PlanLine.NAMES])
    return len(lines)
