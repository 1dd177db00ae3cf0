"""Plays reports under the ethics code: one waits, one is in hand, and of one the company asks to look again."""

from datetime import timedelta
from typing import Any

from companies.models import Site
from labels.actions import case
from labels.actions.reconsideration import ask_reconsideration
from labels.enums import CaseFinding, CaseKind
from labels.models import Case
from marketplace.actor import Actor, Role
from placements.demo.clock import on_day
from placements.demo.people import person_name
from placements.demo.world import World

QUESTION = "Wat deden de leerlingen de voorbije weken, en wie begeleidde hen? (demo)"
SIDE = "De mentor was twee weken ziek. De vervanger kende het opleidingsplan niet (demo)."
REASONS = "Twee weken lang begeleidde niemand de leerling. De onderneming duidt nu een vervanger aan (demo)."
GROUNDS = "De vervanger begeleidde de leerling wel. Zijn nota's waren er nog niet toen jullie beslisten (demo)."
TOLD, HEARD, ANSWERED, FOUND, DISPUTED = 40, 37, 33, 9, 4  # days ago


def play_cases(world: World, sites: list[Site], *, officer: Actor, holder: Actor, place: Site) -> None:
    """Two reports about `sites`, and a case about `place` with a light finding that its `holder` disputes."""
    _report(world, sites[0], CaseKind.TASKS, "De leerling kuist al drie weken en leert niets nieuws (demo).")
    words = "Het bedrijf beloofde een contract voor het diploma (demo)."
    case.acknowledge(case=_report(world, sites[1], CaseKind.EARLY_OFFER, words), by=officer)
    _dispute(world, place, officer, holder)


def _report(world: World, site: Site, kind: str, words: str) -> Case:
    told: dict[str, Any] = {
        "kind": kind,
        "words": words,
        "name": person_name(world),
        "contact": "begeleider@demo.example",
    }
    about: dict[str, Any] = {"organisation": site.company.organisation, "site": site}
    return case.report(**about, **told, by=Actor(), role=Role.COACH).case


def _dispute(world: World, site: Site, officer: Actor, holder: Actor) -> None:
    """Reported, heard on both sides, found to be light; the company asks a colleague of the handler to look again."""
    with on_day(world.today - timedelta(days=TOLD)):
        row = _report(world, site, CaseKind.OTHER, "De mentor is er nooit, en niemand zegt wie hem vervangt (demo).")
        case.acknowledge(case=row, by=officer)
    heard_on = world.today - timedelta(days=HEARD)
    with on_day(heard_on):
        case.note_reporter_heard(case=row, heard_on=heard_on, by=officer)
        case.hear(case=row, question=QUESTION, by=officer)
    with on_day(world.today - timedelta(days=ANSWERED)):
        case.state_side(case=row, statement=SIDE, by=holder)
    with on_day(world.today - timedelta(days=FOUND)):
        case.decide(case=row, finding=CaseFinding.MINOR, reasons=REASONS, by=officer)
    with on_day(world.today - timedelta(days=DISPUTED)):
        ask_reconsideration(case=row, grounds=GROUNDS, by=holder)
