"""Who names a panel had no part in what is disputed and has no tie; who left one sits in none about the same."""

from datetime import date
from functools import partial

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from labels.actions import panel as actions
from labels.actions.appeal import tell_officers
from labels.models import Appeal, LeftSeat, PanelSeat
from marketplace.accounts.models import Organisation
from marketplace.actor import Role
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from tests.constraints import breaks
from tests.factories.accounts import CityFactory, MembershipFactory, OrganisationFactory, UserFactory, actor_of
from tests.factories.audited import partner_member
from tests.factories.companies import SiteFactory, hr_of
from tests.factories.label_files import (
    AppealFactory,
    AssignmentFactory,
    DecisionFactory,
    EmployerMembershipFactory,
    refused_place,
)
from tests.factories.labels import LabelFactory, MeasureFactory
from tests.factories.schools import SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        yield


@pytest.fixture
def city():
    return CityFactory()


@pytest.fixture
def officer(city):
    return MembershipFactory(organisation=city, role=Role.LABEL_OFFICER)


@pytest.fixture
def label():
    return LabelFactory(status="suspended")


@pytest.fixture
def appeal(label):
    """An objection to a suspension."""
    return AppealFactory(application_site=None, label=label, organisation=label.organisation, kind="objection")


@pytest.fixture
def file_appeal():
    """An objection to a refused file."""
    site = SiteFactory()
    return AppealFactory(application_site=refused_place(site.company.organisation, site=site), kind="objection")


def make_panel():
    """One from a school, one from an employer, one from outside."""
    school, employer, outside = [partner_member(Role.PANEL_MEMBER) for _ in range(3)]
    MembershipFactory(user=school.user, role=Role.DIRECTOR)
    EmployerMembershipFactory(partner=employer.organisation)
    return {"school": school, "employer": employer, "outside": outside}


def compose(appeal, by, panel=None):
    return actions.compose(appeal=appeal, members=panel or make_panel(), by=actor_of(by))


def replace(appeal, by, place="outside", member=None):
    seat, member = appeal.panel.get(place=place), member or make_panel()[place]
    return actions.replace(seat=seat, member=member, reason="Ziek.", by=actor_of(by))


