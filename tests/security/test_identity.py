"""Before its yes a company learns nobody's name: not on a page, in a mail, a job, a message, the audit or the API."""

import json

import pytest
import time_machine

from marketplace.audit.models import AuditEvent
from marketplace.jobs.models import Job
from marketplace.notifications.actions import mail_out
from marketplace.notifications.models import Notification
from placements.actions.offer import write_message
from tests.factories.offers import make_market
from tests.factories.schools import RepresentativeFactory

pytestmark = pytest.mark.django_db
CANARY = "anarie"
STUDENT = {
    "first_name": "Kanarievoor",
    "last_name": "Kanarieachter",
    "email": "kanarie@demo.example",
    "number": "KANARIE1",
}
LISTS = ("/dashboard/", "/offers/", "/inbox/", "/placements/", "/agreements/", "/api/v1/offers/", "/api/v1/placements/")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def offer(market):
    """An offer with a question and an answer, all messages mailed."""
    request = market.request(student=STUDENT)
    RepresentativeFactory(student=request.student, name="Kanarieouder", email="kanarieouder@demo.example")
    sent = market.offer(request=request)
    write_message(offer=sent, by=market.hr, text="Kan de leerling vroeg beginnen?")
    write_message(offer=sent, by=market.coordinator, text="Ja, vanaf zeven uur.")
    for notification in Notification.objects.all():
        mail_out(notification)
    return sent


def test_no_page_and_no_error_names_the_student_or_the_school(market, offer, client_of):
    client = client_of(market.hr_member)
    page = f"/offers/{offer.pk}/"
    answers = [client.get(path) for path in (*LISTS, page, f"/api/v1{page}")]
    answers += [client.post(f"{page}accept/", {"mentor": 99999}), client.post(f"{page}decline/", {})]
    assert {answer.status_code for answer in answers} == {200, 409}
    school = market.school.organisation.name
    assert [answer.request["PATH_INFO"] for answer in answers if CANARY in answer.text or school in answer.text] == []


def test_no_row_that_leaves_the_school_names_the_student(offer):
    rows = [
        *Job.objects.values_list("arguments", flat=True),
        *AuditEvent.objects.values_list("data", flat=True),
        *Notification.objects.values_list("parameters", "path"),
    ]
    assert rows
    assert CANARY not in json.dumps(rows)


def test_after_a_no_nothing_is_told_either(market, offer, client_of):
    client = client_of(market.hr_member)
    assert client.post(f"/offers/{offer.pk}/decline/", {"reason": "no_mentor"}).status_code in (302, 409)
    assert CANARY not in client.get(f"/offers/{offer.pk}/").text
    assert client.get(f"/students/{offer.request.student_id}/").status_code == 403
