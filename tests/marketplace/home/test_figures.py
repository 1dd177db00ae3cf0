"""The administrator gives a figure its next value; earlier days keep theirs."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from marketplace.reference.models import Figure
from tests.factories.accounts import city_member

pytestmark = pytest.mark.django_db
PAGE = "/figures/answer_working_days/"
NEW = {"value": "7", "in_force_on": "2027-01-01", "source": "Besluit van 1 december 2026"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-21 10:00+01:00"):
        yield


@pytest.fixture
def administrator(client_of):
    return client_of(city_member(Role.ADMINISTRATOR))


def value(on):
    return Figure.objects.value("answer_working_days", on)


def test_a_new_value_holds_from_its_day_on(administrator):
    assert administrator.post(PAGE, NEW).status_code == 302
    assert (value(date(2026, 12, 31)), value(date(2027, 1, 1))) == (Decimal(5), Decimal(7))
    assert AuditEvent.objects.filter(verb="figure.set").count() == 1
    assert "2027" in administrator.get("/figures/").content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"in_force_on": "2026-11-20"}, "Kies een dag vanaf vandaag"),
        ({"value": "-1"}, "minstens 0"),
        ({"source": ""}, "Vul dit nog in"),
    ],
)
def test_a_wrong_value_is_refused_and_stays_in_the_form(administrator, changed, sentence):
    answer = administrator.post(PAGE, NEW | changed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert answer.context["form"].data["source"] == (NEW | changed)["source"]
    assert Figure.objects.filter(code="answer_working_days").count() == 1


def test_a_day_that_is_taken_is_refused(administrator):
    administrator.post(PAGE, NEW)
    assert "al een andere waarde" in administrator.post(PAGE, NEW | {"value": "8"}).content.decode()


def test_an_unknown_figure_is_not_found(administrator):
    assert administrator.get("/figures/nothing/").status_code == 404
    assert administrator.post("/figures/nothing/", NEW).status_code == 404


def test_nobody_else_enters(client_of):
    client = client_of(city_member(Role.LABEL_OFFICER))
    assert client.get("/figures/").status_code == 403
    assert client.post(PAGE, NEW).status_code == 403
