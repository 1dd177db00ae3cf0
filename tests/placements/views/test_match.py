"""The pages of matching: the choice for one request, rounds, and a school's review."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from marketplace.actor import Role
from placements.actions.round import start_round
from placements.actions.round_run import run_round
from placements.enums import Policy
from placements.matching import Market, stable_matching
from placements.models import Match, Offer, Round, SiteWish
from placements.views import match as match_views
from tests.factories.accounts import actor_of, city_member, commit_to
from tests.factories.companies import MentorFactory, RecognitionFactory, SiteFactory
from tests.factories.labels import LabelFactory
from tests.factories.placements import CapacityFactory, RequestFactory
from tests.factories.schools import HomeFactory, SchoolFactory, StudentFactory, school_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-08-10 10:00 +0200", tick=False) as traveller:
        yield traveller


@pytest.fixture
def request_row():
    row = RequestFactory()
    HomeFactory(student=row.student)
    commit_to(row.school.organisation)
    return row


def make_place(row, **fields):
    """Open capacity that fits a request, at a site of its own."""
    site = SiteFactory(**fields.pop("site", {}))
    LabelFactory(site=site)
    RecognitionFactory(site=site, programme_code=row.programme.code)
    commit_to(site.company.organisation)
    MentorFactory(site=site)
    return CapacityFactory(site=site, programmes=[row.programme], **fields)


def page(client, name, *args):
    return client.get(reverse(name, args=args))


def test_the_choice_page_shows_what_fits_and_what_would_help(client_of, request_row):
    near = make_place(request_row)
    far = {"lat": 51.36, "lon": 4.40}  # about 17 km away
    for _ in range(3):
        make_place(request_row, site=far, places=1)
    without_wednesday = make_place(request_row, week={"4": ["08:00", "16:00"], "5": ["08:00", "16:00"]})
    full = make_place(request_row, taken=2)
    make_place(request_row, week={"1": ["08:00", "16:00"]}, taken=2, site=far)  # breaks three rules: not shown
    SiteWish.objects.create(request=request_row, site=near.site, rank=1)
    client = client_of(school_member(request_row.school))
    answer = page(client, "request-matches", request_row.pk)
    choices = answer.context["choices"]
    assert [choice.capacity for choice in choices.matches] == [near]
    assert choices.matches[0].wish == 1
    assert len(choices.matches[0].reasons) == 6
    assert choices.wider == "Nog 3 plaatsen binnen 18 km."
    helps = {near.capacity: near.help for near in choices.near}
    assert helps[without_wednesday] == ["Past als woensdag verschuift."]
    assert helps[full] == ["Volzet."]
    assert len(helps) == 5
    html = answer.content.decode()
    assert "Past als woensdag verschuift." in html
    assert f'name="capacity" value="{near.pk}"' in html
    assert reverse("offer-send", args=[request_row.pk]) in html


def test_a_place_that_is_not_on_the_map_says_so_and_can_be_chosen(client_of, request_row):
    lost = make_place(request_row, site={"lat": None, "lon": None, "location": "unknown"})
    html = page(client_of(school_member(request_row.school)), "request-matches", request_row.pk).content.decode()
    assert "nog niet op de kaart: kijk de afstand zelf na" in html
    assert f'name="capacity" value="{lost.pk}"' in html


def test_a_request_without_any_place_says_what_to_do(client_of, request_row):
    client = client_of(school_member(request_row.school))
    html = page(client, "request-matches", request_row.pk).content.decode()
    assert "Geen enkele plaats past nu helemaal." in html


def test_the_choice_page_costs_the_same_for_many_places(client_of, request_row, django_assert_max_num_queries):
    client = client_of(school_member(request_row.school))
    for _ in range(12):
        make_place(request_row)
    page(client, "request-matches", request_row.pk)
    with django_assert_max_num_queries(45) as few:
        page(client, "request-matches", request_row.pk)
    for _ in range(12):
        make_place(request_row)
    with django_assert_max_num_queries(len(few)):
        page(client, "request-matches", request_row.pk)


def test_another_school_does_not_see_the_choice(client_of, request_row):
    client = client_of(school_member(SchoolFactory()))
    assert page(client, "request-matches", request_row.pk).status_code == 404


TICK_PAGES = ("round-review", "round-publish", "round-ticks")
FIELDS = {
    "name": "Start 2026",
    "starts_on": "2026-09-01",
    "ends_on": "2027-06-30",
    "closes_on": "2026-08-20",
    "review_until_on": "2026-08-27",
    "method": "stable",
    "policy": "lottery",
    "seed": "7",
}


def test_the_city_opens_starts_and_cancels_a_round(client_of, clock):
    client = client_of(city_member(Role.ADMINISTRATOR))
    assert "Er is nog geen matchingronde." in page(client, "round-list").content.decode()
    assert page(client, "round-new").context["form"]["seed"].value() > 0
    refused = client.post(reverse("round-new"), FIELDS | {"review_until_on": "2026-08-20"})
    assert "kies een latere dag" in refused.content.decode()
    assert 'value="Start 2026"' in refused.content.decode()
    client.post(reverse("round-new"), FIELDS)
    row = Round.objects.get()
    assert (row.school_year, row.seed, sum(row.weights.values())) == (2026, 7, 100)
    assert "De ronde kan pas lopen vanaf" in page(client, "round-detail", row.pk).content.decode()
    assert client.post(reverse("round-start", args=[row.pk])).status_code == 409
    clock.move_to("2026-08-20 10:00 +0200")
    client.post(reverse("round-start", args=[row.pk]))
    Round.objects.update(phase="candidates", steps_done=5, steps_total=9)
    assert "5 van 9" in page(client, "round-detail", row.pk).content.decode()
    assert client.post(reverse("round-cancel", args=[row.pk])).status_code == 409
    assert page(client, "round-list").status_code == 200


@pytest.fixture
def round_row(clock, request_row):
    """A round in review with one match."""
    make_place(request_row)
    names = {name: FIELDS[name] for name in ("name", "seed", "policy", "method")}
    row = Round.objects.create(
        **names,
        school_year=2026,
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 6, 30),
        closes_on=date(2026, 8, 20),
        review_until_on=date(2026, 8, 27),
        weights={"competences": 35, "travel": 20, "period": 15, "mentor": 10, "label": 10, "support": 10},
    )
    clock.move_to("2026-08-20 10:00 +0200")
    start_round(round=row, by=actor_of(city_member(Role.ADMINISTRATOR)))
    run_round(round_id=row.pk)
    return row


def test_a_school_reviews_publishes_and_sends(client_of, request_row, round_row):
    client = client_of(school_member(request_row.school))
    assert "Kijk 1 match na" in page(client, "round-detail", round_row.pk).content.decode()
    review = page(client, "round-review", round_row.pk).content.decode()
    assert "Noor Voorbeeld" in review
    assert "Waarom deze plaats" in review
    assert "Vink minstens één match aan." in client.post(reverse("round-publish", args=[round_row.pk])).content.decode()
    match = Match.objects.get()
    told = client.post(reverse("round-publish", args=[round_row.pk]), {"matches": [match.pk]}, follow=True)
    assert "Stuur 1 aanbieding" in told.content.decode()
    empty = client.post(reverse("round-send", args=[round_row.pk]), {})
    assert empty.status_code == 200
    sent = client.post(reverse("round-send", args=[round_row.pk]), {"student_told_on": "2026-08-20"}, follow=True)
    assert "1 aanbieding is verstuurd." in sent.content.decode()
    assert Offer.objects.get().match == match
    assert "Stuur 1 aanbieding" not in sent.content.decode()


def ticked(answer):
    """The keys of the matches with a tick on the page."""
    return set(re.findall(r'name="matches" value="(\d+)"[^>]* checked', answer.content.decode()))


@pytest.fixture
def three(round_row, request_row):
    """The keys, as text, of three matches to review of one school."""
    first = Match.objects.get()
    for _ in range(2):
        student = StudentFactory(school=request_row.school, programme=request_row.programme)
        asked = RequestFactory(student=student)
        Match.objects.create(
            round=round_row, request=asked, capacity=first.capacity, score=first.score, parts=first.parts
        )
    return sorted(str(key) for key in Match.objects.values_list("pk", flat=True))


def test_what_was_unticked_stays_so_after_an_error_a_drop_and_a_publication(client_of, round_row, three):
    client, (left_out, kept, dropped) = client_of(school_member(Match.objects.earliest("pk").request.school)), three
    review, publish, ticks = (reverse(name, args=[round_row.pk]) for name in TICK_PAGES)
    assert ticked(client.get(review)) == set(three)
    assert not ticked(client.post(publish, {"shown": three}))  # an error: nothing is ticked
    typed = {"shown": three, "matches": [kept, dropped]}
    assert client.post(ticks, {**typed, "drop": dropped})["Location"] == reverse("match-drop", args=[dropped])
    client.post(reverse("match-drop", args=[dropped]), {"reason": "travel"})
    assert ticked(client.get(review)) == {kept}
    client.post(publish, {"shown": [left_out, kept], "matches": [kept]})
    assert dict(Match.objects.values_list("pk", "status")) == {
        int(left_out): "review",
        int(kept): "published",
        int(dropped): "dropped",
    }
    assert not ticked(client.get(review))


def test_ticks_stay_over_pages_and_a_stranger_sets_none(client_of, monkeypatch, round_row, three):
    monkeypatch.setattr(match_views, "PAGE", 1)
    client = client_of(school_member(Match.objects.earliest("pk").request.school))
    review, _publish, ticks = (reverse(name, args=[round_row.pk]) for name in TICK_PAGES)
    (shown,) = ticked(client.get(review))
    assert client.post(ticks, {"shown": [shown], "page": "2"})["Location"] == f"{review}?page=2"
    assert ticked(client.get(f"{review}?page=2"))
    assert not ticked(client.get(review))
    assert not Match.objects.exclude(status="review").exists()
    stranger = client_of(school_member(SchoolFactory()))
    assert stranger.post(ticks, {"shown": three, "drop": three[0]})["Location"] == f"{review}?page=1"


def test_a_school_drops_a_match_with_a_reason(client_of, request_row, round_row):
    client = client_of(school_member(request_row.school))
    match = Match.objects.get()
    assert page(client, "match-drop", match.pk).status_code == 200
    client.post(reverse("match-drop", args=[match.pk]), {"reason": "travel"})
    review = page(client, "round-review", round_row.pk).content.decode()
    assert "de verplaatsing lukt niet" in review
    assert "Zonder match" in review  # the student is back on the list, with what would help


def test_another_school_sees_the_round_and_none_of_its_matches(client_of, round_row):
    client = client_of(school_member(SchoolFactory()))
    assert "Je school heeft geen matches" in page(client, "round-review", round_row.pk).content.decode()
    assert page(client, "round-detail", round_row.pk).context["shares"] == []
    assert page(client, "match-drop", Match.objects.get().pk).status_code == 404
    stolen = client.post(reverse("round-publish", args=[round_row.pk]), {"matches": [Match.objects.get().pk]})
    assert stolen.status_code == 200
    assert Match.objects.get().status == "review"


def test_the_city_sees_the_shares_and_no_match(client_of, round_row):
    client = client_of(city_member(Role.ADMINISTRATOR))
    shown = page(client, "round-detail", round_row.pk)
    assert [share["placed"] for share in shown.context["shares"]] == [1]
    assert "Paren die elkaar liever hadden" in shown.content.decode()
    assert page(client, "round-review", round_row.pk).status_code == 403


def test_the_home_says_what_waits(client_of, request_row, round_row):
    client = client_of(school_member(request_row.school))
    assert "1 match van ronde" in page(client, "dashboard").content.decode()


def test_everybody_may_read_how_it_decides(client):
    html = page(client, "round-how").content.decode()
    assert "Competenties: 35 %" in html
    for policy in Policy:
        assert str(policy.label) in html


def test_the_worked_example_is_what_the_engine_does(client):
    noor, sam, yusuf, kaai, dok = 0, 1, 2, 0, 1
    wants = {(noor, kaai): 2, (noor, dok): 1, (sam, kaai): 2, (sam, dok): 1, (yusuf, dok): 2, (yusuf, kaai): 1}
    market = Market(
        n_students=3,
        capacity=[1, 1],
        student=[student for student, _place in wants],
        place=[place for _student, place in wants],
        student_score=list(wants.values()),
        place_priority=[0] * len(wants),
        lottery=[1, 2, 3],
    )
    assert stable_matching(market).place.tolist() == [kaai, dok, -1]
    html = page(client, "round-how").content.decode()
    for end in ('"De Kaai"><strong>Noor', '"Het Dok"><strong>Sam', '"Zoekt nog"><strong>Yusuf'):
        assert end in html


def test_a_site_stands_once_among_the_near_misses(client_of, request_row):
    full = make_place(request_row, taken=2)
    for _ in range(2):
        CapacityFactory(site=full.site, programmes=[request_row.programme], taken=2)
    answer = page(client_of(school_member(request_row.school)), "request-matches", request_row.pk)
    assert [near.help for near in answer.context["choices"].near] == [["Volzet."]]


def test_the_choice_page_tells_of_a_match_under_review(client_of, request_row):
    days = {"starts_on": date(2026, 9, 1), "ends_on": date(2027, 6, 30), "closes_on": date(2026, 8, 1)}
    row = Round.objects.create(
        name="Start september", school_year=2026, seed=1, review_until_on=date(2026, 8, 20), status="review", **days
    )
    held = Match.objects.create(round=row, request=request_row, capacity=make_place(request_row), score=1)
    client = client_of(school_member(request_row.school))
    html = page(client, "request-matches", request_row.pk).content.decode()
    assert f"heeft al een match in een ronde die je school nakijkt: {held.capacity.company}" in html
    assert reverse("round-review", args=[row.pk]) in html
    Round.objects.update(status="published")
    assert "heeft al een match" not in page(client, "request-matches", request_row.pk).content.decode()
