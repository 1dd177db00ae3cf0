"""Students and their representatives, over HTTP in the roles of a school."""

import re
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from marketplace.accounts.access import actor_for
from marketplace.accounts.models import Invitation
from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from marketplace.commitments.models import TextKind
from marketplace.identifiers import format_telephone
from marketplace.reference.models import Postcode
from marketplace.workflow import Refused
from schools.actions import class_list as class_list_actions
from schools.actions.student import link_student
from schools.models import ClassList, LegalRepresentative, School, Student
from tests.factories.accounts import UserFactory, actor_of, commit_to
from tests.factories.companies import CompanyFactory, hr_of
from tests.factories.schools import (
    CoachFactory,
    HomeFactory,
    ProgrammeFactory,
    RepresentativeFactory,
    SchoolClassFactory,
    SchoolFactory,
    StudentFactory,
    school_member,
)
from tests.journeys.post import run_jobs

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
CSV = "leerlingnummer,rijksregisternummer,voornaam,familienaam,geboortedatum,klas,opleiding,leerjaar\n"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def school():
    school = SchoolFactory()
    commit_to(school.organisation, TextKind.DATA_ARRANGEMENT)
    Postcode.objects.create(code="2018", municipality="Antwerpen", nis="11002", lat=51.2, lon=4.4)
    return school


@pytest.fixture
def coordinator(client_of, school):
    return client_of(school_member(school))


def typed(**fields):
    values = {
        "number": "12",
        "first_name": "Noor",
        "last_name": "Demo",
        "born_on": "2009-03-03",
        "study_year": "5",
        "postcode": "2018",
        "languages": ["nl", "fr"],
        "needs": ["step_free"],
    }
    return values | {"programme": ProgrammeFactory().pk if "programme" not in fields else None} | fields


def test_a_student_is_added_and_shown(coordinator, school):
    page = coordinator.post(reverse("student-add"), typed(postcode_2="9991", first_weeks="odd"), follow=True)
    student = Student.objects.get(school=school)
    assert list(student.homes.order_by("pk").values_list("postcode", "weeks", "lat")) == [
        ("2018", "odd", 51.2),
        ("9991", "even", None),
    ]
    for words in ("Noor Demo", "Nederlands, Frans", "toegang zonder trappen", "niet gevonden op de kaart", "9991"):
        assert words in page.text
    assert "iemand moet mee tekenen" in page.text
    event = AuditEvent.objects.get(verb="student.added")
    assert event.subject_id == student.pk
    assert "Noor" not in str(event.data)


def test_a_new_student_speaks_dutch_until_it_is_unticked(coordinator):
    ticked = re.search(
        r'<input[^>]*name="languages"[^>]*value="nl"[^>]*>', coordinator.get(reverse("student-add")).text
    )
    assert "checked" in ticked[0]
    coordinator.post(reverse("student-add"), typed(languages=["tr"]))
    assert Student.objects.get().languages == ["tr"]


def test_a_student_is_changed_with_homes_and_needs(coordinator, school):
    student = HomeFactory(student__school=school, student__needs=["step_free"]).student
    page = coordinator.get(reverse("student-change", args=[student.pk]))
    assert 'value="2018"' in page.text
    change = typed(number=student.number, programme=student.programme_id, needs=[], postcode="", left_on="2026-11-20")
    coordinator.post(reverse("student-change", args=[student.pk]), change)
    student.refresh_from_db()
    assert (student.needs, student.homes.count(), student.left_on) == ([], 0, date(2026, 11, 20))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"number": "85.07.30-033.28"}, "rijksregisternummer"),
        ({"number": "7"}, "Leerlingnummer 7 is al van een andere leerling."),
        ({"postcode": "20180"}, "postcode"),
        ({"born_on": "ooit"}, "datum"),
        ({"needs": ["adhd"]}, "Deze keuze bestaat niet"),
        ({"programme": ""}, "Opleiding"),
    ],
)
def test_a_wrong_field_gets_a_sentence_and_loses_nothing_typed(coordinator, school, wrong, told):
    StudentFactory(school=school, number="7")
    page = coordinator.post(reverse("student-add"), typed(**wrong))
    assert page.status_code == 200
    assert told in page.text
    assert 'value="Noor"' in page.text
    assert Student.objects.count() == 1


