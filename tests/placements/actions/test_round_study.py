"""What-if variants and fairness reports of a round."""

from io import StringIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from marketplace.actor import Role
from marketplace.jobs import actions as jobs
from marketplace.jobs.models import Job, JobState
from marketplace.workflow import Refused
from placements.actions import what_if
from placements.actions.rematch import ask_rematch
from placements.actions.round import cancel_round
from placements.actions.what_if import ask_variants
from placements.management.commands import what_if as command
from placements.models import FairnessReport, Match, RoundRun, Variant
from placements.rules.fairness_words import fairness_told
from placements.tasks.round import fail_lost
from tests.constraints import breaks
from tests.factories.accounts import actor_of, city_member
from tests.factories.schools import ProgrammeFactory, school_member
from tests.placements.actions.rounds import make_capacity, make_request, make_school, open_for, pairs, run
from tests.placements.test_constraints_round import make_round

pytestmark = pytest.mark.django_db
SETTINGS = {"methods": ["stable", "optimal"], "policies": ["lottery", "schools_in_turn"], "seed": 7}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-08-10 10:00 +0200", tick=False) as traveller:
        yield traveller


@pytest.fixture
def administrator():
    return actor_of(city_member(Role.ADMINISTRATOR))


def work():
    for job in Job.objects.filter(kind__in=("what_if", "rematch"), state=JobState.WAITING).order_by("pk"):
        jobs.run(job.pk)


@pytest.fixture
def cohort():
    """Six students of one school and one of another, who lives far away; three places near the first."""
    programme, large, small = ProgrammeFactory(), make_school(), make_school()
    for _ in range(6):
        make_request(large, programme)
    for number in range(6):
        needs = ["plain_dutch"] if number < 5 else []
        make_request(
            small, programme, home={"postcode": "2180", "lat": 51.32, "lon": 4.41}, student__needs=needs, reach_km=16
        )
    make_capacity(programme, places=3, mentors=2)
    return large, small


def test_variants_stand_side_by_side_and_change_nothing(clock, administrator, cohort):
    row = open_for(administrator)
    ask_variants(round=row, by=administrator, **SETTINGS)
    work()
    found = list(Variant.objects.order_by("pk"))
    assert len(found) == 4
    assert {variant.result["placed"] for variant in found} == {3}
    assert all(variant.result["blocking_pairs"] == 0 for variant in found if variant.method == "stable")
    assert [group["students"] for group in found[0].result["groups"]["school"]] == [6, 6]
    row.refresh_from_db()
    assert (row.status, Match.objects.count(), RoundRun.objects.count()) == ("open", 0, 0)
    ran = run(clock, row, administrator)
    own = Variant.objects.get(method=row.method, policy=row.policy, seed=row.seed)
    assert ran.result["placed"] == own.result["placed"]
    assert ran.result["median_km"] == own.result["median_km"]
    before = pairs(row)
    ask_variants(round=row, by=administrator, **SETTINGS)
    work()
    assert (pairs(row), Variant.objects.count()) == (before, 4)


def test_only_the_city_compares_and_not_a_cancelled_round(administrator, cohort):
    row = open_for(administrator)
    with pytest.raises(PermissionDenied):
        ask_variants(round=row, by=actor_of(school_member(cohort[0])), **SETTINGS)
    cancelled = cancel_round(round=row, by=administrator)
    with pytest.raises(Refused) as refused:
        ask_variants(round=cancelled, by=administrator, **SETTINGS)
    assert refused.value.code == "variant.round_cancelled"


def test_the_command_prints_the_variants(administrator, cohort):
    row, out = open_for(administrator), StringIO()
    call_command("what_if", row.name, method=["stable"], policy=["lottery", "days_left"], stdout=out)
    lines = dict(line.split("\t", 1) for line in out.getvalue().splitlines())
    assert lines[""] == "stable lottery 7\tstable days_left 7"
    assert lines["placed"] == "3\t3"
    assert f"school: {cohort[0]}" in lines


def test_the_page_compares_and_keeps_what_was_typed(client_of, administrator, cohort):
    row, client = open_for(administrator), client_of(city_member(Role.ADMINISTRATOR))
    path = reverse("round-what-if", args=[row.pk])
    assert "Er is nog niets vergeleken." in client.get(path).content.decode()
    refused = client.post(path, {"methods": ["stable"], "seed": "7"}).content.decode()
    assert "Vink minstens één voorrang aan." in refused
    client.post(path, SETTINGS)
    assert "4 varianten worden berekend." in client.get(path).content.decode()
    work()
    html = client.get(path).content.decode()
    assert "zoals de ronde" in html
    assert "Paren die elkaar liever hadden" in html


def test_every_run_has_its_fairness_report(clock, administrator, cohort):
    row = run(clock, open_for(administrator), administrator)
    report = FairnessReport.objects.get(run__round=row)
    assert [(group["label"], group["students"]) for group in report.groups["school"]] == sorted(
        (str(school), 6) for school in cohort
    )
    assert sum(group["placed"] for group in report.groups["school"]) == 3
    assert report.groups["support"][0]["students"] == 5
    ask_rematch(round=row, by=administrator, applies=True)
    work()
    assert list(RoundRun.objects.order_by("number").values_list("number", "kind")) == [(1, "first"), (2, "rematch")]
    assert FairnessReport.objects.count() == 2


