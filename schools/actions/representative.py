"""Keep the legal representatives of students; their contact details stay with the school."""

from typing import Any

from django.db import transaction
from django.db.models import RestrictedError
from django.utils.translation import gettext as _

from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.workflow import refuse, refuse_if
from schools.models import LegalRepresentative, Student
from schools.rules import authority_fits, can_be_reached


@transaction.atomic
def add_representative(*, student: Student, by: Actor, **facts: Any) -> LegalRepresentative:
    """Add a representative; `facts` are columns of LegalRepresentative. Refused: what `_refuse_unfit` refuses."""
    representative = LegalRepresentative(student=student, **facts)
    _refuse_unfit(representative)
    representative.save()
    record("representative.added", subject=representative, by=by, data={"student": student.pk})
    return representative


@transaction.atomic
def change_representative(*, representative: LegalRepresentative, by: Actor, **facts: Any) -> LegalRepresentative:
    """Change the columns in `facts`. Refused: what `_refuse_unfit` refuses."""
    for name, value in facts.items():
        setattr(representative, name, value)
    _refuse_unfit(representative)
    representative.save()
    record("representative.changed", subject=representative, by=by, data={"fields": sorted(facts)})
    return representative


def _refuse_unfit(representative: LegalRepresentative) -> None:
    """Refused: `representative.unreachable`, `representative.no_institution`, `representative.authority_days`,
    `representative.two_alone`."""
    refuse_if(can_be_reached(representative) or authority_fits(representative))


@transaction.atomic
def remove_representative(*, representative: LegalRepresentative, by: Actor) -> None:
    """Remove somebody who was entered by mistake. Refused: `representative.in_use` once an agreement names them."""
    record("representative.removed", subject=representative, by=by, data={"student": representative.student_id})
    try:
        representative.delete()
    except RestrictedError:
        refuse(
            "representative.in_use",
            _("Deze persoon staat in een overeenkomst en kan niet weg. Kies “tekent niet” als dat zo is."),
        )
