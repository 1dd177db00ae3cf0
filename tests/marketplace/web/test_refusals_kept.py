"""What somebody is refused stands in the audit log, on a form, on a button and over the API, without what was typed."""

import pytest
from django.urls import reverse

from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from tests.factories.accounts import actor_of, city_member
from tests.factories.audited import partner_member
from tests.factories.cases import HeardCaseFactory
from tests.factories.labels import LabelFactory, MeasureFactory

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