def test_no_student_before_the_director_accepted_the_arrangement(client_of):
    client = client_of(school_member(SchoolFactory()))
    page = client.post(reverse("student-add"), typed())
    assert "de directeur moet eerst de afspraken over gegevens aanvaarden" in page.text
    assert reverse("commitment-detail", args=["data_arrangement"]) in page.text
    assert not Student.objects.exists()
    dashboard = client.get(reverse("dashboard")).text
    assert reverse("commitment-detail", args=["data_arrangement"]) in dashboard


def test_the_class_and_coach_of_another_school_are_no_choice(coordinator):
    foreign_class, foreign_coach = SchoolClassFactory(name="VREEMD"), CoachFactory(name="Vreemd")
    page = coordinator.get(reverse("student-add"))
    assert "VREEMD" not in page.text
    assert "Vreemd" not in page.text
    coordinator.post(reverse("student-add"), typed(school_class=foreign_class.pk, coach=foreign_coach.pk))
    assert not Student.objects.exists()


def test_the_list_has_chips_search_and_pages(coordinator, school):
    school_class, other = SchoolClassFactory(school=school, name="5LOG"), SchoolClassFactory(school=school, name="6LOG")
    for n in range(51):
        StudentFactory(school=school, school_class=school_class, last_name=f"Demo{n:02d}", number=f"A{n}")
    StudentFactory(school=school, school_class=other, first_name="Bo", last_name="Anders", number="B1")
    StudentFactory(school=school, last_name="Weg", left_on=date(2026, 10, 1))
    StudentFactory(last_name="Vreemd")
    url = reverse("student-list")
    page = coordinator.get(url)
    assert "Bladzijden" in page.text
    assert "Demo50" not in page.text
    assert "Demo50" in coordinator.get(url, {"page": 2}).text
    only_other = coordinator.get(url, {"school_class": other.pk}).text
    assert "Anders" in only_other
    assert "Demo00" not in only_other
    assert "Anders" in coordinator.get(url, {"q": "bo anders"}).text
    assert "Anders" in coordinator.get(url, {"q": "b1"}).text
    assert "Geen leerling gevonden." in coordinator.get(url, {"q": "niemand"}).text
    assert "Weg" in coordinator.get(url, {"left": "yes"}).text
    assert "Anders" in coordinator.get(url, {"missing": "yes"}).text
    assert "Vreemd" not in coordinator.get(url, {"q": "vreemd"}).text.replace('value="vreemd"', "")
    strange = SchoolClassFactory()
    assert coordinator.get(url, {"school_class": strange.pk}).status_code == 200


@pytest.mark.parametrize("name", ["student-detail", "student-change", "representative-add"])
def test_a_student_of_another_school_is_not_found(coordinator, name):
    assert coordinator.get(reverse(name, args=[StudentFactory().pk])).status_code == 404


@pytest.mark.parametrize("name", ["student-list", "student-add", "student-upload", "school-own"])
def test_a_company_stays_outside(client_of, name):
    assert client_of(hr_of(CompanyFactory())).get(reverse(name)).status_code == 403


def test_representatives_are_kept(coordinator, school):
    student = StudentFactory(school=school)
    person = {
        "name": "Ann Demo",
        "authority": "guardian",
        "signs": "must",
        "language": "tr",
        "channel": "phone",
        "email": "",
        "phone": "",
    }
    add = reverse("representative-add", args=[student.pk])
    page = coordinator.post(add, person)
    assert "waarop je deze persoon bereikt" in page.text
    coordinator.post(add, person | {"phone": "0470 12 34 56"})
    row = LegalRepresentative.objects.get()
    assert (row.phone, row.signs, row.language) == ("+32470123456", "must", "tr")
    change = reverse("representative-change", args=[row.pk])
    assert "Ann Demo" in coordinator.get(change).text
    coordinator.post(change, person | {"phone": "0470 12 34 56", "signs": "not"})
    row.refresh_from_db()
    assert row.signs == "not"
    assert "tekent niet" in coordinator.get(reverse("student-detail", args=[student.pk])).text
    coordinator.post(reverse("representative-remove", args=[row.pk]))
    assert not LegalRepresentative.objects.exists()


def test_a_representative_of_another_school_is_not_found(coordinator):
    row = RepresentativeFactory()
    assert coordinator.get(reverse("representative-change", args=[row.pk])).status_code == 404
    assert coordinator.post(reverse("representative-remove", args=[row.pk])).status_code == 404


