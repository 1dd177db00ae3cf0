"""Representatives with a tie to the host, on whom the school still decides."""

from datetime import date

from django.utils.translation import gettext as _

from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_waiting
from placements.enums import HostTie
from placements.models import HostTieAnswer
from schools.models import full_name


@add_waiting(Role.COORDINATOR, Role.DIRECTOR)
def host_ties_to_decide(actor: Actor, on: date) -> list[Lines]:
    """Ties that nobody has decided on."""
    rows = HostTieAnswer.objects.visible_to(actor).filter(may_sign=None).exclude(tie=HostTie.NONE)
    fill = {"student": full_name("placement__student")}
    return [Lines(rows, "host-tie-decide", "%(student)s", fill, verb=_("Beslis of de ouder mag tekenen"))]
