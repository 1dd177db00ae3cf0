"""Every operation of the schema is asked what it never expected; no answer is a fault or undocumented."""

import re

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from marketplace.actor import Role
from marketplace.api.actions import make_key
from marketplace.api.throttling import OfActors, OfNobody
from tests.factories.accounts import actor_of, city_member
from tests.factories.agreements import in_signing
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
EXAMPLES = 10
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
few = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def connection_stays():
    """Requests run inside the test's transaction, as with Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def keys(connection_stays, monkeypatch):
    """A secret by role, in a market where every kind of row exists."""
    monkeypatch.setattr(OfActors, "rate", "100000/minute")
    monkeypatch.setattr(OfNobody, "rate", "100000/minute")
    market = make_market()
    in_signing(market)
    market.offer()
    market.request()
    members = [market.hr_member, market.coordinator_member, city_member(Role.LABEL_OFFICER)]
    members.append(city_member(Role.ADMINISTRATOR))
    return {row.role: make_key(name="test", role=row.role, by=actor_of(row))[1] for row in members}


@pytest.mark.long
def test_no_operation_has_a_fault_or_an_undocumented_answer(keys):
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) > 90
    for operation in operations:
        ask(operation, secret_for(operation, keys))


def secret_for(operation, keys):
    """The key of a role that may enter, else any key."""
    roles = re.findall(r"\nFor: (.*)\.$", operation.definition.raw["description"])[0]
    return next((secret for role, secret in keys.items() if role in roles), keys[Role.HR])


def ask(operation, secret):
    """A few generated requests, each forgotten afterwards."""
    known = known_key(operation.path)

    @few
    @given(case=operation.as_strategy())
    def once(case):
        if known is not None and "id" in case.path_parameters:
            case.path_parameters["id"] = known
        with transaction.atomic():
            response = case.call(headers={"Authorization": f"Bearer {secret}"})
            case.validate_response(response, checks=CHECKS)
            transaction.set_rollback(True)

    once()


def known_key(path):
    """The key of a row that exists, for an address that names one."""
    view = resolve(re.sub("{.*?}", "1", path)).func.cls
    row = view.rows.model.objects.order_by("pk").first() if hasattr(view, "rows") else None
    return row.pk if row else None
