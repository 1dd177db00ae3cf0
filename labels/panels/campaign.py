"""What of campaigns waits on the homes of label officers, administrators, auditors, HR and directors."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from labels.enums import CampaignStatus, SpotCheckStatus
from labels.models import Campaign, SpotCheck
from labels.models.campaign import CHECKED_HOLDERS, CHECKERS, LEADERS
from marketplace.actor import Actor
from marketplace.web.lines import Lines
from marketplace.web.panels import add_link, add_waiting

add_link(gettext_lazy("Campagnes"), "campaign-list", *LEADERS, rank=33)
add_link(gettext_lazy("Controles"), "spot-check-list", *CHECKERS, rank=33)
add_link(gettext_lazy("Controles"), "spot-check-own", *CHECKED_HOLDERS, rank=73)
WORDS, HOLDER = gettext_lazy("Controle van %(holder)s"), {"holder": "label__organisation__name"}


@add_waiting(*LEADERS)
def campaigns_to_move(actor: Actor, on: date) -> list[Lines]:
    """Campaigns whose draw or first visit is due, and checks that are late or without auditor."""
    rows, fill = Campaign.objects.visible_to(actor), {"name": "name"}
    to_draw = rows.filter(status=CampaignStatus.ANNOUNCED, draws_on__lte=on)
    to_visit = rows.filter(status=CampaignStatus.DRAWN, visits_start_on__lte=on)
    without = rows.filter(
        pk__in=SpotCheck.objects.unfinished().filter(auditor=None).values("entry__campaign"),
        status=CampaignStatus.VISITING,
    )
    late = SpotCheck.objects.visible_to(actor).unfinished().filter(visit_by_on__lt=on)
    return [
        Lines(to_draw, "campaign-detail", _("De loting van %(name)s"), fill, verb=_("Loot"), day="draws_on"),
        Lines(to_visit, "campaign-detail", _("Controles: %(name)s"), fill, verb=_("Begin"), day="visits_start_on"),
        Lines(without, "campaign-detail", _("Controles zonder auditor: %(name)s"), fill, verb=_("Kies een auditor")),
        Lines(late, "spot-check-detail", WORDS, HOLDER, verb=_("Bel de auditor"), day="visit_by_on"),
    ]


@add_waiting(*CHECKERS)
def checks_to_report(actor: Actor, on: date) -> list[Lines]:
    """Own checks of which the holder answered."""
    rows = SpotCheck.objects.visible_to(actor).filter(status=SpotCheckStatus.ANSWERED)
    return [Lines(rows, "spot-check-detail", WORDS, HOLDER, verb=_("Controleer"), day="visit_by_on")]


@add_waiting(*CHECKED_HOLDERS)
def checks_to_answer(actor: Actor, on: date) -> list[Lines]:
    """Own files that are drawn and wait for an answer."""
    rows = SpotCheck.objects.visible_to(actor).filter(status=SpotCheckStatus.ASKED)
    words = _("Jullie zijn geloot voor een controle")
    return [Lines(rows, "spot-check-detail", words, verb=_("Maak een afspraak"), day="answer_by_on")]
