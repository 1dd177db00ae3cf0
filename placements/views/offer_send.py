"""The coordinator's side of offers: those of one request, and sending new ones."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.fields import row_keys
from placements.actions.offer import Sent, send_offers
from placements.forms.offer import SendForm
from placements.models import Capacity, Match, Offer, PlacementRequest
from placements.models.offer import MOST_OPEN_OFFERS


@require(Role.COORDINATOR, Role.COACH, Role.DIRECTOR)
def offer_of_request(request: ActorRequest, pk: int) -> HttpResponse:
    """Every offer of one request, the open ones first."""
    row = _request(request, pk)
    offers = (
        Offer.objects.visible_to(request.actor)
        .filter(request=row)
        .select_related("capacity__site", "company__organisation")
    )
    context = {"row": row, "offers": offers.open_first(), "most": MOST_OPEN_OFFERS}
    return render(request, "placements/offer_of_request.html", context)


@require(Role.COORDINATOR)
def offer_send(request: ActorRequest, pk: int) -> HttpResponse:
    """Send this request to chosen places; the address names them with `capacity`."""
    row = _request(request, pk)
    chosen = row_keys(request.GET.getlist("capacity") or request.POST.getlist("capacities"))
    places = Capacity.objects.visible_to(request.actor).filter(pk__in=chosen).order_by("pk")
    places = places.select_related("site__company__organisation")
    initial = {"capacities": chosen, "student_told_on": timezone.localdate()}
    form = SendForm(request.POST or None, capacities=places, of_teacher=row.is_of_teacher, initial=initial)
    if request.POST and form.is_valid():
        sent = _send(request, row, form)
        for _row, capacity, refusal in sent.refused:
            form.add_error("capacities", f"{capacity.site}: {refusal.sentence}")
        if not sent.refused:
            return redirect("offer-of-request", pk)
    status = 409 if form.errors else 200
    return render(request, "placements/offer_send.html", {"row": row, "form": form, "places": places}, status=status)


def _send(request: ActorRequest, row: PlacementRequest, form: SendForm) -> Sent:
    found = Match.objects.visible_to(request.actor).filter(request=row, capacity__in=form.cleaned_data["capacities"])
    matches = {match.capacity_id: match for match in found.order_by("pk")}
    pairs = [(row, capacity, matches.get(capacity.pk)) for capacity in form.cleaned_data["capacities"]]
    sent = send_offers(pairs=pairs, by=request.actor, student_told_on=form.cleaned_data["student_told_on"])
    if number := len(sent.made):
        words = ngettext("Eén aanbod is verstuurd.", "%(number)s aanbiedingen zijn verstuurd.", number)
        messages.success(request, words % {"number": number})
    return sent


def _request(request: ActorRequest, pk: int) -> PlacementRequest:
    rows = PlacementRequest.objects.visible_to(request.actor).select_related("student", "programme")
    return get_object_or_404(rows, pk=pk)
