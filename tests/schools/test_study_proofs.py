"""The proofs of study that the school notes, over HTTP, and what the database promises of them."""

from datetime import date

import pytest
import time_machine

from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from schools.models import StudyProof
from tests.constraints import breaks
from tests.factories.schools import SchoolFactory, StudentFactory, StudyProofFactory, school_member

pytestmark = pytest.mark.django_db
NEW = {"kind": "second_grade", "earned_on": "2026-06-30"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2026, 11, 21), tick=False):
        yield


@pytest.fixture
def student():
    return StudentFactory()


@pytest.fixture
def coach(client_of, student):
    return client_of(school_member(student.school, Role.COACH))


def test_the_coach_notes_a_proof_and_takes_a_mistake_back(coach, student):
    answer = coach.post(f"/students/{student.pk}/proofs/add/", NEW, follow=True)
    assert "getuigschrift van de tweede graad, di 30 jun 2026" in answer.content.decode()
    proof = student.study_proofs.get()
    assert coach.post(f"/proofs/{proof.pk}/remove/", follow=True).status_code == 200
    assert not student.study_proofs.exists()
    assert AuditEvent.objects.filter(verb__startswith="study_proof.").count() == 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"earned_on": "2026-11-22"}, "Deze dag moet nog komen"),
        ({"kind": "first_of_third"}, "Dit studiebewijs is al genoteerd."),
        ({"kind": "phd"}, "Deze keuze bestaat niet"),
    ],
)
def test_what_cannot_be_noted_answers_with_its_sentence(coach, student, fields, sentence):
    StudyProofFactory(student=student, kind="first_of_third")
    answer = coach.post(f"/students/{student.pk}/proofs/add/", NEW | fields)
    assert sentence in answer.content.decode()
    assert student.study_proofs.count() == 1


def test_another_school_finds_nothing(client_of, student):
    proof, stranger = StudyProofFactory(student=student), client_of(school_member(SchoolFactory()))
    assert stranger.post(f"/students/{student.pk}/proofs/add/", NEW).status_code == 404
    assert stranger.post(f"/proofs/{proof.pk}/remove/").status_code == 404


def test_study_proof_kind_known(student):
    with breaks("study_proof_kind_known"):
        StudyProofFactory(student=student, kind="phd")


def test_study_proof_once(student):
    StudyProofFactory(student=student, kind="year_passed")
    StudyProofFactory(student=student, kind="year_passed", earned_on=date(2025, 6, 30))
    with breaks("study_proof_once"):
        StudyProofFactory(student=student, kind="year_passed")
    assert StudyProof.objects.count() == 2
