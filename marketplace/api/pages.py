"""The page on which people make and revoke the API keys of their organisation."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Actor, Role
from marketplace.api.actions import make_key, revoke_key
from marketplace.api.models import KEY_ROLES, ApiKey
from marketplace.web.submit import submit


class KeyForm(forms.Form):
    """A name for people, and one of the actor's own roles."""

    name = forms.CharField(
        label=gettext_lazy("Naam"), max_length=80, help_text=gettext_lazy("Waarvoor dient hij? Bijvoorbeeld: planning.")
    )
    role = forms.ChoiceField(label=gettext_lazy("Rol"))

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        own = [role for role in KEY_ROLES if actor.has(role)]
        self.fields["role"].choices = [(role.value, Role(role).label) for role in own]  # type: ignore[attr-defined]


@never_cache
@require(*KEY_ROLES)
def keys(request: ActorRequest) -> HttpResponse:
    """The keys of one's own organisation; the secret of a new one is shown on this one answer."""
    form = KeyForm(request.POST or None, actor=request.actor)
    made = submit(form, make_key, by=request.actor) if request.POST else None
    key, secret = made or (None, "")
    context = {
        "form": KeyForm(actor=request.actor) if made else form,
        "key": key,
        "secret": secret,
        "keys": ApiKey.objects.visible_to(request.actor).select_related("made_by").order_by("-made_at", "-pk"),
    }
    return render(request, "api/keys.html", context)


@require_POST
@require(*KEY_ROLES)
def key_revoke(request: ActorRequest, pk: int) -> HttpResponse:
    """From now on this key opens nothing."""
    revoke_key(key=get_object_or_404(ApiKey.objects.visible_to(request.actor), pk=pk), by=request.actor)
    messages.success(request, _("De sleutel is ingetrokken."))
    return redirect("api-key-list")


urlpatterns = [
    path("", keys, name="api-key-list"),
    path("<int:pk>/revoke/", key_revoke, name="api-key-revoke"),
]
