"""Partner organisations and their people, kept by the city administrator."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.accounts.access import ActorRequest, require
from marketplace.accounts.actions.partners import invite_partner
from marketplace.accounts.forms.partners import PartnerForm
from marketplace.accounts.models import Organisation
from marketplace.actor import Role
from marketplace.web.submit import submit


@require_http_methods(["GET", "POST"])
@require(Role.ADMINISTRATOR)
def partners(request: ActorRequest) -> HttpResponse:
    """The partners, and a form to invite somebody of one."""
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and submit(form, invite_partner, by=request.actor):
        messages.success(request, _("De uitnodiging is verstuurd. De link werkt 14 dagen."))
        return redirect("partner-list")
    rows = Organisation.objects.visible_to(request.actor).filter(is_partner=True)
    counted = rows.annotate(people=Count("membership__user", distinct=True)).order_by("name")
    return render(request, "accounts/partners.html", {"partners": counted, "form": form})
