"""Week notes, absences, contacts, evaluations and what is reached, through the actions."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from placements.actions.evaluation import (
    competences_of,
    decide_reached,
    hold_evaluation,
    plan_evaluations,
    score_competences,
)
from placements.actions.follow_up import (
    confirm_week_note,
    hold_contact,
    note_absence,
    plan_contact,
    write_week_note,
)
from placements.models import (
    Absence,
    Contact,
    Evaluation,
    EvaluationScore,
    Placement,
    ReachedCompetence,
    WeekNote,
)
from schools.actions.school import keep_absences
from tests.constraints import breaks
from tests.factories.accounts import actor_of
from tests.factories.agreements import draft, student_actor
from tests.factories.offers import make_market
from tests.factories.schools import CompetenceFactory, school_member

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 3)  # a Wednesday, in the eighth week of the placement


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as clock:
        yield clock


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def placement(market, today):
    """It runs since 11 January 2027, with two competences."""
    CompetenceFactory(programme=market.programme, work_hours=10, school_hours=10)
    row = draft(market).placement
    Placement.objects.filter(pk=row.pk).update(status="running")
    row.refresh_from_db()
    plan_evaluations(placement=row)
    today.move_to("2027-03-03 09:00 +0100")
    return row


@pytest.fixture
def student(placement):
    return student_actor(placement)


def refused(action, **arguments):
    with pytest.raises(Refused) as caught:
        action(**arguments)
    return caught.value.code


def week(placement, by, day=TODAY, text="Rekken aangevuld", competences=()):
    return write_week_note(placement=placement, day=day, text=text, competences=competences, by=by)


def test_a_week_is_told_and_confirmed(market, placement, student):
    first = competences_of(placement)[0]
    note = week(placement, student, competences=[first, CompetenceFactory()])
    assert (note.monday_on, list(note.competences.all())) == (date(2027, 3, 1), [first])
    assert week(placement, student, text="Ook geladen").pk == note.pk
    confirm_week_note(note=note, by=market.hr)
    assert refused(week, placement=placement, by=student) == "week_note.confirmed"
    assert refused(confirm_week_note, note=note, by=market.hr) == "week_note.confirmed"
    with pytest.raises(PermissionDenied):
        week(placement, market.coach_actor)
    with pytest.raises(PermissionDenied):
        confirm_week_note(note=note, by=student)


@pytest.mark.parametrize(
    ("day", "code"), [(date(2027, 3, 8), "week_note.future"), (date(2027, 1, 4), "week_note.outside")]
)
def test_a_week_is_told_when_it_has_begun_and_was_there(placement, student, day, code):
    assert refused(week, placement=placement, by=student, day=day) == code


def test_the_last_week_is_told_until_two_weeks_after_it(placement, student, today):
    Placement.objects.update(status="ended", ended_on=TODAY, end_reason="END_DATE")
    today.move_to("2027-03-17 20:00 +0100")
    assert week(placement, student).text
    today.move_to("2027-03-18 08:00 +0100")
    assert refused(week, placement=placement, by=student) == "week_note.not_running"


def test_after_an_early_stop_the_weeks_after_it_are_nobodys(placement, student, today):
    Placement.objects.update(status="ended_early", ended_on=date(2027, 2, 26), end_reason="QUIT")
    assert week(placement, student, day=date(2027, 2, 26)).text
    assert refused(week, placement=placement, by=student, day=TODAY) == "week_note.outside"


@pytest.mark.parametrize(("status", "ended_on"), [("stopped", TODAY), ("ended_early", date(2027, 1, 4))])
def test_who_never_was_there_tells_no_week(placement, student, status, ended_on):
    Placement.objects.update(status=status, ended_on=ended_on, end_reason="QUIT")
    assert refused(week, placement=placement, by=student) == "week_note.not_running"


def absent(placement, by, first=date(2027, 2, 1), last=date(2027, 2, 3)):
    return note_absence(placement=placement, starts_on=first, ends_on=last, cause="ill", told_by="student", by=by)


def test_an_absence_is_noted_once_and_where_the_school_wants_it(market, placement):
    absent(placement, market.hr)
    assert "ill" not in AuditEvent.objects.get(verb="absence.noted").data.values()
    assert refused(absent, placement=placement, by=market.coach_actor) == "absence.noted"
    before, later = date(2027, 1, 4), date(2027, 4, 1)
    assert refused(absent, placement=placement, by=market.hr, first=before) == "absence.outside"
    assert refused(absent, placement=placement, by=market.hr, first=later, last=later) == "absence.future"
    keep_absences(school=market.school, keeps_absences=False, by=market.coordinator)
    assert refused(absent, placement=placement, by=market.hr) == "absence.kept_elsewhere"


def test_after_an_early_stop_nobody_is_absent(market, placement):
    Placement.objects.update(status="ended_early", ended_on=date(2027, 2, 2), end_reason="QUIT")
    with pytest.raises(Refused, match="tot en met de laatste dag") as caught:
        absent(placement, market.hr)
    assert caught.value.code == "absence.outside"
    assert absent(placement, market.hr, last=date(2027, 2, 2)).ends_on == date(2027, 2, 2)


@pytest.mark.parametrize(
    ("ended_on", "day", "is_fine"),
    [
        (None, date(2026, 11, 22), False),
        (None, date(2026, 11, 23), True),  # the day of the company's yes
        (None, date(2027, 7, 30), True),  # thirty days after the last day
        (None, date(2027, 7, 31), False),
        (date(2027, 3, 1), date(2027, 3, 31), True),
        (date(2027, 3, 1), date(2027, 4, 1), False),
    ],
)
def test_a_visit_is_planned_within_the_follow_up(market, placement, ended_on, day, is_fine):
    Placement.objects.update(ended_on=ended_on, **({"status": "ended", "end_reason": "MUTUAL"} if ended_on else {}))
    asked = {"placement": placement, "kind": "visit", "planned_on": day, "by": market.coach_actor}
    if is_fine:
        assert plan_contact(**asked).planned_on == day
        return
    with pytest.raises(Refused, match="van 23 november 2026 tot en met") as caught:
        plan_contact(**asked)
    assert caught.value.code == "contact.outside"
    assert not Contact.objects.exists()


def test_a_placement_that_ran_before_it_was_registered_has_talks_from_its_first_day(market, placement):
    Placement.objects.update(starts_on=date(2026, 11, 9))
    contact = plan_contact(placement=placement, kind="call", planned_on=date(2026, 11, 9), by=market.coach_actor)
    held = {"contact": contact, "note": "Goed begonnen.", "by": market.coach_actor}
    assert refused(hold_contact, held_on=date(2026, 11, 8), **held) == "contact.before"
    assert hold_contact(held_on=date(2026, 11, 9), **held).note == "Goed begonnen."


def test_a_visit_is_planned_and_held(market, placement):
    contact = plan_contact(placement=placement, kind="visit", planned_on=date(2027, 3, 1), by=market.coach_actor)
    held = {"contact": contact, "note": "Alles goed.", "by": market.coach_actor}
    assert refused(hold_contact, held_on=date(2027, 3, 4), **held) == "contact.future"
    assert hold_contact(held_on=TODAY, **held).note == "Alles goed."
    assert not Contact.objects.visible_to(market.hr).exists()
    assert not Contact.objects.visible_to(student_actor(placement)).exists()
    with pytest.raises(PermissionDenied):
        plan_contact(placement=placement, kind="visit", planned_on=TODAY, by=market.hr)


def scored(evaluation, by, score):
    return score_competences(
        evaluation=evaluation, scores={row.pk: score for row in competences_of(evaluation.placement)}, by=by
    )


def test_seen_twice_well_enough_is_reached(market, placement, student):
    first, second = placement.evaluations.order_by("planned_on")[:2]
    for by, score in ((market.hr, 2), (market.coach_actor, 3), (student, 0)):
        assert scored(first, by, score) == 2
    hold_evaluation(evaluation=first, held_on=date(2027, 1, 15), by=market.coach_actor)
    assert not ReachedCompetence.objects.exists()
    scored(second, market.hr, 2)
    hold_evaluation(evaluation=second, held_on=TODAY, by=market.coach_actor)
    reached = ReachedCompetence.objects.visible_to(student)
    assert set(reached.values_list("competence", flat=True)) == {row.pk for row in competences_of(placement)}
    assert {(row.way, row.reached_on) for row in reached} == {("scores", TODAY)}


@pytest.mark.parametrize(("first", "of_coach"), [(date(2027, 1, 15), 1), (TODAY, 3)])
def test_one_low_score_of_a_judge_or_one_day_is_not_enough(market, placement, first, of_coach):
    for evaluation, day in zip(placement.evaluations.order_by("planned_on"), (first, TODAY), strict=False):
        scored(evaluation, market.hr, 3)
        scored(evaluation, market.coach_actor, of_coach)
        hold_evaluation(evaluation=evaluation, held_on=day, by=market.coach_actor)
    assert not ReachedCompetence.objects.exists()


def test_scores_are_fixed_by_the_talk(market, placement):
    evaluation, other = placement.evaluations.order_by("planned_on")[0], CompetenceFactory()
    ask = {"evaluation": evaluation, "by": market.hr}
    assert refused(score_competences, scores={other.pk: 2}, **ask) == "evaluation.other_competence"
    mine = competences_of(placement)[0].pk
    assert refused(score_competences, scores={mine: 4}, **ask) == "evaluation.score"
    held = {"evaluation": evaluation, "by": market.coach_actor}
    assert refused(hold_evaluation, held_on=date(2027, 3, 4), **held) == "evaluation.held_day"
    hold_evaluation(held_on=TODAY, **held)
    assert refused(score_competences, scores={mine: 2}, **ask) == "evaluation.held"
    assert refused(hold_evaluation, held_on=TODAY, **held) == "evaluation.held"
    with pytest.raises(PermissionDenied):
        hold_evaluation(evaluation=evaluation, held_on=TODAY, by=market.hr)


def test_nobody_scores_before_the_first_day(market, placement, today):
    today.move_to("2027-01-10 09:00 +0100")
    evaluation = placement.evaluations.order_by("planned_on")[0]
    assert refused(scored, evaluation=evaluation, by=market.hr, score=2) == "evaluation.too_early"


def test_a_moment_opens_two_weeks_before_its_day(market, placement, today):
    """Who scores the last talk in the first week would see everything twice."""
    last = placement.evaluations.get(moment="end")
    assert refused(scored, evaluation=last, by=market.hr, score=2) == "evaluation.too_early"
    assert refused(hold_evaluation, evaluation=last, held_on=TODAY, by=market.coach_actor) == "evaluation.too_early"
    opens = last.planned_on - timedelta(days=14)
    today.move_to(opens - timedelta(days=1))
    with pytest.raises(Refused, match=f"Scoren kan vanaf {opens.day} "):
        scored(last, market.hr, 2)
    today.move_to(opens)
    assert scored(last, market.hr, 2) == 2


def test_after_an_early_end_the_last_talk_is_open(market, placement):
    Placement.objects.update(status="ended_early", ended_on=TODAY, end_reason="MUTUAL")
    last = placement.evaluations.get(moment="end")
    assert scored(last, market.hr, 2) == 2
    assert hold_evaluation(evaluation=last, held_on=TODAY, by=market.coach_actor).held_on == TODAY


def decide(placement, competence, by, council_on=TODAY):
    return decide_reached(placement=placement, competence=competence, council_on=council_on, reason="Proef.", by=by)


def test_the_class_council_decides_too(market, placement):
    first = competences_of(placement)[0]
    wrong = {"placement": placement, "by": market.coordinator}
    assert refused(decide, competence=CompetenceFactory(), **wrong) == "reached.other_competence"
    assert refused(decide, competence=first, council_on=date(2027, 3, 4), **wrong) == "reached.council_day"
    decide(placement, first, actor_of(school_member(market.school, Role.DIRECTOR)))
    assert refused(decide, competence=first, **wrong) == "reached.before"
    assert Notification.objects.filter(code="evaluation.reached").count() == 2
    with pytest.raises(PermissionDenied):
        decide(placement, first, market.coach_actor)


def test_a_reached_competence_stays_when_the_placement_stops(market, placement):
    decide(placement, competences_of(placement)[0], market.coordinator)
    Placement.objects.update(status="ended_early", ended_on=TODAY, end_reason="SAFETY")
    assert ReachedCompetence.objects.visible_to(student_actor(placement)).count() == 1


def test_promises_about_a_week_an_absence_and_a_contact(market, placement, student):
    note, absence = week(placement, student), absent(placement, market.hr)
    plan_contact(placement=placement, kind="visit", planned_on=TODAY, by=market.coach_actor)
    same = {"placement": placement, "monday_on": note.monday_on, "text": "?", "written_at": note.written_at}
    with breaks("week_note_once_a_week"):
        WeekNote.objects.create(**same)
    with breaks("week_note_has_text"):
        WeekNote.objects.update(text="")
    with breaks("week_note_confirmed_by_somebody"):
        WeekNote.objects.update(confirmed_at=note.written_at)
    with breaks("absence_ends_after_start"):
        Absence.objects.update(ends_on=date(2027, 1, 1))
    with breaks("absence_cause_known"):
        Absence.objects.filter(pk=absence.pk).update(cause="?")
    with breaks("absence_party_known"):
        Absence.objects.update(told_by="?")
    with breaks("contact_kind_known"):
        Contact.objects.update(kind="?")


def test_promises_about_an_evaluation(market, placement):
    scored(placement.evaluations.order_by("planned_on")[0], market.hr, 2)
    first, second = competences_of(placement)
    with breaks("evaluation_moment_once"):
        Evaluation.objects.update(moment="end")
    with breaks("evaluation_moment_known"):
        Evaluation.objects.filter(moment="end").update(moment="?")
    scores = EvaluationScore.objects.filter(competence=first)
    with breaks("evaluation_score_once"):
        EvaluationScore.objects.update(competence=second)
    with breaks("evaluation_score_0_to_3"):
        scores.update(score=4)
    with breaks("evaluation_score_party_known"):
        scores.update(party="representative")


def test_promises_about_a_reached_competence(market, placement):
    first, second = competences_of(placement)
    for competence in (first, second):
        decide(placement, competence, market.coordinator)
    reached = ReachedCompetence.objects.filter(competence=first)
    with breaks("reached_competence_once"):
        reached.update(competence=second)
    with breaks("reached_competence_way_known"):
        reached.update(way="?")
    with breaks("reached_competence_by_council_has_reason"):
        reached.update(reason="")
