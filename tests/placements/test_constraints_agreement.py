"""The promises of the database about agreements, plans, signatures and start lists, each broken once."""

from datetime import date

import pytest
from django.utils import timezone

from placements.models import (
    Activity,
    Agreement,
    LineProposal,
    PlanLine,
    Signature,
    SiteCompetence,
    StartCheck,
    TrainingPlan,
)
from tests.constraints import breaks
from tests.factories.accounts import UserFactory
from tests.factories.schools import CompetenceFactory, RepresentativeFactory
from tests.placements.test_constraints_placement import change, make_placement

pytestmark = pytest.mark.django_db
CHECKED = {"coach_checked_at": timezone.now(), "hr_checked_at": timezone.now(), "digest": "d"}
SEALED = {**CHECKED, "sealed_at": timezone.now()}
AMENDS = {"in_force_on": date(2027, 2, 1), "ends_on": date(2027, 6, 30), "week": {"3": ["08:00", "16:00"]}}


@pytest.fixture
def agreement():
    return Agreement.objects.create(placement=make_placement(), version=1)


@pytest.fixture
def slot(agreement):
    return Signature.objects.create(agreement=agreement, party="student")


@pytest.fixture
def check(agreement):
    return StartCheck.objects.create(placement=agreement.placement, item="risk_analysis", owner="company", is_hard=True)


def test_versions(agreement):
    with breaks("agreement_version_once"):
        Agreement.objects.create(placement=agreement.placement, version=1, status="voided")
    with breaks("agreement_one_live_first"):
        Agreement.objects.create(placement=agreement.placement, version=2, status="sealed", **SEALED)
    with breaks("agreement_one_open_version"):
        Agreement.objects.create(placement=agreement.placement, version=2, amends=agreement, **AMENDS)
    change(agreement, status="voided")
    Agreement.objects.create(placement=agreement.placement, version=2)


def test_amendments(agreement):
    change(agreement, status="sealed", **SEALED)
    about = {"placement": agreement.placement, "amends": agreement}
    with breaks("agreement_amends_from_a_day"):
        Agreement.objects.create(**about, version=2)
    with breaks("agreement_amends_from_a_day"):
        Agreement.objects.create(**{**about, **AMENDS, "amends": None}, version=2, status="voided")
    for field, wrong in (("ends_on", None), ("week", {}), ("ends_on", date(2027, 1, 31))):
        with breaks("agreement_amendment_is_whole"):
            Agreement.objects.create(**{**about, **AMENDS, field: wrong}, version=2)
    with breaks("agreement_amendment_is_whole"):
        change(agreement, ends_on=date(2027, 6, 30))
    Agreement.objects.create(**about, **AMENDS, **SEALED, version=2, status="sealed")
    with breaks("agreement_one_sealed_a_day"):
        Agreement.objects.create(**about, **AMENDS, **SEALED, version=3, status="sealed")
    Agreement.objects.create(**about, **AMENDS, version=3)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("agreement_status_known", {"status": "maybe"}),
        ("agreement_checked_before_signing", {"status": "signing"}),
        ("agreement_checked_before_signing", {"status": "signing", **CHECKED, "hr_checked_at": None}),
        ("agreement_checked_before_signing", {"status": "signing", **CHECKED, "digest": ""}),
        ("agreement_checked_before_signing", {"status": "refused"}),
        ("agreement_sealed_at_a_moment", {"status": "sealed", **CHECKED}),
    ],
)
def test_agreement(agreement, name, fields):
    with breaks(name):
        change(agreement, **fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("signature_status_known", {"status": "maybe", "answered_at": timezone.now()}),
        ("signature_representative_fits_party", {"party": "representative"}),
        ("signature_answered_at_a_moment", {"status": "signed", "way": "link", "name": "Noor"}),
        ("signature_witness_has_name", {"way": "witness"}),
        ("signature_on_paper_is_dated_and_kept", {"way": "paper", "witness": "An", "witness_by": None}),
        ("signature_witness_is_known", {"way": "witness", "witness": "An Getuige"}),
        ("signature_signed_by_somebody_in_a_way", {"status": "signed", "answered_at": timezone.now(), "way": "link"}),
        ("signature_signed_by_somebody_in_a_way", {"status": "signed", "answered_at": timezone.now(), "name": "Noor"}),
        ("signature_refused_with_reason", {"status": "refused", "answered_at": timezone.now()}),
    ],
)
def test_signature(slot, name, fields):
    with breaks(name):
        change(slot, **fields)


