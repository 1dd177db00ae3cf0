"""The administrator gives a figure its next value; earlier days keep theirs."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

import pytest
import time_machine

from companies.models import JointCommittee
from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from marketplace.home.actions import set_figure
from marketplace.reference.models import Figure
from marketplace.workflow import Refused
from tests.factories.accounts import actor_of, city_member

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


class TestTheList:
    """Figures are found by what they are, not by their code."""

    def test_a_figure_is_called_by_what_its_first_source_says(self, administrator):
        administrator.post(PAGE, NEW)
        row = next(row for row in administrator.get("/figures/").context["rows"] if row.code == "answer_working_days")
        assert row.name == "Werkdagen om op een aanbod te antwoorden (R29)"
        assert (row.source, str(row.now.value), str(row.coming.value)) == ("", "5.0000", "7.0000")
        assert row.name in administrator.get(PAGE).content.decode()

    def test_a_value_of_another_source_tells_it_under_the_name(self, administrator):
        administrator.post(PAGE, NEW | {"in_force_on": "2026-11-21"})
        shown = administrator.get("/figures/?q=1+december+2026").context["rows"]
        assert [(row.code, row.source) for row in shown] == [("answer_working_days", NEW["source"])]

    def test_words_narrow_the_list_and_an_empty_one_says_how_to_search(self, administrator):
        shown = administrator.get("/figures/?q=AANBOD+werkdagen").context["rows"]
        assert "answer_working_days" in [row.code for row in shown]
        assert all("aanbod" in row.name.lower() for row in shown)
        assert "Geen cijfer met deze woorden" in administrator.get("/figures/?q=eenhoorn").content.decode()


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


class TestOfASector:
    """A joint committee gets a figure of its own; what no family knows stays out."""

    ASKED: ClassVar = {
        **NEW, "family": "sector_week_", "member": "118_03", "value": "36,5",
    }  # fmt: skip

    @pytest.fixture(autouse=True)
    def committee(self):
        JointCommittee.objects.create(code="118.03", name="Bakkerijen")

    def test_it_is_chosen_by_name_and_shown_before_its_first_day(self, administrator):
        assert "118.03 Bakkerijen" in administrator.get("/figures/new/").content.decode()
        assert administrator.post("/figures/new/", self.ASKED).status_code == 302
        assert Figure.objects.value("sector_week_118_03", date(2027, 1, 1)) == Decimal("36.5")
        shown = administrator.get("/figures/").content.decode()
        assert "/figures/sector_week_118_03/" in shown
        assert "118.03 Bakkerijen: Volle week, in uren" in shown
        assert "36,5, vanaf" in shown
        assert administrator.get("/figures/sector_week_118_03/").status_code == 200

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"member": "999"}, "Deze keuze bestaat niet"),
            ({"family": "adult_"}, "Deze keuze bestaat niet"),
            ({"family": "", "member": ""}, "Vul dit nog in"),
            ({"value": "49"}, "van 1 tot 48"),
            ({"value": "0"}, "van 1 tot 48"),
            ({"family": "sector_maribel_", "value": "0,5"}, "1 in voor ja of 0 voor nee"),
            ({"family": "sector_evening_", "value": "24"}, "van 0 tot 23,75"),
            ({"family": "sector_evening_", "value": "22,4"}, "van 0 tot 23,75"),
            ({"in_force_on": "2026-11-20"}, "Kies een dag vanaf vandaag"),
        ],
    )
    def test_what_does_not_fit_is_refused_and_stays_in_the_form(self, administrator, changed, sentence):
        before = Figure.objects.count()
        answer = administrator.post("/figures/new/", self.ASKED | changed)
        assert answer.status_code == 200
        assert sentence in answer.content.decode()
        assert answer.context["form"].data["source"] == NEW["source"]
        assert Figure.objects.count() == before

    @pytest.mark.parametrize("code", ["sector_week_999", "sector_colour_118_03", "week_118_03"])
    def test_the_action_knows_the_families_alone(self, code):
        by = actor_of(city_member(Role.ADMINISTRATOR))
        with pytest.raises(Refused, check=lambda error: error.code == "figure.unknown"):
            set_figure(code=code, value=Decimal(36), in_force_on=date(2027, 1, 1), source="x", by=by)

    def test_a_later_value_fits_the_family_too(self, administrator):
        answer = administrator.post("/figures/sector_evening_302/", NEW | {"value": "24"})
        assert "van 0 tot 23,75" in answer.content.decode()
        assert Figure.objects.filter(code="sector_evening_302").count() == 1

    def test_nobody_else_enters(self, client_of):
        client = client_of(city_member(Role.LABEL_OFFICER))
        assert client.post("/figures/new/", self.ASKED).status_code == 403
