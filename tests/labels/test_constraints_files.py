from itertools import product
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from labels.models import Appeal, Application, Assessment, Decision, Finding, Note, Review, Settlement, Visit
from tests.constraints import breaks
from tests.factories import label_files as f
from tests.factories.accounts import UserFactory, commit_to
from tests.factories.labels import LabelFactory

pytestmark = pytest.mark.django_db
SUBMITTED = {"status": "submitted", "submitted_at": timezone.now()}
WON = {"outcome": "granted", "level": "label", "score": 70}


def becomes(row, **facts):
    """Whether the database lets a file become what `facts` say."""
    try:
        with transaction.atomic():
            return bool(Application.objects.filter(pk=row.pk).update(**facts))
    except IntegrityError:
        return False


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("application_status_known", {"status": "maybe"}),
        ("application_holder_known", {"holder": "shop"}),
        ("application_fee_status_known", {"fee_status": "maybe"}),
        ("application_submitted_by_somebody", {"status": "submitted"}),
        ("application_body_day_with_reference", {"body_reference": "2026_CBS_0001"}),
        ("application_body_day_with_reference", {"body_decided_on": f.ON}),
        ("application_fee_reversed_after_award", {"fee_status": "reversed"}),
    ],
)
def test_an_application_keeps(name, facts):
    with breaks(name):
        Application.objects.filter(pk=f.ApplicationFactory().pk).update(**facts)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("application_incomplete_says_what", {"status": "incomplete"}),
        ("application_complete_at_a_moment", {"status": "auditing", "completed_at": None}),
        ("application_decided_at_a_moment", {"status": "refused", "decided_at": None}),
        ("application_granted_after_the_audit", {"status": "granted", "passed_at": None}),
        ("application_awarded_means_all_four", {"awarded_at": None}),
    ],
)
def test_a_file_of_a_later_status_keeps(name, facts):
    with breaks(name):
        Application.objects.filter(pk=f.ApplicationFactory(awarded=True).pk).update(**facts)


def test_of_sixteen_combinations_one_is_an_award():
    """Audit passed, decision recorded, fee settled or waived, code signed: awarded only when all four are."""
    row = f.ApplicationFactory(awarded=True, status="granted")
    signed = commit_to(f.ApplicationFactory().organisation)
    four = [
        ({"passed_at": None}, {"passed_at": timezone.now()}),
        ({"body_decided_on": None, "body_reference": ""}, {"body_decided_on": f.ON, "body_reference": "R"}),
        ({"fee_status": "due"}, {"fee_status": "settled"}),
        ({"commitment": None}, {"commitment": signed}),
    ]
    awarded = [choice for choice in product((0, 1), repeat=4) if becomes(row, status="awarded", **_facts(four, choice))]
    assert awarded == [(1, 1, 1, 1)]


def _facts(four, choice):
    return {name: value for i, pair in zip(choice, four, strict=True) for name, value in pair[i].items()}


def test_application_one_open_per_holder():
    row = f.ApplicationFactory()
    with breaks("application_one_open_per_holder"):
        f.ApplicationFactory(organisation=row.organisation)


def test_application_site_once():
    row = f.ApplicationSiteFactory()
    with breaks("application_site_once"):
        f.ApplicationSiteFactory(application=row.application, site=row.site)


def test_application_site_one_for_a_school():
    row = f.ApplicationSiteFactory(site=None)
    with breaks("application_site_one_for_a_school"):
        f.ApplicationSiteFactory(application=row.application, site=None)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("application_site_level_fits_outcome", WON | {"level": ""}),
        ("application_site_level_fits_outcome", WON | {"level": "provisional"}),
        ("application_site_level_fits_outcome", WON | {"outcome": "refused"}),
        ("application_site_level_fits_outcome", WON | {"outcome": "maybe"}),
        ("application_site_score_0_to_100", {"score": 101}),
    ],
)
def test_an_asked_label_keeps(name, facts):
    with breaks(name):
        f.ApplicationSiteFactory(**facts)


def test_at_most_five_criteria_are_left_out():
    row = f.LeftOutFactory()
    with breaks("left_out_once"):
        f.LeftOutFactory(application=row.application, criterion=row.criterion, slot=2)
    with breaks("left_out_one_per_slot"):
        f.LeftOutFactory(application=row.application)
    for slot in (0, 6):
        with breaks("left_out_slot_1_to_5"):
            f.LeftOutFactory(application=row.application, slot=slot)


