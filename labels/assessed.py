"""What auditors judged of a label file: the assessment that counts, and the score of each label it asks for."""

from collections import defaultdict
from typing import Any

from labels import scoring
from labels.enums import AssessmentKind, AssessmentStatus, Judgement
from labels.models import Answer, Application, ApplicationSite, AssessedAnswer, Assessment
from labels.questions import rule_of
from marketplace.actor import Actor


def handed_in(application: Application) -> list[Assessment]:
    """The own judgements of this attempt that are handed in by who is still on duty, the first one first."""
    rows = application.assessments.filter(attempt=application.attempt, kind=AssessmentKind.OWN)
    return list(
        rows.filter(status=AssessmentStatus.SUBMITTED, assignment__ended_at=None).order_by("submitted_at", "pk")
    )


def handed_in_last(application: Application) -> list[Assessment]:
    """Those of the newest attempt in which an own judgement was handed in, also before a panel sent the file back."""
    rows = application.assessments.filter(kind=AssessmentKind.OWN, status=AssessmentStatus.SUBMITTED)
    newest = rows.order_by("-attempt").values_list("attempt", flat=True).first() or 0
    return list(rows.filter(attempt=newest, assignment__ended_at=None).order_by("submitted_at", "pk"))


def joint(application: Application) -> Assessment | None:
    """The joint judgement of this attempt, or None while nobody differs."""
    return application.assessments.filter(attempt=application.attempt, kind=AssessmentKind.MODERATED).first()


def sides_of(application: Application, by: Actor) -> dict[int, list[AssessedAnswer]]:
    """By answer what each auditor judged, as far as the actor may see it: nothing while they judge alone."""
    own = Assessment.objects.visible_to(by).filter(application=application, attempt=application.attempt)
    rows = AssessedAnswer.objects.filter(assessment__in=own.filter(kind=AssessmentKind.OWN))
    found: dict[int, list[AssessedAnswer]] = defaultdict(list)
    for row in rows.select_related("assessment__assignment__person").order_by("assessment", "pk"):
        found[row.answer_id].append(row)
    return found


def counted_last(application: Application) -> Assessment | None:
    """The judgement on which was decided last: of the newest attempt the joint one, else the own one."""
    rows = application.assessments.filter(status=AssessmentStatus.SUBMITTED)
    return rows.order_by("-attempt", "kind", "submitted_at").first()


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
