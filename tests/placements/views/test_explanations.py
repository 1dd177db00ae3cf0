"""The pages that explain a round: to a school about its own students, to the city about what is short."""

import pytest
import time_machine
from django.urls import reverse

from marketplace.actor import Role
from placements.actions.match import drop_match
from placements.actions.shortage import report_shortage
from placements.models import Explanation, Match, SiteWish
from tests.factories.accounts import actor_of, city_member, commit_to
from tests.factories.schools import HomeFactory, ProgrammeFactory, SchoolFactory, school_member
from tests.placements.actions.test_shortage import make_capacity, make_request, run

pytestmark = pytest.mark.django_db


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


def page(client, name, *args):
    return client.get(reverse(name, args=args))


def html_of(client, name, *args):
    answer = page(client, name, *args)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def crowd(programme, school):
    """Three students want the one place of a wished site; one other place fits; one student is left."""
    requests = [make_request(school, programme, reach_km=10) for _ in range(3)]
    wished, other = make_capacity(programme, places=1), make_capacity(programme, places=1)
    for request in requests:
        SiteWish.objects.create(request=request, site=wished.site, rank=1)
    row = run()
    got = {match.capacity_id: match.request for match in row.matches.all()}
    left = next(request for request in requests if request not in got.values())
    return {"row": row, "first": got[wished.pk], "second": got[other.pk], "left": left, "wished": wished}


def test_a_school_reads_why_this_place_and_not_the_wished_one(client_of, crowd, school):
    client = client_of(school_member(school))
    html = html_of(client, "round-why", crowd["row"].pk, crowd["second"].pk)
    assert "Waarom deze plaats" in html
    assert "Vol: er zit 1 leerling op de enige plaats. Die had meer voorrang." in html
    assert "wens 1" in html
    assert "Voorrang in deze ronde: iedereen gelijk: de loting beslist." in html
    first = html_of(client, "round-why", crowd["row"].pk, crowd["first"].pk)
    assert "Dit was de eerste keuze." in first
    assert "Waarom niet een andere plaats" not in first


def test_the_reason_that_costs_most_comes_first(client_of, crowd, school):
    answer = page(client_of(school_member(school)), "round-why", crowd["row"].pk, crowd["first"].pk)
    weights, match = crowd["row"].weights, crowd["row"].matches.get(request=crowd["first"])
    cost = {part: weights[part] * (100 - score) for part, score in match.parts.items()}
    dearest = max(cost, key=cost.get)
    assert answer.context["reasons"][0].score == match.parts[dearest]


def test_who_has_nothing_reads_what_would_help(client_of, crowd, school, programme):
    client = client_of(school_member(school))
    html = html_of(client, "round-without", crowd["row"].pk)
    assert str(crowd["left"].student) in html
    assert "De kleinste wijziging die helpt" in html
    assert "Past met 1 plaats meer" in html
    assert "Waarom geen van deze plaatsen" in html_of(client, "round-why", crowd["row"].pk, crowd["left"].pk)


def test_a_change_of_the_request_links_to_where_it_is_made(client_of, school, programme):
    request = make_request(school, programme, weekdays=[1, 3])
    make_capacity(programme)
    row = run()
    html = html_of(client_of(school_member(school)), "round-without", row.pk)
    assert "Past als maandag verschuift." in html
    assert reverse("request-edit", args=[request.pk]) in html
    coach = html_of(client_of(school_member(school, Role.COACH)), "round-without", row.pk)
    assert reverse("request-edit", args=[request.pk]) not in coach


def test_an_attest_links_to_the_student_and_a_mentor_to_the_place(client_of, school, programme):
    request = make_request(school, programme)
    make_capacity(programme, attests=["vca"])
    row = run()
    html = html_of(client_of(school_member(school)), "round-why", row.pk, request.pk)
    assert reverse("student-change", args=[request.student_id]) in html
    other = ProgrammeFactory()
    alone = make_request(school, other)
    capacity = make_capacity(other, mentors=0)
    again = run()
    html = html_of(client_of(school_member(school)), "round-why", again.pk, alone.pk)
    assert reverse("place-detail", args=[capacity.pk]) in html
    assert "Past als de onderneming nog een mentor heeft." in html