def test_one_answer_per_criterion_and_site():
    row = f.AnswerFactory()
    with breaks("answer_once_for_the_file"):
        f.AnswerFactory(application=row.application, criterion=row.criterion)
    site = f.ApplicationSiteFactory(application=row.application)
    f.AnswerFactory(application=row.application, criterion=row.criterion, application_site=site)
    with breaks("answer_once_per_site"):
        f.AnswerFactory(application=row.application, criterion=row.criterion, application_site=site)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("answer_score_0_to_3", {"score": 4}),
        ("answer_scored_or_not_applicable", {"score": 1, "not_applicable_reason": "nooit"}),
    ],
)
def test_an_answer_keeps(name, facts):
    by = {"answered_by": UserFactory(), "answered_at": timezone.now()}
    with breaks(name):
        f.AnswerFactory(**facts, **by)


def test_answer_given_by_somebody():
    with breaks("answer_given_by_somebody"):
        f.AnswerFactory(score=2)


@pytest.mark.parametrize(
    "facts",
    [
        {"seen_by": ""},
        {"seen_on": None},
        {"file": "evidence/x.pdf", "media_type": "application/pdf", "digest": "0"},
        {"file": "evidence/x.pdf", "seen_on": None, "seen_by": ""},
    ],
)
def test_evidence_file_or_seen_by_somebody(facts):
    with breaks("evidence_file_or_seen_by_somebody"):
        f.EvidenceFactory(**facts)


def test_a_fact_is_known_and_once_a_day():
    with breaks("fact_key_known"):
        f.FactFactory(key="weather")
    fact = f.FactFactory()
    with breaks("fact_once_a_day_for_an_organisation"):
        f.FactFactory(organisation=fact.organisation)
    site = f.ApplicationSiteFactory().site
    f.FactFactory(site=site)
    with breaks("fact_once_a_day_for_a_site"):
        f.FactFactory(site=site)


def test_an_auditor_never_has_a_second_duty_on_a_file():
    row = f.AssignmentFactory()
    for duty in ("decider", "reviewer", "panel"):
        with breaks("assignment_one_duty_a_person"):
            f.AssignmentFactory(application=row.application, person=row.person, duty=duty)


def test_an_assignment_keeps():
    with breaks("assignment_duty_known"):
        f.AssignmentFactory(duty="cook")
    with breaks("assignment_ended_with_reason"):
        f.AssignmentFactory(ended_at=timezone.now())


def test_an_employer_membership_keeps():
    row = f.EmployerMembershipFactory()
    with breaks("employer_membership_one_running"):
        f.EmployerMembershipFactory(partner=row.partner, member=row.member)
    with breaks("employer_membership_ends_after_start"):
        f.EmployerMembershipFactory(ends_on="2020-01-01")


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("assessment_kind_known", {"kind": "maybe"}),
        ("assessment_status_known", {"status": "maybe"}),
        ("assessment_way_known", {"way": "phone"}),
        ("assessment_submitted_at_a_moment", {"status": "submitted"}),
    ],
)
def test_an_assessment_keeps(name, facts):
    row = f.AssessmentFactory()
    with breaks(name):
        Assessment.objects.filter(pk=row.pk).update(**facts)


def test_an_assessor_judges_once_and_the_file_is_moderated_once():
    row = f.AssessmentFactory()
    with breaks("assessment_one_per_assessor"):
        f.AssessmentFactory(assignment=row.assignment)
    f.AssessmentFactory(assignment=row.assignment, kind="moderated")
    other = f.AssignmentFactory(application=row.application)
    with breaks("assessment_one_moderated"):
        f.AssessmentFactory(assignment=other, kind="moderated")


