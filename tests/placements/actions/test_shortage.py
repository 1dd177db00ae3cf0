"""What a round explains to each student, and the shortage report for the city."""

from datetime import date

import pytest
import time_machine

from marketplace.actor import Role
from marketplace.jobs import actions as jobs
from marketplace.jobs.models import Job
from marketplace.reference.models import Postcode
from placements.actions.round import open_round, start_round
from placements.actions.round_run import run_round
from placements.actions.shortage import report_shortage
from placements.models import Capacity, Explanation, Round, ShortageReport, SiteWish
from tests.factories.accounts import actor_of, city_member, commit_to
from tests.factories.companies import MentorFactory, RecognitionFactory, SiteFactory
from tests.factories.labels import LabelFactory
from tests.factories.placements import CapacityFactory, RequestFactory
from tests.factories.schools import HomeFactory, ProgrammeFactory, SchoolFactory, school_member

pytestmark = pytest.mark.django_db
DATES = {
    "starts_on": date(2026, 9, 1),
    "ends_on": date(2027, 6, 30),
    "closes_on": date(2026, 8, 20),
    "review_until_on": date(2026, 8, 27),
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-08-20 10:00 +0200", tick=False) as traveller:
        yield traveller


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def school():
    found = SchoolFactory()
    commit_to(found.organisation)
    return found


def make_request(school, programme, **fields):
    request = RequestFactory(student__school=school, student__programme=programme, **fields)
    HomeFactory(student=request.student)
    return request


def make_capacity(programme, mentors=1, site=None, sister=None, **fields):
    """Open capacity that fits; `sister` is a capacity of the same company."""
    site = site or SiteFactory(**({"company": sister.company} if sister else {}))
    LabelFactory(site=site)
    RecognitionFactory(site=site, programme_code=programme.code)
    if not sister:
        commit_to(site.company.organisation)
    MentorFactory.create_batch(mentors, site=site)
    return CapacityFactory(site=site, programmes=[programme], **fields)


def run(method="stable", seed=7):
    administrator = actor_of(city_member(Role.ADMINISTRATOR))
    row = open_round(by=administrator, name="Start", seed=seed, method=method, **DATES)
    start_round(round=row, by=administrator)
    run_round(round_id=row.pk)
    row.refresh_from_db()
    assert not row.fault
    return row


def of(row, request):
    return Explanation.objects.get(round=row, request=request)


def test_who_wanted_a_full_place_reads_how_many_came_first(programme, school):
    requests = [make_request(school, programme) for _ in range(3)]
    wished, other = make_capacity(programme, places=1), make_capacity(programme, places=2)
    for request in requests:
        SiteWish.objects.create(request=request, site=wished.site, rank=1)
    row = run()
    got = {match.request_id: match.capacity_id for match in row.matches.all()}
    for request in requests:
        passed = of(row, request).passed
        if got[request.pk] == wished.pk:
            assert passed == []
        else:
            assert got[request.pk] == other.pk
            (first,) = passed
            assert (first["capacity"], first["wish"], first["ahead"], first["held"]) == (wished.pk, 1, 1, 1)
            assert (first["mentors"], first["codes"]) == (False, [])


def test_full_mentors_are_told_apart_from_full_places(programme, school):
    requests = [make_request(school, programme) for _ in range(3)]
    capacity = make_capacity(programme, places=3, mentors=1)
    row = run()
    without = next(request for request in requests if not row.matches.filter(request=request).exists())
    explained = of(row, without)
    (passed,) = explained.passed
    assert (passed["capacity"], passed["mentors"], passed["ahead"], passed["held"]) == (capacity.pk, True, 2, 2)
    assert explained.change == {"capacity": capacity.pk, "places": 0, "students": 1}


def test_a_wish_that_a_rule_refused_names_the_rule(programme, school):
    request = make_request(school, programme, weekdays=[1, 3])
    wished, nothing = make_capacity(programme), SiteFactory()
    SiteWish.objects.create(request=request, site=wished.site, rank=1)
    SiteWish.objects.create(request=request, site=nothing, rank=2)
    first, second = of(run(), request).passed
    assert (first["site"], first["capacity"], first["codes"]) == (wished.site_id, wished.pk, ["days.not_offered"])
    assert (second["site"], second["capacity"], second["codes"]) == (nothing.pk, None, [])


def test_who_has_no_place_reads_the_smallest_change(programme, school):
    request = make_request(school, programme, reach_km=10)
    make_capacity(programme, attests=["vca"])
    near = make_capacity(programme, site=SiteFactory(lat=51.32, lon=4.40))  # about 13 km away
    explained = of(run(), request)
    assert explained.passed == []
    assert {tuple(miss["codes"]) for miss in explained.near} == {("attest.missing",), ("place.too_far",)}
    assert (explained.change["capacity"], explained.change["codes"]) == (near.pk, ["place.too_far"])
    assert 10 < explained.change["km"] < 15


def test_a_round_that_runs_again_explains_itself_again(programme, school):
    request = make_request(school, programme)
    make_capacity(programme)
    row = run()
    Round.objects.filter(pk=row.pk).update(status="running")
    run_round(round_id=row.pk)
    assert Explanation.objects.filter(request=request).count() == 1


def test_a_school_sees_the_explanations_of_its_own_students_only(programme, school):
    mine, theirs = make_request(school, programme), make_request(SchoolFactory(), programme)
    make_capacity(programme)
    run()
    seen = Explanation.objects.visible_to(actor_of(school_member(school)))
    assert [explained.request for explained in seen] == [mine]
    assert Explanation.objects.filter(request=theirs).exists()
    assert not Explanation.objects.visible_to(actor_of(city_member(Role.ADMINISTRATOR))).exists()


def reported(row):
    report_shortage(round_id=row.pk)
    return ShortageReport.objects.get(round=row)


@pytest.mark.parametrize("method", ["stable", "optimal"])
def test_the_report_says_whom_to_call_and_it_is_true(programme, school, method):
    for _ in range(3):
        make_request(school, programme)
    short = make_capacity(programme, places=1, mentors=2)
    row = run(method)
    report = reported(row)
    assert (report.students, report.placed, report.most_placed) == (3, 1, 1)
    (call,) = report.calls
    assert (call["site"], call["kind"], call["capacity"]) == (short.site_id, "place", short.pk)
    assert (call["placed"], call["most_placed"], call["programme"]) == (1, 1, programme.pk)
    assert report.input_digest == row.input_digest
    Capacity.objects.filter(pk=short.pk).update(places=2)
    Round.objects.filter(pk=row.pk).update(status="cancelled")
    again = run(method)
    assert again.result["placed"] == row.result["placed"] + call["placed"]


def test_a_site_without_mentors_left_is_asked_for_a_mentor(programme, school):
    for _ in range(4):
        make_request(school, programme)
    make_capacity(programme, places=4, mentors=1)
    (call,) = reported(run()).calls
    assert (call["kind"], call["placed"], call["capacity"]) == ("mentor", 2, None)


@pytest.mark.parametrize("method", ["stable", "optimal"])
def test_a_site_without_any_mentor_is_asked_for_one(programme, school, method):
    for _ in range(3):
        make_request(school, programme)
    make_capacity(programme, places=3, mentors=0)
    (call,) = reported(run(method)).calls
    assert (call["kind"], call["placed"], call["most_placed"], call["capacity"]) == ("mentor", 2, 2, None)
    assert call["programme"] == programme.pk


@pytest.mark.parametrize("mentors", [0, 1])
def test_a_site_without_any_seat_left_is_asked_for_one(programme, school, mentors):
    make_request(school, programme)
    capacity = make_capacity(programme, places=1, taken=1, mentors=mentors)
    (call,) = reported(run()).calls
    asked = "place" if mentors else "both"
    assert (call["kind"], call["placed"], call["capacity"]) == (asked, 1, capacity.pk)


def test_a_company_is_called_once(programme, school):
    for _ in range(5):
        make_request(school, programme)
    first = make_capacity(programme, places=1, mentors=2)
    make_capacity(programme, sister=first, places=1, mentors=2)
    report = reported(run())
    assert [call["company"] for call in report.calls] == [first.company_id]
    assert len(report.sites) == 2


def test_what_is_short_is_counted_by_programme_and_area(programme, school):
    at = {"municipality": "Antwerpen", "nis": "11002", "lat": 51.2, "lon": 4.4}
    for code, district in (("2018", "Antwerpen"), ("2100", "Deurne")):
        Postcode.objects.update_or_create(code=code, defaults=at | {"district": district})
    rare = ProgrammeFactory()
    for wanted in (programme, programme, rare):
        make_request(school, wanted)
    make_capacity(programme, places=2, site=SiteFactory(postcode="2100"))
    areas = reported(run()).areas
    assert areas == [
        {"programme": rare.pk, "area": "Antwerpen", "students": 1, "without": 1, "seats": 0},
        {"programme": programme.pk, "area": "Antwerpen", "students": 2, "without": 0, "seats": 0},
        {"programme": programme.pk, "area": "Deurne", "students": 0, "without": 0, "seats": 2},
    ]


def test_the_job_after_the_round_makes_the_report(programme, school):
    make_request(school, programme)
    row = run()
    jobs.run(Job.objects.get(kind="shortage").pk)
    assert ShortageReport.objects.get().round == row
    report_shortage(round_id=row.pk)
    assert ShortageReport.objects.count() == 1


def test_a_round_that_has_not_run_has_no_report():
    administrator = actor_of(city_member(Role.ADMINISTRATOR))
    row = open_round(by=administrator, name="Start", seed=1, **DATES)
    report_shortage(round_id=row.pk)
    assert not ShortageReport.objects.exists()


def test_the_report_is_for_the_city(programme, school):
    make_request(school, programme)
    report = reported(run())
    for role, seen in ((Role.ADMINISTRATOR, [report]), (Role.LABEL_OFFICER, [report]), (Role.AUDITOR, [])):
        assert list(ShortageReport.objects.visible_to(actor_of(city_member(role)))) == seen
    assert not ShortageReport.objects.visible_to(actor_of(school_member(school))).exists()
