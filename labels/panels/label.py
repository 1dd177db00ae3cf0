"""What of labels waits on the homes of HR, directors and label officers."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from companies.enums import CompanyStatus
from companies.models import Site
from labels.models import Label
from labels.rules import label as rules
from marketplace.actor import CITY_ROLES, PARTNER_ROLES, Actor, Role
from marketplace.web.lines import Lines, Number
from marketplace.web.panels import add_link, add_tallies, add_waiting
from schools.models import School

add_link(gettext_lazy("Label"), "label-own", Role.HR, Role.DIRECTOR, Role.COORDINATOR, rank=70)
add_link(gettext_lazy("Beloftes"), "label-promised", Role.LABEL_OFFICER, rank=20)
add_link(gettext_lazy("Register"), "label-register", Role.LABEL_OFFICER, Role.ADMINISTRATOR, rank=65)


@add_tallies(*CITY_ROLES, *PARTNER_ROLES)
def valid_labels(actor: Actor, on: date) -> list[Number]:
    """Labels that are valid today."""
    rows = Label.objects.visible_to(actor).valid_on(on)
    return [Number(rows, lambda count: ngettext("geldig label", "geldige labels", count), reverse("label-register"))]


@add_waiting(Role.LABEL_OFFICER)
def promises_to_confirm(actor: Actor, on: date) -> list[Number]:
    """One item for all promises that wait."""
    rows = Label.objects.visible_to(actor).promised()
    return [Number(rows, _promises, reverse("label-promised"), verb=_("Bevestig"))]


def _promises(count: int) -> str:
    return ngettext("%(count)s belofte van het label", "%(count)s beloftes van het label", count) % {"count": count}


@add_waiting(Role.HR)
def sites_without_label(actor: Actor, on: date) -> list[Lines]:
    """Sites of a confirmed company for which its signatory can promise the label."""
    if not actor.may_sign:
        return []
    sites = Site.objects.of(actor).filter(is_active=True, company__status=CompanyStatus.VERIFIED)
    return [
        Lines(
            rules.may_be_promised(sites, on), "label-promise", "%(site)s", {"site": "name"}, verb=_("Beloof het label")
        )
    ]


@add_waiting(Role.DIRECTOR)
def school_without_label(actor: Actor, on: date) -> list[Lines]:
    """A school may ask for students without a label; its director can promise one."""
    if not actor.may_sign:
        return []
    held = rules.in_the_way(on).filter(organisation=OuterRef("pk"), site=None)
    rows, fill = School.objects.filter(~Exists(held), pk=actor.organisation_id), {"school": "organisation__name"}
    return [Lines(rows, "label-promise-school", "%(school)s", fill, verb=_("Beloof het label"), key=None)]
