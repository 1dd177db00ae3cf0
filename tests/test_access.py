"""Every route x method x principal: who may enter, and that nobody reaches what belongs to others."""

import logging
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from marketplace.accounts import middleware
from marketplace.accounts.models import Membership, User
from marketplace.actor import Role
from marketplace.home.generated import own_pages
from marketplace.reference.data import load_figures
from placements.data import load_form_documents, load_form_terms
from tests.access import LINES, Line
from tests.factories.world import Side, make_side

pytestmark = pytest.mark.django_db
ENTERED = {200, 204, 302, 400, 404, 405, 409}
FOREIGN = {404, 405}
METHODS = ("get", "post")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
each_line = pytest.mark.parametrize("line", LINES.values(), ids=LINES)


def disagreements(lines: dict[str, Line], pages) -> list[str]:
    """Where the table and the code differ: a route that one of them lacks, a view without guard, other roles."""
    views = {pattern.name: pattern.callback for _, pattern in pages}
    unguarded = [name for name, view in views.items() if not hasattr(view, "required_roles")]
    differing = [n for n in views.keys() & lines.keys() if getattr(views[n], "required_roles", 0) != lines[n].roles]
    return sorted({*(views.keys() ^ lines.keys()), *unguarded, *differing})


def test_the_table_and_the_code_agree():
    assert disagreements(LINES, own_pages()) == []


@dataclass(frozen=True)
class Principal:
    """Somebody who asks: a client that is logged in, the role held today, and the role whose things are theirs."""

    name: str
    client: Client
    held: str | None = None
    of: str = Role.HR


@dataclass(frozen=True)
class World:
    near: Side
    far: Side
    principals: list[Principal]
    former: list[Principal]

    def askers(self, line: Line) -> list[Principal]:
        """Everybody, and the former holders of a role that the line names.

        Who is refused at the door reaches no query: of those SQLite's run asks all, and PostgreSQL's one.
        """
        found = self.principals + [who for who in self.former if who.of in (line.roles or {Role.STUDENT})]
        if connection.vendor == "sqlite":
            return found
        refused = [who for who in found[1:] if not line.lets_in(who.held)]
        return found[:1] + [who for who in found[1:] if who not in refused[1:]]

    def ask(self, principal: Principal, method: str, line: Line, *, foreign: bool = False) -> int:
        """The status of one request, after which nothing has happened."""
        own, far = self.near.of(principal.of), self.far.of(principal.of)
        path = reverse(line.name, kwargs=line.addressed(own, far if foreign else own))
        with transaction.atomic():
            answer = getattr(principal.client, method)(path)
            read_to_the_end(answer)
            transaction.set_rollback(True)
        return answer.status_code


def read_to_the_end(answer: HttpResponse) -> None:
    """A file that is sent is closed only then."""
    if answer.streaming:
        list(answer)


def client_for(membership) -> Client:
    client = Client()
    client.force_login(membership.user, backend=BACKEND)
    return client


def bare(request, resolver, status, exception):
    """An error without its page, which other tests read: there are thousands here."""
    return HttpResponse(status=status)


def remembered(ask: Callable[[User, date], list[Membership]]) -> Callable[[User, date], list[Membership]]:
    """Asks the memberships of each person once: every request is undone, so the next one finds them as they were."""
    known: dict[tuple[int, date], list[Membership]] = {}

    def answer(user: User, on: date) -> list[Membership]:
        if (user.pk, on) not in known:
            known[user.pk, on] = ask(user, on)
        return deepcopy(known[user.pk, on])

    return answer


def remembered_load(load: Callable[[SessionStore], dict[str, Any]]) -> Callable[[SessionStore], dict[str, Any]]:
    """Reads each session once, for the same reason."""
    known: dict[str | None, dict[str, Any]] = {}

    def answer(store: SessionStore) -> dict[str, Any]:
        if store.session_key not in known:
            known[store.session_key] = load(store)
        return deepcopy(known[store.session_key])

    return answer


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    """One world for all tests of this file, gone after them; every request is undone."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        time_machine.travel("2026-11-21 10:00 +0100", tick=False),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr("django.core.handlers.exception.get_exception_response", bare)
        patch.setattr(logging.getLogger("django.request"), "disabled", True)  # a line for each refusal
        patch.setattr(middleware, "held_by", remembered(middleware.held_by))
        patch.setattr(SessionStore, "load", remembered_load(SessionStore.load))
        load_figures()
        load_form_terms()
        load_form_documents()
        near, far = make_side(), make_side()
        people = [Principal("anonymous", Client())]
        people += [Principal(role, client_for(row), role, role) for role, row in near.members.items()]
        former = [Principal(f"former {role}", client_for(row), None, role) for role, row in near.ended.items()]
        yield World(near, far, people, former)
        transaction.set_rollback(True)


def expected(line: Line, who: Principal) -> set[int]:
    """What a request to one's own object may answer."""
    if who.name == "anonymous":
        return ENTERED if line.roles is None else {302, 405}
    return ENTERED if line.lets_in(who.held) else {403, 405}


@each_line
def test_only_the_declared_roles_enter(line, city):
    answers = {(who, method): city.ask(who, method, line) for who in city.askers(line) for method in METHODS}
    wrong = {
        (who.name, method): status for (who, method), status in answers.items() if status not in expected(line, who)
    }
    assert wrong == {}


@pytest.mark.parametrize("line", [line for line in LINES.values() if line.has_object], ids=lambda line: line.name)
def test_what_belongs_to_others_is_not_there(line, city):
    declared = [who for who in city.principals[1:] if line.lets_in(who.held)]
    own = (city.ask(who, method, line) for who in declared for method in METHODS)
    assert any(status not in {403, 404, 405} for status in own), (
        "nobody reaches what is their own: the rest shows nothing"
    )
    kept_out = [who for who in declared if not line.reads_others(who.held)]
    foreign = {(w.name, method): city.ask(w, method, line, foreign=True) for w in kept_out for method in METHODS}
    assert {key: status for key, status in foreign.items() if status not in FOREIGN} == {}
