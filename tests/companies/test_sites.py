from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from companies import actions
from companies.models import Company, Mentor, Site
from companies.tasks import locate_sites
from marketplace.accounts.actions import accept_invitation, invite
from marketplace.actor import Actor, Role
from marketplace.geo import GeocoderAway, Point
from marketplace.jobs.actions import run
from marketplace.jobs.models import Job
from marketplace.reference import actions as reference
from marketplace.reference.models import LocatedAddress, Postcode
from marketplace.workflow import Refused
from tests.factories.accounts import UserFactory, actor_of
from tests.factories.companies import CompanyFactory, MentorFactory, SiteFactory, hr_of

pytestmark = pytest.mark.django_db
FACTS = {
    "name": "Magazijn",
    "street": "Kaai 12",
    "postcode": "2000",
    "municipality": "Antwerpen",
    "contact_name": "Noor",
    "contact_phone": "03 123 45 67",
}
MENTOR = {
    "name": "Noor",
    "born_on": "1980-05-05",
    "profession": "bakker",
    "in_practice_since_on": "2005-01-01",
    "designated_on": "2026-09-01",
    "most_students": "2",
}


@pytest.fixture
def hr():
    return hr_of(CompanyFactory())


@pytest.fixture
def postcode():
    return Postcode.objects.create(code="2000", municipality="Antwerpen", nis="11002", lat=51.22, lon=4.4)


@pytest.fixture
def geocoder(settings, monkeypatch):
    """A configured geocoder whose answers a test appends: a point, None, or an error."""
    settings.GEOCODER = "nominatim"
    answers = []

    def answer(address, _):
        given = answers.pop(0)
        if isinstance(given, Exception):
            raise given
        return given

    monkeypatch.setattr(reference, "geocode", answer)
    return answers


def test_a_site_is_saved_on_its_postcode(client_of, hr, postcode):
    answer = client_of(hr).post(reverse("site-add"), FACTS, follow=True)
    site = Site.objects.get()
    assert (site.lat, site.location, site.contact_phone) == (51.22, "postcode", "+3231234567")
    assert site.establishment_number is None
    assert "nog niet ingevuld" in answer.content.decode()


def test_an_address_that_cannot_be_found_is_saved_and_looked_for_later(client_of, hr):
    answer = client_of(hr).post(reverse("site-add"), FACTS, follow=True)
    assert "nog niet op de kaart en blijven zoeken" in answer.content.decode()
    site = Site.objects.get()
    assert (site.lat, site.location) == (None, "unknown")
    Postcode.objects.create(code="2000", municipality="Antwerpen", nis="11002", lat=51.22, lon=4.4)
    assert locate_sites() == 1
    run(Job.objects.get(kind="locate_site").pk)
    site.refresh_from_db()
    assert site.location == "postcode"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"establishment_number": "2.147.812.702"}, "het controlegetal hoort"),
        ({"establishment_number": "0566.988.259"}, "begint met 2 tot 8"),
        ({"contact_phone": "12"}, "geen telefoonnummer"),
        ({"postcode": "20"}, "heeft 4 cijfers"),
    ],
)
def test_wrong_answers_get_a_sentence_and_lose_nothing(client_of, hr, wrong, sentence):
    page = client_of(hr).post(reverse("site-add"), FACTS | wrong).content.decode()
    assert sentence in page
    assert "Kaai 12" in page
    assert not Site.objects.exists()


def test_an_establishment_number_belongs_to_one_site(client_of, hr):
    SiteFactory(establishment_number="2147812701")
    page = client_of(hr).post(reverse("site-add"), FACTS | {"establishment_number": "2.147.812.701"}).content.decode()
    assert "hoort al bij een andere vestiging" in page


def test_the_geocoder_is_asked_in_the_background_and_once(hr, postcode, geocoder):
    geocoder.append(Point(51.2, 4.41))
    site = actions.add_site(company=_company(hr), by=actor_of(hr), **FACTS)
    assert site.location == "postcode"
    run(Job.objects.get(kind="locate_site").pk)
    site.refresh_from_db()
    assert (site.lat, site.location) == (51.2, "address")
    again = actions.add_site(company=site.company, by=actor_of(hr), **FACTS)
    assert again.location == "address"
    assert Job.objects.filter(kind="locate_site").count() == 1