def test_a_score_that_follows_where_somebody_lives_is_flagged(clock, administrator, cohort):
    row = run(clock, open_for(administrator), administrator)
    told = fairness_told(FairnessReport.objects.get(run__round=row))
    assert "20 punten op 100 of meer" in told.rule
    assert not [flag for flag in told.flags if "thuis leerde" in flag.sentence]
    flagged = next(flag for flag in told.flags if "de woonplaats" in flag.sentence)
    assert flagged.sentence.startswith("‘Verplaatsing’ scheelt sterk")
    assert all(abs(group.mean - group.others) >= 20 for group in flagged.groups)
    assert flagged.groups


def test_the_public_reads_the_rules_and_no_small_group(clock, client, client_of, administrator, cohort):
    row = open_for(administrator, policy="schools_in_turn")
    path = reverse("round-public", args=[row.pk])
    html = client.get(path).content.decode()
    assert "De scholen komen om de beurt" in html
    assert "Deze ronde heeft nog niet gelopen." in html
    make_request(make_school(), ProgrammeFactory())
    run(clock, row, administrator)
    html = client.get(path).content.decode()
    assert str(cohort[0]) in html
    assert "minder dan 5" in html
    assert "(25 %)" not in html  # three of twelve
    for staff in (Role.ADMINISTRATOR,):
        fairness = client_of(city_member(staff)).get(reverse("round-fairness", args=[row.pk])).content.decode()
        assert "Doet de score iets wat niet mag?" in fairness
    cancelled = cancel_round(round=open_for(administrator, name="Weg"), by=administrator)
    assert client.get(reverse("round-public", args=[cancelled.pk])).status_code == 404


@pytest.mark.parametrize(
    ("placed", "words", "share"),
    [(0, "0 (0 %)", 0), (1, "minder dan 5", None), (4, "minder dan 5", None), (6, "6 (50 %)", 50),
     (8, "meer dan 7", None), (11, "meer dan 7", None), (12, "12 (100 %)", 100)],
)  # fmt: skip
def test_a_report_tells_no_count_that_points_at_a_student(placed, words, share):
    """What was stored before keeps its secret too."""
    group = {"label": "Zuid", "students": 12, "placed": placed, "first_choices": placed, "median_km": 3.2}
    told = fairness_told(FairnessReport(run=RoundRun(), least=5, most_points=20, groups={"school": [group]}))
    (shown,) = told.kinds[0].groups
    assert (shown.placed.words, shown.first_choices.words) == (words, words)
    assert shown.median_km == (3.2 if placed >= 5 else None)
    assert told.kinds[0].bars == ([("Zuid", share)] if share is not None else [])


def test_a_flag_says_what_the_group_is():
    gap = {"kind": "support", "part": "travel", "label": "with", "mean": 20, "others": 60}
    other = gap | {"label": "without", "mean": 60, "others": 20}
    (flag,) = fairness_told(FairnessReport(run=RoundRun(), least=5, most_points=20, gaps=[gap, other])).flags
    assert "kiezen op de nood aan eenvoudig Nederlands" in flag.sentence
    assert [(group.mean, group.others) for group in flag.groups] == [(20, 60), (60, 20)]


def test_a_lost_comparison_fails_and_can_be_asked_again(administrator, client_of, cohort):
    row = open_for(administrator)
    ask_variants(round=row, by=administrator, **SETTINGS)
    assert fail_lost() == 0
    Job.objects.filter(kind="what_if").update(state=JobState.DEAD)
    assert fail_lost() == 4
    path = reverse("round-what-if", args=[row.pk])
    html = client_of(city_member(Role.ADMINISTRATOR)).get(path).content.decode()
    assert "viel vijf keer stil" in html
    assert "worden berekend" not in html
    ask_variants(round=row, by=administrator, **SETTINGS)
    work()
    assert Variant.objects.exclude(finished_at=None).filter(fault="").count() == 4


def test_a_comparison_that_goes_wrong_tells_it(administrator, cohort, monkeypatch):
    row = open_for(administrator)
    monkeypatch.setattr(what_if, "prepare", lambda *arguments: 1 / 0)
    ask_variants(round=row, by=administrator, **SETTINGS)
    work()
    assert set(Variant.objects.values_list("fault", "finished_at")) == {
        ("De vergelijking stopte door een fout in het platform. Vraag ze opnieuw.", None)
    }
    monkeypatch.setattr(command, "run_variants", lambda round_id: None)
    monkeypatch.setattr(command, "ask_variants", lambda **asked: list(Variant.objects.all()))
    with pytest.raises(CommandError, match="fout in het platform"):
        call_command("what_if", row.name, stdout=StringIO())


def make_variant(row=None, **fields):
    facts = {"method": "stable", "policy": "lottery", "seed": 1, "asked_at": timezone.now()}
    return Variant.objects.create(round=row or make_round(), **facts | fields)


def test_variant_once():
    first = make_variant()
    with breaks("variant_once"):
        make_variant(first.round)


@pytest.mark.parametrize("value", ["magic", ""])
@pytest.mark.parametrize("name", ["variant_method_known", "variant_policy_known"])
def test_variant_knows_its_values(name, value):
    with breaks(name):
        make_variant(**{name.split("_")[1]: value})


def test_variant_failed_or_finished():
    with breaks("variant_failed_or_finished"):
        make_variant(finished_at=timezone.now(), result={"placed": 1}, fault="stil")


def test_variant_finished_has_result():
    with breaks("variant_finished_has_result"):
        make_variant(finished_at=timezone.now())


def test_fairness_hides_small_groups():
    at = timezone.now()
    row = make_round()
    ran = RoundRun.objects.create(
        round=row, number=1, method="stable", policy="lottery", seed=1, started_at=at, ended_at=at
    )
    with breaks("fairness_hides_small_groups"):
        FairnessReport.objects.create(run=ran, least=0, most_points=20)
