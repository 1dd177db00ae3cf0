"""What waits after an early end: a word to say, a file to close."""

from datetime import date

from django.db.models.expressions import Combinable
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
    return [_lines(actor.only(Role.HR), _("Zeg je woord"), day="word_until_on", company_word="")]


@add_waiting(Role.STUDENT)
def own_words_to_say(actor: Actor, on: date) -> list[Lines]:
    """The early end of one's own placement, about which one said nothing yet."""
    own = _("Vroeger gestopt: je plaats bij %(company)s")
    return [_lines(actor.only(Role.STUDENT), _("Zeg je woord"), words=own, student_word="")]


@add_waiting(Role.COACH)
def files_to_close(actor: Actor, on: date) -> list[Lines]:
    """Early ends whose file is open."""
    return [_lines(actor.only(Role.COACH), _("Sluit het dossier"))]


def _lines(actor: Actor, verb: str, day: str | None = None, words: str = "", **missing: str) -> Lines:
    rows = HandOver.objects.visible_to(actor).filter(status=HandOverStatus.OPEN, **missing)
    words = words or _("Vroeger gestopt: %(student)s")
    fill: dict[str, str | Combinable] = {
        "student": full_name("placement__student"),
        "company": "placement__company__organisation__name",
    }
    return Lines(rows, "hand-over", words, fill, verb=verb, day=day, key="placement")
