"""What somebody is refused stands in the audit log, on a form, on a button and over the API, without what was typed."""

import pytest
from django.urls import reverse

from marketplace.actor import ANONYMOUS, Actor, Role
from marketplace.audit.actions import record_refused
from marketplace.audit.models import AuditEvent
from tests.factories.accounts import actor_of, city_member
from tests.factories.audited import partner_member
from tests.factories.cases import HeardCaseFactory
from tests.factories.keys import with_key
from tests.factories.labels import LabelFactory, MeasureFactory
from tests.factories.offers import make_market
from tests.factories.schools import StudentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return city_member(Role.LABEL_OFFICER)


def kept():
    return list(AuditEvent.objects.filter(verb="refused").values_list("subject_type", "subject_id", "data"))


def test_a_refused_form_is_kept(client_of, officer):
    label, client = LabelFactory(status="suspended"), client_of(officer)
    facts = {"ground": "finding", "reasons": "Geheim.", "effective_on": "2099-01-01"}
    told = client.post(reverse("measure-new", args=[label.pk, "suspension"]), facts).content.decode()
    assert "Geheim." in told, "what was typed is still on the page"
    assert kept() == [("labels.label", label.pk, {"code": "measure.status"})]


def test_a_refused_button_is_kept_with_who_pressed(client_of, officer):
    case = HeardCaseFactory()
    client_of(officer).post(reverse("case-step", args=[case.pk, "close"]))
    event = AuditEvent.objects.get(verb="refused")
    assert (event.subject_type, event.subject_id) == ("labels.case", case.pk)
    assert event.data == {"code": "case.close.wrong_status"}
    assert (event.user_id, event.roles) == (officer.user_id, Role.LABEL_OFFICER)


def test_a_refused_reading_changes_nothing_else(client_of):
    measure, decider = MeasureFactory(), partner_member()
    assert actor_of(decider).user_id != measure.proposed_by_id
    client_of(decider).post(reverse("measure-step", args=[measure.pk, "drop"]))
    measure.refresh_from_db()
    assert (measure.status, kept()) == (
        "proposed",
        [("labels.measure", measure.pk, {"code": "measure.not_yours"})],
    )


class TestOverTheApi:
    """A rule that refuses is not told the row: the door knows it, or who knocked."""

    @pytest.fixture
    def market(self):
        return make_market()

    @pytest.fixture
    def coordinator(self, market):
        return with_key(market.coordinator_member)

    @pytest.fixture
    def student(self, market):
        return StudentFactory(school=market.school, programme=market.programme, email="")

    def told(self, answer):
        assert answer.status_code == 409
        return answer.json()["code"]

    def test_a_verb_on_a_row_is_kept_with_the_row(self, coordinator, student):
        answer = coordinator.post(f"/api/v1/students/{student.pk}/invite/", {}, format="json")
        assert self.told(answer) == "invitation.no_address"
        assert kept() == [("schools.student", student.pk, {"code": "invitation.no_address"})]

    def test_a_change_is_kept_with_the_row_and_without_what_was_typed(self, coordinator, student):
        twice = [{"postcode": postcode, "weeks": "even"} for postcode in ("2000", "2018")]
        facts = {"last_name": "Geheim", "homes": twice}
        answer = coordinator.patch(f"/api/v1/students/{student.pk}/", facts, format="json")
        assert self.told(answer) == "student.homes"
        assert kept() == [("schools.student", student.pk, {"code": "student.homes"})]

    def test_what_has_no_row_yet_is_kept_with_the_organisation(self, market, coordinator):
        facts = {
            "number": "1",
            "first_name": "Geheim",
            "last_name": "Geheim",
            "born_on": "2009-03-03",
            "programme": market.programme.pk,
            "study_year": 5,
        }
        answer = coordinator.post("/api/v1/students/", facts, format="json")
        assert self.told(answer) == "school.no_data_arrangement", answer.json()
        assert kept() == [("accounts.organisation", market.school.pk, {"code": "school.no_data_arrangement"})]


@pytest.mark.parametrize(
    ("by", "subject"),
    [
        (Actor(user_id=3, organisation_id=2), ("accounts.organisation", 2)),
        (Actor(user_id=3), ("accounts.user", 3)),
        (Actor(representative_id=4), ("schools.legalrepresentative", 4)),
        (Actor(student_id=5), ("schools.student", 5)),
    ],
)
def test_without_a_row_it_is_about_who_tried(by, subject):
    event = record_refused("x.no", by=by)
    assert (event.subject_type, event.subject_id) == subject


def test_a_stranger_does_not_fill_the_log():
    assert record_refused("x.no", by=ANONYMOUS) is None
    assert kept() == []
