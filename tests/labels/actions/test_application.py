from datetime import date
from functools import partial

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from labels.actions import application as actions
from labels.actions.fact import record_evidence
from labels.data import load_schemes
from labels.models import Answer, Application, Criterion
from labels.questions import own_result, questions_of
from labels.terms import terms_of
from marketplace.actor import SYSTEM, Role
from marketplace.audit.models import AuditEvent
from marketplace.billing.data import load_prices
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from tests.factories.accounts import CityFactory, MembershipFactory, actor_of, commit_to
from tests.factories.companies import MentorFactory, RecognitionFactory, SiteFactory, hr_of
from tests.factories.schools import SchoolFactory, school_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ON = date(2026, 11, 23)
FILLED_IN = {"C01", "C07", "C10"}


@pytest.fixture
def today():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        load_schemes()
        load_prices()
        yield


@pytest.fixture
def sites():
    first = SiteFactory(establishment_number="2147812701", name="Dok")
    commit_to(first.company.organisation)
    return [first, SiteFactory(company=first.company, establishment_number="2147812897", name="Kaai")]


@pytest.fixture
def hr(sites):
    return actor_of(hr_of(sites[0].company))


@pytest.fixture
def officer():
    return actor_of(MembershipFactory(organisation=CityFactory(), role=Role.LABEL_OFFICER))


@pytest.fixture
def application(sites, hr):
    return actions.start(holder="company", sites=sites, by=hr)


def refusal(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


def answer_all(application, by, score=2):
    for question in questions_of(application, ON):
        if question.is_open:
            actions.answer(answer=question.answer, score=score, by=by)


def asked(application, code, place=0):
    return [q for q in questions_of(application, ON) if q.criterion.code == code][place]


def test_what_holds_for_the_company_is_answered_once(application):
    codes = [question.criterion.code for question in questions_of(application, ON)]
    assert (codes.count("C03"), codes.count("C04")) == (1, 2)
    assert len(codes) == 11 + 2 * 14


def test_what_the_platform_knows_is_filled_in_and_not_asked(application, sites):
    RecognitionFactory(site=sites[0])
    MentorFactory.create_batch(2, site=sites[0], trained_on=date(2024, 1, 1))
    found = {(q.criterion.code, str(q.answer.application_site or "")): q for q in questions_of(application, ON)}
    assert not found["C02", "Dok"].is_asked
    assert found["C02", "Kaai"].is_asked
    assert (found["C10", "Dok"].known.score, found["C10", "Kaai"].known.score) == (3, 0)
    assert found["C07", ""].known_words == "Getekend."
    assert found["C15", "Dok"].is_not_measured
    assert not found["C15", "Dok"].is_asked


def test_practice_is_asked_once_a_placement_has_run(application, sites):
    assert not asked(application, "C20").is_asked
    record = partial(record_evidence, organisation=application.organisation, site=sites[0], as_of=ON, by=SYSTEM)
    record(key="placements", value={"count": 1})
    record(key="work_share", value={"share": 0.62, "plans": 4})
    assert [q.is_asked for q in questions_of(application, ON) if q.criterion.code == "C20"] == [True, False]
    assert asked(application, "C15").known.score == 3


def test_not_measured_never_counts_against_a_file(application, hr):
    answer_all(application, hr, score=3)
    row = application.sites.get(site__name="Dok")
    result = own_result(application, row, questions_of(application, ON))
    lost = {line.code for line in result.lines if line.weight and line.points < line.weight}
    assert lost == {"C10"}  # known: no mentor yet


def test_one_open_file_for_a_holder(application, sites, hr):
    assert refusal(partial(actions.start, holder="company", sites=sites, by=hr)) == "application.open"


def test_a_file_names_sites_that_are_ready(hr, sites):
    assert refusal(partial(actions.start, holder="company", by=hr)) == "application.no_site"
    nameless = SiteFactory(company=sites[0].company)
    assert refusal(partial(actions.start, holder="company", sites=[nameless], by=hr)) == "site.no_establishment_number"


def test_nobody_opens_a_file_for_others(hr, sites):
    with pytest.raises(PermissionDenied):
        actions.start(holder="company", sites=[SiteFactory(establishment_number="2147812996")], by=hr)
    with pytest.raises(PermissionDenied):
        actions.start(holder="school", by=hr)


def test_a_self_scan_is_carried_in(sites, hr):
    application = actions.start(holder="company", sites=sites, scan={"C03": 2, "C04": 1}, by=hr)
    assert asked(application, "C03").answer.score == 2
    assert [asked(application, "C04", place).answer.score for place in (0, 1)] == [1, 1]


@pytest.mark.parametrize(
    ("code", "facts", "refused"),
    [
        ("C03", {"score": 4}, "answer.score"),
        ("C03", {"score": -1}, "answer.score"),
        ("C03", {"score": None, "not_applicable_reason": "nooit"}, "answer.applies"),
        ("C02", {"score": 1, "not_applicable_reason": "geen duaal"}, "answer.one_of_both"),
    ],
)
def test_an_answer_fits(application, hr, code, facts, refused):
    row = asked(application, code).answer
    assert refusal(partial(actions.answer, answer=row, by=hr, **facts)) == refused


def test_an_answer_is_of_the_own_file(application):
    stranger = actor_of(hr_of(SiteFactory().company))
    with pytest.raises(Application.DoesNotExist):
        actions.answer(answer=asked(application, "C03").answer, score=1, by=stranger)


def test_from_draft_to_complete(application, hr, officer):
    assert refusal(partial(actions.submit, application=application, by=hr)) == "application.unanswered"
    answer_all(application, hr)
    submitted = actions.submit(application=application, by=hr)
    assert (submitted.status, submitted.submitted_by_id) == ("submitted", hr.user_id)
    assert Notification.objects.filter(code="application.submitted").exists()
    row = asked(application, "C03").answer
    assert refusal(partial(actions.answer, answer=row, score=1, by=hr)) == "application.locked"
    actions.ask(application=submitted, missing="De polis ontbreekt.", asked={row.pk: "Welke polis?"}, by=officer)
    again = Application.objects.get()
    assert (again.status, again.answers.get(pk=row.pk).asked) == ("incomplete", "Welke polis?")
    actions.answer(answer=row, score=3, by=hr)
    actions.submit(application=again, by=hr)
    done = actions.complete(application=again, by=officer)
    assert (done.status, done.missing, done.answers.exclude(asked="").exists()) == ("complete", "", False)
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"application.submit", "application.ask", "application.complete", "application.answered"} <= verbs


