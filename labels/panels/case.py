"""What of cases waits on the homes of label officers, partners, administrators and holders."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from labels.enums import CaseStatus
from labels.models import Case, Reconsideration
from labels.models.case import HANDLER_ROLES
from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_link, add_waiting

add_link(gettext_lazy("Meldingen"), "case-list", Role.LABEL_OFFICER, Role.ADMINISTRATOR, Role.DECIDER, rank=30)
add_link(gettext_lazy("Wat mag ik aanbieden?"), "offers-allowed", Role.HR, rank=86)
add_link(gettext_lazy("Noodnummers"), "help-line-list", Role.ADMINISTRATOR, rank=95)


@add_waiting(*HANDLER_ROLES)
def cases_to_handle(actor: Actor, on: date) -> list[Lines]:
    """Cases that nobody took yet, and the actor's own; danger by itself."""
    rows = Case.objects.visible_to(actor).untied(actor, on).unfinished()
    mine = rows.filter(Q(handler=None) | Q(handler=actor.user_id))
    words, fill = _("Melding over %(about)s"), {"about": "organisation__name"}
    return [
        Lines(mine.filter(is_danger=is_danger), "case-detail", words, fill, verb=verb, day="due_on")
        for is_danger, verb in ((True, _("Gevaar: kijk nu")), (False, _("Behandel")))
    ]


@add_waiting(*HANDLER_ROLES)
def reconsiderations_to_answer(actor: Actor, on: date) -> list[Lines]:
    """What a holder asks to look at again, in cases that somebody else handled and decided."""
    seen = Case.objects.visible_to(actor).untied(actor, on)
    asked = seen.filter(reconsideration__in=Reconsideration.objects.open())
    rows = asked.exclude(pk__in=Case.objects.handled_by(actor.user_id).values("pk"))
    words, fill = _("Melding over %(about)s"), {"about": "organisation__name"}
    verb = _("Beantwoord een heroverweging")
    return [Lines(rows, "case-detail", words, fill, verb=verb, day="reconsideration__answer_by_on")]


@add_waiting(Role.HR, Role.DIRECTOR)
def cases_to_answer(actor: Actor, on: date) -> list[Lines]:
    """What the city asks of the own organisation."""
    rows = Case.objects.visible_to(actor).filter(status=CaseStatus.HEARING, statement="")
    words = _("Een vraag van de stad over de ethische code")
    return [Lines(rows, "case-answer", words, verb=_("Vertel jullie kant"))]
