"""Coordinators ask for places over HTTP; each role sees what is its own."""

import pytest
import time_machine
from django.urls import reverse

from marketplace.actor import Role
from marketplace.notifications.models import Notification
from placements.models import Offer, PlacementRequest
from tests.factories.companies import CompanyFactory, SiteFactory, hr_of
from tests.factories.offers import make_market
from tests.factories.placements import RequestFactory
from tests.factories.schools import HomeFactory, SchoolClassFactory, SchoolFactory, StudentFactory, school_member

pytestmark = pytest.mark.django_db
PERIOD = {"starts_on": "2026-11-30", "ends_on": "2027-06-30", "reach_km": 20}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def coordinator(market, client_of):
    return client_of(market.coordinator_member)


def student_of(market, **fields):
    school_class = SchoolClassFactory(school=market.school, programme=market.programme, school_days=[1, 2])
    student = StudentFactory(school=market.school, programme=market.programme, school_class=school_class, **fields)
    HomeFactory(student=student)
    return student


def test_all_ticked_students_at_once(market, coordinator):
    students = [student_of(market), student_of(market), student_of(market)]
    url = reverse("request-new")
    page = coordinator.get(url, {"student": [student.pk for student in students[:2]]})
    text = page.content.decode()
    assert (text.count(" checked"), "wo, do, vr" in text, "2018" in text) == (2, True, True)
    response = coordinator.post(url, PERIOD | {"students": [student.pk for student in students]})
    assert response.url == reverse("request-list")
    assert PlacementRequest.objects.filter(weekdays=[3, 4, 5], reach_km=20, form="OAO").count() == 3


@pytest.mark.parametrize(
    ("is_dual", "school_days", "asks"), [(True, [], True), (True, [1, 2], False), (False, [], False)]
)
def test_school_days_that_nobody_filled_in_are_asked_first(market, coordinator, is_dual, school_days, asks):
    """Else a dual student would ask for every weekday, and hardly any place fits; a stage takes whole weeks."""
    student = student_of(market)
    type(student.programme).objects.update(is_dual=is_dual)
    type(student.school_class).objects.update(school_days=school_days)
    page = coordinator.get(reverse("request-new")).content.decode()
    assert (reverse("school-class-change", args=[student.school_class_id]) in page) is asks


class TestAWholeClass:
    """Nobody ticks sixty boxes one by one."""

    def page(self, coordinator, **asked):
        return coordinator.get(reverse("request-new"), asked).content.decode()

    def test_everybody_is_ticked_at_once_and_unticked_again(self, market, coordinator):
        for _number in range(3):
            student_of(market)
        page = self.page(coordinator)
        assert (page.count(" checked"), "Vink deze 3 leerlingen aan" in page) == (0, True)
        page = self.page(coordinator, all=1)
        assert (page.count(" checked"), "Vink niemand aan" in page) == (3, True)

    def test_one_class(self, market, coordinator):
        student, other = student_of(market), student_of(market)
        page = self.page(coordinator, school_class=student.school_class_id, all=1)
        assert (page.count(" checked"), str(student) in page, str(other) in page) == (1, True, False)
        assert f"school_class={other.school_class_id}" in page

    def test_a_class_of_another_school_has_nobody_to_ask_for(self, market, coordinator):
        student, stranger = student_of(market), StudentFactory(school_class=SchoolClassFactory())
        page = self.page(coordinator, school_class=stranger.school_class_id, all=1)
        assert (page.count('name="students"'), stranger.school_class.name in page) == (0, False)
        assert str(student) in self.page(coordinator, school_class="geen")

    def test_what_was_typed_is_not_left_for_it(self, market, coordinator):
        student_of(market)
        page = coordinator.post(reverse("request-new"), PERIOD).content.decode()
        assert ("Vink minstens één leerling aan." in page, "all=1" in page) == (True, False)


def test_one_refused_student_stays_with_a_sentence(market, coordinator):
    good, young = student_of(market), student_of(market, born_on="2013-01-01", study_year=1)
    page = coordinator.post(reverse("request-new"), PERIOD | {"students": [good.pk, young.pk]}).content.decode()
    assert PlacementRequest.objects.get().student == good
    assert f"{young}: Deze leerling mag op de eerste dag nog niet werken" in page.replace("&#x27;", "'")
    assert "2026-11-30" in page
    assert str(good) not in page


def test_a_student_of_another_school_cannot_be_ticked(market, coordinator):
    response = coordinator.post(reverse("request-new"), PERIOD | {"students": [StudentFactory().pk]})
    assert response.status_code == 200
    assert not PlacementRequest.objects.exists()


