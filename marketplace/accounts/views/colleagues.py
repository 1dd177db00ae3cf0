"""The people of one's own organisation: who may do what, who is invited, who asks to join."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.accounts.actions import (
    decide_join_request,
    end_membership,
    invite,
    name_stand_in,
    withdraw_invitation,
)
from marketplace.accounts.forms.colleagues import EndForm, InviteForm, StandInForm
from marketplace.accounts.models import Invitation, JoinRequest, Membership, Organisation, User
from marketplace.accounts.rules import MANAGERS, grantable
from marketplace.accounts.workflow import join_requests
from marketplace.actor import CITY_ROLES, PARTNER_ROLES, STAFF_ROLES, Actor
from marketplace.web.submit import submit
from marketplace.workflow import Step


@require_GET
@require(*STAFF_ROLES)
def colleagues(request: ActorRequest) -> HttpResponse:
    """Members, open invitations, and questions to join."""
    at, actor = timezone.now(), request.actor
    may_give = grantable(actor.organisation_id, actor)
    invited = Invitation.objects.visible_to(actor).open(at).for_colleagues()
    asked = JoinRequest.objects.visible_to(actor).asked_of(actor.organisation_id).select_related("user")
    context = {
        "memberships": Membership.objects.visible_to(actor).colleagues(actor.organisation_id, timezone.localdate(at)),
        "invitations": invited.order_by("email") if may_give else [],
        "asked": [_with_steps(row, actor) for row in asked] if may_give else [],
        "may_give": may_give,
        "is_manager": actor.has(*MANAGERS),
    }
    return render(request, "accounts/colleagues.html", context)


@require_http_methods(["GET", "POST"])
@require(*MANAGERS)
def colleague_invite(request: ActorRequest) -> HttpResponse:
    """Ask a colleague in by mail."""
    organisation = get_object_or_404(Organisation, pk=request.actor.organisation_id)
    form = InviteForm(request.POST or None, roles=grantable(organisation.pk, request.actor))
    if request.method == "POST" and submit(form, invite, organisation=organisation, by=request.actor):
        messages.success(request, _("De uitnodiging is verstuurd. De link werkt 14 dagen."))
        return redirect("colleague-list")
    return render(request, "accounts/colleague_invite.html", {"form": form})


@require_POST
@require(*MANAGERS)
def invitation_withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Make an open link worthless."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor), pk=pk)
    withdraw_invitation(invitation=invitation, by=request.actor)
    messages.success(request, _("De uitnodiging is ingetrokken: de link werkt niet meer."))
    return redirect("colleague-list")


@require_http_methods(["GET", "POST"])
@require(*STAFF_ROLES)
def membership_end(request: ActorRequest, pk: int) -> HttpResponse:
    """Set somebody's last day."""
    membership = _membership(request, pk)
    form = EndForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    if request.method == "POST" and submit(form, end_membership, membership=membership, by=request.actor):
        messages.success(request, _("De laatste dag is bewaard."))
        return redirect("colleague-list")
    return render(request, "accounts/membership_end.html", {"form": form, "membership": membership})


@require_http_methods(["GET", "POST"])
@require(*STAFF_ROLES)
def stand_in(request: ActorRequest, pk: int) -> HttpResponse:
    """Name a colleague who takes over for some days."""
    membership = _membership(request, pk)
    staff = Membership.objects.visible_to(request.actor).colleagues(membership.organisation_id, timezone.localdate())
    people = User.objects.filter(pk__in=staff.values("user")).exclude(pk=membership.user_id).order_by("name")
    form = StandInForm(request.POST or None, colleagues=people)
    if request.method == "POST" and (named := submit(form, name_stand_in, membership=membership, by=request.actor)):
        waits = _("De vervanger is aangeduid. Een tweede stadsbeheerder bevestigt dit nog.")
        messages.success(request, waits if named.awaits_confirmation else _("De vervanger is aangeduid."))
        return redirect("colleague-list")
    is_city = membership.role in CITY_ROLES | PARTNER_ROLES
    context = {"form": form, "membership": membership, "colleagues": people, "is_city": is_city}
    return render(request, "accounts/stand_in.html", context)


@require_POST
@require(*MANAGERS)
def join_request_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """Let somebody in, or not."""
    asked = get_object_or_404(JoinRequest.objects.visible_to(request.actor), pk=pk)
    decide_join_request(join_request=asked, accept=step == "accept", by=request.actor)
    messages.success(request, _("Je beslissing is bewaard. De vrager krijgt een mail."))
    return redirect("colleague-list")


def _with_steps(row: JoinRequest, actor: Actor) -> tuple[JoinRequest, list[Step], str]:
    prefix = reverse("join-request-step", args=[row.pk, "accept"]).removesuffix("accept/")
    return row, join_requests.steps(row, actor, timezone.localdate()), prefix


def _membership(request: ActorRequest, pk: int) -> Membership:
    rows = Membership.objects.visible_to(request.actor).select_related("user")
    return get_object_or_404(rows, pk=pk)
