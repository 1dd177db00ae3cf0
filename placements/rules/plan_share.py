"""Which drafts may take over a plan: those of the same class, programme and site."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.workflow import Refusal
from placements.enums import DUAL_FORMS, AgreementStatus
from placements.models import Agreement


def classmates_of(agreement: Agreement, by: Actor) -> list[Agreement]:
    """The other drafts of the class at this site that the actor sees, by name."""
    placement = agreement.placement
    if placement.form not in DUAL_FORMS or placement.student.school_class_id is None:
        return []
    drafts = Agreement.objects.visible_to(by).open_at(AgreementStatus.DRAFT)
    rows = drafts.filter(
        placement__form__in=DUAL_FORMS,
        placement__site=placement.site_id,
        placement__programme=placement.programme_id,
        placement__student__school_class=placement.student.school_class_id,
    )
    others = rows.exclude(pk=agreement.pk).select_related("placement__student")
    return sorted(others, key=lambda row: (str(row.placement.student), row.pk))


def may_take_over(agreement: Agreement, source: Agreement) -> Refusal | None:
    """Another class or site learns other things."""
    mine, theirs = agreement.placement, source.placement
    same = (mine.site_id, mine.programme_id, mine.student.school_class_id)
    if agreement.pk != source.pk and same == (theirs.site_id, theirs.programme_id, theirs.student.school_class_id):
        return None
    return Refusal("plan.other_class", _("Dit plan past alleen bij klasgenoten op dezelfde vestiging."))
