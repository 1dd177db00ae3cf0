"""A school that hosts students too: who holds roles of both sides there acts for each side on its own rows alone."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from marketplace.accounts.models import Membership
from marketplace.actor import Actor, Role
from marketplace.workflow import Refused
from placements.actions import evaluation, family, follow_up, hand_over, hiring, match, offer, refusal, signature
from placements.actions.agreement import check_data
from placements.actions.calendar_feed import make_feed
from placements.actions.link import issue_links
from placements.actions.mentor import name_stand_in_mentor
from placements.actions.placement import conclude_meeting, end, end_early, plan_meeting, start, stop
from placements.actions.plan_line import accept_line, accept_unchanged, propose_line
from placements.actions.report import report_problem
from placements.actions.school_contact import name_school_contact
from placements.actions.start import tick_check
from placements.models import (
    Agreement,
    CalendarFeed,
    DeclinedPair,
    HandOver,
    LineProposal,
    Match,
    Placement,
    PlanLine,
    ReachedCompetence,
)
from placements.rules.side import party_of
from placements.workflow.offer import offers
from placements.workflow.placement import placements
from schools.models import Competence
from tests.factories.accounts import MembershipFactory, actor_of
from tests.factories.agreements import agreed_placement, draft, in_signing, make_ready, student_actor
from tests.factories.companies import CompanyFactory, MentorFactory
from tests.factories.offers import make_market
from tests.factories.schools import SchoolFactory
from tests.placements.actions.rounds import open_for

pytestmark = pytest.mark.django_db
ROLES = (Role.HR, Role.MENTOR, Role.COACH, Role.COORDINATOR, Role.DIRECTOR)
TODAY = date(2027, 3, 3)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as moved:
        yield moved


@pytest.fixture
def market():
    """Each of the two organisations is a company and a school."""
    found = make_market()
    CompanyFactory(organisation=found.school.organisation)
    SchoolFactory(organisation=found.company.organisation)
    return found


def everybody_of(organisation):
    """One person with all roles of both sides."""
    first = MembershipFactory(organisation=organisation, role=ROLES[0])
    for role in ROLES[1:]:
        MembershipFactory(organisation=organisation, role=role, user=first.user)
    return actor_of(first)


@pytest.fixture
def sides(market):
    """Who stands on which side of what happens in this market."""
    return {"company": everybody_of(market.company.organisation), "school": everybody_of(market.school.organisation)}


def sent(market, clock):
    return market.offer()


def accepted(market, clock):
    placement = market.placement(wants_meeting=True)
    plan_meeting(placement=placement, by=market.hr, at=datetime(2026, 11, 25, 10, tzinfo=UTC), where="Hier")
    return placement


def no_meeting(market, clock):
    return market.placement()


def running(market, clock):
    placement = draft(market).placement
    Placement.objects.filter(pk=placement.pk).update(status="running")
    placement = Placement.objects.get(pk=placement.pk)
    evaluation.plan_evaluations(placement=placement)
    clock.move_to("2027-03-03 09:00 +0100")
    return placement


def signed(market, clock):
    placement = make_ready(draft(market).placement)
    Placement.objects.filter(pk=placement.pk).update(status="signed")
    clock.move_to("2027-03-03 09:00 +0100")
    return Placement.objects.get(pk=placement.pk)


def over(market, clock):
    placement = running(market, clock)
    clock.move_to("2027-07-01 09:00 +0200")
    return placement


def told(market, clock):
    placement = running(market, clock)
    facts = {"text": "Ik leerde laden.", "competences": [], "day": TODAY}
    return follow_up.write_week_note(placement=placement, by=student_actor(placement), **facts)


def ended(market, clock):
    facts = {"reason": "MUTUAL", "last_on": TODAY, "next_step": "Zoekt verder", "next_person": "An Demo"}
    placement = running(market, clock)
    end_early(placement=placement, by=market.coach_actor, **facts)
    return HandOver.objects.get(placement=placement)


def close(row, by):
    named = {"next_step": "Zoekt verder", "next_coach": None, "next_organisation": "Leerwinkel Demo"}
    return hand_over.close_hand_over(hand_over=row, work_hours=10, by=by, **named)


def heard(market, clock):
    HandOver.objects.filter(pk=ended(market, clock).pk).update(company_word="Ja.", student_word="Ja.")
    return HandOver.objects.get()


def paper_of_company(market, clock):
    return draft(market).placement.checks.get(item="risk_analysis")


def signing(market, clock):
    return in_signing(market)


def reviewed(market, clock):
    """A match of a round under review."""
    clock.move_to("2026-08-01 09:00 +0200")
    administrator = actor_of(MembershipFactory(organisation__is_city=True, role=Role.ADMINISTRATOR))
    row = open_for(administrator)
    type(row).objects.filter(pk=row.pk).update(status="review")
    return Match.objects.create(round=row, request=market.request(), capacity=market.capacity(), score=5000)


def hired(placement, by):
    facts = {"what": "contract_now", "made_on": TODAY, "starts_on": None, "depends_on_diploma": False}
    return hiring.note_hiring(placement=placement, by=by, **facts)


def reach(placement, by):
    facts = {"competence": Competence.objects.get(), "council_on": TODAY, "reason": "Gezien."}
    return evaluation.decide_reached(placement=placement, by=by, **facts)


def stand_in(placement, by):
    colleague = MentorFactory(site=placement.site)
    facts = {"mentor": colleague, "starts_on": TODAY, "ends_on": TODAY}
    return name_stand_in_mentor(placement=placement, by=by, **facts)


def paper(agreement, by):
    slot = agreement.signatures.get(party="student")
    return signature.record_paper(signature=slot, paper_on=date(2026, 11, 23), by=by)


def contact(placement, by):
    facts = {"name": "An Demo", "phone": "+3235550101", "starts_on": TODAY, "ends_on": TODAY}
    return name_school_contact(placement=placement, by=by, **facts)


def held(placement, by):
    row = placement.evaluations.order_by("planned_on").first()
    return evaluation.hold_evaluation(evaluation=row, held_on=TODAY, by=by)


def witnessed(placement, by):
    return family.record_yes(placement=placement, by=by, party="student", witness="An Demo")


def tick(check, by):
    return tick_check(check=check, done_on=date(2026, 11, 20), document_on=date(2026, 11, 1), by=by)


ONE_SIDED = {
    "accept an offer": ("company", sent, lambda row, by: offer.accept(offer=row, by=by, wants_meeting=False)),
    "decline an offer": ("company", sent, lambda row, by: offer.decline(offer=row, by=by, reason="full")),
    "withdraw an offer": ("school", sent, lambda row, by: offer.withdraw(offer=row, by=by)),
    "refuse a match": ("company", reviewed, lambda row, by: refusal.refuse_match(match=row, by=by, reason="full")),
    "publish a match": ("school", reviewed, lambda row, by: match.publish_matches(matches=[row], by=by)),
    "drop a match": ("school", reviewed, lambda row, by: match.drop_match(match=row, by=by, reason="travel")),
    "issue links": ("school", no_meeting, lambda row, by: issue_links(placement=row, by=by)),
    "record a yes": ("school", no_meeting, witnessed),
    "tick a paper of the company": ("company", paper_of_company, tick),
    "start": ("school", signed, lambda row, by: start(placement=row, by=by)),
    "end": ("school", over, lambda row, by: end(placement=row, by=by)),
    "confirm a week": ("company", told, lambda row, by: follow_up.confirm_week_note(note=row, by=by)),
    "plan a talk": (
        "school",
        running,
        lambda row, by: follow_up.plan_contact(placement=row, kind="visit", planned_on=TODAY, by=by),
    ),
    "hold an evaluation": ("school", running, held),
    "decide what is reached": ("school", running, reach),
    "note work that was offered": ("school", running, hired),
    "name who stands in": ("company", running, stand_in),
    "name who is reachable": ("school", running, contact),
    "close a hand-over": ("school", heard, close),
    "keep a signed paper": ("school", signing, paper),
}


@pytest.mark.parametrize("verb", ONE_SIDED)
def test_a_verb_of_one_side_is_refused_on_the_other_and_allowed_on_its_own(verb, market, sides, clock):
    side, made, act = ONE_SIDED[verb]
    row, other = made(market, clock), "school" if side == "company" else "company"
    with pytest.raises((PermissionDenied, Refused)) as refused:
        act(row, sides[other])
    assert refused.type is PermissionDenied or refused.value.code in {"start.not_yours", "seat.mentor_not_yours"}
    act(row, sides[side])


def checked(market, clock, by):
    row = check_data(agreement=draft(market), by=by)
    return "company" if row.hr_checked_at else "school"


def accepted_lines(market, clock, by):
    accept_unchanged(agreement=draft(market), by=by)
    return "company" if PlanLine.objects.first().company_accepted_at else "school"


def proposed(market, clock, by):
    agreement = draft(market)
    return propose_line(line=PlanLine.objects.get(plan__agreement=agreement), by=by, work_hours=1).side


def scored(market, clock, by):
    row = running(market, clock).evaluations.order_by("planned_on").first()
    evaluation.score_competences(evaluation=row, scores={Competence.objects.get().pk: 2}, by=by)
    return row.scores.get().party


def spoken(market, clock, by):
    row = hand_over.say_word(hand_over=ended(market, clock), text="Het was te ver.", by=by)
    return "company" if row.company_word else "school"


def met(market, clock, by):
    row = conclude_meeting(placement=accepted(market, clock), by=by, went_well=False)
    assert DeclinedPair.objects.get().party == ("company" if row.end_reason == "COMPANY_STOPS" else "school")
    return DeclinedPair.objects.get().party


def stopped(market, clock, by):
    stop(placement=agreed_placement(market), by=by, reason="MUTUAL")
    return DeclinedPair.objects.get().party


def asked(market, clock, by):
    return offer.write_message(offer=sent(market, clock), by=by, text="Past woensdag ook?").party


def questioned(market, clock, by):
    return family.ask_coach(placement=no_meeting(market, clock), by=by, text="Wie tekent er?").party


def followed(market, clock, by):
    placement = no_meeting(market, clock)
    make_feed(placement=placement, by=by)
    return CalendarFeed.objects.get(placement=placement).party


def signs(market, clock, by):
    return signature.sign(agreement=in_signing(market), by=by).party


@pytest.mark.parametrize("side", ["company", "school"])
@pytest.mark.parametrize(
    "told_for",
    [checked, accepted_lines, proposed, scored, spoken, met, stopped, asked, questioned, followed, signs],
)
def test_what_both_sides_may_do_is_done_for_ones_own(told_for, side, market, sides, clock):
    assert told_for(market, clock, sides[side]) == side


def test_nobody_accepts_the_proposal_of_their_own_side(market, sides):
    line = PlanLine.objects.get(plan__agreement=draft(market))
    proposal = propose_line(line=line, by=market.coach_actor, work_hours=1)
    with pytest.raises(Refused, check=lambda refused: refused.code == "plan_line.own_proposal"):
        accept_line(proposal=proposal, by=sides["school"])
    accept_line(proposal=proposal, by=sides["company"])
    assert LineProposal.objects.get().status == "accepted"


def test_a_company_reports_nothing_as_a_school(market, sides):
    placement = market.placement()
    facts = {"about": "company", "kind": "pressure", "words": "Er is iets."}
    assert report_problem(placement=placement, by=sides["school"], **facts).role == Role.COACH
    assert report_problem(placement=placement, by=sides["company"], **facts).role == Role.MENTOR


def test_a_button_stands_on_the_page_of_its_own_side_alone(market, sides):
    row, on = market.offer(), date(2026, 11, 23)
    shown = {side: {step.step for step in offers.steps(row, by, on)} for side, by in sides.items()}
    assert shown == {"company": {"accept", "decline"}, "school": {"withdraw"}}
    steps = {step.step for step in placements.steps(market.placement(row), sides["company"], on)}
    assert steps == {"stop"}


def test_a_student_with_other_roles_speaks_as_one_for_the_own_placement_alone(market):
    placement = market.placement()
    both = {Role.STUDENT, Role.COACH}
    organisation = {"organisation_id": market.school.pk, "roles": frozenset(both)}
    assert party_of(placement, Actor(student_id=placement.student_id, **organisation)) == "student"
    assert party_of(placement, Actor(student_id=0, **organisation)) == "school"


def test_matches_of_both_sides_are_seen_each_through_its_own_door(market, sides, clock, client_of):
    row = reviewed(market, clock)
    for by in sides.values():
        assert list(Match.objects.visible_to(by)) == [row]
    name = str(row.request.student)
    review, proposed_to_us = f"/rounds/{row.round_id}/review/", "/matches/"
    for side, by in sides.items():
        client = client_of(Membership.objects.filter(user=by.user_id).first())
        assert (name in client.get(review).text) == (side == "school")
        assert (f"/matches/{row.pk}/refuse/" in client.get(proposed_to_us).text) == (side == "company")
        assert client.get(f"/matches/{row.pk}/drop/").status_code == (200 if side == "school" else 404)
        keys = [each["id"] for each in client.get("/api/v1/matches/").json()["results"]]
        assert keys == ([row.pk] if side == "school" else [])
        keys = [each["id"] for each in client.get("/api/v1/proposed-matches/").json()["results"]]
        assert keys == ([row.pk] if side == "company" else [])


def test_who_is_hr_and_student_at_once_sees_the_own_placement_too(market):
    """A city that hosts students and runs a school: its HR officer follows a course there."""
    mine, hosted_elsewhere = in_signing(market).placement, draft(market).placement
    organisation, roles = market.school.pk, frozenset({Role.HR, Role.STUDENT})
    both = Actor(organisation_id=organisation, roles=roles, student_id=mine.student_id, on=date(2026, 11, 23))
    assert list(Placement.objects.visible_to(both)) == [mine]
    assert [row.placement for row in Agreement.objects.visible_to(both)] == [mine]
    assert not Placement.objects.visible_to(both).filter(pk=hosted_elsewhere.pk).exists()
    Placement.objects.filter(pk=hosted_elsewhere.pk).update(company=organisation)
    assert set(Placement.objects.visible_to(both)) == {mine, hosted_elsewhere}


def test_a_draft_is_hidden_from_its_own_student_alone(market):
    """HR who is a student too reads the drafts of the placements that they host."""
    own, hosted = draft(market), draft(market)
    roles = frozenset({Role.HR, Role.STUDENT})
    both = Actor(organisation_id=market.company.pk, roles=roles, student_id=own.placement.student_id)
    assert list(Agreement.objects.visible_to(both)) == [hosted]


def test_reached_competences_of_hosted_students_are_seen_beside_the_own(market, clock):
    rows = [running(market, clock)]
    clock.move_to("2026-11-23 09:00 +0100")
    rows.append(running(market, clock))
    facts = {"competence": Competence.objects.order_by("pk").first(), "council_on": TODAY, "reason": "Gezien."}
    for row in rows:
        evaluation.decide_reached(placement=row, by=market.coordinator, **facts)
    roles = frozenset({Role.HR, Role.STUDENT})
    both = Actor(organisation_id=market.company.pk, roles=roles, student_id=rows[0].student_id, on=TODAY)
    assert ReachedCompetence.objects.visible_to(both).count() == len(rows)
    student = both.only(Role.STUDENT)
    assert [row.student_id for row in ReachedCompetence.objects.visible_to(student)] == [rows[0].student_id]


def test_a_list_of_offers_names_the_own_students_alone(market, sides, client_of):
    row = market.offer()
    name = str(row.request.student)
    for side, by in sides.items():
        page = client_of(Membership.objects.filter(user=by.user_id).first()).get("/offers/").text
        assert (name in page) == (side == "school")
        assert row.request.programme.name in page or side == "school"
