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
    "company": "companies",
    "label": "labels",
    "capacity": "capacity",
    "request": "requests",
    "round": "rounds",
    "match": "matches",
    "offer": "offers",
    "placement": "placements",
    "agreement": "agreements",
    "signature": "agreements",
}
NO_ROUTE = {
    ("agreement", "sign_outside"),  # with a scan of the paper, on its page
    ("agreement", "void"),  # `revise` voids the version before
    ("placement", "revise"),  # the agreement's
    ("signature", "witness"),  # signatures/…/witness/
    ("signature", "paper"),  # signatures/…/paper/
    ("match", "refuse"),  # by name, on the page of one match
}


@pytest.mark.parametrize(("address", "name"), ADDRESSES.items())
def test_the_address_stays(address, name):
    assert resolve(address).url_name == name


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_stays(command):
    assert command in get_commands()


def steps_of_people():
    rows = [(name, step) for name in NOUNS for step in workflows[name].transitions if {*step.roles} != {Role.SYSTEM}]
    return [(name, step.step) for name, step in rows if (name, step.step) not in NO_ROUTE]


@pytest.mark.parametrize(("noun", "step"), steps_of_people())
def test_each_step_is_a_route_named_after_its_verb(noun, step):
    verb = step.replace("_", "-")
    addresses = {path for path, _pattern in routes()}
    wanted = {f"api/v1/{NOUNS[noun]}/{verb}/", f"api/v1/{NOUNS[noun]}/<int:pk>/{verb}/"}
    assert wanted & addresses