def test_the_list_is_by_the_last_day_and_filters(market, coordinator):
    late = RequestFactory(student=student_of(market, dual_since_on="2026-11-09", first_name="Bo"))
    urgent = RequestFactory(student=student_of(market, dual_since_on="2026-10-05", first_name="Ali"))
    RequestFactory()
    page = coordinator.get(reverse("request-list"))
    assert [search.request for search in page.context["page"].object_list] == [urgent, late]
    text = page.content.decode()
    assert "opleidingsdag" in text
    assert "te laat sinds" in text
    assert f'<span class="hint">{urgent.get_form_display()}</span>' in text
    found = coordinator.get(reverse("request-list"), {"name": "bo voorb", "status": "open"})
    assert [search.request for search in found.context["page"].object_list] == [late]


@pytest.mark.parametrize("count", [2, 30])
def test_the_list_costs_the_same_for_many(market, coordinator, count, django_assert_max_num_queries):
    for _ in range(count):
        RequestFactory(student=student_of(market))
    with django_assert_max_num_queries(17):
        coordinator.get(reverse("request-list"))


def test_one_request_is_shown_adapted_and_withdrawn(market, coordinator):
    row = RequestFactory(student=student_of(market))
    capacity = market.capacity()
    detail, edit = reverse("request-detail", args=[row.pk]), reverse("request-edit", args=[row.pk])
    assert "Trek deze aanvraag in" in coordinator.get(detail).content.decode()
    form = coordinator.get(edit).content.decode()
    assert str(capacity.site) in form
    answers = PERIOD | {"form": "OAO", "weekdays": [1, 3], "wish_1": capacity.site_id, "sectors": ["H"]}
    assert "opleiding" in coordinator.post(edit, answers | {"form": "STAGE"}).content.decode()
    assert coordinator.post(edit, answers).url == detail
    row.refresh_from_db()
    assert (row.weekdays, row.reach_km, row.wishes.get().site) == ([1, 3], 20, capacity.site)
    coordinator.post(reverse("request-withdraw", args=[row.pk]))
    row.refresh_from_db()
    assert row.status == "withdrawn"


def test_an_agreed_placement_is_registered(market, coordinator):
    market.mentor()
    student, capacity = student_of(market), market.capacity()
    search = reverse("agreed-search", args=[student.pk])
    assert "Kies deze plaats" in coordinator.get(search, {"company": market.company.organisation.name}).content.decode()
    url = reverse("agreed-new", args=[student.pk, capacity.pk])
    days = {"starts_on": "2026-11-30", "ends_on": "2027-06-30", "weekdays": [3, 4]}
    wrong = coordinator.post(url, days | {"weekdays": [6]}).content.decode()
    assert "Er klopt nog iets niet" in wrong
    assert not PlacementRequest.objects.exists()
    assert coordinator.post(url, days).url == reverse("request-list")
    assert Offer.objects.get().kind == "agreed"


def test_a_site_without_places_is_asked(market, coordinator):
    student, site = student_of(market), SiteFactory(company=market.company, name="Lege hal")
    page = coordinator.get(reverse("agreed-search", args=[student.pk]), {"company": "lege"}).content.decode()
    assert "Vraag om plaatsen te publiceren" in page
    coordinator.post(reverse("agreed-ask", args=[student.pk, site.pk]))
    assert Notification.objects.get(code="capacity.asked").organisation_id == market.company.pk


def test_other_roles(market, client_of):
    row = RequestFactory(student=student_of(market))
    coach = client_of(market.coach_member)
    assert coach.get(reverse("request-detail", args=[row.pk])).status_code == 200
    assert coach.get(reverse("request-new")).status_code == 403
    assert coach.post(reverse("request-withdraw", args=[row.pk])).status_code == 403
    stranger = client_of(school_member(SchoolFactory(), Role.COORDINATOR))
    for name in ("request-detail", "request-edit"):
        assert stranger.get(reverse(name, args=[row.pk])).status_code == 404
    assert stranger.get(reverse("agreed-search", args=[row.student_id])).status_code == 404
    hr = client_of(hr_of(CompanyFactory()))
    assert hr.get(reverse("request-detail", args=[row.pk])).status_code == 403


def test_the_home_of_the_coordinator(market, coordinator):
    urgent = RequestFactory(student=student_of(market, dual_since_on="2026-10-05"))
    student_of(market)
    page = coordinator.get(reverse("dashboard")).content.decode()
    assert "1 leerling zonder aanvraag" in page
    assert str(urgent.student) in page


def test_a_student_without_a_first_dual_day_is_told_to_be_incomplete(market, coordinator):
    row = RequestFactory(student=student_of(market, dual_since_on=None))
    for page in (reverse("request-list"), reverse("request-detail", args=[row.pk])):
        assert "vul in sinds wanneer de leerling duaal leert" in coordinator.get(page).content.decode()
