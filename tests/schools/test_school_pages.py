"""The pages of the city and of a school about itself, over HTTP in their roles."""

from datetime import date

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from marketplace.accounts.models import Invitation, Membership, Organisation
from marketplace.actor import Role
from marketplace.jobs.models import Job
from schools.actions.coach import link_coach
from schools.models import Coach, DayOff, School, SchoolClass, SchoolSite
from tests.factories.accounts import UserFactory, actor_of, city_member
from tests.factories.schools import (
    CoachFactory,
    ProgrammeFactory,
    SchoolClassFactory,
    SchoolFactory,
    StudentFactory,
    school_member,
)

pytestmark = pytest.mark.django_db
INVITATION = {
    "institution_number": "28.721",
    "name": "Demo Lyceum",
    "street": "Demostraat 1",
    "postcode": "2000",
    "municipality": "Antwerpen",
    "director_email": "directeur@demo.example",
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2026, 11, 21), tick=False):
        yield


@pytest.fixture
def administrator(client_of):
    return client_of(city_member(Role.ADMINISTRATOR))


@pytest.fixture
def coordinator(client_of):
    membership = school_member(SchoolFactory())
    client = client_of(membership)
    client.school = School.objects.get(pk=membership.organisation_id)
    return client


def test_the_city_invites_a_new_school(administrator):
    answer = administrator.post(reverse("school-invite"), INVITATION, follow=True)
    assert "De directeur van Demo Lyceum krijgt een mail." in answer.text
    school = School.objects.get(institution_number="028721")
    assert (school.organisation.name, school.organisation.source) == ("Demo Lyceum", "invitation")
    invitation = Invitation.objects.get(organisation=school.pk)
    assert (invitation.role, invitation.may_sign, invitation.email) == (Role.DIRECTOR, True, "directeur@demo.example")
    assert Job.objects.filter(kind="mail").count() == 1
    assert not mail.outbox
    assert "uitgenodigd" in answer.text


def test_the_city_picks_a_school_from_the_register(administrator):
    school = SchoolFactory(institution_number="055913", organisation__name="Demo Handelsschool")
    for asked in ("handelsschool", "055913", "55.913"):
        page = administrator.get(reverse("school-invite"), {"q": asked})
        assert "?number=055913" in page.text
    page = administrator.get(reverse("school-invite"), {"number": "055913"})
    assert "Demo Handelsschool" in page.text
    administrator.post(reverse("school-invite"), INVITATION | {"institution_number": "055913"})
    assert Invitation.objects.get().organisation == school.organisation
    assert Organisation.objects.filter(name="Demo Lyceum").count() == 0


def test_a_school_that_is_not_in_the_register_is_told(administrator):
    page = administrator.get(reverse("school-invite"), {"q": "bestaat niet"})
    assert "Niet gevonden" in page.text


def test_a_school_with_members_is_not_invited_again(administrator):
    school = SchoolFactory(institution_number="028721")
    school_member(school)
    page = administrator.post(reverse("school-invite"), INVITATION)
    assert "Deze school doet al mee." in page.text
    assert "directeur@demo.example" in page.text
    assert not Invitation.objects.exists()


def test_a_wrong_institution_number_gets_a_sentence(administrator):
    page = administrator.post(reverse("school-invite"), INVITATION | {"institution_number": "12"})
    assert "6 cijfers" in page.text
    assert not School.objects.exists()


def test_the_list_shows_schools_that_take_part_or_are_invited(administrator):
    school_member(SchoolFactory(organisation__name="Doet Mee"))
    SchoolFactory(organisation__name="Alleen Register")
    page = administrator.get(reverse("school-list"))
    assert "Doet Mee" in page.text
    assert "Alleen Register" not in page.text


@pytest.mark.parametrize("name", ["school-list", "school-invite"])
def test_only_the_administrator_invites(client_of, name):
    assert client_of(city_member(Role.LABEL_OFFICER)).get(reverse(name)).status_code == 403


def test_the_school_page_is_empty_and_then_full(coordinator):
    page = coordinator.get(reverse("school-own"))
    for thing in ("klas", "trajectbegeleider", "vestiging", "eigen vrije dagen"):
        assert f"Nog geen {thing}." in page.text
    school = coordinator.school
    StudentFactory(school=school, school_class=SchoolClassFactory(school=school, name="5LOG"))
    CoachFactory(school=school, name="Joke Demo")
    page = coordinator.get(reverse("school-own"))
    for words in ("5LOG", "maandag, dinsdag", "Joke Demo"):
        assert words in page.text


