"""What auditors judged of a label file: the assessment that counts, and the score of each label it asks for."""

from typing import Any

from labels import scoring
from labels.enums import AssessmentKind, Judgement
from labels.models import Answer, Application, ApplicationSite, AssessedAnswer, Assessment
from labels.questions import rule_of


def counting(application: Application) -> Assessment | None:
    """The moderated assessment of this attempt, else the only one; None while two wait to be moderated, or none is."""
    rows = application.assessments.filter(attempt=application.attempt).select_related("assignment")
    moderated = [row for row in rows if row.kind == AssessmentKind.MODERATED]
    return moderated[0] if moderated else rows[0] if len(rows) == 1 else None


def results_of(assessment: Assessment) -> list[tuple[ApplicationSite, scoring.Result]]:
    """Each label that the file asks for with its score by this assessment."""
    application = assessment.application
    rows = list(application.answers.select_related("criterion").order_by("criterion__code", "pk"))
    judged = {row.answer_id: row for row in assessment.answers.all()}
    left_out = set(application.left_out.values_list("criterion", flat=True))
    given = {row.pk: _given(row, judged.get(row.pk), left_out) for row in rows}
    return [(place, _result(application, place, rows, given)) for place in application.sites.select_related("site")]


def explained(result: scoring.Result) -> dict[str, Any]:
    """A result as it is kept with the file: level and points, and a line for each criterion."""
    lines = [
        {
            "code": line.code,
            "judgement": line.judgement,
            "score": line.score,
            "weight": round(float(line.weight), 2),
            "points": round(float(line.points), 2),
            "knocks_out": line.knocks_out,
            "blocks_distinction": line.blocks_distinction,
        }
        for line in result.lines
    ]
    return {"level": result.level, "total": round(result.points, 2), "lines": lines}


def _given(row: Answer, judged: AssessedAnswer | None, left_out: set[int]) -> scoring.Given:
    if row.criterion_id in left_out:
        return scoring.Given(scoring.LEFT_OUT)
    if judged is None:
        return scoring.Given(scoring.UNANSWERED)
    return scoring.Given(Judgement(judged.judgement).value, judged.score)


def _result(
    application: Application, place: ApplicationSite, rows: list[Answer], given: dict[int, scoring.Given]
) -> scoring.Result:
    own = [row for row in rows if row.application_site_id in (None, place.pk)]
    return scoring.score(
        [rule_of(row.criterion, application) for row in own],
        [given[row.pk] for row in own],
        label_from=application.scheme.label_from,
        distinction_from=application.scheme.distinction_from,
        has_run=True,  # what is not measurable yet was judged so, criterion by criterion
    )
