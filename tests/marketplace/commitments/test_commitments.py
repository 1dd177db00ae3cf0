"""Texts are signed per version by who may sign; a new version gives 30 days."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from marketplace.accounts.models import Membership
from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from marketplace.commitments import actions
from marketplace.commitments.models import Commitment, TextKind, TextVersion
from marketplace.commitments.reference import load_texts
from marketplace.jobs.actions import run
from marketplace.jobs.models import Job
from marketplace.notifications.models import Notification
from marketplace.web.panels import waiting_for
from marketplace.workflow import Refused
from tests.constraints import breaks
from tests.factories.accounts import actor_of, city_member
from tests.factories.companies import CompanyFactory, hr_of
from tests.factories.schools import SchoolFactory, school_member

pytestmark = pytest.mark.django_db
CODE = TextKind.ETHICS_CODE


@pytest.fixture(autouse=True)
def shipped_texts():
    TextVersion.objects.all().delete()
    load_texts()


@pytest.fixture
def hr():
    return hr_of(CompanyFactory())


def publish(in_force_on=None, by=None, kind=CODE):
    by = by or actor_of(city_member(Role.ADMINISTRATOR))
    in_force_on = in_force_on or timezone.localdate()
    return actions.publish_text(kind=kind, body_nl="Nieuw", body_en="New", in_force_on=in_force_on, by=by)


def test_the_shipped_texts_are_loaded_once():
    load_texts()
    texts = TextVersion.objects.order_by("kind")
    assert [(text.kind, text.number, text.in_force_on) for text in texts] == [
        ("data_arrangement", 1, date(2026, 1, 1)),
        ("ethics_code", 1, date(2026, 1, 1)),
    ]
    assert all("9. " in text.body_nl and "9. " in text.body_en for text in texts)


def test_a_paragraph_of_several_lines_has_a_heading():
    text = TextVersion(body_nl="Inleiding\n\n1. Kop\nEen zin.\nNog een.")
    assert text.paragraphs == [("", "Inleiding"), ("1. Kop", "Een zin.\nNog een.")]


def test_signing_holds_for_the_organisation_and_is_done_once(hr):
    by = actor_of(hr)
    assert actions.commit(kind=CODE, by=by) == actions.commit(kind=CODE, by=by)
    assert actions.is_committed(hr.organisation_id, CODE, timezone.localdate())
    assert not actions.is_committed(CompanyFactory().pk, CODE, timezone.localdate())
    assert AuditEvent.objects.filter(verb="commitment.signed").count() == 1


def test_who_may_not_sign_is_told(hr):
    hr.may_sign = False
    hr.save()
    with pytest.raises(Refused, match="mag tekenen"):
        actions.commit(kind=CODE, by=actor_of(hr))


def test_the_version_before_counts_thirty_days(hr):
    actions.commit(kind=CODE, by=actor_of(hr))
    first_day = publish().in_force_on
    held = [actions.is_committed(hr.organisation_id, CODE, first_day + timedelta(days=n)) for n in (0, 29, 30)]
    assert held == [True, True, False]
    actions.commit(kind=CODE, by=actor_of(hr))
    assert actions.is_committed(hr.organisation_id, CODE, first_day + timedelta(days=30))


def test_a_version_to_come_changes_nothing_yet(hr):
    publish(timezone.localdate() + timedelta(days=10))
    assert actions.commit(kind=CODE, by=actor_of(hr)).text.number == 1


@pytest.mark.parametrize("days", [-1, 0])
def test_a_version_begins_later_than_the_one_before(days):
    publish(timezone.localdate() + timedelta(days=5))
    with pytest.raises(Refused) as refused:
        publish(timezone.localdate() + timedelta(days=5 + days))
    assert refused.value.code == "text.before_last_version"
    with pytest.raises(Refused) as refused:
        publish(timezone.localdate() - timedelta(days=1))
    assert refused.value.code == "text.in_the_past"


def test_only_the_administrator_publishes(hr):
    for by in (actor_of(hr), actor_of(city_member(Role.LABEL_OFFICER))):
        with pytest.raises(PermissionDenied):
            publish(by=by)


def test_holders_are_told_of_a_new_version_and_others_are_not(hr):
    actions.commit(kind=CODE, by=actor_of(hr))
    hr_of(CompanyFactory())
    publish()
    job = Job.objects.get(kind="commitment_new_version")
    run(job.pk)
    told = Notification.objects.get()
    assert (told.organisation_id, told.role, told.code) == (hr.organisation_id, "hr", "commitment.new_ethics_code")


def test_what_is_unsigned_waits_for_the_signatory(hr):
    today = timezone.localdate()

    def subjects(membership):
        return [item.url for item in waiting_for(actor_of(membership), today) if "/commitments/" in item.url]

    director = school_member(SchoolFactory(), Role.DIRECTOR)
    assert subjects(hr) == ["/commitments/ethics_code/"]
    assert set(subjects(director)) == {"/commitments/ethics_code/", "/commitments/data_arrangement/"}
    actions.commit(kind=CODE, by=actor_of(hr))
    assert subjects(hr) == []
    publish()
    assert subjects(hr) == ["/commitments/ethics_code/"]
    Membership.objects.update(may_sign=False)
    assert subjects(hr) == subjects(director) == []


def test_anybody_reads_and_who_may_signs_on_the_page(client, client_of, hr):
    assert "Eerst het diploma" in client.get("/commitments/ethics_code/").content.decode()
    assert client.get("/commitments/").status_code == 200
    client = client_of(hr)
    assert "/commitments/ethics_code/sign/" in client.get("/commitments/ethics_code/").content.decode()
    client.post("/commitments/ethics_code/sign/")
    page = client.get("/commitments/ethics_code/").content.decode()
    assert "/sign/" not in page
    assert hr.user.name in page
    assert Commitment.objects.get().organisation_id == hr.organisation_id


def test_who_may_not_sign_sees_why_and_is_refused(client_of, hr):
    hr.may_sign = False
    hr.save()
    client = client_of(hr)
    assert (
        "Alleen iemand die voor de organisatie mag tekenen" in client.get("/commitments/ethics_code/").content.decode()
    )
    assert client.post("/commitments/ethics_code/sign/").status_code == 409


def test_who_signed_is_for_the_organisation_and_the_city(client, client_of, hr):
    actions.commit(kind=CODE, by=actor_of(hr))
    officer = city_member(Role.LABEL_OFFICER)
    assert hr.organisation.name not in client.get("/commitments/ethics_code/").content.decode()
    assert hr.organisation.name in client_of(officer).get("/commitments/ethics_code/").content.decode()


def test_unknown_texts_are_not_found(client):
    for path in ("gossip/", "ethics_code/9/"):
        assert client.get(f"/commitments/{path}").status_code == 404


def test_the_administrator_publishes_on_a_page(client_of, hr):
    client = client_of(city_member(Role.ADMINISTRATOR))
    assert client.get("/commitments/ethics_code/new/").status_code == 200
    days = timezone.localdate() + timedelta(days=3)
    page = client.post(
        "/commitments/ethics_code/new/", {"body_nl": "Een\r\ntwee", "body_en": "One", "in_force_on": days}
    )
    assert page.headers["Location"] == "/commitments/ethics_code/2/"
    assert TextVersion.objects.get(number=2).body_nl == "Een\ntwee"
    assert "niet van kracht" in client.get("/commitments/ethics_code/2/").content.decode()
    assert client_of(hr).get("/commitments/ethics_code/new/").status_code == 403


def test_a_day_in_the_past_keeps_what_was_typed(client_of):
    client = client_of(city_member(Role.ADMINISTRATOR))
    typed = {"body_nl": "Mijn lange tekst", "body_en": "My text", "in_force_on": "2026-01-05"}
    page = client.post("/commitments/ethics_code/new/", typed).content.decode()
    assert "Mijn lange tekst" in page
    assert "in het verleden" in page


def test_breaks_commitment_once_per_version(hr):
    signed = actions.commit(kind=CODE, by=actor_of(hr))
    signed.pk = None
    with breaks("commitment_once_per_version"):
        signed.save(force_insert=True)


def version(**fields):
    return TextVersion.objects.create(**{"kind": CODE, "number": 5, "in_force_on": date(2027, 1, 1)} | fields)


def test_breaks_text_version_number_once():
    with breaks("text_version_number_once"):
        version(number=1, body_nl="x")


def test_breaks_text_version_one_per_day():
    with breaks("text_version_one_per_day"):
        version(in_force_on=date(2026, 1, 1), body_nl="x")


def test_breaks_text_version_has_body():
    with breaks("text_version_has_body"):
        version(body_nl="")
