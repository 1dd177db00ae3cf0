"""When a judgement fits its criterion, and when an assessment can be handed in."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from labels.enums import Judgement, Stage
from labels.models import Assessment, Criterion
from labels.scoring import BEST, IN_ORDER
from marketplace.workflow import Refusal


def judgement_fits(criterion: Criterion, given: Mapping[str, Any]) -> Refusal | None:
    """A score of 0 to 3; "does not apply" and "not measurable yet" only where the criterion may be so."""
    judgement, score = given["judgement"], given["score"]
    allowed = {Judgement.SCORED}
    if criterion.may_not_apply:
        allowed.add(Judgement.NOT_APPLICABLE)
    if criterion.stage == Stage.PRACTICE:
        allowed.add(Judgement.NOT_MEASURABLE)
    if judgement not in allowed:
        return Refusal("assessment.judgement", _("Dat oordeel past niet bij criterium %s.") % criterion.code)
    if (judgement == Judgement.SCORED) != (score in range(BEST + 1)):
        return Refusal("assessment.score", _("Een score is 0, 1, 2 of 3."))
    return None


def all_judged(assessment: Assessment) -> Refusal | None:
    """Every criterion that is not left out has a judgement, and what is not in order has a reason for the letter."""
    application = assessment.application
    left_out = application.left_out.values("criterion")
    judged = assessment.answers.values("answer")
    count = application.answers.exclude(criterion__in=left_out).exclude(pk__in=judged).count()
    if count:
        return Refusal("assessment.unjudged", _("Nog te beoordelen: %(count)s.") % {"count": count})
    bare = assessment.answers.filter(score__lt=IN_ORDER, reason="").select_related("answer__criterion").first()
    if bare is None:
        return None
    sentence = _("Schrijf bij %(code)s waarom het niet in orde is. De aanvrager leest dat in de brief.")
    return Refusal("assessment.no_reason", sentence % {"code": bare.answer.criterion.code})
