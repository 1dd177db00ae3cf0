"""Why a version of the rules cannot be published; each answers nothing or a sentence."""

from datetime import date

from django.utils.translation import gettext as _

from labels.models import Scheme
from marketplace.actor import Actor
from marketplace.workflow import Refusal

ALL = 100  # the weights of a scheme are parts of a hundred


def weights_sum(scheme: Scheme, by: Actor, on: date) -> Refusal | None:
    """The weights of a scheme sum to 100."""
    total = sum(scheme.criteria.values_list("weight", flat=True))
    if total == ALL:
        return None
    sentence = _("De gewichten tellen samen op tot %(total)s. Ze moeten samen 100 zijn.")
    return Refusal("scheme.weights", sentence % {"total": total})


def knows_both_languages(scheme: Scheme, by: Actor, on: date) -> Refusal | None:
    """Every criterion has a name and its evidence in Dutch and in English."""
    for criterion in scheme.criteria.order_by("code"):
        if not all((criterion.name_nl, criterion.name_en, criterion.evidence_nl, criterion.evidence_en)):
            sentence = _("Criterium %(code)s heeft nog geen tekst in het Nederlands of in het Engels.")
            return Refusal("scheme.texts", sentence % {"code": criterion.code})
    return None
