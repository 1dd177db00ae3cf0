"""What of appeals waits on the homes of label officers and panel members, and where holders find theirs."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from labels.models import Appeal, PanelSeat
from labels.models.application import CITY_READERS, HOLDERS
from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_link, add_waiting

add_link(gettext_lazy("Bezwaar en beroep"), "appeal-list", *HOLDERS, rank=73)
add_link(gettext_lazy("Bezwaar en beroep"), "appeal-list", *CITY_READERS, rank=24)
add_link(gettext_lazy("Mijn beroepen"), "appeal-list", Role.PANEL_MEMBER, rank=20)


@add_waiting(Role.LABEL_OFFICER, Role.DECIDER)
def panels_to_compose(actor: Actor, on: date) -> list[Lines]:
    """What was lodged and has no panel yet."""
    rows = Appeal.objects.to_compose(actor)
    words, fill = _("Beroep van %(holder)s"), {"holder": "organisation__name"}
    return [Lines(rows, "appeal-panel", words, fill, verb=_("Stel het panel samen"), day="decide_by_on")]


@add_waiting(Role.PANEL_MEMBER)
def votes_to_give(actor: Actor, on: date) -> list[Lines]:
    """The own seats without a vote."""
    rows = PanelSeat.objects.of(actor).to_vote()
    words, fill = _("Beroep van %(holder)s"), {"holder": "appeal__organisation__name"}
    return [Lines(rows, "appeal-vote", words, fill, verb=_("Stem"), day="appeal__decide_by_on", key="appeal_id")]