def test_a_geocoder_that_is_down_blocks_nothing_and_is_tried_again(hr, postcode, geocoder):
    geocoder.extend([GeocoderAway("down"), Point(51.2, 4.41)])
    site = actions.add_site(company=_company(hr), by=actor_of(hr), **FACTS)
    job = Job.objects.get(kind="locate_site")
    run(job.pk)
    job.refresh_from_db()
    assert job.state == "waiting"
    Job.objects.update(due_at=job.created_at)
    run(job.pk)
    site.refresh_from_db()
    assert site.location == "address"


def test_an_address_that_is_not_found_keeps_the_postcode(hr, postcode, geocoder):
    geocoder.append(None)
    site = actions.add_site(company=_company(hr), by=actor_of(hr), **FACTS)
    run(Job.objects.get(kind="locate_site").pk)
    site.refresh_from_db()
    assert site.location == "postcode"
    assert LocatedAddress.objects.get().lat is None
    actions.locate_site(site_id=site.pk)  # asked lately, so not asked again


def test_a_new_address_is_located_anew(hr, postcode):
    site = actions.add_site(company=_company(hr), by=actor_of(hr), **FACTS)
    changed = actions.change_site(site=site, by=actor_of(hr), **FACTS | {"postcode": "9999"})
    assert (changed.location, changed.lat) == ("unknown", None)


