"""The life of a campaign and of each check in it; a closed campaign changes nothing any more."""

from django.utils.translation import gettext_lazy as _

from labels.enums import CHECKED, CampaignStatus, SpotCheckStatus
from labels.models.campaign import CHECKED_HOLDERS, CHECKERS, LEADERS
from labels.rules import campaign as rules
from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow

C, K = CampaignStatus, SpotCheckStatus
SYSTEM = (Role.SYSTEM,)

campaigns = Workflow(
    name="campaign",
    owners=dict.fromkeys((C.DRAFT, C.ANNOUNCED, C.DRAWN, C.VISITING), LEADERS)
    | dict.fromkeys((C.CLOSED, C.DISCARDED), ()),
    transitions=(
        Transition(
            "announce", (C.DRAFT,), C.ANNOUNCED, LEADERS, _("Kondig de campagne aan"), (rules.announced_in_time,)
        ),
        Transition("discard", (C.DRAFT,), C.DISCARDED, LEADERS, _("Gooi dit ontwerp weg")),
        Transition(
            "draw",
            (C.ANNOUNCED,),
            C.DRAWN,
            LEADERS,
            _("Loot nu"),
            (rules.draw_day_came, rules.population_is_the_same),
        ),
        Transition("visit", (C.DRAWN,), C.VISITING, LEADERS, _("Begin de controles"), (rules.visits_may_start,)),
        Transition("close", (C.VISITING,), C.CLOSED, LEADERS, _("Sluit de campagne af"), (rules.all_checked,)),
    ),
    wrong_status=_("Een collega zette deze campagne al een stap verder. Herlaad de bladzijde."),
    stamps={C.ANNOUNCED: "announced_at", C.DRAWN: "drawn_at", C.VISITING: "visiting_at", C.CLOSED: "closed_at"},
)

RUNS = (rules.campaign_runs,)
REPORTS = (rules.campaign_runs, rules.is_auditor)
UNFINISHED = (K.PICKED, K.ASKED, K.ANSWERED)

checks = Workflow(
    name="spot_check",
    owners={
        K.LISTED: (),
        K.PICKED: SYSTEM,
        K.ASKED: CHECKED_HOLDERS,
        K.ANSWERED: CHECKERS,
        K.KEPT: (),
        K.SHORT: LEADERS,
        K.SILENT: LEADERS,
        K.LAPSED: (),
    },
    transitions=(
        Transition("pick", (K.LISTED,), K.PICKED, SYSTEM, _("Geloot"), (rules.campaign_is_drawn,)),
        Transition("ask", (K.PICKED,), K.ASKED, SYSTEM, _("Vraag de houder"), RUNS),
        Transition("answer", (K.ASKED,), K.ANSWERED, CHECKED_HOLDERS, _("Geef dit antwoord"), RUNS),
        Transition("keep", (K.ANSWERED,), K.KEPT, CHECKERS, _("Alles is in orde"), REPORTS),
        Transition("fault", (K.ANSWERED,), K.SHORT, CHECKERS, _("Het is niet in orde"), REPORTS),
        Transition("fail", (K.ASKED,), K.SILENT, SYSTEM, _("Geen antwoord gekregen"), RUNS),
        Transition("lapse", UNFINISHED, K.LAPSED, SYSTEM, _("Het label geldt niet meer"), (*RUNS, rules.label_is_over)),
    ),
    wrong_status=_("Deze controle staat niet meer op die stap. Herlaad de bladzijde."),
    stamps={str(K.ANSWERED): "answered_at"} | dict.fromkeys(map(str, CHECKED), "checked_at"),
)