def test_a_student_gets_an_account_by_invitation(coordinator, school):
    student = StudentFactory(school=school, first_name="Noor")
    page = coordinator.post(reverse("student-invite", args=[student.pk]), follow=True)
    assert "Noor krijgt een mail" in page.text
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.subject_id) == (Role.STUDENT, student.pk)
    membership = school_member(school, role=Role.STUDENT)
    link_student(subject_id=student.pk, user=membership.user, by=actor_of(membership))
    assert actor_for(membership.user, school.pk, TODAY).student_id == student.pk
    other = StudentFactory(school=school)
    with pytest.raises(Refused) as refused:
        link_student(subject_id=other.pk, user=membership.user, by=actor_of(membership))
    assert refused.value.code == "student.other_account"
    stranger = actor_of(school_member(SchoolFactory(), role=Role.STUDENT))
    with pytest.raises(Student.DoesNotExist):
        link_student(subject_id=other.pk, user=UserFactory(), by=stranger)


def test_a_student_without_mail_is_not_invited(coordinator, school):
    student = StudentFactory(school=school, email="")
    page = coordinator.post(reverse("student-invite", args=[student.pk]))
    assert page.status_code == 409
    assert "Vul eerst een mailadres in." in page.text


def test_the_home_tells_what_is_missing_and_which_programmes_ended(coordinator, school, client_of):
    successor = ProgrammeFactory(name="Opvolger duaal")
    ended = ProgrammeFactory(name="Oud duaal", valid_until_on=date(2026, 8, 31), replaced_by=successor)
    StudentFactory(school=school, last_name="Zonder", programme=ended)
    empty = SchoolClassFactory(school=school, name="6LEEG", school_days=[])
    full = HomeFactory(student__school=school, student__school_class=SchoolClassFactory(school=school)).student
    RepresentativeFactory(student=full)
    page = coordinator.get(reverse("dashboard")).text
    signer = "vertegenwoordiger die tekent"
    for words in ("Nog aan te vullen", "Zonder", signer, "6LEEG", "Oud duaal", "Opvolger duaal"):
        assert words in page
    assert full.last_name not in page
    change = reverse("school-class-change", args=[empty.pk])
    assert change in page
    assert change not in client_of(school_member(school, Role.COACH)).get(reverse("dashboard")).text


def test_an_adult_needs_no_signer(school):
    adult = HomeFactory(
        student__school=school,
        student__school_class=SchoolClassFactory(school=school),
        student__born_on=date(2008, 11, 21),
    ).student
    assert adult not in Student.objects.missing_something(TODAY)
    assert adult in Student.objects.missing_something(date(2026, 11, 20))


def upload(client, text):
    file = SimpleUploadedFile("klas.csv", text.encode())
    return client.post(reverse("student-upload"), {"file": file, "school_year": "2026"}, follow=True)


def test_a_class_list_is_uploaded_looked_over_and_stored(coordinator, school):
    ProgrammeFactory(code="1134")
    text = CSV + "12,85073003328,Noor,Demo,3/3/2009,5LOG,1134,5\n13,17073003384,Bo,Fout,ooit,5LOG,1134,5\n"
    page = upload(coordinator, text)
    new_classes = "Nieuwe klassen in 2026-27: 5LOG"
    for words in ("Bewaar één leerling", "rijksregisternummer", new_classes, "ooit is geen datum"):
        assert words in page.text
    assert "85073003328" not in page.text
    assert not Student.objects.exists()
    class_list = ClassList.objects.get(school=school)
    preview = reverse("student-upload-preview", args=[class_list.pk])
    assert preview in coordinator.get(reverse("dashboard")).text
    only_wrong = coordinator.get(preview, {"outcome": "wrong"}).text
    assert "Bo" in only_wrong
    assert "Noor" not in only_wrong
    page = coordinator.post(reverse("student-upload-apply", args=[class_list.pk]), follow=True)
    assert "1 leerling bewaard." in page.text
    assert Student.objects.get(school=school).first_name == "Noor"
    page = coordinator.post(reverse("student-upload-apply", args=[class_list.pk]))
    assert page.status_code == 409
    assert "al verwerkt" in page.text
    assert "Eén leerling is bewaard." in coordinator.get(preview).text