def refusal(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


def tie(appeal, officer):
    MembershipFactory(user=officer.user, organisation=appeal.organisation, role=Role.HR, ends_on=date(2026, 5, 1))
    return "measure.tied"


def proposed(appeal, officer):
    MeasureFactory(label=appeal.label, held=True, proposed_by=officer.user)
    return "panel.composer_involved"


def read(appeal, officer):
    MeasureFactory(label=appeal.label, held=True, reviewed_by=officer.user)
    return "panel.composer_involved"


def decided(appeal, officer):
    facts = {"application_site": None, "label": appeal.label, "matter": "suspension", "level": ""}
    DecisionFactory(decided_by=officer.user, **facts)
    return "panel.composer_involved"


@pytest.mark.parametrize("part", [tie, proposed, read, decided])
def test_who_has_a_tie_or_had_a_part_picks_no_panel_and_swaps_nobody(city, officer, appeal, part):
    code = part(appeal, officer)
    assert refusal(partial(compose, appeal, officer)) == code
    compose(appeal, MembershipFactory(organisation=city, role=Role.LABEL_OFFICER))
    assert refusal(partial(replace, appeal, officer)) == code


def test_a_duty_on_the_file_is_a_part_and_awarding_is_not(officer, file_appeal):
    duty = AssignmentFactory(
        application=file_appeal.application_site.application, person=officer.user, duty="decider", ended_at=None
    )
    assert refusal(partial(compose, file_appeal, officer)) == "panel.composer_involved"
    type(duty).objects.filter(pk=duty.pk).update(duty="awarder")
    assert compose(file_appeal, officer).status == "hearing"


def test_the_page_says_why_not(officer, appeal, client_of):
    tie(appeal, officer)
    client = client_of(officer)
    assert "Een collega neemt dit." in client.get(reverse("appeal-panel", args=[appeal.pk])).text
    assert reverse("appeal-panel", args=[appeal.pk]) not in client.get(reverse("appeal-detail", args=[appeal.pk])).text


class TestTheCity:
    """What the city itself disputes is for outsiders: who composes, and who sits."""

    @pytest.fixture
    def appeal(self):
        school = SchoolFactory(network="officieel gesubsidieerd gemeentelijk onderwijs")
        label = LabelFactory(site=None, organisation=school.organisation, status="suspended")
        return AppealFactory(application_site=None, label=label, organisation=school.organisation, kind="objection")

    def test_a_decider_from_outside_names_the_panel(self, officer, appeal, client_of):
        decider = partner_member()
        assert refusal(partial(compose, appeal, officer)) == "measure.city"
        tell_officers(appeal, "appeal.lodged")
        assert Notification.objects.get(code="appeal.lodged").user == decider.user
        page = reverse("appeal-panel", args=[appeal.pk])
        assert page in client_of(decider).get(reverse("dashboard")).text
        assert page not in client_of(officer).get(reverse("dashboard")).text
        client = client_of(decider)
        client.post(page, {place: member.pk for place, member in make_panel().items()})
        appeal.refresh_from_db()
        assert appeal.status == "hearing"
        assert refusal(partial(replace, appeal, officer)) == "measure.city"
        assert replace(appeal, decider).declared_at is None

    def test_nobody_of_the_city_sits(self, city, appeal):
        panel = make_panel()
        MembershipFactory(user=panel["outside"].user, organisation=city, role=Role.AUDITOR)
        assert refusal(partial(compose, appeal, partner_member(), panel)) == "panel.city"

    def test_a_decider_composes_nothing_else(self, label):
        other = AppealFactory(application_site=None, label=label, organisation=label.organisation)
        with pytest.raises(Appeal.DoesNotExist):
            compose(other, partner_member())
        Organisation.objects.filter(pk=label.organisation_id).update(is_city=True)
        assert compose(other, partner_member()).status == "hearing"


def test_no_employer_judges_a_measure_on_its_own_member(officer, appeal):
    panel = make_panel()
    EmployerMembershipFactory(partner=panel["employer"].organisation, member=appeal.organisation)
    assert refusal(partial(compose, appeal, officer, panel)) == "panel.own_member"
    assert not PanelSeat.objects.exists()


def test_who_worked_for_the_holder_does_not_sit(officer, appeal):
    panel = make_panel()
    hr_of(appeal.site.company, user=panel["outside"].user, ends_on=date(2026, 11, 20))
    assert refusal(partial(compose, appeal, officer, panel)) == "panel.tied"


def test_who_proposed_the_measure_does_not_sit(city, officer, label, appeal):
    member = make_panel()["outside"]
    MeasureFactory(label=label, held=True, proposed_by=member.user)
    assert refusal(partial(compose, appeal, officer, make_panel() | {"outside": member})) == "panel.involved"


def test_who_was_replaced_is_kept_and_sits_in_no_panel_about_the_same(officer, label, appeal):
    panel = make_panel()
    compose(appeal, officer, panel)
    replace(appeal, officer)
    left = LeftSeat.objects.get(appeal=appeal)
    assert (left.place, left.person, left.reason) == ("outside", panel["outside"].user, "Ziek.")
    assert refusal(partial(replace, appeal, officer, member=panel["outside"])) == "panel.involved"
    Appeal.objects.filter(pk=appeal.pk).update(status="rejected", reasons="x", decided_at=timezone.now())
    again = AppealFactory(application_site=None, label=label, organisation=label.organisation, kind="appeal")
    assert refusal(partial(compose, again, officer, make_panel() | {"outside": panel["outside"]})) == "panel.involved"


def test_a_seat_that_was_left_says_who_and_why(appeal):
    facts = {"appeal": appeal, "place": "school", "left_at": timezone.now(), "organisation": OrganisationFactory()}
    row = LeftSeat.objects.create(person=UserFactory(), reason="Ziek.", **facts)
    with breaks("left_seat_once_a_person"):
        LeftSeat.objects.create(person=row.person, reason="Ziek.", **facts)
    for wrong in ({"reason": ""}, {"place": "city"}):
        with breaks("left_seat_is_whole"):
            LeftSeat.objects.create(**facts | {"person": UserFactory(), "reason": "Ziek."} | wrong)
