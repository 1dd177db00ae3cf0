"""One's own account: name, language, second factor, organisations."""

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.accounts.access import ActorRequest, public, require
from marketplace.accounts.actions import change_profile, own_organisations, set_language
from marketplace.accounts.forms.profile import ProfileForm
from marketplace.accounts.models import Membership
from marketplace.actor import Role
from marketplace.web.back import back_of
from marketplace.web.submit import submit


@require_http_methods(["GET", "POST"])
@require()
def account(request: ActorRequest) -> HttpResponse:
    """Name and language, what one may do where, and the second factor."""
    user = request.user
    form = ProfileForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if request.method == "POST" and submit(form, change_profile, user=user):
        messages.success(request, _("Je gegevens zijn bewaard."))
        return _in_language(redirect("account-detail"), user.language)
    held = Membership.objects.not_ended(timezone.localdate()).filter(user=user).select_related("organisation")
    context = {
        "form": form,
        "memberships": held.order_by("organisation__name", "starts_on"),
        "has_second_factor": get_adapter().is_mfa_enabled(user),
        "has_keys": request.actor.has(Role.HR, Role.COORDINATOR, Role.LABEL_OFFICER, Role.ADMINISTRATOR),
    }
    return render(request, "accounts/account.html", context)


@require_POST
@require()
def organisation_switch(request: ActorRequest) -> HttpResponse:
    """Act for another of one's own organisations from now on."""
    own = own_organisations(request.user, timezone.localdate())
    number = request.POST.get("organisation", "")
    request.session["organisation"] = get_object_or_404(own, pk=number if number.isdecimal() else None).pk
    return redirect("dashboard")


@require_POST
@public
def language_switch(request: ActorRequest) -> HttpResponse:
    """Show pages in another language; for a person with an account also the mails."""
    language = request.POST.get("language")
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    if request.user.is_authenticated:
        set_language(user=request.user, language=known)
    return _in_language(redirect(back_of(request) or "home"), known)


def _in_language(response: HttpResponse, language: str) -> HttpResponse:
    translation.activate(language)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax")
    return response
