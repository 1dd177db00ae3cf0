"""What of labels waits on the homes of HR, directors and label officers."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from companies.models import Company, Site
from labels.models import Label
from labels.rules import label as rules
from marketplace.actor import CITY_ROLES, PARTNER_ROLES, Actor, Role
from marketplace.web.panels import Tally, Waiting, add_link, add_tallies, add_waiting
from schools.models import School

add_link(gettext_lazy("Label"), "label-own", Role.HR, Role.DIRECTOR, Role.COORDINATOR, rank=70)
add_link(gettext_lazy("Beloftes"), "label-promised", Role.LABEL_OFFICER, rank=20)
add_link(gettext_lazy("Register"), "label-register", Role.LABEL_OFFICER, Role.ADMINISTRATOR, rank=65)


@add_tallies(*CITY_ROLES, *PARTNER_ROLES)
def valid_labels(actor: Actor, on: date) -> list[Tally]:
    """Labels that are valid today."""
    count = Label.objects.visible_to(actor).valid_on(on).count()
    return [Tally(count, ngettext("geldig label", "geldige labels", count), reverse("label-register"))]


@add_waiting(Role.LABEL_OFFICER)
def promises_to_confirm(actor: Actor, on: date) -> list[Waiting]:
    """One item for all promises that wait."""
    count = Label.objects.visible_to(actor).promised().count()
    if not count:
        return []
    words = ngettext("%(count)s belofte van het label", "%(count)s beloftes van het label", count) % {"count": count}
    return [Waiting(_("Bevestig"), words, reverse("label-promised"))]


@add_waiting(Role.HR)
def sites_without_label(actor: Actor, on: date) -> list[Waiting]:
    """Sites of a confirmed company for which its signatory can promise the label."""
    company = Company.objects.filter(pk=actor.organisation_id).first()
    if not actor.may_sign or company is None or not company.is_verified:
        return []
    sites = Site.objects.of(actor).filter(is_active=True).order_by("name")
    without = rules.may_be_promised(sites, on)
    return [Waiting(_("Beloof het label"), site.name, reverse("label-promise", args=[site.pk])) for site in without]


@add_waiting(Role.DIRECTOR)
def school_without_label(actor: Actor, on: date) -> list[Waiting]:
    """A school may ask for students without a label; its director can promise one."""
    school = School.objects.filter(pk=actor.organisation_id).first()
    if not actor.may_sign or school is None or rules.may_promise(school.pk, None, on):
        return []
    return [Waiting(_("Beloof het label"), str(school), reverse("label-promise-school"))]