def test_a_student_for_whom_nothing_helps_is_told_so(client_of, school):
    make_request(school, ProgrammeFactory())
    row = run()
    html = html_of(client_of(school_member(school)), "round-without", row.pk)
    assert "Geen kleine wijziging helpt" in html


def test_a_dropped_match_is_no_lack_of_places(client_of, school, programme):
    make_request(school, programme)
    make_capacity(programme)
    row = run()
    drop_match(match=Match.objects.get(), reason="travel", by=actor_of(school_member(school)))
    assert "Je school schrapte de match." in html_of(client_of(school_member(school)), "round-without", row.pk)


def test_a_school_reads_of_its_own_students_only(client_of, crowd):
    other = SchoolFactory()
    client = client_of(school_member(other))
    for asked in (crowd["first"], crowd["left"]):
        assert page(client, "round-why", crowd["row"].pk, asked.pk).status_code == 404
    assert "Al je leerlingen in deze ronde hebben een match." in html_of(client, "round-without", crowd["row"].pk)


def test_a_round_of_before_the_explanations_says_so(client_of, crowd, school):
    Explanation.objects.all().delete()
    client = client_of(school_member(school))
    html = html_of(client, "round-why", crowd["row"].pk, crowd["first"].pk)
    assert "geen uitleg bewaard" in html
    assert html_of(client, "round-without", crowd["row"].pk)


def test_the_review_page_links_to_the_explanations(client_of, crowd, school):
    html = html_of(client_of(school_member(school)), "round-review", crowd["row"].pk)
    for asked in (crowd["first"], crowd["left"]):
        assert reverse("round-why", args=[crowd["row"].pk, asked.pk]) in html
    assert reverse("round-without", args=[crowd["row"].pk]) in html


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.LABEL_OFFICER])
def test_the_city_reads_whom_to_call(client_of, crowd, role):
    client = client_of(city_member(role))
    assert "Er is nog geen rapport." in html_of(client, "shortage-list")
    assert "nog geen rapport" in html_of(client, "shortage-detail", crowd["row"].pk)
    report_shortage(round_id=crowd["row"].pk)
    assert crowd["row"].name in html_of(client, "shortage-list")
    html = html_of(client, "shortage-detail", crowd["row"].pk)
    site = crowd["wished"].site
    for told in (site.contact_name, f"tel:{site.contact_phone}", "Dan heeft één leerling meer een plaats."):
        assert told in html
    assert f"Vraag één plaats meer voor {crowd['left'].programme}." in html
    assert "Leerlingen zonder plaats, per opleiding" in html
    assert str(crowd["left"].student) not in html  # the city reads counts, never who


def test_the_city_downloads_the_call_list_and_the_areas(client_of, crowd):
    report_shortage(round_id=crowd["row"].pk)
    client = client_of(city_member(Role.ADMINISTRATOR))
    calls = html_of(client, "shortage-csv", crowd["row"].pk, "calls")
    assert calls.splitlines()[0] == "onderneming,vestiging,contactpersoon,telefoon,vraag,brengt op"
    assert len(calls.splitlines()) == 3
    assert crowd["wished"].site.contact_phone.lstrip("+") in calls
    areas = html_of(client, "shortage-csv", crowd["row"].pk, "areas")
    assert areas.splitlines()[1].split(",")[2:4] == ["3", "1"]
    assert page(client, "shortage-csv", crowd["row"].pk, "students").status_code == 404


def test_nobody_short_is_good_news(client_of, school, programme):
    make_request(school, programme)
    make_capacity(programme)
    row = run()
    report_shortage(round_id=row.pk)
    html = html_of(client_of(city_member(Role.ADMINISTRATOR)), "shortage-detail", row.pk)
    assert "Alle leerlingen van deze ronde hebben een plaats." in html
    assert "Geen enkele onderneming die nu meedoet" in html


def test_a_report_of_other_data_says_so(client_of, crowd, school):
    HomeFactory(student=make_request(school, crowd["left"].programme).student, weeks="even")
    report_shortage(round_id=crowd["row"].pk)
    html = html_of(client_of(city_member(Role.ADMINISTRATOR)), "shortage-detail", crowd["row"].pk)
    assert "Sinds de ronde liep, veranderden er aanvragen of plaatsen." in html
