"""Why a version of the rules cannot be published; each answers nothing or a sentence."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from labels.enums import KnockOut, SchemeStatus
from labels.models import Criterion, Scheme
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


def not_the_proposer(scheme: Scheme, by: Actor, on: date) -> Refusal | None:
    """Two people make the rules: who proposed a version does not publish it."""
    if scheme.proposed_by_id != by.user_id:
        return None
    return Refusal(
        "scheme.own_proposal", _("Jij stelde deze versie voor. Een andere beheerder leest en publiceert ze.")
    )


def day_still_fits(scheme: Scheme, by: Actor, on: date) -> Refusal | None:
    """The day that was proposed has not passed meanwhile."""
    if scheme.in_force_on is None:
        raise ValueError("A version that is proposed has its first day.")
    return later_than_the_last(scheme, scheme.in_force_on, on)


def is_draft(scheme: Scheme) -> Refusal | None:
    """A published version never changes, and a proposed one goes back to its draft first."""
    if scheme.status == SchemeStatus.DRAFT:
        return None
    if scheme.status == SchemeStatus.PROPOSED:
        return Refusal(
            "scheme.proposed", _("Deze versie is voorgesteld. Zet ze terug in opmaak om iets te veranderen.")
        )
    return Refusal("scheme.published", _("Deze versie is gepubliceerd. Maak een nieuwe versie om iets te veranderen."))


def numbers_fit(scheme: Scheme) -> Refusal | None:
    """What the database also asks: a distinction asks more than a label, and a heavy case not fewer people."""
    try:
        scheme.validate_constraints()
    except ValidationError as error:
        return Refusal("scheme.numbers", " ".join(error.messages))
    return None


def knock_out_applies(criterion: Criterion) -> Refusal | None:
    """What always knocks out always applies."""
    if criterion.knock_out == KnockOut.YES and criterion.may_not_apply:
        sentence = _("Een criterium dat altijd uitsluit, is altijd van toepassing.")
        return Refusal("criterion.knock_out_applies", sentence)
    return None


def later_than_the_last(scheme: Scheme, in_force_on: date, on: date) -> Refusal | None:
    """A version begins today or later, and after the version before it."""
    others = Scheme.objects.filter(holder=scheme.holder, status=SchemeStatus.PUBLISHED)
    if in_force_on < on or others.filter(in_force_on__gte=in_force_on).exists():
        return Refusal("scheme.day", _("Kies een dag vanaf vandaag, na de dag waarop de vorige versie begon."))
    return None