def test_only_own_hr_changes_a_site(client_of, hr):
    foreign = SiteFactory()
    client = client_of(hr)
    for name in ("site-detail", "site-change", "mentor-add", "closure-add"):
        assert client.get(reverse(name, args=[foreign.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.change_site(site=foreign, by=actor_of(hr), name="Anders")


def test_a_mentor_needs_no_mail_address(client_of, hr):
    site = SiteFactory(company=_company(hr))
    page = client_of(hr).post(reverse("mentor-add", args=[site.pk]), MENTOR, follow=True).content.decode()
    assert Mentor.objects.get().email == ""
    assert "596.2" in page


def test_an_extract_seen_needs_its_date(client_of, hr):
    site = SiteFactory(company=_company(hr))
    wrong = MENTOR | {"extract_seen_on": "2026-09-01"}
    page = client_of(hr).post(reverse("mentor-add", args=[site.pk]), wrong).content.decode()
    assert "Vul ook de datum in die op het uittreksel staat." in page


def test_a_mentor_with_four_students_is_refused(client_of, hr):
    site = SiteFactory(company=_company(hr))
    page = client_of(hr).post(reverse("mentor-add", args=[site.pk]), MENTOR | {"most_students": "4"}).content.decode()
    assert "een tot drie leerlingen" in page


@pytest.mark.parametrize("fact", ["born_on", "in_practice_since_on", "extract_dated_on", "trained_on"])
def test_what_was_seen_of_a_mentor_is_not_still_to_come(client_of, hr, fact):
    """A typing error in a year would otherwise come back weeks later, as a mentor who does not do."""
    site = SiteFactory(company=_company(hr))
    client, typed = client_of(hr), MENTOR | {fact: "2099-09-01"}
    page = client.post(reverse("mentor-add", args=[site.pk]), typed).content.decode()
    label = str(Mentor._meta.get_field(fact).verbose_name).capitalize()
    assert f"{label}: deze dag moet nog komen." in page
    assert 'value="2099-09-01"' in page
    mentor = MentorFactory(site=site)
    page = client.post(reverse("mentor-change", args=[mentor.pk]), typed).content.decode()
    assert f"{label}: deze dag moet nog komen." in page


def test_the_page_of_a_site_tells_what_a_mentor_lacks(client_of, hr):
    mentor = MentorFactory(site=SiteFactory(company=_company(hr)), born_on=date(2006, 1, 1))
    page = client_of(hr).get(reverse("site-detail", args=[mentor.site_id])).content.decode()
    assert "een mentor is minstens 23" in page
    assert "geen tweede mentor" in page


def test_an_invited_mentor_gets_their_account(client_of, hr):
    mentor = MentorFactory(site=SiteFactory(company=_company(hr)), email="mentor@demo.example")
    client_of(hr).post(reverse("mentor-invite", args=[mentor.pk]))
    assert Job.objects.filter(kind="mail", arguments__to="mentor@demo.example").exists()
    user = UserFactory(email="mentor@demo.example")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    _, token = invite(
        organisation=hr.organisation,
        email=user.email,
        role=Role.MENTOR,
        may_sign=False,
        by=actor_of(hr),
        subject_id=mentor.pk,
    )
    accept_invitation(token=token, user=user, at=Job.objects.latest("created_at").created_at)
    mentor.refresh_from_db()
    assert mentor.user == user
    with pytest.raises(Refused) as refused:
        actions.invite_mentor(mentor=mentor, by=actor_of(hr))
    assert refused.value.code == "mentor.has_account"


@pytest.mark.parametrize(("elsewhere", "code"), [(True, "mentor.other_company"), (False, "mentor.has_account")])
def test_an_invitation_makes_an_account_of_own_mentors_only(hr, elsewhere, code):
    site = SiteFactory() if elsewhere else SiteFactory(company=_company(hr))
    mentor = MentorFactory(site=site, user=None if elsewhere else UserFactory())
    by = Actor(user_id=hr.user_id, organisation_id=hr.organisation_id)
    with pytest.raises(Refused) as refused:
        actions.link_mentor(subject_id=mentor.pk, user=UserFactory(), by=by)
    assert refused.value.code == code


def test_a_mentor_without_mail_address_cannot_be_invited(client_of, hr):
    mentor = MentorFactory(site=SiteFactory(company=_company(hr)))
    answer = client_of(hr).post(reverse("mentor-invite", args=[mentor.pk]))
    assert answer.status_code == 409
    assert "mailadres" in answer.content.decode()


def test_closures_are_kept_and_taken_away(client_of, hr):
    site = SiteFactory(company=_company(hr))
    client = client_of(hr)
    url = reverse("closure-add", args=[site.pk])
    page = client.post(url, {"starts_on": "2030-12-24", "ends_on": "2030-12-23"}).content.decode()
    assert "De laatste dag ligt voor de eerste." in page
    client.post(url, {"starts_on": "2030-12-24", "ends_on": "2031-01-02"})
    closure = site.closures.get()
    client.post(reverse("closure-remove", args=[closure.pk]))
    assert not site.closures.exists()


def test_a_recognition_is_requested_and_later_given(hr):
    site = SiteFactory(company=_company(hr), establishment_number="2147812701")
    by = actor_of(hr)
    actions.record_recognition(site=site, programme_code="1", requested_on=date(2026, 11, 1), by=by)
    given = actions.record_recognition(
        site=site, programme_code="1", reference="E-1", starts_on=date(2026, 11, 15), ends_on=date(2031, 11, 14), by=by
    )
    assert site.recognitions.get() == given
    assert given.requested_on is None


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, "recognition.incomplete"),
        ({"reference": "E-1"}, "recognition.incomplete"),
        ({"reference": "E", "starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)}, "recognition.dates"),
        ({"reference": "E", "starts_on": date(2026, 1, 1), "ends_on": date(2031, 1, 2)}, "recognition.too_long"),
    ],
)
def test_a_recognition_that_cannot_be_gets_a_sentence(hr, facts, code):
    site = SiteFactory(company=_company(hr), establishment_number="2147812701")
    with pytest.raises(Refused) as refused:
        actions.record_recognition(site=site, programme_code="1", by=actor_of(hr), **facts)
    assert refused.value.code == code


def test_a_recognition_needs_the_establishment_number(hr):
    with pytest.raises(Refused) as refused:
        actions.record_recognition(
            site=SiteFactory(company=_company(hr)), programme_code="1", requested_on=date(2026, 1, 1), by=actor_of(hr)
        )
    assert refused.value.code == "site.no_establishment_number"


def _company(hr):
    return Company.objects.get(pk=hr.organisation_id)
