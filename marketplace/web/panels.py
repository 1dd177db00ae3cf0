"""Where apps hang their parts of shared pages: the home of a role, and panels on the page of one thing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from marketplace.actor import Actor

Text = str | Promise


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


panels: list[Panel] = []
links: list[Link] = []
steps: list[Link] = []
sources: list[tuple[frozenset[str], Callable[[Actor, date], list[Waiting]]]] = []
coming: list[tuple[frozenset[str], Callable[[Actor, date], list[Coming]]]] = []
tallies: list[tuple[frozenset[str], Callable[[Actor, date], list[Tally]]]] = []


def add_panel(name: str, *roles: str, template: str, context: Callable[[Actor, date], dict[str, Any]]) -> None:
    """Show a panel on the home of these roles."""
    panels.append(Panel(name, frozenset(roles), template, context))


def add_link(label: Text, url_name: str, *roles: str, rank: int) -> None:
    """Put a page in the menu of these roles."""
    links.append(Link(label, url_name, frozenset(roles), rank))


def add_step(label: Text, url_name: str, *roles: str) -> None:
    """Offer these roles, on their home, a thing to begin with."""
    steps.append(Link(label, url_name, frozenset(roles)))


def add_coming(*roles: str) -> Callable[[Callable[[Actor, date], list[Coming]]], Any]:
    """Register a function that lists what happens soon for an actor with one of these roles."""

    def register(source: Callable[[Actor, date], list[Coming]]) -> Callable[[Actor, date], list[Coming]]:
        coming.append((frozenset(roles), source))
        return source

    return register


def add_tallies(*roles: str) -> Callable[[Callable[[Actor, date], list[Tally]]], Any]:
    """Register a function that counts things for an actor with one of these roles."""

    def register(source: Callable[[Actor, date], list[Tally]]) -> Callable[[Actor, date], list[Tally]]:
        tallies.append((frozenset(roles), source))
        return source

    return register


def add_waiting(*roles: str) -> Callable[[Callable[[Actor, date], list[Waiting]]], Any]:
    """Register a function that lists what waits for an actor with one of these roles."""

    def register(source: Callable[[Actor, date], list[Waiting]]) -> Callable[[Actor, date], list[Waiting]]:
        sources.append((frozenset(roles), source))
        return source

    return register


def waiting_for(actor: Actor, on: date) -> list[Waiting]:
    """Everything that waits for the actor, the nearest last day first."""
    found: Iterator[Waiting] = (item for roles, source in sources if actor.has(*roles) for item in source(actor, on))
    return sorted(found, key=lambda item: (item.due_on is None, item.due_on or on))


def coming_for(actor: Actor, on: date) -> list[Coming]:
    """Everything that happens soon for the actor, the nearest day first."""
    found = (item for roles, source in coming if actor.has(*roles) for item in source(actor, on))
    return sorted(found, key=lambda item: item.on)


def tallies_for(actor: Actor, on: date) -> list[Tally]:
    """The numbers of the actor's home, in the order in which the apps hung them."""
    return [item for roles, source in tallies if actor.has(*roles) for item in source(actor, on)]


def steps_for(actor: Actor) -> list[Link]:
    """What the actor may begin with."""
    return [link for link in steps if actor.has(*link.roles)]


def panels_for(actor: Actor, on: date) -> list[tuple[Panel, dict[str, Any]]]:
    """The panels of the actor's home, each with its context."""
    return [(panel, panel.context(actor, on)) for panel in panels if actor.has(*panel.roles)]


def links_for(actor: Actor) -> list[Link]:
    """The actor's menu."""
    return sorted((link for link in links if actor.has(*link.roles)), key=lambda link: link.rank)
