"""An adult student lets a representative read on, with an account or by link."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, public, require
from marketplace.actor import Actor, Role
from marketplace.workflow import Refused
from placements.actions.link import actor_of
from placements.actions.reading import set_reading
from placements.forms.signature import ReadingForm
from placements.models import Agreement, PersonalLink
from placements.rules.reading import CHOICE_NEEDED
from placements.views.agreement import one
from placements.views.link import with_code


@require_POST
@require(Role.STUDENT)
def agreement_reading(request: ActorRequest, pk: int) -> HttpResponse:
    """With an account."""
    _set(request, one(request, pk), request.actor)
    return redirect("agreement-detail", pk)


@public
@never_cache
@require_POST
@with_code
def link_reading(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """By personal link."""
    by = actor_of(link)
    _set(request, get_object_or_404(Agreement.objects.visible_to(by).live(), pk=link.agreement_id), by)
    return redirect("link-agreement", token)


def _set(request: ActorRequest, agreement: Agreement, by: Actor) -> None:
    form = ReadingForm(request.POST, student=agreement.placement.student)
    if not form.is_valid():
        raise Refused(CHOICE_NEEDED)
    set_reading(agreement=agreement, by=by, **form.cleaned_data)
