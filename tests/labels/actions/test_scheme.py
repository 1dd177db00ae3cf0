"""A new version of the criteria: copied, changed, published; a published one never changes."""

from datetime import date
from functools import partial

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from labels.actions import application as files
from labels.actions import scheme as actions
from labels.data import load_schemes
from labels.models import Criterion, Scheme
from marketplace.actor import Role
from marketplace.workflow import Refused
from tests.factories.accounts import MembershipFactory, actor_of, city_member
from tests.factories.companies import SiteFactory, hr_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
FROM = date(2027, 1, 1)


@pytest.fixture
def today():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        load_schemes()
        yield


@pytest.fixture
def member():
    return city_member(Role.ADMINISTRATOR)


@pytest.fixture
def administrator(member):
    return actor_of(member)


@pytest.fixture
def second(member):
    return MembershipFactory(organisation=member.organisation, role=Role.ADMINISTRATOR)


@pytest.fixture
def draft(administrator):
    return actions.draft(holder="company", by=administrator)


def refusal(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


def test_a_draft_is_a_copy_of_the_last_version(draft, administrator):
    assert (draft.number, draft.status, draft.criteria.count()) == (2, "draft", 25)
    assert actions.draft(holder="company", by=administrator) == draft
    assert Scheme.objects.in_force("company", date(2030, 1, 1)).number == 1


def test_weights_must_sum_to_a_hundred(draft, administrator):
    propose = partial(actions.propose, scheme=draft, in_force_on=FROM, by=administrator)
    actions.change_criterion(criterion=draft.criteria.get(code="C05"), weight=5, by=administrator)
    with pytest.raises(Refused, match="Ze moeten samen 100 zijn"):
        propose()
    actions.change_criterion(criterion=draft.criteria.get(code="C06"), weight=3, by=administrator)
    assert propose().status == "proposed"


def test_texts_are_there_in_both_languages(draft, administrator):
    actions.change_criterion(criterion=draft.criteria.get(code="C05"), name_en="", by=administrator)
    assert refusal(partial(actions.propose, scheme=draft, in_force_on=FROM, by=administrator)) == "scheme.texts"


def test_a_published_version_never_changes(administrator):
    published = Scheme.objects.get(holder="company")
    criterion = published.criteria.get(code="C05")
    assert refusal(partial(actions.change, scheme=published, label_from=1, by=administrator)) == "scheme.published"
    change = partial(actions.change_criterion, criterion=criterion, weight=1, by=administrator)
    assert refusal(change) == "scheme.published"


def test_a_version_begins_after_the_one_before(draft, administrator):
    propose = partial(actions.propose, scheme=draft, by=administrator)
    assert refusal(partial(propose, in_force_on=date(2026, 11, 22))) == "scheme.day"


def test_nobody_publishes_what_they_proposed(draft, administrator, second):
    actions.propose(scheme=draft, in_force_on=FROM, by=administrator)
    assert refusal(partial(actions.publish, scheme=draft, by=administrator)) == "scheme.own_proposal"
    assert actions.publish(scheme=draft, by=actor_of(second)).published_by == second.user


def test_a_draft_is_not_published_without_a_proposal(draft, second):
    assert refusal(partial(actions.publish, scheme=draft, by=actor_of(second))) == "scheme.publish.wrong_status"


def test_a_proposal_is_changed_only_after_it_went_back(draft, administrator, second):
    actions.propose(scheme=draft, in_force_on=FROM, by=administrator)
    change = partial(actions.change, scheme=draft, label_from=70, by=administrator)
    assert refusal(change) == "scheme.proposed"
    assert actions.draft(holder="company", by=administrator) == draft
    back = actions.send_back(scheme=draft, by=actor_of(second))
    assert (back.status, back.in_force_on, back.proposed_by) == ("draft", None, None)
    assert change().label_from == 70


def test_a_proposal_whose_day_passed_is_not_published(draft, administrator, second):
    actions.propose(scheme=draft, in_force_on=FROM, by=administrator)
    with time_machine.travel("2027-01-02T10:00:00+01:00"):
        assert refusal(partial(actions.publish, scheme=draft, by=actor_of(second))) == "scheme.day"


def test_a_heavy_decision_never_asks_fewer_than_two(draft, administrator):
    change = partial(actions.change, scheme=draft, by=administrator, deciders=1, deciders_heavy=1)
    with pytest.raises(Refused, match="minstens twee mensen"):
        change()


def test_numbers_and_knock_outs_fit(draft, administrator):
    assert refusal(partial(actions.change, scheme=draft, label_from=90, by=administrator)) == "scheme.numbers"
    change = partial(actions.change_criterion, criterion=draft.criteria.get(code="C05"), by=administrator)
    assert refusal(partial(change, may_not_apply=True)) == "criterion.knock_out_applies"


def test_only_the_administrator(draft):
    officer = actor_of(city_member(Role.LABEL_OFFICER))
    with pytest.raises(PermissionDenied):
        actions.draft(holder="school", by=officer)
    with pytest.raises(PermissionDenied):
        actions.change(scheme=draft, label_from=70, by=officer)


def test_a_running_file_keeps_its_version(draft, administrator, second):
    site = SiteFactory(establishment_number="2147812701")
    by = actor_of(hr_of(site.company))
    running = files.start(holder="company", sites=[site], by=by)
    actions.propose(scheme=draft, in_force_on=date(2026, 11, 23), by=administrator)
    actions.publish(scheme=draft, by=actor_of(second))
    running.refresh_from_db()
    assert (running.scheme.number, Scheme.objects.in_force("company", FROM).number) == (1, 2)


def test_the_pages_of_a_new_version(client, client_of, member, second):
    client.get("/")
    everybody = client.get(reverse("scheme-list")).content.decode()
    assert "Maak een nieuwe versie" not in everybody
    client_of(member)
    client.post(reverse("scheme-new", args=["company"]))
    draft = Scheme.objects.get(status="draft")
    path = reverse("criterion-edit", args=[draft.pk, "C05"])
    form = client.get(path).context["form"]
    facts = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    client.post(path, facts | {"weight": 9})
    assert Criterion.objects.get(scheme=draft, code="C05").weight == 9
    propose = reverse("scheme-propose", args=[draft.pk])
    assert "Ze moeten samen 100 zijn" in client.post(propose, {"in_force_on": "2027-01-01"}).content.decode()
    client.post(path, facts | {"weight": 4})
    client.post(
        reverse("scheme-edit", args=[draft.pk]),
        {
            "label_from": 70,
            "distinction_from": 85,
            "years": 3,
            "assessors": 1,
            "assessors_heavy": 2,
            "deciders": 1,
            "deciders_heavy": 2,
            "may_leave_out": 5,
        },
    )
    client.post(propose, {"in_force_on": "2027-01-01"})
    publish = reverse("scheme-step", args=[draft.pk, "publish"])
    assert "Jij stelde deze versie voor" in client.post(publish).content.decode()
    client_of(second)
    assert "stelde deze versie voor" in client.get(reverse("scheme-detail", args=[draft.pk])).content.decode()
    client.post(publish)
    draft.refresh_from_db()
    assert (draft.status, draft.label_from, draft.published_by) == ("published", 70, second.user)
    client.logout()
    told = client.get(reverse("scheme-detail", args=[draft.pk])).content.decode()
    assert "Deze versie geldt vanaf vr 1 jan 2027" in told
