"""Report an audit: the judgement that counts gives each label of the file its points and lines."""

from datetime import datetime
from decimal import Decimal

from labels.assessed import explained, results_of
from labels.models import Application, Assessment
from labels.scoring import REFUSED
from labels.workflow.application import applications
from marketplace.actor import Actor


def report(*, assessment: Assessment, by: Actor, at: datetime) -> Application:
    """Keep points and lines with each label; the audit passed when at least one label is possible."""
    passed = False
    for place, result in results_of(assessment):
        place.score, place.explanation = Decimal(str(round(result.points, 2))), explained(result)
        place.save()
        passed = passed or result.level != REFUSED
    return applications.take(assessment.application, "report", by=by, at=at, passed_at=at if passed else None)
