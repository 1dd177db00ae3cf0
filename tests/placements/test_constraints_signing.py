"""The promises of the database about links, ties to the host, reading on and evidence, each broken once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from placements.models import Agreement, Evidence, HostTieAnswer, PersonalLink, ReadingPermission, Signature
from tests.constraints import breaks
from tests.factories.accounts import UserFactory
from tests.factories.schools import RepresentativeFactory
from tests.placements.test_constraints_placement import change, make_placement

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def agreement():
    return Agreement.objects.create(placement=make_placement(), version=1)


@pytest.fixture
def parent(agreement):
    return RepresentativeFactory(student=agreement.placement.student)


@pytest.fixture
def link(agreement):
    student = agreement.placement.student
    days = {"created_at": NOW, "expires_at": NOW + timedelta(days=30)}
    return PersonalLink.objects.create(placement=agreement.placement, student=student, token_hash="t", **days)


def test_a_link_to_sign_names_its_version_and_one_to_answer_none(link, agreement):
    for fields in ({"purpose": "sign"}, {"agreement": agreement}, {"purpose": "else", "agreement": agreement}):
        with breaks("personal_link_to_sign_names_version"):
            change(PersonalLink.objects.get(pk=link.pk), **fields)


def test_a_link_is_opened_by_a_code(link):
    with breaks("personal_link_opened_by_a_code"):
        change(link, opened_at=NOW)


def test_a_code_of_the_school_was_told_by_somebody(link):
    for fields in ({"code_way": "school"}, {"code_way": "mail", "told_by": UserFactory()}):
        with breaks("personal_link_told_by_somebody"):
            change(PersonalLink.objects.get(pk=link.pk), **fields)


def test_what_was_signed_on_paper_is_dated_and_kept_by_somebody(agreement):
    slot = Signature.objects.create(agreement=agreement, party="student")
    whole = {"way": "paper", "paper_on": date(2026, 11, 23), "witness": "An", "witness_by": UserFactory()}
    for lacking, value in (("paper_on", None), ("witness", ""), ("witness_by", None)):
        with breaks("signature_on_paper_is_dated_and_kept"):
            change(Signature.objects.get(pk=slot.pk), **{**whole, lacking: value})


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("host_tie_known", {"tie": "maybe"}),
        ("host_tie_decided_by_somebody_with_reason", {"may_sign": True}),
        ("host_tie_decided_by_somebody_with_reason", {"decided_at": NOW}),
        ("host_tie_decided_by_somebody_with_reason", {"may_sign": False, "decided_at": NOW, "reason": "Zo."}),
    ],
)
def test_a_tie_is_decided_on_by_somebody_with_a_reason(agreement, parent, name, fields):
    answer = HostTieAnswer.objects.create(
        placement=agreement.placement, representative=parent, tie="works", said_at=NOW
    )
    with breaks(name):
        change(answer, **fields)
    with breaks("host_tie_decided_by_somebody_with_reason"):
        change(
            HostTieAnswer.objects.get(pk=answer.pk), may_sign=True, decided_at=NOW, decided_by=UserFactory(), reason=""
        )


def test_a_tie_is_said_once(agreement, parent):
    said = {"placement": agreement.placement, "representative": parent, "tie": "none", "said_at": NOW}
    HostTieAnswer.objects.create(**said)
    with breaks("host_tie_once"):
        HostTieAnswer.objects.create(**said)


def test_reading_on_is_allowed_once_at_a_time(agreement, parent):
    given = {"placement": agreement.placement, "representative": parent, "given_at": NOW}
    row = ReadingPermission.objects.create(**given)
    with breaks("reading_permission_once_at_a_time"):
        ReadingPermission.objects.create(**given)
    with breaks("reading_permission_revoked_after_given"):
        change(row, revoked_at=NOW - timedelta(seconds=1))


def test_evidence_is_a_file_with_its_digest(agreement):
    for fields in ({"file": "", "digest": "a" * 64}, {"file": "evidence/a.json", "digest": "a"}):
        with breaks("evidence_is_whole"):
            Evidence.objects.create(agreement=agreement, made_at=NOW, **fields)