def test_an_assessed_answer_keeps():
    row = f.AssessedAnswerFactory()
    with breaks("assessed_answer_once"):
        f.AssessedAnswerFactory(assessment=row.assessment, answer=row.answer)
    for facts in ({"score": None}, {"score": 4}, {"judgement": "not_measurable"}):
        with breaks("assessed_answer_score_fits_judgement"):
            f.AssessedAnswerFactory(**facts)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("finding_grade_known", {"grade": "huge"}),
        ("finding_status_known", {"status": "maybe"}),
        ("finding_says_what", {"text": ""}),
        ("finding_has_a_term", {"correct_by_on": None}),
        ("finding_answered_with_a_plan", {"status": "answered"}),
        ("finding_closed_by_somebody_else", {"status": "closed"}),
    ],
)
def test_a_finding_keeps(name, facts):
    with breaks(name):
        f.FindingFactory(**facts)


def test_who_answers_a_finding_does_not_close_it():
    person = UserFactory()
    row = f.FindingFactory(status="answered", plan="Nieuwe analyse.", answered_by=person, answered_at=timezone.now())
    with breaks("finding_closed_by_somebody_else"):
        Finding.objects.filter(pk=row.pk).update(status="closed", closed_by=person, closed_at=timezone.now())


@pytest.mark.parametrize(
    ("name", "facts"), [("note_readers_known", {"readers": "all"}), ("note_says_something", {"text": ""})]
)
def test_a_note_keeps(name, facts):
    with breaks(name):
        f.NoteFactory(**facts)


def test_a_review_is_not_by_the_auditor():
    row = f.ReviewFactory()
    with breaks("review_not_by_the_auditor"):
        Review.objects.filter(pk=row.pk).update(reviewed_by=F("auditor"))
    with breaks("review_disagrees_with_remarks"):
        Review.objects.filter(pk=row.pk).update(agrees=False)


def test_a_decision_is_not_by_the_auditor():
    row = f.DecisionFactory()
    with breaks("decision_not_by_the_auditor"):
        Decision.objects.filter(pk=row.pk).update(decided_by=F("auditor"))


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("decision_outcome_known", {"outcome": "maybe", "level": ""}),
        ("decision_has_reasons", {"reasons": ""}),
        ("decision_about_one_thing", {"matter": "suspension", "level": ""}),
        ("decision_about_one_thing", {"application_site": None}),
        ("decision_level_fits_outcome", {"level": ""}),
        ("decision_level_fits_outcome", {"outcome": "refused"}),
        ("decision_level_fits_outcome", {"level": "provisional"}),
    ],
)
def test_a_decision_keeps(name, facts):
    with breaks(name):
        f.DecisionFactory(**facts)


def test_a_decider_decides_once():
    row = f.DecisionFactory()
    with breaks("decision_once_per_decider"):
        f.DecisionFactory(application_site=row.application_site, decided_by=row.decided_by)
    measure = {"application_site": None, "matter": "suspension", "level": "", "label": LabelFactory()}
    row = f.DecisionFactory(**measure)
    with breaks("decision_once_per_decider_of_a_label"):
        f.DecisionFactory(**measure, decided_by=row.decided_by)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("appeal_kind_known", {"kind": "letter"}),
        ("appeal_status_known", {"status": "maybe"}),
        ("appeal_has_grounds", {"grounds": ""}),
        ("appeal_decided_with_reasons", {"status": "changed"}),
    ],
)
def test_an_appeal_keeps(name, facts):
    with breaks(name):
        f.AppealFactory(**facts)


def test_one_open_appeal_about_one_thing():
    row = f.AppealFactory()
    with breaks("appeal_one_open_about_a_file"):
        f.AppealFactory(application_site=row.application_site)
    label = LabelFactory()
    with breaks("appeal_about_one_thing"):
        Appeal.objects.filter(pk=row.pk).update(label=label)
    about = {"application_site": None, "organisation": label.organisation, "label": label}
    f.AppealFactory(**about)
    with breaks("appeal_one_open_about_a_label"):
        f.AppealFactory(**about)


def test_a_panel_has_one_member_from_each_side():
    row = f.PanelSeatFactory()
    with breaks("panel_seat_one_per_place"):
        f.PanelSeatFactory(appeal=row.appeal)
    with breaks("panel_seat_one_per_person"):
        f.PanelSeatFactory(appeal=row.appeal, place="employer", person=row.person)
    with breaks("panel_seat_place_known"):
        f.PanelSeatFactory(place="city")
    with breaks("panel_seat_votes_with_reasons"):
        f.PanelSeatFactory(verdict="keep", voted_at=timezone.now(), declared_at=timezone.now())
    with breaks("panel_seat_votes_with_reasons"):
        f.PanelSeatFactory(verdict="keep", voted_at=timezone.now(), reasons="Zo is het.")


