"""What of companies waits on the homes of HR and label officers."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from companies.models import Company, Site
from marketplace.actor import Actor, Role
from marketplace.web.panels import Waiting, add_link, add_waiting

add_link(gettext_lazy("Onderneming"), "company-own", Role.HR, Role.MENTOR, rank=80)
add_link(gettext_lazy("Te bevestigen"), "company-unconfirmed", Role.LABEL_OFFICER, rank=10)


@add_waiting(Role.LABEL_OFFICER)
def companies_to_confirm(actor: Actor, on: date) -> list[Waiting]:
    """One item for all companies that wait."""
    count = Company.objects.visible_to(actor).unconfirmed().count()
    if not count:
        return []
    words = ngettext("%(count)s onderneming", "%(count)s ondernemingen", count) % {"count": count}
    return [Waiting(_("Bevestig"), words, reverse("company-unconfirmed"))]


@add_waiting(Role.HR)
def first_site(actor: Actor, on: date) -> list[Waiting]:
    """A company begins with a site."""
    has_company = Company.objects.filter(pk=actor.organisation_id).exists()
    if not has_company or Site.objects.of(actor).exists():
        return []
    note = _("Plaatsen, mentoren en het label horen bij een vestiging.")
    return [Waiting(_("Voeg toe"), _("Je eerste vestiging"), reverse("site-add"), note=note)]