def test_a_long_list_is_stored_by_a_worker_and_its_page_tells_how_far_it_is(coordinator, school, monkeypatch):
    monkeypatch.setattr(class_list_actions, "AT_ONCE", 1)
    monkeypatch.setattr(class_list_actions, "PART", 2)
    ProgrammeFactory(code="1134")
    upload(coordinator, CSV + "".join(f"{n},,Noor,Demo,3/3/2009,5LOG,1134,5\n" for n in range(3)))
    class_list = ClassList.objects.get(school=school)
    preview, apply = (reverse(f"student-upload-{name}", args=[class_list.pk]) for name in ("preview", "apply"))
    page = coordinator.post(reverse("student-upload-apply", args=[class_list.pk]), follow=True)
    assert page.redirect_chain[0][0] == f"{preview}?follow=1"
    assert "0 van 3 leerlingen bewaard" in page.text
    assert page["Refresh"] == "5"
    assert preview not in coordinator.get(reverse("dashboard")).text
    for path in (apply, reverse("student-upload-discard", args=[class_list.pk])):
        again = coordinator.post(path)
        assert (again.status_code, "wordt al bewaard" in again.text) == (409, True)
    assert class_list_actions._store_part(class_list.pk)
    assert "2 van 3 leerlingen bewaard" in coordinator.get(preview).text
    run_jobs()
    assert Student.objects.filter(school=school).count() == 3
    assert "3 leerlingen zijn bewaard." in coordinator.get(preview).text
    class_list.refresh_from_db()
    assert (class_list.rows, class_list.stored) == ([], 3)
    run_jobs()
    assert not class_list_actions._store_part(class_list.pk)


def test_the_number_that_families_call(coordinator, school):
    page = coordinator.get(reverse("school-own"))
    assert "Vul het nummer in" in page.text
    wrong = coordinator.post(reverse("school-phone"), {"phone": "12"})
    assert (wrong.status_code, 'value="12"' in wrong.text) == (200, True)
    page = coordinator.post(reverse("school-phone"), {"phone": "03 202 02 02"}, follow=True)
    assert f"Ouders bellen {format_telephone('+3232020202')} als" in page.text


def test_an_empty_choice_reads_as_words(coordinator):
    page = coordinator.get(reverse("student-add")).text
    assert "Kies …" in page
    assert "-----" not in page


def test_a_file_that_cannot_be_read_gets_its_sentence(coordinator):
    page = upload(coordinator, "artikel,prijs\nhamer,12\n")
    assert "De kolom “leerlingnummer” ontbreekt." in page.text
    assert "Laad een klaslijst op" in page.text
    assert not ClassList.objects.exists()


def test_no_file_gets_a_sentence(coordinator):
    assert coordinator.post(reverse("student-upload"), {"school_year": "2026"}).status_code == 200


def test_a_list_can_be_thrown_away(coordinator, school):
    ProgrammeFactory(code="1134")
    upload(coordinator, CSV + "12,,Noor,Demo,3/3/2009,5LOG,1134,5\n")
    page = coordinator.post(reverse("student-upload-discard", args=[ClassList.objects.get().pk]), follow=True)
    assert "Er is niets bewaard." in page.text
    assert ClassList.objects.get().rows == []


def test_another_schools_list_is_not_found(coordinator, client_of, school):
    class_list = ClassList.objects.create(school=SchoolFactory(), uploaded_at="2026-11-21T10:00Z", school_year=2026)
    assert coordinator.get(reverse("student-upload-preview", args=[class_list.pk])).status_code == 404
    assert coordinator.post(reverse("student-upload-apply", args=[class_list.pk])).status_code == 404


def test_the_template_can_be_downloaded_and_uploaded_again(coordinator):
    answer = coordinator.get(reverse("student-upload-template"))
    assert answer["Content-Disposition"] == 'attachment; filename="klaslijst.csv"'
    assert answer.text.startswith("\ufeffleerlingnummer,voornaam")
    ProgrammeFactory(code="1134")
    page = upload(coordinator, answer.text + "12,Noor,Demo,3/3/2009,,1134,5\n")
    assert "Bewaar één leerling" in page.text


def test_a_coach_sees_students_but_uploads_no_list(client_of, school):
    StudentFactory(school=school, last_name="Zichtbaar")
    client = client_of(school_member(school, role=Role.COACH))
    page = client.get(reverse("student-list"))
    assert "Zichtbaar" in page.text
    assert reverse("student-upload") not in page.text
    assert client.get(reverse("student-upload")).status_code == 403
    assert School.objects.get(pk=school.pk)
