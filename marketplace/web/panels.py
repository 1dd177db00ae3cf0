"""Where apps hang their parts of shared pages: the home of a role, and panels on the page of one thing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marketplace.actor import Actor
from marketplace.web.lines import Lines, Number, Text, read


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for somebody: the verb on the button, what it is about, its page and its last day."""

    verb: Text
    subject: Text
    url: str
    due_on: date | None = None
    note: Text = ""
    count: int = 1  # how many things this one line stands for


@dataclass(frozen=True)
class Coming:
    """One thing that happens soon and asks nothing yet: its day, what it is and its page."""

    on: date
    subject: Text
    url: str


@dataclass(frozen=True)
class Tally:
    """One number on a role's home, the words below it, and the page with the list that it counts."""

    count: int
    words: Text
    url: str


@dataclass(frozen=True)
class Panel:
    """A part of a role's home: `template` with the context that `context(actor, on)` gives."""

    name: str
    roles: frozenset[str]
    template: str
    context: Callable[[Actor, date], dict[str, Any]]


@dataclass(frozen=True)
class Link:
    """A place in the menu for roles; a lower rank comes first, as the work does."""

    label: Text
    url_name: str
    roles: frozenset[str]
    rank: int = 0
    helps: Callable[[Actor], bool] | None = None  # whether it is of use to this actor now; without it, always


panels: list[Panel] = []
links: list[Link] = []
steps: list[Link] = []
# What a source gives: items that it read itself, or lines and numbers, which all sources read together in one query.
WaitingSource = Callable[[Actor, date], Sequence[Waiting | Lines | Number]]
ComingSource = Callable[[Actor, date], Sequence[Coming | Lines]]
TallySource = Callable[[Actor, date], Sequence[Tally | Number]]

sources: list[tuple[frozenset[str], WaitingSource]] = []
coming: list[tuple[frozenset[str], ComingSource]] = []
tallies: list[tuple[frozenset[str], TallySource]] = []


def add_panel(name: str, *roles: str, template: str, context: Callable[[Actor, date], dict[str, Any]]) -> None:
    """Show a panel on the home of these roles."""
    panels.append(Panel(name, frozenset(roles), template, context))


def add_link(label: Text, url_name: str, *roles: str, rank: int) -> None:
    """Put a page in the menu of these roles."""
    links.append(Link(label, url_name, frozenset(roles), rank))


def add_step(label: Text, url_name: str, *roles: str, helps: Callable[[Actor], bool] | None = None) -> None:
    """Offer these roles, on their home, a thing to begin with; without roles: who has none yet."""
    steps.append(Link(label, url_name, frozenset(roles), helps=helps))


def add_coming(*roles: str) -> Callable[[ComingSource], ComingSource]:
    """Register a function that lists what happens soon for an actor with one of these roles."""

    def register(source: ComingSource) -> ComingSource:
        coming.append((frozenset(roles), source))
        return source

    return register


def add_tallies(*roles: str) -> Callable[[TallySource], TallySource]:
    """Register a function that counts things for an actor with one of these roles."""

    def register(source: TallySource) -> TallySource:
        tallies.append((frozenset(roles), source))
        return source

    return register


def add_waiting(*roles: str) -> Callable[[WaitingSource], WaitingSource]:
    """Register a function that lists what waits for an actor with one of these roles."""

    def register(source: WaitingSource) -> WaitingSource:
        sources.append((frozenset(roles), source))
        return source

    return register


def waiting_for(actor: Actor, on: date) -> list[Waiting]:
    """Everything that waits for the actor, the nearest last day first."""
    items, lines = _apart(_given(sources, actor, on))
    found = [line for line in read(lines) if line.count]
    items += [Waiting(line.verb, line.words, line.url, due_on=line.day, note=line.note) for line in found]
    return sorted(items, key=lambda item: (item.due_on is None, item.due_on or on))


def coming_for(actor: Actor, on: date) -> list[Coming]:
    """Everything that happens soon for the actor, the nearest day first."""
    items, lines = _apart(_given(coming, actor, on))
    items += [Coming(line.day, line.words, line.url) for line in read(lines) if line.day]
    return sorted(items, key=lambda item: item.on)


def tallies_for(actor: Actor, on: date) -> list[Tally]:
    """The numbers of the actor's home, in the order in which the apps hung them."""
    items, lines = _apart(_given(tallies, actor, on))
    return items + [Tally(line.count, line.words, line.url) for line in read(lines)]


def _given(registered: list[tuple[frozenset[str], Any]], actor: Actor, on: date) -> Iterable[Any]:
    return (item for roles, source in registered if actor.has(*roles) for item in source(actor, on))


def _apart(given: Iterable[Any]) -> tuple[list[Any], list[Lines | Number]]:
    """What was read already, and what is still to be read."""
    items: list[Any] = []
    lines: list[Lines | Number] = []
    for item in given:
        (lines if isinstance(item, Lines | Number) else items).append(item)
    return items, lines


def steps_for(actor: Actor) -> list[Link]:
    """What the actor may begin with."""
    own = [link for link in steps if actor.has(*link.roles) or not (link.roles or actor.roles)]
    return [link for link in own if link.helps is None or link.helps(actor)]


def panels_for(actor: Actor, on: date) -> list[tuple[Panel, dict[str, Any]]]:
    """The panels of the actor's home, each with its context."""
    return [(panel, panel.context(actor, on)) for panel in panels if actor.has(*panel.roles)]


def links_for(actor: Actor) -> list[Link]:
    """The actor's menu."""
    return sorted((link for link in links if actor.has(*link.roles)), key=lambda link: link.rank)


def link_of(path: str, addresses: Iterable[str]) -> str:
    """The address of the menu under which a page stands: the longest that begins its own, or nothing.

    Below an address that others continue (`/labels/`, `/labels/files/`) stand only the pages of its own rows.
    """
    known = set(addresses)
    found = max((address for address in known if path.startswith(address)), key=len, default="")
    continued = any(other != found and other.startswith(found) for other in known)
    of_row = path[len(found) :].partition("/")[0].isdecimal()
    return found if found and (path == found or not continued or of_row) else ""
