"""What waits after an early end: a word to say, a file to close."""

from datetime import date

from django.utils.translation import gettext as _

from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_waiting
from placements.enums import HandOverStatus
from placements.models import HandOver
from schools.models import full_name


@add_waiting(Role.HR)
def words_to_say(actor: Actor, on: date) -> list[Lines]:
    """Early ends about which the company did not say its word."""
    return [_lines(actor.only(Role.HR), _("Zeg je woord"), company_word="")]


@add_waiting(Role.COACH)
def files_to_close(actor: Actor, on: date) -> list[Lines]:
    """Early ends whose file is open."""
    return [_lines(actor.only(Role.COACH), _("Sluit het dossier"))]


def _lines(actor: Actor, verb: str, **missing: str) -> Lines:
    rows = HandOver.objects.visible_to(actor).filter(status=HandOverStatus.OPEN, **missing)
    words = _("Vroeger gestopt: %(student)s")
    return Lines(rows, "hand-over", words, {"student": full_name("placement__student")}, verb=verb, key="placement")
