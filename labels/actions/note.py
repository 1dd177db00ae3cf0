"""Write a note with a label file, for everybody who judges it or for the city alone."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.enums import Readers
from labels.models import Answer, Application, Assignment, Note
from labels.models.application import CITY_READERS
from labels.rules.assignment import ready
from marketplace.actor import CITY_ROLES, Actor
from marketplace.audit.actions import record
from marketplace.workflow import refuse, refuse_if


@transaction.atomic
def write(
    *,
    application: Application,
    text: str,
    by: Actor,
    readers: str = Readers.SHARED,
    answer: Answer | None = None,
    sent_key: UUID | None = None,
) -> Note:
    """Keep a remark; `sent_key` is what the phone gave it, so that a note sent twice is kept once.

    Raises Assignment.DoesNotExist for who neither judges the file nor leads the label. Refused: `note.own_file`,
    `note.city_only`, and as `labels.rules.assignment.ready`.
    """
    at = timezone.now()
    if by.user_id is None:
        raise PermissionDenied
    row = Application.objects.visible_to(by).select_for_update(of=("self",)).get(pk=application.pk)
    if row.organisation_id == by.organisation_id:
        refuse("note.own_file", _("Dit is een dossier van je eigen organisatie."))
    if not by.has(*CITY_READERS):
        duties = Assignment.objects.of(by).select_related("organisation", "application__organisation")
        refuse_if(ready(duties.get(application=row), timezone.localdate(at)))
    if readers == Readers.CITY_ONLY and not by.has(*CITY_ROLES):
        refuse("note.city_only", _("Alleen mensen van de stad schrijven een nota voor de stad alleen."))
    if sent_key and (kept := Note.objects.filter(application=row, sent_key=sent_key).first()):
        return kept
    facts = {"application": row, "answer": answer, "readers": readers, "text": text, "sent_key": sent_key}
    note = Note.objects.create(**facts, written_by_id=by.user_id, written_at=at)
    record("note.written", subject=note, by=by, at=at, data={"readers": readers})
    return note
