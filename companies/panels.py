"""What of companies waits on the homes of HR and label officers."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from companies.models import Company, Site
from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines, Number
from marketplace.web.panels import add_link, add_step, add_waiting

add_link(gettext_lazy("Onderneming"), "company-own", Role.HR, Role.MENTOR, rank=80)
add_link(gettext_lazy("Te bevestigen"), "company-unconfirmed", Role.LABEL_OFFICER, rank=10)
add_step(gettext_lazy("Registreer je onderneming"), "company-register")


@add_waiting(Role.LABEL_OFFICER)
def companies_to_confirm(actor: Actor, on: date) -> list[Number]:
    """One item for all companies that wait."""
    rows = Company.objects.visible_to(actor).unconfirmed()
    return [Number(rows, _companies, reverse("company-unconfirmed"), verb=_("Bevestig"))]


def _companies(count: int) -> str:
    return ngettext("%(count)s onderneming", "%(count)s ondernemingen", count) % {"count": count}


@add_waiting(Role.HR)
def first_site(actor: Actor, on: date) -> list[Lines]:
    """A company begins with a site."""
    mine = Company.objects.filter(pk=actor.organisation_id)
    rows = mine.filter(~Exists(Site.objects.filter(company=OuterRef("pk"))))
    note = _("Plaatsen, mentoren en het label horen bij een vestiging.")
    return [Lines(rows, "site-add", _("Je eerste vestiging"), key=None, verb=_("Voeg toe"), note=note)]
