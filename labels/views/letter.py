"""The sealed letters of decisions, for whoever may read what was decided."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from labels.actions.letter import letters_of, reference_of_appeal, reference_of_measure, reference_of_place
from labels.models import Appeal, ApplicationSite, Measure
from labels.views.appeal import READERS
from labels.views.application import READERS as FILE_READERS
from labels.views.measure import READERS as MEASURE_READERS
from marketplace.accounts.access import ActorRequest, require
from marketplace.workflow import refuse


@require_safe
@never_cache
@require(*FILE_READERS)
def decision_letter(request: ActorRequest, pk: int) -> FileResponse:
    """The letter of the last decision about one label of a file."""
    place = get_object_or_404(ApplicationSite.objects.visible_to(request.actor), pk=pk)
    last = place.decisions.order_by("-attempt").first()
    return _file(reference_of_place(place, last.attempt if last else 0))


@require_safe
@never_cache
@require(*READERS)
def appeal_letter(request: ActorRequest, pk: int) -> FileResponse:
    """The letter of what a panel decided."""
    return _file(reference_of_appeal(get_object_or_404(Appeal.objects.visible_to(request.actor), pk=pk)))


@require_safe
@never_cache
@require(*MEASURE_READERS)
def measure_letter(request: ActorRequest, pk: int) -> FileResponse:
    """The letter of a measure on a label."""
    return _file(reference_of_measure(get_object_or_404(Measure.objects.visible_to(request.actor), pk=pk)))


def _file(reference: str) -> FileResponse:
    document = letters_of([reference]).get(reference)
    if document is None:
        refuse("letter.not_made", _("Deze brief is er nog niet. Probeer het over een minuut opnieuw."))
    name = f"brief-{document.number}.pdf"
    return FileResponse(document.file.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
