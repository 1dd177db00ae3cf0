"""The checklist over HTTP: kept once, never over what is newer, and without what a partner may not read."""

from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from labels.actions import assignment
from labels.actions.assessment import judge
from labels.models import Application, AssessedAnswer, Assignment, Finding, Note
from tests.factories.audits import make_audit
from tests.factories.companies import hr_of
from tests.factories.label_files import NoteFactory

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-12-02T10:00:00+01:00", tick=False):
        yield


@pytest.fixture
def audit():
    return make_audit(auditors=1)


@pytest.fixture
def path(audit):
    return reverse("place-checklist", args=[audit.application.sites.get().pk])


@pytest.fixture
def phone(client_of, audit, path):
    """Sends what was filled in, as the script does."""
    client = client_of(audit.auditors[0])

    def send(answer, score="2", reason="", base=0, **other):
        facts = {"judged": score, "reason": reason, "base": base, "key": str(uuid4())} | other
        return client.post(path, {f"{part}_{answer.pk}": value for part, value in facts.items()}, headers=JSON)

    send.client = client
    return send


def test_what_shuts_the_door_is_said_with_its_criterion(client_of, audit, path):
    audit.application.scheme.criteria.filter(pk=audit.answers[0].criterion_id).update(knock_out="yes")
    client, desk = client_of(audit.auditors[0]), reverse("application-audit", args=[audit.application.pk])
    for page in (client.get(path).text, client.get(desk).text):
        first, second = (
            page.split(f'id="answer-{answer.pk}"')[1].split("</fieldset>")[0] for answer in audit.answers[:2]
        )
        assert "sluit uit zolang het niet in orde is" in first
        assert "sluit uit" not in second
        assert "niet verplicht" not in first, "it may wait, and is asked"


@pytest.mark.parametrize(("status", "is_open"), [("auditing", True), ("refused", False)])
def test_only_doors_behind_which_there_is_work_stand_open(client_of, audit, status, is_open):
    facts = {} if is_open else {"decided_at": timezone.now()}
    Application.objects.filter(pk=audit.application.pk).update(status=status, **facts)
    page = client_of(audit.auditors[0]).get(reverse("application-detail", args=[audit.application.pk])).text
    assert ("Plan een bezoek" in page, "Beoordeel dit dossier" in page) == (is_open, is_open)
    assert ("Lees de audit" in page) is not is_open


def kept(audit):
    rows = AssessedAnswer.objects.filter(assessment__application=audit.application).order_by("answer")
    return {row.answer: (row.score, row.reason, row.version) for row in rows}


def test_sent_twice_is_kept_once(phone, audit):
    first, key = audit.answers[0], str(uuid4())
    sent = {"note": "De portier belt.", "grade": "minor", "finding": "Fiche ontbreekt.", "key": key}
    for _time in range(2):
        told = phone(first, "1", "Half.", **sent)
        assert told.json() == {"versions": {str(first.pk): 1}, "conflicts": {}}
    assert kept(audit) == {first: (1, "Half.", 1)}
    assert (Note.objects.get().text, Finding.objects.get().text) == ("De portier belt.", "Fiche ontbreekt.")


def test_what_is_newer_is_shown_beside_it_and_the_person_chooses(phone, audit):
    first, second = audit.answers[:2]
    phone(first, "3", "Op de laptop.")
    told = phone(first, "1", "Op de vloer.", note="Ook dit blijft.").json()
    assert told["conflicts"][str(first.pk)] | {"at": ""} == {
        "version": 1, "chosen": "3", "words": "voorbeeldig", "reason": "Op de laptop.", "at": "",
    }  # fmt: skip
    assert Note.objects.get().text == "Ook dit blijft.", "only what differs waits"
    phone(second, "2")
    assert kept(audit)[first] == (3, "Op de laptop.", 1)
    assert phone(first, "1", "Op de vloer.", base=1).json()["conflicts"] == {}
    assert kept(audit) == {first: (1, "Op de vloer.", 2), second: (2, "", 1)}


def test_without_a_script_the_same_form_shows_both_and_saving_again_works(client_of, audit, path):
    client, first = client_of(audit.auditors[0]), audit.answers[0]
    audit.judge(0, 3, 2, 2, 2, reason="Laptop.")
    stale = {f"judged_{first.pk}": "1", f"reason_{first.pk}": "Vloer.", f"base_{first.pk}": "0"}
    for name in (path, reverse("application-audit", args=[audit.application.pk])):
        told = client.post(name, stale).content.decode()
        assert "Neem wat bewaard is" in told
        assert "Laptop." in told
        assert "Vloer." in told
        assert kept(audit)[first] == (3, "Laptop.", 1)
    client.post(path, stale | {f"keep_{first.pk}": "stored"})
    assert kept(audit)[first] == (3, "Laptop.", 1)
    assert client.post(path, stale | {f"keep_{first.pk}": "1"}).status_code == 302
    assert kept(audit)[first] == (1, "Vloer.", 2)


