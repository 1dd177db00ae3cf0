"""The demo city: an empty database filled by the command, as people and tools find it afterwards."""

import json
import re
from collections import Counter
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from companies.models import Company
from labels.enums import Level
from labels.models import Appeal, Application, Campaign, Case, Label, Pledge, Reconsideration
from marketplace.accounts.models import Membership, Organisation, User
from marketplace.actor import Role
from placements.demo.people import person_name
from placements.demo.scale import SCALES
from placements.demo.world import new_world
from placements.enums import Party
from placements.models import HiringQuestion, Placement, PlacementRequest, Round, Timer
from schools.models import LegalRepresentative, School, Student
from tests.reference_data import FOLDER

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TOLD_ROLES = set(Role) - {Role.REPRESENTATIVE, Role.SYSTEM}
# The middle of the summer, the first school day, the Christmas holidays, the last but one day of the school year, and a
# first of September on which no school is open.
DAYS = (
    *("2026-07-15 10:00 +0200", "2026-09-01 10:00 +0200", "2027-01-02 10:00 +0100", "2027-06-29 10:00 +0200"),
    "2029-09-01 10:00 +0200",
)


@pytest.fixture
def today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def told(today, tmp_path):
    return seed(tmp_path)


def seed(folder, **options):
    """What the command wrote about accounts, keys and objects, and what it printed."""
    path, printed = folder / "told.json", StringIO()
    call_command("seed_demo", scale="small", out=path, verbosity=0, stdout=printed, **options)
    return json.loads(path.read_text(encoding="utf-8")) | {"printed": printed.getvalue()}


def test_only_an_empty_database_is_filled(today):
    User.objects.create(email="iemand@demo.example", name="Iemand")
    with pytest.raises(CommandError, match="not empty"):
        call_command("seed_demo", scale="small")
    assert not Student.objects.exists()


def test_what_the_demo_holds(told):
    """One seeding, seen from every side: seeding costs more than looking."""
    the_city_is_small()
    it_is_told_what_happened(told["printed"])
    principals_come_in_twos(told["accounts"])
    accounts_log_in(told["accounts"])
    keys_work(told["api_keys"])
    the_story_ran(told["objects"])
    something_waits_for_who_is_printed_first(told)
    weeks_and_talks_are_told(told["objects"])
    the_city_judges()
    everybody_is_invented()


def the_city_is_small():
    rows = (Company.objects.filter(organisation__source="demo"), School.objects.filter(organisation__source="demo"))
    assert [each.count() for each in (*rows, Student.objects.all())] == [12, 4, 150]


def it_is_told_what_happened(printed):
    """How the round went, what the signed plans give the workplace, and the accounts."""
    found = Round.objects.latest("pk").result
    assert f"Requests: {PlacementRequest.objects.count()}\n" in printed
    assert f"{found['placed']} of {found['students']} students have a match (" in printed
    assert f"First choices: {found['first_choices']}; median distance: {found['median_km']} km\n" in printed
    [shares] = re.findall(r"At the workplace, in each signed plan: (.*)", printed)
    assert re.fullmatch(r"\d+\.\d %(, \d+\.\d %)*", shares)
    assert "Password of every account: " in printed


def the_city_judges():
    """Campaigns, reports, promised places, a file in audit and one before a panel."""
    assert sorted(Campaign.objects.values_list("status", flat=True)) == ["closed", "visiting"]
    assert sorted(Case.objects.values_list("status", flat=True)) == ["decided", "reported", "taken"]
    assert Reconsideration.objects.open().count() == 1
    assert Pledge.objects.filter(places__gte=1).exists()
    assert sorted(Application.objects.exclude(status="awarded").values_list("status", flat=True)) == [
        "auditing",
        "refused",
    ]
    assert [(row.kind, row.status, row.panel.count()) for row in Appeal.objects.all()] == [("objection", "hearing", 3)]
    assert set(Label.objects.valid_on(timezone.localdate()).values_list("level", flat=True)) == set(Level.values)


def principals_come_in_twos(accounts):
    now = {role: [a for a in accounts if a["role"] == role and not a["ended"]] for role in TOLD_ROLES}
    assert all(len({account["organisation"] for account in now[role]}) >= 2 for role in TOLD_ROLES)
    assert {account["role"] for account in accounts if account["ended"]} == TOLD_ROLES
    assert any(account["totp_seed"] for account in accounts)
    assert Membership.objects.in_force(timezone.localdate()).count() == sum(len(rows) for rows in now.values())


