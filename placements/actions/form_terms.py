"""What the city administrator sets for a form of workplace learning, from a day on."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.workflow import refuse_if
from placements.enums import Party
from placements.models import FormDocument, FormTerms
from placements.rules import form_terms as rules


@transaction.atomic
def set_terms(
    *, of: str, binding: str, signers: Collection[str], in_force_on: date, source: str, by: Actor
) -> FormTerms:
    """Which document binds and who signs a form (`of`), for agreements that open from that day on.

    Refused: `form.in_the_past`, `form.day_taken`, `form.signers`. Raises PermissionDenied for all but an administrator.
    """
    _may_set(in_force_on, by)
    refuse_if(rules.signers_fit(of, signers))
    refuse_if(rules.day_free(FormTerms.objects.filter(form=of, in_force_on=in_force_on).exists()))
    ordered = [party for party in Party.values if party in signers]
    row = FormTerms.objects.create(form=of, binding=binding, signers=ordered, in_force_on=in_force_on, source=source)
    record("form.terms_set", subject=row, by=by, data={"form": of, "binding": binding, "signers": ordered})
    return row


@transaction.atomic
def set_document(
    *, of: str, document: str, strength: str, owner: str, in_force_on: date, source: str, by: Actor
) -> FormDocument:
    """How strongly a form (`of`) asks a document, for start lists that are made from that day on.

    Refused: `form.in_the_past`, `form.day_taken`. Raises PermissionDenied for all but the administrator.
    """
    _may_set(in_force_on, by)
    same = FormDocument.objects.filter(form=of, document=document, in_force_on=in_force_on)
    refuse_if(rules.day_free(same.exists()))
    row = FormDocument.objects.create(
        form=of, document=document, strength=strength, owner=owner, in_force_on=in_force_on, source=source
    )
    record("form.document_set", subject=row, by=by, data={"form": of, "document": document, "strength": strength})
    return row


def _may_set(in_force_on: date, by: Actor) -> None:
    if not by.has(Role.ADMINISTRATOR):
        raise PermissionDenied
    refuse_if(rules.day_ahead(in_force_on, timezone.localdate()))