def test_what_was_known_is_frozen_when_handed_in(application, sites, hr):
    answer_all(application, hr)
    actions.submit(application=application, by=hr)
    MentorFactory(site=sites[0])
    handed_in = Application.objects.get()
    assert asked(handed_in, "C10").known.value == {"count": 0, "extracts_seen": 0}
    assert not asked(handed_in, "C20").is_measurable


def test_who_may_sign_hands_in(application, sites, hr):
    answer_all(application, hr)
    clerk = actor_of(hr_of(sites[0].company, may_sign=False))
    assert refusal(partial(actions.submit, application=application, by=clerk)) == "application.no_power_to_sign"


def test_an_officer_who_works_there_does_not_check(application, sites, hr):
    answer_all(application, hr)
    actions.submit(application=application, by=hr)
    member = MembershipFactory(organisation=CityFactory(), role=Role.LABEL_OFFICER)
    hr_of(sites[0].company, user=member.user)
    assert refusal(partial(actions.complete, application=application, by=actor_of(member))) == "application.own_file"


def test_a_draft_is_the_holders_own(application, officer):
    assert list(Application.objects.visible_to(officer)) == []
    assert list(Application.objects.visible_to(actor_of(hr_of(SiteFactory().company)))) == []


def test_a_small_company_leaves_out_five(application, hr, sites):
    free = list(Criterion.objects.filter(scheme=application.scheme, knock_out="no").order_by("code"))
    leave_out = partial(actions.leave_out, application=application, by=hr)
    assert refusal(partial(leave_out, criteria=free[:1])) == "application.not_small"
    sites[0].company.size_class = "under_10"
    sites[0].company.save()
    assert refusal(partial(leave_out, criteria=free[:6])) == "application.too_many_left_out"
    knock_out = Criterion.objects.filter(scheme=application.scheme, code="C04")
    assert refusal(partial(leave_out, criteria=knock_out)) == "application.left_out_knock_out"
    leave_out(criteria=free[:5])
    assert not asked(application, free[0].code).is_asked
    row = application.sites.first()
    result = own_result(application, row, questions_of(application, ON))
    assert sum(line.weight for line in result.lines) == 100
    leave_out(criteria=[])
    assert application.left_out.count() == 0


def test_sites_join_and_leave_a_file(application, hr, sites):
    actions.describe(application=application, sites=sites[:1], offers_dual=True, by=hr)
    assert [str(row) for row in application.sites.all()] == ["Dok"]
    assert Answer.objects.filter(application=application).count() == 25
    actions.describe(application=application, sites=sites, offers_dual=True, by=hr)
    assert Answer.objects.filter(application=application).count() == 39


def test_a_school_has_a_file_too(officer):
    school = SchoolFactory()
    commit_to(school.organisation)
    director = actor_of(school_member(school, Role.DIRECTOR))
    application = actions.start(holder="school", by=director)
    answer_all(application, director, score=3)
    assert actions.submit(application=application, by=director).status == "submitted"
    assert actions.complete(application=application, by=officer).status == "complete"
    row = application.sites.get()
    assert (row.site, str(row)) == (None, school.organisation.name)


def test_terms_are_counted_on_working_days(application, hr):
    assert terms_of(application) == []
    answer_all(application, hr)
    days = [term.due_on for term in terms_of(actions.submit(application=application, by=hr))]
    assert days == [date(2026, 12, 7), date(2027, 2, 10), date(2027, 2, 24), date(2027, 3, 17)]


def test_a_holder_takes_a_file_back(application, hr, sites):
    actions.withdraw(application=application, by=hr)
    assert actions.start(holder="company", sites=sites, by=hr).status == "draft"
