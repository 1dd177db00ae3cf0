"""What of label files waits on the homes of holders and label officers."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from labels.enums import ApplicationStatus
from labels.models import Application
from labels.models.application import HOLDERS
from marketplace.actor import PARTNER_ROLES, Actor, Role
from marketplace.web.lines import Lines, Number
from marketplace.web.panels import add_link, add_waiting

add_link(gettext_lazy("Labeldossiers"), "application-list", *HOLDERS, rank=72)
add_link(gettext_lazy("Labeldossiers"), "application-list", Role.LABEL_OFFICER, Role.AUDITOR, *PARTNER_ROLES, rank=22)


@add_waiting(*HOLDERS)
def files_to_mend(actor: Actor, on: date) -> list[Lines]:
    """Files of the own organisation of which the city asks more, and those that are not handed in yet."""
    rows = Application.objects.of(actor)
    asked, draft = (rows.filter(status=status) for status in (ApplicationStatus.INCOMPLETE, ApplicationStatus.DRAFT))
    return [
        Lines(asked, "application-detail", "%(missing)s", {"missing": "missing"}, verb=_("Vul aan")),
        Lines(draft, "application-detail", _("Jullie labeldossier"), verb=_("Werk af")),
    ]


@add_waiting(Role.LABEL_OFFICER)
def files_to_check(actor: Actor, on: date) -> list[Number]:
    """One item for all files whose completeness waits."""
    rows = Application.objects.visible_to(actor).filter(status=ApplicationStatus.SUBMITTED)
    return [Number(rows, _files, reverse("application-list"), verb=_("Kijk na"))]


def _files(count: int) -> str:
    return ngettext("%(count)s labeldossier", "%(count)s labeldossiers", count) % {"count": count}
