"""The second pair of eyes: another administrator confirms a role of the city or of a partner, or takes it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.accounts.actions import confirm_membership, refuse_membership
from marketplace.accounts.models import Membership
from marketplace.actor import Role


@require_http_methods(["GET", "POST"])
@require(Role.ADMINISTRATOR)
def membership_confirm(request: ActorRequest, pk: int) -> HttpResponse:
    """Who gets which role from whom; confirm it."""
    membership = _waiting(request, pk)
    if request.method == "POST":
        confirm_membership(membership=membership, by=request.actor)
        messages.success(request, _("Bevestigd. De rol geldt vanaf haar eerste dag."))
        return redirect("dashboard")
    return render(request, "accounts/membership_confirm.html", {"membership": membership})


@require_POST
@require(Role.ADMINISTRATOR)
def membership_refuse(request: ActorRequest, pk: int) -> HttpResponse:
    """Take the role back before it begins."""
    refuse_membership(membership=_waiting(request, pk), by=request.actor)
    messages.success(request, _("Geweigerd. Deze persoon krijgt de rol niet."))
    return redirect("dashboard")


def _waiting(request: ActorRequest, pk: int) -> Membership:
    rows = Membership.objects.to_confirm(request.actor).select_related(
        "user", "organisation", "granted_by", "stands_in_for__user"
    )
    return get_object_or_404(rows, pk=pk)
