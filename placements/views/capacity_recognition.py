"""HR records the official recognition that a dual programme on offer needs."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from companies.actions import record_recognition
from companies.models import Recognition
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from placements.forms.capacity import RecognitionForm
from placements.models import Capacity


@require(Role.HR)
def capacity_recognition(request: ActorRequest, pk: int, programme_pk: int) -> HttpResponse:
    """One recognition: requested on a day, or in force with reference and dates."""
    capacity = get_object_or_404(Capacity.objects.of(request.actor).select_related("site"), pk=pk)
    programme = get_object_or_404(capacity.programmes.filter(is_dual=True), pk=programme_pk)
    known = Recognition.objects.filter(site=capacity.site_id, programme_code=programme.code).first()
    form = RecognitionForm(request.POST or None, initial=_now(known))
    facts = {"site": capacity.site, "programme_code": programme.code, "by": request.actor}
    if request.POST and submit(form, record_recognition, **facts):
        return redirect("capacity-detail", pk)
    return render(
        request, "placements/capacity_recognition.html", {"capacity": capacity, "programme": programme, "form": form}
    )


def _now(known: Recognition | None) -> dict[str, object]:
    names = ("requested_on", "reference", "starts_on", "ends_on")
    return {name: getattr(known, name) for name in names} if known else {}
