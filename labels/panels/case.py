"""What of cases waits on the homes of label officers, partners, administrators and holders."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from labels.models import Case
from labels.models.case import HANDLER_ROLES
from marketplace.actor import Actor, Role
from marketplace.web.panels import Waiting, add_link, add_waiting

MOST_SHOWN = 20

add_link(gettext_lazy("Meldingen"), "case-list", Role.LABEL_OFFICER, Role.ADMINISTRATOR, Role.DECIDER, rank=30)
add_link(gettext_lazy("Wat mag ik aanbieden?"), "offers-allowed", Role.HR, rank=86)
add_link(gettext_lazy("Noodnummers"), "help-line-list", Role.ADMINISTRATOR, rank=95)


@add_waiting(*HANDLER_ROLES)
def cases_to_handle(actor: Actor, on: date) -> list[Waiting]:
    """Cases that nobody took yet, and the actor's own."""
    rows = Case.objects.visible_to(actor).untied(actor, on).unfinished().select_related("organisation", "site")
    mine = [case for case in rows[: MOST_SHOWN * 5] if case.handler_id in (None, actor.user_id)]
    return [
        Waiting(
            _("Behandel"), case.about, reverse("case-detail", args=[case.pk]), case.due_on, note=case.get_kind_display()
        )
        for case in mine[:MOST_SHOWN]
    ]


@add_waiting(Role.HR, Role.DIRECTOR)
def cases_to_answer(actor: Actor, on: date) -> list[Waiting]:
    """What the city asks of the own organisation."""
    rows = Case.objects.visible_to(actor).unfinished().filter(statement="", finding="")
    return [
        Waiting(_("Vertel jullie kant"), case.get_kind_display(), reverse("case-answer", args=[case.pk]))
        for case in rows[:MOST_SHOWN]
    ]
