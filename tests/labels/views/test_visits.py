"""A visit with its calendar file, talks with students without names, and notes that partners never see."""

from datetime import date

import icalendar
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from companies.models import Closure
from labels.models import Interview, Note, Visit
from marketplace.actor import Role
from marketplace.notifications.models import Notification
from tests.factories.accounts import MembershipFactory
from tests.factories.audits import make_audit
from tests.factories.companies import hr_of
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
CANARY = "Kanarie: bel eerst de arbeidsinspectie."


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        yield


@pytest.fixture
def audit():
    return make_audit()


def page(answer):
    return answer.content.decode()


def asked(audit, **other):
    facts = {"place": audit.application.sites.get().pk, "day": "2026-12-02", "begins": "09:00", "ends": "11:30"}
    facts |= {"address": "Demokaai 12, 2030 Antwerpen", "received_by": "Hilde, HR"}
    return facts | {"visitors": [row.pk for row in audit.application.assignments.all()]} | other


def planned(client_of, audit, **other):
    client = client_of(audit.auditors[0])
    told = client.post(reverse("visit-plan", args=[audit.application.pk]), asked(audit, **other), follow=True)
    return client, page(told)


def calendar_of(client, visit):
    answer = client.get(reverse("visit-calendar", args=[visit.pk]))
    assert answer["Content-Type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(answer.content)
    return calendar, calendar.walk("VEVENT")[0]


def test_a_visit_is_planned_told_and_changed_and_calendars_follow(client_of, audit):
    client, told = planned(client_of, audit)
    visit = Visit.objects.get()
    assert "wo 2 dec 2026, 09.00 uur" in told
    assert f"{timezone.localtime(visit.ends_at):%d %H.%M}" == "02 11.30"
    calendar, event = calendar_of(client, visit)
    uid = str(event["uid"])
    assert (calendar["method"], event["sequence"], event["status"]) == ("PUBLISH", 0, "CONFIRMED")
    assert event["dtstart"].dt == visit.starts_at
    client.post(reverse("visit-change", args=[visit.pk]), asked(audit, begins="10:00"))
    visit.refresh_from_db()
    _calendar, event = calendar_of(client, visit)
    assert (str(event["uid"]), event["sequence"], event["dtstart"].dt) == (uid, 1, visit.starts_at)
    client.post(reverse("visit-cancel", args=[visit.pk]), {"reason": "De auditor is ziek."})
    calendar, event = calendar_of(client, visit)
    assert (str(event["uid"]), event["sequence"]) == (uid, 2)
    assert (calendar["method"], event["status"]) == ("CANCEL", "CANCELLED")
    assert "al afgezegd" in page(client.post(reverse("visit-change", args=[visit.pk]), asked(audit)))
    hr = hr_of(visit.place.site.company)
    told = page(client_of(hr).get(reverse("visit-detail", args=[visit.pk])))
    assert "De auditor is ziek." in told
    for code in ("visit.planned", "visit.changed", "visit.cancelled"):
        assert Notification.objects.filter(code=code, organisation=audit.application.organisation).exists()
        assert Notification.objects.filter(code=code, user=audit.auditors[1].user).exists()


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"day": "2026-11-20"}, "Kies een moment dat nog komt."),
        ({"ends": "08:00"}, "Het einde ligt voor het begin."),
        ({"day": "2026-12-24"}, "die dag gesloten"),
        ({"visitors": []}, "Kies wie er komt."),
        ({"day": "31/31"}, "Deze dag bestaat niet"),
    ],
)
def test_a_visit_that_cannot_be_keeps_what_was_typed(client_of, audit, other, sentence):
    site = audit.application.sites.get().site
    Closure.objects.create(site=site, starts_on=date(2026, 12, 24), ends_on=date(2026, 12, 31))
    _client, told = planned(client_of, audit, **other)
    assert sentence in told
    assert "Hilde, HR" in told
    assert not Visit.objects.exists()


def test_the_way_is_a_visit_once_one_was_made(client_of, audit):
    planned(client_of, audit)
    with time_machine.travel("2026-12-03T10:00:00+01:00", tick=False):
        audit.hand_in(0, 2, 2, 2, 2)
    assert [row.way for row in audit.application.assessments.all()] == ["visit"]
    audit.hand_in(1, 2, 2, 2, 2)
    assert audit.application.assessments.get(assignment__person=audit.auditors[1].user, kind="own").way == "desk"


def test_students_are_heard_at_school_and_nobody_is_named(client_of, audit):
    school, client = SchoolFactory(), client_of(audit.auditors[0])
    path = reverse("interview-new", args=[audit.application.pk])
    assert "Die dag moet nog komen" in page(
        client.post(path, {"school": school.pk, "held_on": "2026-11-24", "students": 3})
    )
    for number in ("3", "4"):
        client.post(path, {"school": school.pk, "held_on": "2026-11-20", "students": number})
    assert Interview.objects.get().students == 4, "the same talk is kept once"
    assert "4 leerlingen" in page(client.get(reverse("application-visits", args=[audit.application.pk])))
    fields = {field.name for field in Interview._meta.get_fields()}
    assert fields == {"id", "application", "school", "held_on", "students", "held_by", "recorded_at"}
    hr = hr_of(audit.application.sites.get().site.company)
    assert school.organisation.name not in page(
        client_of(hr).get(reverse("application-detail", args=[audit.application.pk]))
    )


def test_partners_never_see_a_note_for_the_city(client_of, audit):
    path, client = reverse("application-notes", args=[audit.application.pk]), client_of(audit.auditors[0])
    assert "opgevraagd worden" in page(client.get(path))
    client.post(path, {"text": CANARY, "readers": "city_only"})
    client.post(path, {"text": "Gedeeld: de portier vraagt je naam.", "readers": "shared"})
    assert CANARY in page(client.get(path))
    for number in (0, 1):
        audit.hand_in(number, 2, 2, 2, number + 1)
    client = client_of(audit.auditors[1])
    told = page(client.get(path))
    assert "de portier" in told
    names = ("application-detail", "application-audit", "application-visits", "application-moderation")
    pages = [told, *(page(client.get(reverse(name, args=[audit.application.pk]))) for name in names)]
    assert not [text for text in pages if "Kanarie" in text]
    assert "Deze keuze bestaat niet" in page(client.post(path, {"text": "Stil.", "readers": "city_only"}))
    officer = MembershipFactory(organisation=audit.city, role=Role.LABEL_OFFICER)
    assert CANARY in page(client_of(officer).get(path))
    hr = hr_of(audit.application.sites.get().site.company)
    assert client_of(hr).get(path).status_code == 403
    assert Note.objects.count() == 2