def test_sites_and_days_off_are_kept(coordinator):
    place = {"name": "Hoofdgebouw", "street": "", "postcode": "2018", "municipality": "Antwerpen"}
    coordinator.post(reverse("school-site-add"), place)
    site = SchoolSite.objects.get(school=coordinator.school)
    coordinator.post(reverse("school-site-change", args=[site.pk]), place | {"name": "Campus"})
    site.refresh_from_db()
    assert site.name == "Campus"
    off = {"name": "Studiedag", "starts_on": "2026-12-01", "ends_on": "2026-12-01"}
    coordinator.post(reverse("day-off-add"), off)
    day_off = DayOff.objects.get(school=coordinator.school)
    assert "di 1 dec 2026" in coordinator.get(reverse("school-own")).text
    coordinator.post(reverse("day-off-remove", args=[day_off.pk]))
    assert not DayOff.objects.exists()


def test_days_off_in_the_wrong_order_lose_nothing_typed(coordinator):
    off = {"name": "Studiedag", "starts_on": "2026-12-02", "ends_on": "2026-12-01"}
    page = coordinator.post(reverse("day-off-add"), off)
    assert "De laatste dag kan niet voor de eerste dag liggen." in page.text
    assert "2026-12-02" in page.text


def test_a_class_has_school_days_and_a_name_of_its_own(coordinator):
    programme = ProgrammeFactory()
    form = {"name": "5LOG", "school_year": "2026", "programme": programme.pk, "study_year": "5"}
    form["school_days"] = ["2", "1"]
    coordinator.post(reverse("school-class-add"), form)
    school_class = SchoolClass.objects.get(school=coordinator.school)
    assert school_class.school_days == [1, 2]
    page = coordinator.post(reverse("school-class-add"), form)
    assert "Er is al een klas 5LOG in dit schooljaar." in page.text
    change = reverse("school-class-change", args=[school_class.pk])
    assert 'value="2" checked' in " ".join(coordinator.get(change).text.split()).replace(' id="id_school_days_1"', "")
    coordinator.post(change, form | {"school_days": ["5"]})
    school_class.refresh_from_db()
    assert school_class.school_days == [5]
    assert "5LOG" in coordinator.get(reverse("school-class-list")).text


def test_a_class_of_an_ended_programme_cannot_be_made(coordinator):
    ended = ProgrammeFactory(valid_until_on=date(2026, 8, 31))
    form = {"name": "5LOG", "school_year": "2026", "programme": ended.pk, "study_year": "5"}
    assert coordinator.post(reverse("school-class-add"), form).status_code == 200
    assert not SchoolClass.objects.exists()


def test_a_coach_gets_an_account_by_invitation(coordinator):
    coordinator.post(reverse("coach-add"), {"name": "Joke Demo", "email": "joke@demo.example", "phone": "03 123 45 67"})
    coach = Coach.objects.get(school=coordinator.school)
    assert coach.phone == "+3231234567"
    page = coordinator.post(reverse("coach-invite", args=[coach.pk]), follow=True)
    assert "Joke Demo krijgt een mail" in page.text
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.subject_id, invitation.may_sign) == (Role.COACH, coach.pk, False)
    user = UserFactory()
    link_coach(subject_id=coach.pk, user=user, by=actor_of(Membership.objects.get()))
    coach.refresh_from_db()
    assert coach.user == user
    page = coordinator.post(reverse("coach-invite", args=[coach.pk]))
    assert page.status_code == 409
    assert "heeft al een account" in page.text


def test_a_coach_without_mail_is_not_invited_and_can_be_put_aside(coordinator):
    coach = CoachFactory(school=coordinator.school, name="Joke Demo")
    assert coordinator.post(reverse("coach-invite", args=[coach.pk])).status_code == 409
    coordinator.post(reverse("coach-change", args=[coach.pk]), {"name": "Joke Demo", "email": "", "phone": ""})
    coach.refresh_from_db()
    assert not coach.is_active
    assert "begeleidt niet meer" in coordinator.get(reverse("school-own")).text


def test_another_schools_things_are_not_found(coordinator):
    coach, school_class = CoachFactory(), SchoolClassFactory()
    site = SchoolSite.objects.create(school=coach.school, name="Elders", postcode="2000", municipality="Antwerpen")
    day = date(2026, 12, 1)
    day_off = DayOff.objects.create(school=coach.school, starts_on=day, ends_on=day, name="Vrij")
    for name, row in (
        ("coach-change", coach),
        ("school-class-change", school_class),
        ("school-site-change", site),
    ):
        assert coordinator.get(reverse(name, args=[row.pk])).status_code == 404
    assert coordinator.post(reverse("day-off-remove", args=[day_off.pk])).status_code == 404
    assert coordinator.post(reverse("coach-invite", args=[coach.pk])).status_code == 404


def test_a_coach_reads_the_school_page_but_changes_nothing(client_of):
    client = client_of(school_member(SchoolFactory(), role=Role.COACH))
    page = client.get(reverse("school-own"))
    assert page.status_code == 200
    assert reverse("coach-add") not in page.text
    assert client.get(reverse("coach-add")).status_code == 403