def accounts_log_in(accounts):
    """One of each role; whose membership ended gets in, and finds nothing of the organisation."""
    for account in {(a["role"], a["ended"]): a for a in accounts if not a["totp_seed"]}.values():
        client = Client()
        client.post("/accounts/login/", {"login": account["email"], "password": account["password"]})
        page = client.get("/dashboard/").content.decode()
        assert (account["organisation_name"] in page) is not account["ended"], account


def keys_work(keys):
    assert Counter(key["role"] for key in keys).keys() >= {Role.HR, Role.COORDINATOR}
    for key in keys:
        answer = Client().get("/api/v1/placements/", headers={"authorization": f"Bearer {key['key']}"})
        assert answer.status_code == 200, answer.content


def the_story_ran(objects):
    running = Placement.objects.filter(status="running")
    assert {row.programme.is_dual for row in running.select_related("programme")} == {True, False}
    assert {objects["running_dual"], objects["running_stage"]} == {row.pk for row in running}
    assert [row.placement_id for row in HiringQuestion.objects.open()] == [objects["hired"]]
    assert Timer.objects.filter(kind="registration").exists()
    round_row = Round.objects.get(pk=objects["round"])
    assert round_row.result["placed"] > 0
    assert round_row.certificate["feasible"] is True
    assert round_row.certificate["blocking_pairs"] == 0


def something_waits_for_who_is_printed_first(told):
    """Whoever types `make demo` and logs in gets the first account of a role: those of the running dual placement."""
    row = Placement.objects.get(pk=told["objects"]["running_dual"])
    email = {account["role"]: account["email"] for account in reversed(told["accounts"]) if not account["ended"]}
    assert row.student.user.email == email[Role.STUDENT]
    assert row.coach.user.email == email[Role.COACH]
    assert [each.mentor.user.email for each in row.mentors.select_related("mentor__user")] == [email[Role.MENTOR]]
    for role, organisation in ((Role.COORDINATOR, row.school_id), (Role.HR, row.company_id)):
        assert Membership.objects.get(user__email=email[role]).organisation_id == organisation
    for role, verb in ((Role.STUDENT, "Zeg het"), (Role.MENTOR, "Bevestig"), (Role.COACH, "Evaluatie met")):
        client = Client()
        client.force_login(User.objects.get(email=email[role]), BACKEND)
        assert verb in client.get("/dashboard/").content.decode(), role


def weeks_and_talks_are_told(objects):
    """One week confirmed, one to confirm; floor and school scored the newest talk, the student not yet."""
    row = Placement.objects.get(pk=objects["running_dual"])
    notes = row.week_notes.order_by("monday_on")
    assert [note.confirmed_at is not None for note in notes] == [True, False]
    newest = row.evaluations.filter(scores__isnull=False, held_on=None).distinct().get()
    assert set(newest.scores.values_list("party", flat=True)) == {Party.COMPANY, Party.SCHOOL}


def everybody_is_invented():
    """No demo organisation bears a number of the public tables, no person an address outside the examples."""
    demo = Organisation.objects.filter(source="demo")
    numbers = set(demo.exclude(enterprise_number=None).values_list("enterprise_number", flat=True))
    schools = set(School.objects.filter(organisation__in=demo).values_list("institution_number", flat=True))
    assert numbers
    assert schools
    assert not (numbers | schools) & public_numbers()
    assert all("demo" in name.lower() for name in demo.values_list("name", flat=True))
    for model in (User, Student, LegalRepresentative):
        assert not model.objects.exclude(email="").exclude(email__endswith="@demo.example").exists()


def public_numbers():
    """Every number in the complete tables, or without them in what the project ships."""
    shipped = Organisation.objects.exclude(source="demo").values_list("enterprise_number", flat=True)
    schools = School.objects.exclude(organisation__source="demo").values_list("institution_number", flat=True)
    numbers = {*shipped, *schools}
    for path in FOLDER.glob("*.csv"):
        words = path.read_text(encoding="utf-8").replace('"', "").replace(";", ",").replace("\n", ",").split(",")
        numbers |= {word.replace(".", "") for word in words}
    return numbers


def test_another_seed_makes_other_people(today, tmp_path):
    """Names are drawn by the seed alone."""
    call_command("load_reference", verbosity=0)
    worlds = [new_world(seed=number, today=timezone.localdate(), scale=SCALES["small"]) for number in (1, 1, 2)]
    first, same, other = ([person_name(world) for _ in range(20)] for world in worlds)
    assert first == same != other


@pytest.mark.once
@pytest.mark.parametrize("day", DAYS)
def test_it_works_on_every_day_of_the_year(tmp_path, day):
    with time_machine.travel(day, tick=False):
        told = seed(tmp_path, seed=7)
        the_story_ran(told["objects"])
        something_waits_for_who_is_printed_first(told)
        the_city_judges()
