"""The page behind an invitation's link: looking changes nothing, accepting is a POST."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.access import ActorRequest, public
from marketplace.accounts.actions import accept_invitation, find_invitation, sign_up_with_invitation
from marketplace.accounts.forms.profile import InvitedSignUpForm
from marketplace.accounts.models import Membership
from marketplace.web.submit import submit

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "POST"])
@public
@never_cache
def invitation(request: ActorRequest, token: str) -> HttpResponse:
    """What the invitation is; accept it, or make an account for its address first."""
    if request.method == "POST" and request.user.is_authenticated:
        membership = accept_invitation(token=token, user=request.user, at=timezone.now())
        return _welcome(request, membership)
    found = find_invitation(token=token, at=timezone.now())
    form = InvitedSignUpForm(request.POST or None)
    facts = {"token": token, "language": get_language(), "at": timezone.now()}
    if request.method == "POST" and (user := submit(form, sign_up_with_invitation, **facts)):
        login(request, user, backend=BACKEND)
        return _welcome(request, Membership.objects.get(user=user))
    return render(request, "accounts/invitation.html", {"invitation": found, "form": form})


def _welcome(request: ActorRequest, membership: Membership) -> HttpResponse:
    request.session["organisation"] = membership.organisation_id
    if membership.awaits_confirmation:
        messages.info(request, _("Welkom. Je rol begint zodra een tweede stadsbeheerder ze bevestigt."))
    return redirect("dashboard")