def test_each_kind_of_appeal_comes_once_about_one_decision():
    row = f.AppealFactory(status="rejected", reasons="Zo is het.", decided_at=timezone.now())
    f.AppealFactory(application_site=row.application_site, attempt=2)
    f.AppealFactory(application_site=row.application_site, status="withdrawn")
    with breaks("appeal_each_kind_once_about_a_file"):
        f.AppealFactory(
            application_site=row.application_site, status="rejected", reasons="x", decided_at=timezone.now()
        )
    label = LabelFactory()
    about = {"application_site": None, "organisation": label.organisation, "label": label}
    done = {"status": "rejected", "reasons": "Zo is het.", "decided_at": timezone.now()}
    f.AppealFactory(**about, **done)
    with breaks("appeal_each_kind_once_about_a_label"):
        f.AppealFactory(**about, **done)


def test_a_paper_of_an_appeal_is_whole():
    with breaks("appeal_paper_is_whole"):
        f.AppealPaperFactory(digest="")


def test_assessment_moderated_has_a_term():
    row = f.AssessmentFactory()
    with breaks("assessment_moderated_has_a_term"):
        Assessment.objects.filter(pk=row.pk).update(settle_by_on=f.ON)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("settlement_proposed_with_a_reason", {"status": "proposed"}),
        ("settlement_score_fits_judgement", {"score": 2}),
        ("settlement_score_fits_judgement", {"judgement": "scored", "score": 4}),
    ],
)
def test_a_settlement_keeps(name, facts):
    with breaks(name):
        Settlement.objects.filter(pk=f.SettlementFactory().pk).update(**facts)


def test_settlement_settled_by_the_other():
    own = UserFactory()
    said = {"judgement": "scored", "score": 2, "reason": "Zo.", "proposed_by": own, "settled_by": own}
    row = f.SettlementFactory()
    Settlement.objects.filter(pk=row.pk).update(status="settled", settled_at=timezone.now(), by_moderator=True, **said)
    with breaks("settlement_settled_by_the_other"):
        Settlement.objects.filter(pk=row.pk).update(by_moderator=False)


def test_settlement_status_known():
    said = {"judgement": "scored", "score": 2, "reason": "Zo.", "proposed_by": UserFactory()}
    row = f.SettlementFactory(status="proposed", **said)
    with breaks("settlement_status_known"):
        Settlement.objects.filter(pk=row.pk).update(status="maybe")


def test_settlement_once():
    row = f.SettlementFactory()
    with breaks("settlement_once"):
        f.SettlementFactory(assessment=row.assessment, answer=row.answer)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("visit_status_known", {"status": "maybe"}),
        ("visit_ends_after_start", {"ends_at": F("starts_at")}),
        ("visit_says_where", {"address": ""}),
        ("visit_cancelled_with_a_reason", {"status": "cancelled"}),
    ],
)
def test_a_visit_keeps(name, facts):
    with breaks(name):
        Visit.objects.filter(pk=f.VisitFactory().pk).update(**facts)


def test_what_is_sent_twice_is_kept_once():
    key, note, finding = uuid4(), f.NoteFactory(), f.FindingFactory()
    Note.objects.filter(pk=note.pk).update(sent_key=key)
    Finding.objects.filter(pk=finding.pk).update(sent_key=key)
    with breaks("note_sent_once"):
        f.NoteFactory(application=note.application, sent_key=key)
    with breaks("finding_sent_once"):
        f.FindingFactory(application=finding.application, answer=finding.answer, sent_key=key)


def test_visit_and_interview_are_themselves():
    visit, talk = f.VisitFactory(), f.InterviewFactory()
    with breaks("visit_uid_once"):
        f.VisitFactory(uid=visit.uid)
    with breaks("interview_of_somebody"):
        type(talk).objects.filter(pk=talk.pk).update(students=0)
    with breaks("interview_once_a_day_per_school"):
        f.InterviewFactory(application=talk.application, school=talk.school, held_by=talk.held_by)
