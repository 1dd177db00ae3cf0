"""Pages in a state that a browser rarely meets, kept as text: where nothing is yet, and forms sent in empty."""

from dataclasses import dataclass

from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from marketplace.actor import CITY_ROLES, COMPANY_ROLES, PARTNER_ROLES, SCHOOL_ROLES, Role
from tests.access import LINES, Line
from tests.factories.accounts import CityFactory, MembershipFactory, OrganisationFactory
from tests.factories.companies import CompanyFactory
from tests.factories.schools import SchoolFactory
from tests.factories.world import Side
from tests.test_access import client_for, read_to_the_end

ANONYMOUS = ""
FILES = {"round-arrays"}  # of the demo's round, kept with the files of another test
NOTHING = {"csrfmiddlewaretoken": "x"}  # what a browser sends along with a form that nobody filled in
MISTAKES = ('id="errors"', "field__error")


@dataclass(frozen=True)
class Seen:
    """A page as one principal gets it; without `text` it is asked of the server."""

    path: str
    role: str
    text: str = ""


def pages_of_beginners() -> list[Seen]:
    """Every page without an object in its address, for whose organisation has no rows; nothing of it stays."""
    with transaction.atomic():
        call_command("load_reference", verbosity=0)
        clients = _beginners() | {ANONYMOUS: Client()}
        lines = [line for line in LINES.values() if not line.has_object]
        kept = [page for line in lines for page in _all_of(line, clients)]
        transaction.set_rollback(True)
    return kept


def _beginners() -> dict[str, Client]:
    """Somebody of each role in an organisation that has just begun."""
    homes = [
        (CompanyFactory().organisation, COMPANY_ROLES),
        (SchoolFactory().organisation, SCHOOL_ROLES),
        (CityFactory(), CITY_ROLES),
        (OrganisationFactory(is_partner=True), PARTNER_ROLES),
    ]
    members = [MembershipFactory(organisation=home, role=role) for home, roles in homes for role in sorted(roles)]
    return {member.role: client_for(member) for member in members}


def _all_of(line: Line, clients: dict[str, Client]) -> list[Seen]:
    """The page of a line as its first reader gets it; the first page and the dashboard as everybody does."""
    path = reverse(line.name, kwargs=line.addressed({}, {}))
    readers = [role for role in clients if line.lets_in(role)]
    asked = readers if line.name == "dashboard" else readers[:1]
    answers = [(role, clients[role].get(path)) for role in asked]
    return [Seen(path, role, answer.text) for role, answer in answers if _is_page(answer)]


def page_of(line: Line, side: Side, clients: dict[str, Client]) -> Seen | None:
    """The page of this line for the first who gets one; None where there is nothing to look at."""
    for path, role, client in _readers(line, side, clients):
        if _is_page(client.get(path)):
            return Seen(path, role)
    return None


def mistakes_of(line: Line, side: Side, clients: dict[str, Client]) -> Seen | None:
    """What a form answers when it comes in empty, after which nothing has happened; None where it is no form."""
    for path, role, client in _readers(line, side, clients):
        with transaction.atomic():
            answer = client.post(path, NOTHING)
            is_wrong = _is_page(answer) and any(sign in answer.text for sign in MISTAKES)
            transaction.set_rollback(True)
        if is_wrong:
            return Seen(path, role, answer.text)
    return None


def _readers(line: Line, side: Side, clients: dict[str, Client]) -> list[tuple[str, str, Client]]:
    """Address, role and client of whom the line lets in."""
    readers = (Role.HR, ANONYMOUS) if line.roles is None else filter(line.lets_in, clients)
    own = {role: side.of(role or Role.HR) for role in readers}
    addresses = {role: reverse(line.name, kwargs=line.addressed(objects, objects)) for role, objects in own.items()}
    return [(path, role, clients[role]) for role, path in addresses.items()]


def _is_page(answer: HttpResponse) -> bool:
    read_to_the_end(answer)
    return answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")
