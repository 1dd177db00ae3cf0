"""Places are promised, the ledger counts what happens, and the yearly question is answered by one click."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from companies.models import Closure
from labels.actions import pledge as actions
from labels.models import Fact, Label, Pledge, PledgeEntry, PledgeQuestion
from labels.models.pledge import balances, dormant_labels
from labels.tasks.pledge import ask_companies
from marketplace.accounts.models import Membership
from marketplace.actor import SYSTEM, Role
from marketplace.audit.models import AuditEvent
from marketplace.workflow import Refused
from tests.factories.accounts import actor_of, city_member
from tests.factories.companies import CompanyFactory, SiteFactory, hr_of
from tests.factories.labels import LabelFactory
from tests.journeys.post import link_for, mails_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    with time_machine.travel("2027-04-05T07:00:00+02:00", tick=False) as clock:
        yield clock


@pytest.fixture
def company():
    return CompanyFactory(sector="H")


@pytest.fixture
def hr(company):
    return hr_of(company)


@pytest.fixture
def label(company):
    return LabelFactory(site=SiteFactory(company=company))


@pytest.fixture
def promised(company, hr):
    """What the company promised for this school year."""
    return promise(hr, 2026, 4)


@pytest.fixture
def link(label, promised, hr):
    """The address in the mail of the yearly question."""
    ask_companies()
    return link_for(hr.user.email, "/pledges/answer/")


def promise(member, school_year, places, sector="H"):
    return actions.promise_places(school_year=school_year, sector=sector, places=places, by=actor_of(member))


def post(company, kind, reference):
    facts = {"organisation": company.organisation, "school_year": 2026, "sector": "H"}
    return actions.post_to_pledge(**facts, kind=kind, reference=reference, by=SYSTEM)


def refusal(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


def test_the_ledger_holds_a_thing_once_and_c23_reads_it(company, promised):
    assert post(company, "started", "placement:1") == post(company, "started", "placement:1")
    post(company, "started", "placement:2")
    (line,) = balances(company.pk)
    assert (line.promised, line.started, line.is_kept) == (4, 2, False)
    assert Fact.objects.get(key="pledge").value == {"school_year": 2026, "promised": 4, "started": 2}


def test_a_promise_kept_is_shown_so(company, hr, promised, client_of):
    for number in range(4):
        post(company, "started", f"placement:{number}")
    (line,) = balances(company.pk)
    assert line.is_kept
    assert "2026-27" in client_of(hr).get(reverse("pledge-own")).content.decode()


def test_hr_promises_on_one_page(company, hr, client_of):
    typed = {"school_year": "2027", "sector": "H", "places": "3"}
    client_of(hr).post(reverse("pledge-own"), typed)
    client_of(hr).post(reverse("pledge-own"), typed | {"places": "5"})
    assert Pledge.objects.get().places == 5
    page = client_of(city_member(Role.AUDITOR)).get(reverse("pledge-company", args=[company.pk])).content.decode()
    assert "2027-28" in page


def test_only_who_may_sign_promises_and_only_for_open_years(company, hr):
    weak = hr_of(company, may_sign=False)
    assert refusal(lambda: promise(weak, 2027, 1)) == "pledge.no_power_to_sign"
    assert refusal(lambda: promise(hr, 2025, 1)) == "pledge.year_closed"
    with pytest.raises(PermissionDenied):
        promise(city_member(Role.LABEL_OFFICER), 2027, 1)


def test_the_question_goes_to_who_may_sign_once(label, promised, hr, company):
    hr_of(company, may_sign=False)
    assert [ask_companies(), ask_companies()] == [1, 0]
    (mail,) = mails_to(hr.user.email)
    assert "Hoeveel plaatsen belooft" in mail
    assert "2027-28" in mail


@pytest.mark.parametrize("day", ["2027-03-31", "2027-04-04", "2027-05-01", "2027-09-01"])
def test_it_is_asked_on_working_days_from_april_on(label, promised, today, day):
    today.move_to(f"{day}T07:00:00+02:00")
    assert ask_companies() == 0


def test_never_in_a_closure_but_on_the_day_after(label, promised, today):
    Closure.objects.create(site=label.site, starts_on=date(2027, 4, 5), ends_on=date(2027, 4, 9))
    assert ask_companies() == 0
    today.move_to("2027-04-12T07:00:00+02:00")
    assert ask_companies() == 1


def test_who_promised_already_or_has_no_label_is_not_asked(label, hr):
    promise(hr, 2027, 2)
    CompanyFactory()
    assert ask_companies() == 0


def test_fifty_readings_of_a_scanner_change_nothing(client, link):
    for _ in range(50):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    assert PledgeQuestion.objects.get().answer == ""
    assert not Pledge.objects.filter(school_year=2027).exists()


def test_the_same_by_one_click_and_once(client, link, hr):
    assert "Evenveel: 4 plaatsen" in client.get(link).content.decode()
    client.post(link, {"answer": "same"})
    pledge = Pledge.objects.get(school_year=2027)
    assert (pledge.places, pledge.sector, pledge.promised_by) == (4, "H", hr.user)
    again = client.post(link, {"answer": "not_this_year", "reason": "no_work"}).content.decode()
    assert "Het antwoord is er al" in again
    assert PledgeQuestion.objects.get().answer == "same"


def test_a_mail_from_long_ago_answers_nothing(client, link):
    with time_machine.travel(timezone.now() + actions.LINK_LASTS + timedelta(seconds=2), tick=False):
        assert "Deze link is te oud" in client.get(link).content.decode()
        assert "Deze link is te oud" in client.post(link, {"answer": "same"}).content.decode()
    assert not PledgeQuestion.objects.exclude(answer="").exists()
    refused = AuditEvent.objects.filter(verb="refused").values_list("subject_type", "subject_id", "data__code")
    assert set(refused) == {("labels.pledgequestion", PledgeQuestion.objects.get().pk, "pledge.link_expired")}


def test_fewer_says_how_many(client, link):
    assert "kleiner aantal" in client.post(link, {"answer": "fewer", "places_H": "4"}).content.decode()
    client.post(link, {"answer": "fewer", "places_H": "1"})
    assert Pledge.objects.get(school_year=2027).places == 1


def test_maybe_comes_back_later(client, link, hr, today):
    client.post(link, {"answer": "maybe"})
    assert ask_companies() == 0
    today.move_to("2027-05-05T07:00:00+02:00")
    assert ask_companies() == 1
    assert len(mails_to(hr.user.email)) == 2
    assert PledgeQuestion.objects.get().answer == ""


def test_not_this_year_says_why(client, link):
    assert "Kies waarom" in client.post(link, {"answer": "not_this_year"}).content.decode()
    client.post(link, {"answer": "not_this_year", "reason": "no_mentor"})
    question = PledgeQuestion.objects.get()
    assert (question.answer, question.reason) == ("not_this_year", "no_mentor")
    assert not Pledge.objects.filter(school_year=2027).exists()


def test_a_changed_link_does_not_open(client, link):
    assert client.get(f"{link.rstrip('/')}x/").status_code == 404
    assert client.post("/pledges/answer/no-such-token/", {"answer": "same"}).status_code == 404


def test_who_left_does_not_answer(client, link, hr):
    Membership.objects.filter(pk=hr.pk).update(ends_on=date(2027, 4, 4))
    assert "Je tekent niet meer" in client.post(link, {"answer": "same"}).content.decode()
    assert not Pledge.objects.filter(school_year=2027).exists()


def test_the_link_ends_with_the_school_year(client, link, today):
    today.move_to("2027-09-01T07:00:00+02:00")
    assert "Het schooljaar is begonnen" in client.post(link, {"answer": "same"}).content.decode()


def test_dormant_labels_are_found(label, company, hr, client_of):
    officer = client_of(city_member(Role.LABEL_OFFICER))
    assert label.holder_name in officer.get(reverse("label-dormant")).content.decode()
    post(company, "matched", "placement:1")
    assert not dormant_labels(date(2027, 4, 5), 12).exists()


def test_a_promise_or_a_young_label_is_not_asleep(label, hr, promised):
    Label.objects.filter(pk=LabelFactory().pk).update(starts_on=date(2026, 12, 1))
    assert not dormant_labels(date(2027, 4, 5), 12).exists()
    assert PledgeEntry.objects.count() == 0
