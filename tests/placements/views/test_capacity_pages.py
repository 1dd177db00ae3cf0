"""HR offers places over HTTP: question pages, the summary and its buttons; nobody else gets in."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from companies.models import Recognition
from labels.models import Label
from marketplace.actor import Role
from placements.models import Capacity
from placements.views.capacity_facts import mentor_facts
from tests.factories.accounts import MembershipFactory, commit_to
from tests.factories.companies import CompanyFactory, MentorFactory, SiteFactory, hr_of
from tests.factories.labels import LabelFactory
from tests.factories.offers import make_market
from tests.factories.placements import CapacityFactory
from tests.factories.schools import CompetenceFactory, ProgrammeFactory, SchoolFactory, school_member

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
HOURS = {f"{name}_{day}": hour for day in range(1, 8) for name, hour in (("from", "08:00"), ("to", "16:00"))}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def site():
    site = SiteFactory(establishment_number="2123456791")
    commit_to(site.company.organisation)
    LabelFactory(site=site)
    return site


@pytest.fixture
def hr(site, client_of):
    return client_of(hr_of(site.company))


def page_of(capacity, page):
    return reverse("capacity-edit", args=[capacity.pk, page])


def test_from_nothing_to_published(site, hr):
    MentorFactory(site=site)
    programme = ProgrammeFactory(name="Logistiek duaal")
    skipped = CompetenceFactory(programme=programme)
    response = hr.post(reverse("capacity-new"), {"site": site.pk})
    draft = Capacity.objects.get()
    assert response.url == page_of(draft, "programmes")
    found = hr.post(response.url, {"kinds": ["work"], "search": "logist", "find": "1"})
    assert "Logistiek duaal" in found.content.decode()
    response = hr.post(response.url, {"kinds": ["work"], "programmes": [programme.pk]})
    assert response.url == page_of(draft, "period")
    days = {"starts_on": "2026-12-01", "ends_on": "2027-06-30", "places": 2, "day_3": "on", "day_4": "on"}
    response = hr.post(response.url, HOURS | days)
    assert response.url == page_of(draft, "mentors")
    response = hr.post(response.url, {"mentors_later": 0, "supports": ["plain_dutch"]})
    assert response.url == page_of(draft, "conditions")
    response = hr.post(response.url, {"languages": ["nl"], "minimum_age": 16})
    assert response.url == page_of(draft, "tasks")
    response = hr.post(
        response.url, {"tasks": "Rekken", "not_offered": [skipped.pk], "transport": ["bike"], "not_before": "07:30"}
    )
    assert response.url == reverse("capacity-detail", args=[draft.pk])
    assert "Publiceer deze plaatsen" in hr.get(response.url).content.decode()
    hr.post(reverse("capacity-publish", args=[draft.pk]))
    draft.refresh_from_db()
    assert (draft.status, draft.forms, draft.places, draft.minimum_age) == ("published", ["OAO"], 2, 16)
    assert draft.week == {"3": ["08:00", "16:00"], "4": ["08:00", "16:00"]}
    assert (draft.languages, draft.transport, list(draft.not_offered.all())) == (["nl"], ["bike"], [skipped])


def test_a_wrong_page_loses_nothing_typed(site, hr):
    draft = CapacityFactory(site=site, status="draft", published_at=None, week={})
    answers = HOURS | {"starts_on": "2027-06-30", "ends_on": "2026-12-01", "places": 7, "day_3": "on", "to_3": "07:00"}
    page = hr.post(page_of(draft, "period"), answers).content.decode()
    assert "Vul voor deze dag een beginuur in en een later einduur." in page
    page = hr.post(page_of(draft, "period"), answers | {"to_3": "17:00"}).content.decode()
    assert "De laatste dag ligt vóór de eerste dag. Kies een latere laatste dag." in page
    assert 'value="7"' in page
    assert 'value="17:00"' in page
    page = hr.post(page_of(draft, "period"), answers | {"to_3": "17:00", "ends_on": "2027-09-01"}).content.decode()
    assert "twee schooljaren" in page
    draft.refresh_from_db()
    assert (draft.places, draft.week) == (2, {})


def test_fewer_places_than_taken_says_so(site, hr):
    capacity = CapacityFactory(site=site, places=4, taken=3, programmes=[ProgrammeFactory()])
    answers = HOURS | {"starts_on": "2026-09-01", "ends_on": "2027-06-30", "places": 2, "day_3": "on"}
    assert "3 plaatsen ingenomen" in hr.post(page_of(capacity, "period"), answers).content.decode()


def test_the_summary_says_what_is_missing_and_publishing_answers_409(hr):
    company = CompanyFactory()
    other = SiteFactory(company=company)
    draft = CapacityFactory(site=other, status="draft", published_at=None, week={})
    client = hr
    client.force_login(hr_of(company).user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("capacity-detail", args=[draft.pk])).content.decode()
    for sentence in ("dag van de week", "ethische code ondertekenen", "nog geen label"):
        assert sentence in page
    assert reverse("label-own") in page.partition("Nog te doen")[2].partition("</ul>")[0]
    assert client.post(reverse("capacity-publish", args=[draft.pk])).status_code == 409


def test_a_mentor_who_may_not_guide_a_dual_student_makes_no_place_matchable(site, hr):
    """R10: the page does not stay silent until a school finds nothing."""
    young = date(2004, 6, 1)
    MentorFactory(site=site, born_on=young, has_education_proof=False, most_students=2)
    dual = CapacityFactory(site=site, places=2, mentors_later=0, forms=["OAO"])
    stage = CapacityFactory(site=site, places=2, mentors_later=0, forms=["STAGE"])
    told = [hr.get(reverse("capacity-detail", args=[row.pk])).content.decode() for row in (dual, stage)]
    assert ["kunnen nul vrije plaatsen een leerling krijgen" in page for page in told] == [True, False]


def test_mixed_places_promise_no_more_dual_places_than_mentors_who_may_guide_there(site, hr):
    """R10: two of these places are for a STAGE only, until the second mentor may guide a dual student too."""
    MentorFactory(site=site, most_students=2)
    second = MentorFactory(site=site, born_on=date(2004, 6, 1), has_education_proof=False, most_students=2)
    mixed = CapacityFactory(site=site, places=4, mentors_later=0, forms=["OAO", "STAGE"])
    page = reverse("capacity-detail", args=[mixed.pk])
    assert "Een duale leerling (SAO, OAO of DA) kan op twee plaatsen terecht" in hr.get(page).content.decode()
    second.born_on = date(1980, 6, 1)
    second.save()
    assert "Een duale leerling" not in hr.get(page).content.decode()


def test_too_few_mentors_shows_how_many_can_be_matched(site, hr):
    MentorFactory(site=site, most_students=2)
    capacity = CapacityFactory(site=site, places=5, mentors_later=1)
    assert "kunnen drie vrije plaatsen" in hr.get(reverse("capacity-detail", args=[capacity.pk])).content.decode()


def test_a_mentor_who_comes_later_is_first_for_who_has_none():
    """Two students are there without a mentor, who was promised and did not come."""
    market = make_market()
    for _student in range(2):
        market.placement()
    Capacity.objects.update(mentors_later=0)
    drafts = [market.capacity(places=3, mentors_later=n, status="draft", published_at=None) for n in range(4)]
    matchable = [mentor_facts(row, TODAY)["matchable"] for row in drafts]
    assert matchable == [0, 0, 0, 1]


def test_a_label_that_ends_before_the_first_day_is_told(site, hr):
    Label.objects.update(ends_on="2027-08-31")
    dates = {"school_year": 2027, "starts_on": "2027-09-01", "ends_on": "2028-06-30"}
    capacity = CapacityFactory(site=site, status="draft", published_at=None, programmes=[ProgrammeFactory()], **dates)
    assert "als het verlengd is" in hr.get(reverse("capacity-detail", args=[capacity.pk])).content.decode()
    hr.post(reverse("capacity-publish", args=[capacity.pk]))
    assert Capacity.objects.get().status == "published"


def test_the_recognition_is_recorded(site, hr):
    programme = ProgrammeFactory()
    capacity = CapacityFactory(site=site, programmes=[programme])
    url = reverse("capacity-recognition", args=[capacity.pk, programme.pk])
    assert url in hr.get(reverse("capacity-detail", args=[capacity.pk])).content.decode()
    assert "referentie" in hr.post(url, {"starts_on": "2026-09-01"}).content.decode()
    dates = {"reference": "ERK-1", "starts_on": "2026-09-01", "ends_on": "2029-08-31"}
    assert hr.post(url, dates).status_code == 302
    assert Recognition.objects.get().ends_on == date(2029, 8, 31)
    assert "erkend tot en met" in hr.get(reverse("capacity-detail", args=[capacity.pk])).content.decode()


def test_reserve_release_copy_close_and_reopen(site, hr):
    capacity = CapacityFactory(site=site, places=3, programmes=[ProgrammeFactory()])
    school = SchoolFactory()
    reserve = reverse("capacity-reserve", args=[capacity.pk])
    assert (
        "voorbehouden"
        in hr.post(reserve, {"school": school.pk, "places": 4, "until_on": "2026-12-31"}).content.decode()
    )
    hr.post(reserve, {"school": school.pk, "places": 2, "until_on": "2026-12-31"})
    reservation = capacity.reservations.get()
    assert str(school) in hr.get(reverse("capacity-detail", args=[capacity.pk])).content.decode()
    hr.post(reverse("reservation-release", args=[reservation.pk]))
    assert not capacity.reservations.exists()
    hr.post(reverse("capacity-copy", args=[capacity.pk]))
    copy = Capacity.objects.get(status="draft")
    hr.post(reverse("capacity-discard", args=[copy.pk]))
    hr.post(reverse("capacity-close", args=[capacity.pk]))
    assert Capacity.objects.get().status == "closed"
    hr.post(reverse("capacity-reopen", args=[capacity.pk]))
    assert Capacity.objects.get().status == "published"


def test_the_list_shows_all_states_and_filters(site, hr):
    CapacityFactory(site=site, places=1, taken=1)
    CapacityFactory(site=site, status="draft", published_at=None)
    CapacityFactory()
    everything = hr.get(reverse("capacity-list"))
    assert everything.context["page"].paginator.count == 2
    assert hr.get(reverse("capacity-list"), {"status": "full"}).context["page"].paginator.count == 1
    assert hr.get(reverse("capacity-list"), {"status": "closed"}).context["page"].paginator.count == 0


def test_without_a_site_the_first_page_teaches(client_of):
    page = client_of(hr_of(CompanyFactory())).get(reverse("capacity-new")).content.decode()
    assert "nog geen vestiging" in page
    assert reverse("site-add") in page


def test_another_company_finds_nothing(site, client_of):
    capacity = CapacityFactory(site=site)
    stranger = client_of(hr_of(CompanyFactory()))
    for name in ("capacity-detail", "capacity-reserve"):
        assert stranger.get(reverse(name, args=[capacity.pk])).status_code == 404
    for name in ("capacity-close", "capacity-copy", "capacity-discard"):
        assert stranger.post(reverse(name, args=[capacity.pk])).status_code == 404
    assert stranger.get(page_of(capacity, "period")).status_code == 404


def test_a_mentor_reads_and_a_school_does_not(site, client_of):
    capacity = CapacityFactory(site=site)
    mentor = client_of(MembershipFactory(organisation=site.company.organisation, role=Role.MENTOR))
    assert mentor.get(reverse("capacity-detail", args=[capacity.pk])).status_code == 200
    assert mentor.post(reverse("capacity-close", args=[capacity.pk])).status_code == 403
    school = client_of(school_member(SchoolFactory()))
    assert school.get(reverse("capacity-list")).status_code == 403


def test_the_home_of_hr_lists_what_waits(site, hr):
    CapacityFactory(site=site, status="draft", published_at=None)
    CapacityFactory(site=site, programmes=[ProgrammeFactory(name="Logistiek duaal")], places=3)
    page = hr.get(reverse("dashboard")).content.decode()
    for words in ("Ontwerp van plaatsen", "Erkenning voor Logistiek duaal", "Te weinig mentoren"):
        assert words in page


def test_the_home_of_hr_says_which_places_are_hidden(client_of):
    capacity = CapacityFactory()
    page = client_of(hr_of(capacity.company)).get(reverse("dashboard")).content.decode()
    assert "Scholen zien deze plaatsen niet" in page
    assert "ethische code" in page
