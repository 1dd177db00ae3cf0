"""A representative's tie to the host: told to the school at the witness's table, and decided on by the school."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from placements.actions.host_tie import DECIDERS, decide_host_tie, say_host_tie
from placements.forms.signature import HostTieDecisionForm, HostTieForm
from placements.models import HostTieAnswer, Signature
from placements.views.agreement import one


@require_POST
@require(Role.COACH, Role.COORDINATOR, Role.DIRECTOR)
def signature_tie(request: ActorRequest, pk: int) -> HttpResponse:
    """Write down what a representative says at school."""
    rows = Signature.objects.visible_to(request.actor).exclude(representative=None).select_related("representative")
    slot = get_object_or_404(rows, pk=pk)
    agreement = one(request, slot.agreement_id)
    form = HostTieForm(request.POST, company=agreement.placement.company)
    if submit(form, say_host_tie, agreement=agreement, representative=slot.representative, by=request.actor) is None:
        messages.error(request, _("Kies een antwoord op de vraag over de onderneming."))
    return redirect("signature-witness", pk)


@require(*DECIDERS)
def host_tie_decide(request: ActorRequest, pk: int) -> HttpResponse:
    """Decide whether somebody with a tie to the host may sign."""
    rows = HostTieAnswer.objects.visible_to(request.actor).select_related("placement", "representative")
    answer = get_object_or_404(rows, pk=pk)
    form = HostTieDecisionForm(request.POST or None)
    if request.POST and submit(form, decide_host_tie, answer=answer, by=request.actor):
        messages.success(request, _("Je beslissing is bewaard."))
        return redirect("placement-detail", answer.placement_id)
    context = {"answer": answer, "placement": answer.placement, "form": form}
    return render(request, "placements/host_tie_decide.html", context, status=409 if request.POST else 200)