def test_one_slot_a_party_and_a_person(slot):
    parent = RepresentativeFactory(student=slot.agreement.placement.student)
    with breaks("signature_representative_fits_party"):
        change(slot, representative=parent)
    with breaks("signature_one_slot_per_party"):
        Signature.objects.create(agreement=slot.agreement, party="student")
    Signature.objects.create(agreement=slot.agreement, party="representative", representative=parent)
    with breaks("signature_one_slot_per_representative"):
        Signature.objects.create(agreement=slot.agreement, party="representative", representative=parent)
    user = UserFactory()
    change(slot, user=user)
    with breaks("signature_one_slot_per_user"):
        Signature.objects.create(agreement=slot.agreement, party="company", user=user)


def test_plan(agreement):
    plan = TrainingPlan.objects.create(agreement=agreement)
    with breaks("training_plan_has_weeks"):
        change(plan, weeks=0)
    competence = CompetenceFactory(programme=agreement.placement.programme)
    line = PlanLine.objects.create(plan=plan, competence=competence, place="W")
    with breaks("plan_line_place_known"):
        change(line, place="Q")
    with breaks("plan_line_competence_once"):
        PlanLine.objects.create(plan=plan, competence=competence, place="S")
    with breaks("plan_line_ends_after_start"):
        change(line, starts_on=date(2027, 1, 2), ends_on=date(2027, 1, 1))
    with breaks("activity_has_text"):
        Activity.objects.create(plan=plan, text="")


def test_start_check(check):
    with breaks("start_check_item_once"):
        StartCheck.objects.create(placement=check.placement, item=check.item, owner="company", is_hard=True)
    with breaks("start_check_risk_analysis_dated"):
        change(check, done_on="2026-11-23")
    with breaks("start_check_item_known"):
        change(check, item="diagnosis")
    with breaks("start_check_owner_known"):
        change(check, owner="nobody")
    with breaks("start_check_health_outcome_known"):
        change(check, item="health", done_on="2026-11-23", outcome="unfit")
    change(check, item="health", done_on="2026-11-23", outcome="fit")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("proposal_status_known", {"status": "maybe", "answered_at": timezone.now()}),
        ("proposal_side_known", {"side": "student"}),
        ("proposal_place_known", {"place": "Q"}),
        ("proposal_answered_at_a_moment", {"status": "accepted"}),
        ("proposal_answered_at_a_moment", {"answered_at": timezone.now()}),
        ("proposal_ends_after_start", {"starts_on": date(2027, 1, 2), "ends_on": date(2027, 1, 1)}),
        ("proposal_third_place_named", {"third_hours": 1}),
    ],
)
def test_proposal(agreement, name, fields):
    plan = TrainingPlan.objects.create(agreement=agreement)
    competence = CompetenceFactory(programme=agreement.placement.programme)
    line = PlanLine.objects.create(plan=plan, competence=competence, place="W")
    start = {"line": line, "side": "school", "place": "W", "proposed_at": timezone.now()}
    proposal = LineProposal.objects.create(**start)
    with breaks("proposal_one_open_per_line"):
        LineProposal.objects.create(**start)
    with breaks(name):
        change(proposal, **fields)


def test_site_competence(agreement):
    competence = CompetenceFactory(programme=agreement.placement.programme)
    start = {"site": agreement.placement.site, "competence": competence, "activities": "lossen"}
    row = SiteCompetence.objects.create(**start)
    with breaks("site_competence_once"):
        SiteCompetence.objects.create(**start)
    with breaks("site_competence_offers_activities_or_nothing"):
        change(row, activities="")
    with breaks("site_competence_offers_activities_or_nothing"):
        change(row, is_offered=False)