def test_what_nobody_touched_is_left_alone(client_of, audit, path):
    """A whole form of yesterday with one change puts no other answer back."""
    client, (first, second, *_rest) = client_of(audit.auditors[0]), audit.answers
    audit.judge(0, 2, 2, 2, 2, reason="Gisteren.")
    names = ("judged", "reason", "base")
    stood = {
        f"{name}_{row.pk}": value
        for row in (first, second)
        for name, value in zip(names, ("2", "Gisteren.", "1"), strict=True)
    }
    stood |= {f"initial-{name}": value for name, value in stood.items() if not name.startswith("base")}
    judge(
        application=audit.application,
        judgements={second: {"judgement": "scored", "score": 3, "reason": "Vandaag."}},
        bases={second.pk: 1},
        by=audit.actor(),
    )
    assert client.post(path, stood | {f"judged_{first.pk}": "0"}).status_code == 302
    assert (kept(audit)[first][0], kept(audit)[second][:2]) == (0, (3, "Vandaag."))


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        ("handed in", "Je oordeel is al ingediend."),
        ("given back", "Dit dossier is nu niet in audit."),
        ("tie", "werkt of werkte voor de aanvrager"),
    ],
)
def test_what_the_file_does_not_take_any_more_stays_on_the_phone(phone, audit, happens, sentence):
    if happens == "handed in":
        other = make_audit(auditors=2)
        audit.application.scheme = other.application.scheme
        audit.application.save()
        audit.hand_in(0, 2, 2, 2, 2)
    elif happens == "given back":
        type(audit.application).objects.update(status="correcting")
    else:
        hr_of(audit.application.sites.get().site.company, user=audit.auditors[0].user)
    told = phone(audit.answers[0], "1", "Te laat.", note="Nota.")
    assert (told.status_code, sentence in told.json()["said"]) == (409, True)
    assert not Note.objects.exists()


def test_half_a_finding_says_at_which_criterion(phone, audit):
    told = phone(audit.answers[0], finding="Geen fiche.")
    assert (told.status_code, told.json()) == (409, {"said": "C01: kies hoe zwaar dit weegt."})
    assert "Kies ook een oordeel" in phone(audit.answers[0], "", "Zonder score.").json()["said"]
    assert kept(audit) == {}


def test_who_is_no_auditor_of_the_file_finds_nothing(client_of, audit, path):
    duty = Assignment.objects.get(person=audit.auditors[0].user)
    assignment.end(assignment=duty, reason="Band.", by=audit.actor())
    assert client_of(audit.auditors[0]).get(path, headers=JSON).status_code == 404


def test_no_note_for_the_city_is_ever_on_a_phone(client_of):
    audit = make_audit()
    row = audit.answers[0]
    NoteFactory(application=audit.application, answer=row, text="Gedeelde nota.")
    NoteFactory(application=audit.application, answer=row, text="Kanarie", readers="city_only")
    path = reverse("place-checklist", args=[audit.application.sites.get().pk])
    for member, may_write in zip(audit.auditors, (True, False), strict=True):
        told = client_of(member).get(path)
        assert "Gedeelde nota." in told.content.decode()
        assert "Kanarie" not in told.content.decode()
        assert ("alleen voor de stad" in told.content.decode()) is may_write
        assert "no-store" in told["Cache-Control"]
        refused = client_of(member).post(
            path, {f"note_{row.pk}": "Stil", f"readers_{row.pk}": "city_only"}, headers=JSON
        )
        assert refused.status_code == (200 if may_write else 409)


def test_the_phone_asks_for_a_token_and_the_script_serves_label_files_only(client_of, audit, path, client):
    told = client_of(audit.auditors[0]).get(path, headers=JSON).json()
    assert set(told) == {"token", "open"}
    worker = client.get(reverse("checklist-worker"))
    assert worker["Content-Type"].startswith("text/javascript")
    policy = worker["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_logging_out_wipes_what_the_phone_keeps(client_of, audit):
    told = client_of(audit.auditors[0]).post(reverse("account_logout"))
    assert told["Clear-Site-Data"] == '"storage"'
