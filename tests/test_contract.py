"""The surface that others rely on: addresses, commands, and a route of the API for every step that a person takes."""

import pytest
from django.core.management import get_commands
from django.urls import resolve

from marketplace.actor import Role
from marketplace.home.generated import routes
from marketplace.workflow import workflows

ADDRESSES = {
    "/": "home",
    "/places/": "place-list",
    "/accounts/login/": "account_login",
    "/accounts/2fa/": "mfa_index",
    "/dashboard/": "dashboard",
    "/labels/": "label-register",
    "/labels/register.csv": "label-register-csv",
    "/labels/register.json": "label-register-json",
    "/labels/self-scan/": "self-scan",
    "/labels/1/": "label-detail",
    "/labels/1/credential.json": "label-credential",
    "/labels/verify/": "label-verify",
    "/labels/status/1": "label-status-list",
    "/.well-known/did.json": "did",
    "/documents/verify/": "document-verify",
    "/link/token/": "link-detail",
    "/calendar/token.ics": "calendar-feed",
    "/api/v1/schema/": "api-schema",
    "/api/v1/docs/": "api-docs",
    "/health/live": "health-live",
    "/health/ready": "health-ready",
    "/transparency/checkpoint": "transparency-checkpoint",
    "/webhooks/stripe/": "stripe-webhook",
    "/toegankelijkheid/": "accessibility",
    "/privacy/": "privacy",
    "/favicon.ico": "icon",
}
COMMANDS = (
    "seed_demo", "import_postcodes", "import_schools", "import_organisations", "import_programmes",
    "import_qualifications", "import_students", "import_capacity", "run_round", "verify_audit",
)  # fmt: skip
NOUNS = {  # workflow -> where the API keeps its rows
    "agreement": ("agreements",),
    "capacity": ("capacity",),
    "company": ("companies",),
    "hand_over": ("hand-overs",),
    "hiring_question": ("hiring-questions",),
    "join_request": ("join-requests",),
    "label": ("labels",),
    "line_proposal": ("line-proposals",),
    "match": ("matches", "proposed-matches"),
    "offer": ("offers",),
    "placement": ("placements",),
    "placement_review": ("reviews",),
    "prior_learning": ("prior-learning",),
    "rematch": ("rematches",),
    "request": ("requests",),
    "round": ("rounds",),
    "signature": ("agreements", "signatures"),
}
OF_A_FILE = "part of a label file: the API knows labels, not the files behind them"
PAGES_ONLY = {  # workflow -> why its steps are taken on pages alone, until the API has them
    "application": OF_A_FILE,
    "assessment": OF_A_FILE,
    "settlement": OF_A_FILE,
    "finding": OF_A_FILE,
    "visit": OF_A_FILE,
    "appeal": "a panel hears people and reads papers; the API knows neither panels nor papers",
    "case": "who reports is protected: read and decided by its handler, on its page",
    "measure": "two people read the whole file before they decide; the API starts one, with labels/…/suspend/",
    "campaign": "drawn in public, on its page",
    "spot_check": "answered with papers, and checked on the spot by an auditor",
    "scheme": "rules are written and published by two administrators, once in years",
}
NO_ROUTE = {
    ("agreement", "sign_outside"),  # with a scan of the paper, on its page
    ("agreement", "void"),  # `revise` voids the version before
    ("placement", "revise"),  # the agreement's
}


@pytest.mark.parametrize(("address", "name"), ADDRESSES.items())
def test_the_address_stays(address, name):
    assert resolve(address).url_name == name


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_stays(command):
    assert command in get_commands()


def test_each_workflow_has_routes_or_a_reason_why_not():
    assert list(routes())  # loads every room
    assert sorted([*NOUNS, *PAGES_ONLY]) == sorted(workflows)
    assert all(PAGES_ONLY.values())


def is_routed(name: str, step: str, addresses: set[str]) -> bool:
    verb = step.replace("_", "-")
    return any({f"api/v1/{rows}/{verb}/", f"api/v1/{rows}/<int:pk>/{verb}/"} & addresses for rows in NOUNS[name])


@pytest.mark.parametrize("name", NOUNS)
def test_each_step_of_a_person_is_a_route_named_after_its_verb(name):
    addresses = {path for path, _pattern in routes()}
    steps = {row.step for row in workflows[name].transitions if {*row.roles} != {Role.SYSTEM}}
    unrouted = {(name, step) for step in steps if not is_routed(name, step, addresses)}
    assert unrouted == {pair for pair in NO_ROUTE if pair[0] == name}
