"""One person never holds two offices on one file, and no office outlives its duty or its tie."""

from datetime import date
from functools import partial

import pytest
import time_machine

from labels.actions import assignment as duties
from labels.actions import award as awards
from labels.actions import decision as decisions
from labels.actions.application import complete
from labels.models import Application, Assessment, Assignment, Decision, Review
from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from tests.constraints import breaks
from tests.factories.accounts import MembershipFactory, actor_of
from tests.factories.audited import audited_file, on_duty, partner_member
from tests.factories.companies import hr_of
from tests.factories.label_files import AssessedAnswerFactory, AssignmentFactory, DecisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BODY = {"body_decided_on": date(2026, 11, 23), "body_reference": "2026_CBS_0412"}


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        yield


@pytest.fixture
def file():
    return audited_file()


@pytest.fixture
def officer(file):
    return officer_of(file)


def officer_of(file):
    city = file.assignments.get(duty="auditor").organisation
    return MembershipFactory(organisation=city, role=Role.LABEL_OFFICER)


def refusal(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


def verdict(file, level="label"):
    outcome = "refused" if level == "refused" else "granted"
    given = {"outcome": outcome, "level": "" if level == "refused" else level, "reasons": "Gezien."}
    return dict.fromkeys(file.sites.all(), given)


def decide(file, member, level="label"):
    return decisions.decide(application=file, verdicts=verdict(file, level), by=actor_of(member))


def end(file, member, officer):
    duty = Assignment.objects.get(application=file, person=member.user)
    return duties.end(assignment=duty, reason="Een band gevonden.", by=actor_of(officer))


def test_nobody_gives_themself_a_duty(file, officer):
    assign = partial(duties.assign, application=file, member=officer, duty="decider", by=actor_of(officer))
    assert refusal(assign) == "assignment.yourself"
    with breaks("assignment_by_somebody_else"):
        AssignmentFactory(application=file, person=officer.user, assigned_by=officer.user, duty="decider")


@pytest.mark.parametrize("duty", ["auditor", "assistant", "reviewer", "decider", "panel"])
def test_who_awards_is_nobody_else_on_the_file(file, officer, duty):
    AssignmentFactory(application=file, person=officer.user, duty="awarder")
    with breaks("assignment_one_duty_a_person"):
        AssignmentFactory(application=file, person=officer.user, duty=duty)


def test_who_decided_neither_notes_the_decision_of_the_city_nor_awards(file, officer):
    on_duty(file, "decider", officer)
    granted = decide(file, officer)
    by = actor_of(officer)
    assert refusal(partial(awards.note_body_decision, application=granted, by=by, **BODY)) == "application.judge_awards"
    colleague = actor_of(officer_of(file))
    noted = awards.note_body_decision(application=granted, by=colleague, **BODY)
    assert refusal(partial(awards.award, application=noted, by=by)) == "application.judge_awards"
    assert awards.award(application=noted, by=colleague).status == "awarded"
    assert set(file.assignments.values_list("duty", flat=True)) == {"auditor", "decider", "awarder"}


def test_who_noted_the_decision_of_the_city_is_not_assigned_any_more(file, officer):
    granted = decide(file, on_duty(file, "decider"))
    awards.note_body_decision(application=granted, by=actor_of(officer), **BODY)
    colleague = actor_of(officer_of(file))
    assign = partial(duties.assign, application=granted, member=officer, duty="decider", by=colleague)
    assert refusal(assign) == "assignment.twice"


@pytest.mark.parametrize("ended_on", [None, date(2025, 6, 1)])
def test_an_officer_with_a_tie_does_nothing_on_the_file(file, officer, ended_on):
    company = file.sites.get().site.company
    hr_of(company, user=officer.user, ends_on=ended_on)
    by = actor_of(officer)
    file.status = "complete"
    file.save()
    assign = partial(duties.assign, application=file, member=partner_member(), duty="decider", by=by)
    assert refusal(assign) == "application.own_file"
    assert refusal(partial(duties.start_audit, application=file, by=by)) == "application.own_file"
    file.status = "submitted"
    file.save()
    assert refusal(partial(complete, application=file, by=by)) == "application.own_file"
    file.status, file.decided_at = "granted", file.passed_at
    file.save()
    assert refusal(partial(awards.note_body_decision, application=file, by=by, **BODY)) == "application.own_file"
    assert refusal(partial(awards.award, application=file, by=by)) == "application.own_file"


def test_a_decision_counts_only_while_the_duty_runs():
    file = audited_file(level="refused")
    on_duty(file, "reviewer", reviewer := partner_member())
    decisions.review(application=file, remarks="", by=actor_of(reviewer))
    first, second, third = (on_duty(file, "decider") for _ in range(3))
    decide(file, first, "refused")
    end(file, first, officer_of(file))
    with pytest.raises(Assignment.DoesNotExist):
        decide(file, first, "refused")
    assert decide(file, second, "refused").status == "reviewed", "the first decision counts no longer"
    assert decide(file, third, "refused").status == "refused"
    assert Decision.objects.count() == 3, "nothing is thrown away"


def test_a_decider_who_gains_a_tie_afterwards_is_not_counted():
    file = audited_file(level="refused")
    on_duty(file, "reviewer", reviewer := partner_member())
    decisions.review(application=file, remarks="", by=actor_of(reviewer))
    first, second = (on_duty(file, "decider") for _ in range(2))
    decide(file, first, "refused")
    hr_of(file.sites.get().site.company, user=first.user)
    assert decide(file, second, "refused").status == "reviewed"


def test_what_a_reviewer_read_counts_only_while_the_duty_runs():
    file = audited_file(level="refused")
    reviewer, decider = on_duty(file, "reviewer"), on_duty(file, "decider")
    decisions.review(application=file, remarks="", by=actor_of(reviewer))
    end(file, reviewer, officer_of(file))
    assert refusal(partial(decide, file, decider, "refused")) == "decision.review_first"
    again = on_duty(file, "reviewer")
    decisions.review(application=file, remarks="", by=actor_of(again))
    decide(file, decider, "refused")
    assert Decision.objects.get().reviewer == again.user


def test_a_reviewer_who_disagrees_sends_it_back_and_nothing_is_lost():
    file = audited_file(level="refused")
    judged = AssessedAnswerFactory(assessment=file.assessments.get(), score=1, reason="Oud.")
    reviewer, decider = on_duty(file, "reviewer"), on_duty(file, "decider")
    decisions.review(application=file, remarks="", by=actor_of(reviewer))
    decide(file, decider, "refused")
    back = partial(decisions.send_back, application=file, by=actor_of(reviewer))
    assert refusal(partial(back, remarks="  ")) == "review.no_reason"
    returned = back(remarks="C04 is gezien op 3 november.")
    assert (returned.status, returned.passed_at, returned.attempt) == ("auditing", None, 2)
    again = Assessment.objects.get(application=file, attempt=2)
    assert (again.status, again.submitted_at) == ("open", None)
    copy = again.answers.get()
    assert (copy.answer, copy.score, copy.reason) == (judged.answer, 1, "Oud.")
    assert Assessment.objects.get(application=file, attempt=1).status == "submitted"
    auditor = file.assignments.get(duty="auditor").person
    assert Notification.objects.get(code="application.returned").user == auditor
    read = list(Review.objects.order_by("pk").values_list("attempt", "agrees", "remarks"))
    assert read == [(1, True, ""), (1, False, "C04 is gezien op 3 november.")]
    Application.objects.update(status="audited")
    returned.refresh_from_db()
    assert refusal(partial(decide, returned, decider, "refused")) == "decision.review_first"
    decisions.review(application=returned, remarks="Nu klopt het.", by=actor_of(reviewer))
    last = on_duty(file, "decider")
    assert decide(returned, last, "refused").status == "reviewed", "what was decided before it went back does not count"
    assert decide(returned, decider, "refused").status == "refused"
    assert Decision.objects.count() == 3


def test_what_a_panel_sent_back_still_has_its_judgements():
    file = audited_file(level="refused")
    judged = AssessedAnswerFactory(assessment=file.assessments.get(), score=1, reason="Oud.")
    reviewer = on_duty(file, "reviewer")
    Application.objects.update(attempt=2)  # what a panel that sends it back does
    file.refresh_from_db()
    returned = decisions.send_back(application=file, remarks="Kijk C04 na.", by=actor_of(reviewer))
    again = Assessment.objects.get(application=file, attempt=returned.attempt)
    assert (returned.attempt, again.status) == (3, "open")
    assert again.answers.get().reason == judged.reason


def test_a_moderator_has_no_say_in_a_next_attempt():
    file = audited_file(level="refused")
    reviewer, moderator = on_duty(file, "reviewer"), on_duty(file, "moderator")
    decisions.send_back(application=file, remarks="Kijk C04 na.", by=actor_of(reviewer))
    duty = Assignment.objects.get(person=moderator.user)
    assert (duty.ended_at, duty.end_reason) != (None, "")
    assert not Assignment.objects.of(actor_of(moderator)).exists()
    assert AuditEvent.objects.filter(verb="assignment.ended", subject_id=duty.pk).count() == 1


def test_decision_not_by_the_reviewer():
    row = DecisionFactory()
    with breaks("decision_not_by_the_reviewer"):
        Decision.objects.filter(pk=row.pk).update(reviewer=row.decided_by)
