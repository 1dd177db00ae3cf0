"""Somebody around a placement reports to the city, with an account or by personal link."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from labels.actions.case import acknowledge
from labels.models import Case, Report
from marketplace.actor import Actor, Role
from marketplace.audit.models import AuditEvent
from marketplace.jobs.models import Job
from marketplace.workflow import Refused
from placements.actions.link import issue_links
from placements.actions.report import MOST_A_DAY, report_problem
from placements.family_texts import FAMILY_TEXTS
from placements.report_texts import REPORT_TEXTS
from tests.factories.accounts import actor_of, city_member
from tests.factories.cases import HelpLineFactory
from tests.factories.offers import make_market
from tests.factories.schools import RepresentativeFactory
from tests.links import unlock

pytestmark = pytest.mark.django_db
TOLD = {"about": "company", "kind": "safety", "words": "Ik moest alleen op het dak."}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


def test_the_help_texts_say_as_much_in_every_language():
    assert REPORT_TEXTS.keys() == FAMILY_TEXTS.keys()
    assert all(texts.keys() == REPORT_TEXTS["nl"].keys() for texts in REPORT_TEXTS.values())


def test_a_coach_reports_the_company_of_a_placement(market, client_of):
    placement = market.placement()
    client, page = client_of(market.coach_member), reverse("placement-report", args=[placement.pk])
    assert "Iets melden aan de stad" in client.get(reverse("placement-detail", args=[placement.pk])).content.decode()
    assert client.get(page).status_code == 200
    assert Case.objects.count() == 0
    answer = client.post(page, TOLD, follow=True).content.decode()
    assert "Je melding is bij de stad" in answer
    report = Report.objects.select_related("case").get()
    assert (report.role, report.name, report.contact) == (
        "coach",
        market.coach_member.user.name,
        market.coach_member.user.email,
    )
    assert (report.case.organisation, report.case.site) == (market.company.organisation, market.site)
    assert report.case.reference == f"placement:{placement.pk}"


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(market, client_of):
    placement = market.placement()
    page = client_of(market.coach_member).post(
        reverse("placement-report", args=[placement.pk]), TOLD | {"kind": "weather"}
    )
    assert "Ik moest alleen op het dak." in page.content.decode()
    assert not Report.objects.exists()


def test_a_parent_reports_the_school_by_link_in_their_own_language(market, client):
    HelpLineFactory(phone="112")
    placement = market.placement()
    RepresentativeFactory(student=placement.student, name="Ouder Demo", language="ar", email="ouder@demo.example")
    link = next(link for link in issue_links(placement=placement, by=market.coach_actor) if link.name == "Ouder Demo")
    page = f"/link/{link.url.rstrip('/').rpartition('/')[2]}/report/"
    unlock(client, page.removesuffix("report/"), market.coach_actor)
    shown = client.get(page).content.decode()
    assert REPORT_TEXTS["ar"]["secret"] in shown
    assert 'href="tel:112"' in shown
    client.post(page, TOLD | {"about": "school", "is_danger": "on"})
    case = Case.objects.get()
    assert (case.organisation, case.site, case.is_danger) == (market.school.organisation, None, True)
    assert case.reports.get().contact == "ouder@demo.example"


def test_a_forwarded_link_reports_in_nobodys_name(market, client, client_of):
    placement = market.placement()
    RepresentativeFactory(student=placement.student, name="Ouder Demo", email="ouder@demo.example")
    link = next(link for link in issue_links(placement=placement, by=market.coach_actor) if link.name == "Ouder Demo")
    page = f"/link/{link.url.rstrip('/').rpartition('/')[2]}/report/"
    assert "zonder je naam" in client.get(page).content.decode()
    answer = client.post(page, TOLD, follow=True).content.decode()
    assert "Je melding is bij de stad, zonder je naam." in answer
    report = Report.objects.get()
    assert (report.name, report.contact, report.user) == ("via een link, niet getoond wie", "", None)
    mails = Job.objects.filter(kind="mail").count()
    acknowledge(case=report.case, by=actor_of(city_member(Role.LABEL_OFFICER)))
    assert Job.objects.filter(kind="mail").count() == mails


def test_hr_does_not_report(market):
    with pytest.raises(PermissionDenied):
        report_problem(placement=market.placement(), by=market.hr, **TOLD)


def test_whoever_has_a_link_does_not_bury_the_city(market):
    placement, told = market.placement(), {"by": market.coach_actor, **TOLD}
    for _number in range(MOST_A_DAY):
        report_problem(placement=placement, **told)
    with pytest.raises(Refused, match="vijf keer"):
        report_problem(placement=placement, **told)
    with time_machine.travel("2026-11-24T10:01:00+01:00", tick=False):
        report_problem(placement=placement, **told)
    assert Report.objects.count() == MOST_A_DAY + 1


def test_what_the_city_does_not_take_leaves_no_trace_of_who_reports(market, client_of):
    placement = market.placement()
    for _number in range(MOST_A_DAY):
        report_problem(placement=placement, by=market.coach_actor, **TOLD)
    page = reverse("placement-report", args=[placement.pk])
    assert "vijf keer" in client_of(market.coach_member).post(page, TOLD).text
    assert not AuditEvent.objects.filter(verb="refused").exists()


def test_the_longest_name_is_kept_whole(market):
    """PostgreSQL refuses what is longer than its column: this danger would be told to nobody."""
    placement = market.placement()
    guardian = RepresentativeFactory(student=placement.student, name="V" * 120, institution="I" * 150)
    by = Actor(roles=frozenset({Role.REPRESENTATIVE}), representative_id=guardian.pk)
    report_problem(placement=placement, by=by, **TOLD)
    report = Report.objects.get()
    report._meta.get_field("name").run_validators(report.name)
    assert report.name == f"{'V' * 120} ({'I' * 150})"
