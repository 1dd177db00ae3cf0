"""A campaign promises before it draws, follows who is silent, and keeps its results."""

import json
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from companies.models import Closure, Site
from labels.actions import campaign as actions
from labels.actions import spot_check as check_actions
from labels.actions.fact import record_evidence
from labels.campaign_file import own_file, published
from labels.models import Campaign, CampaignEntry, EmployerMembership, Label, SpotCheck
from labels.sampling import population_digest, replay
from labels.tasks.campaign import follow_checks
from labels.tickets import signals, tickets
from marketplace.accounts.models import Organisation
from marketplace.actor import SYSTEM, Role
from marketplace.audit.models import AuditEvent
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, actor_of, city_member
from tests.factories.cases import CaseFactory
from tests.factories.companies import RecognitionFactory, SiteFactory
from tests.factories.labels import LabelFactory, take_step
from tests.factories.schools import SchoolFactory, school_member

pytestmark = pytest.mark.django_db
PLAN = {
    "kind": "yearly",
    "name": "Steekproef",
    "fewest": 3,
    "most": 10,
    "files_each": 1,
    "waves": 1,
    "draws_on": date(2026, 12, 1),
    "visits_start_on": date(2026, 12, 7),
    "visits_end_on": date(2027, 2, 26),
    "public_source": "de Joker+ van 1 december",
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False) as clock:
        yield clock


def to(clock, day):
    clock.move_to(f"{day}T10:00:00+01:00", tick=False)


@pytest.fixture
def officer():
    return city_member(Role.LABEL_OFFICER)


@pytest.fixture
def by(officer):
    return actor_of(officer)


@pytest.fixture
def holders():
    """Six companies with a label; the first has three sites."""
    labels = [LabelFactory() for _number in range(6)]
    for _number in range(2):
        site = SiteFactory(company=labels[0].site.company)
        labels.append(LabelFactory(site=site))
    return labels


@pytest.fixture
def auditor():
    return city_member(Role.AUDITOR)


def refusal(call, *arguments, **named):
    with pytest.raises(Refused) as caught:
        call(*arguments, **named)
    return caught.value.code


def announced(by, **plan):
    return actions.announce(campaign=actions.make_campaign(**(PLAN | plan), by=by), by=by)


def drawn(by, clock, **plan):
    campaign = announced(by, **plan)
    to(clock, campaign.draws_on)
    return actions.draw(campaign=campaign, public_number="123456", by=by)


def visiting(by, clock, **plan):
    campaign = drawn(by, clock, **plan)
    to(clock, campaign.visits_start_on)
    return actions.start_visits(campaign=campaign, by=by)


def one_check(campaign):
    return SpotCheck.objects.filter(entry__campaign=campaign, status="asked").order_by("pk").first()


def hr_actor(check):
    return actor_of(MembershipFactory(organisation=check.entry.organisation, role=Role.HR))


def answered(campaign, auditor, by):
    check = one_check(campaign)
    check_actions.assign_checks(checks=[check], auditor=auditor, by=by)
    return check_actions.answer(check=check, answer="Bel Hilde.", by=hr_actor(check))


def test_the_promise_is_public_before_the_draw_and_the_secret_is_not(holders, by, client):
    campaign = announced(by)
    file = client.get(reverse("campaign-population", args=[campaign.pk])).json()
    assert file == published(campaign)
    assert file["digest"] == population_digest(entry.line for entry in campaign.entries.all())
    assert not {"secret", "drawn", "public_number"} & file.keys()
    page = client.get(reverse("campaign-public", args=[campaign.pk])).content.decode()
    assert campaign.digest in page
    assert campaign.commitment in page
    for told in (page, json.dumps(file)):
        assert campaign.secret not in told
        assert not any(name in told for name in Organisation.objects.values_list("name", flat=True))


def test_the_draw_is_replayed_from_the_public_file(holders, by, clock, client):
    campaign = drawn(by, clock)
    file = client.get(reverse("campaign-population", args=[campaign.pk])).json()
    assert replay(file) == []
    assert len(file["drawn"]) == campaign.number == 3
    assert file["drawn"] == dict(campaign.entries.filter(wave__isnull=False).values_list("code", "wave"))


def test_every_holder_replays_its_own_part_and_finds_its_files(holders, by, clock):
    campaign = drawn(by, clock, fewest=6)
    for entry in campaign.entries.all():
        assert replay(own_file(entry)) == []
    big = campaign.entries.get(organisation=holders[0].organisation)
    assert Counter(check.status for check in big.checks.all()) == {"listed": 2, "picked": 1}


def test_files_within_a_holder_are_bounded_and_many_sites_do_not_weigh_more(holders, by, clock):
    campaign = drawn(by, clock, fewest=6, files_each=2)
    entry = campaign.entries.get(organisation=holders[0].organisation)
    assert entry.checks.exclude(status="listed").count() == 2
    assert set(campaign.entries.values_list("weight", flat=True)) == {2}  # one, and one for not being audited


def test_a_baseline_draws_everybody_without_audit_spread_over_its_waves(by, clock):
    labels = [LabelFactory() for _number in range(8)]
    LabelFactory(level="label")
    days = {"visits_start_on": date(2027, 1, 1), "visits_end_on": date(2028, 12, 31)}
    campaign = drawn(by, clock, kind="baseline", fewest=1, most=1, waves=4, **days)
    entries = campaign.entries.all()
    assert {entry.organisation_id for entry in entries} == {label.organisation_id for label in labels}
    assert Counter(entry.wave for entry in entries) == {1: 2, 2: 2, 3: 2, 4: 2}
    spans = sorted(set(SpotCheck.objects.values_list("starts_on", "visit_by_on")))
    assert (spans[0][0], spans[-1][1]) == (days["visits_start_on"], days["visits_end_on"])
    assert all(before[1] + timedelta(1) == after[0] for before, after in pairwise(spans))


def test_a_later_wave_is_asked_when_its_days_come(by, clock):
    for _number in range(4):
        LabelFactory()
    campaign = visiting(by, clock, kind="baseline", waves=2)
    assert SpotCheck.objects.filter(status="asked").count() == 2
    to(clock, campaign.days_of(2)[0])
    follow_checks()
    assert SpotCheck.objects.filter(status="picked").count() == 0


def test_the_yearly_share_is_kept(by):
    for _number in range(21):
        LabelFactory()
    assert refusal(announced, by, fewest=1, most=2) == "campaign.too_few"
    assert announced(by, fewest=1, most=10).number == 3  # ten percent of 21, rounded up


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"fewest": 5, "most": 4}, "campaign.bounds"),
        ({"fewest": 0}, "campaign.bounds"),
        ({"visits_start_on": date(2026, 12, 1)}, "campaign.days"),
        ({"visits_end_on": date(2026, 12, 7)}, "campaign.days"),
        ({"waves": 8, "visits_end_on": date(2026, 12, 10)}, "campaign.waves"),
        ({"draws_on": date(2026, 11, 29)}, "campaign.too_soon"),
    ],
)
def test_a_plan_out_of_order_is_refused(by, changed, code):
    assert refusal(actions.make_campaign, **(PLAN | changed), by=by) == code


def test_a_draft_that_waited_too_long_is_not_announced(holders, by, clock):
    campaign = actions.make_campaign(**PLAN, by=by)
    to(clock, "2026-11-25")
    assert refusal(actions.announce, campaign=campaign, by=by) == "campaign.too_soon"
    assert not CampaignEntry.objects.exists()
    assert actions.discard(campaign=campaign, by=by).status == "discarded"


def test_nobody_to_draw(by):
    assert refusal(announced, by) == "campaign.nobody"


def test_a_campaign_is_announced_once(holders, by):
    campaign = announced(by)
    assert refusal(actions.announce, campaign=campaign, by=by) == "campaign.announce.wrong_status"
    assert campaign.entries.count() == 6


def test_nobody_draws_or_visits_early(holders, by, clock):
    campaign = announced(by)
    assert refusal(actions.draw, campaign=campaign, public_number="1", by=by) == "campaign.draw_day"
    to(clock, campaign.draws_on)
    campaign = actions.draw(campaign=campaign, public_number="1", by=by)
    assert refusal(actions.start_visits, campaign=campaign, by=by) == "campaign.visits_day"


def test_a_population_that_was_changed_is_not_drawn_from(holders, by, clock):
    campaign = announced(by)
    campaign.entries.filter(pk=campaign.entries.first().pk).update(weight=9)
    to(clock, campaign.draws_on)
    assert refusal(actions.draw, campaign=campaign, public_number="1", by=by) == "campaign.population_changed"


def test_only_who_leads_makes_and_gives(holders, by, clock, auditor):
    outsider = actor_of(auditor)
    with pytest.raises(PermissionDenied):
        actions.make_campaign(**PLAN, by=outsider)
    campaign = visiting(by, clock)
    with pytest.raises(PermissionDenied):
        check_actions.assign_checks(checks=[one_check(campaign)], auditor=auditor, by=outsider)


def test_signals_give_tickets_up_to_a_figure(holders, by):
    label, on = holders[1], date(2026, 11, 23)
    facts = {"organisation": label.organisation, "status": "closed", "due_on": None, "reasons": "Daarom."}
    people = {"handler": UserFactory(), "question": "?"}
    CaseFactory(**facts, **people, finding="minor", decided_at="2026-06-01T10:00:00Z")
    RecognitionFactory(site=label.site, starts_on=date(2021, 1, 1), ends_on=date(2026, 6, 30))
    late = {"key": "answer_time", "value": {"late": 4}, "as_of": date(2026, 11, 1), "by": SYSTEM}
    record_evidence(organisation=label.organisation, site=None, **late)
    known = signals(holders, on)
    assert known[label.pk] == ["not_audited", "case", "late_answers", "recognition"]
    assert known[holders[2].pk] == ["not_audited"]
    assert tickets(known[label.pk], on) == 5
    assert tickets([*known[label.pk], "findings"], on) == 5


def test_what_nobody_recorded_an_unfounded_case_and_an_old_one_do_not_count(holders):
    label = holders[1]
    facts = {"organisation": label.organisation, "status": "closed", "due_on": None, "reasons": "Daarom."}
    people = {"handler": UserFactory(), "question": "?"}
    CaseFactory(**facts, **people, finding="unfounded", decided_at="2026-06-01T10:00:00Z")
    CaseFactory(**facts, **people, finding="major", decided_at="2024-06-01T10:00:00Z")
    CaseFactory(organisation=label.organisation)
    assert signals(holders, date(2026, 11, 23))[label.pk] == ["not_audited"]


def test_everybody_sees_what_is_theirs(holders, by, clock, auditor, client_of):
    campaign = visiting(by, clock)
    check = one_check(campaign)
    other = next(entry for entry in campaign.entries.all() if entry.organisation_id != check.entry.organisation_id)
    hr, neighbour = (
        MembershipFactory(organisation=organisation, role=Role.HR)
        for organisation in (check.entry.organisation, other.organisation)
    )
    detail, own = reverse("spot-check-detail", args=[check.pk]), reverse("spot-check-own-file", args=[check.entry_id])
    assert client_of(hr).get(detail).status_code == client_of(hr).get(own).status_code == 200
    assert client_of(neighbour).get(detail).status_code == client_of(neighbour).get(own).status_code == 404
    assert client_of(auditor).get(detail).status_code == 404
    check_actions.assign_checks(checks=[check], auditor=auditor, by=by)
    assert client_of(auditor).get(detail).status_code == 200
    page = client_of(hr).get(reverse("spot-check-own")).content.decode()
    assert check.entry.code in page
    assert "nog niet geauditeerd" in page
    assert other.code not in page


def test_names_of_who_was_not_drawn_stay_closed_to_the_city_too(holders, by, clock, officer, client_of):
    campaign = visiting(by, clock)
    page = client_of(officer).get(reverse("campaign-detail", args=[campaign.pk])).content.decode()
    entries = campaign.entries.select_related("organisation")
    names = {entry.organisation.name: entry.wave is not None for entry in entries}
    assert {name: name in page for name in names} == names
    assert CampaignEntry.objects.visible_to(by).count() == 3


def test_a_silent_holder_is_reminded_twice_and_then_fails(holders, by, clock):
    campaign = visiting(by, clock)
    check = one_check(campaign)
    assert check.answer_by_on == date(2026, 12, 21)  # ten working days
    seen = []
    for _number in range(40):
        clock.shift(timedelta(days=1))
        follow_checks()
        check.refresh_from_db()
        seen.append((check.status, check.reminders))
    assert list(dict.fromkeys(seen)) == [("asked", 0), ("asked", 1), ("asked", 2), ("silent", 2)]
    holder = Notification.objects.filter(organisation=check.entry.organisation)
    assert Counter(holder.values_list("code", flat=True)) == {
        "campaign.announced": 1,
        "spot_check.asked": 1,
        "spot_check.reminder": 2,
        "spot_check.silent": 1,
    }
    assert Notification.objects.filter(code="spot_check.failed", role=Role.LABEL_OFFICER).exists()
    assert Label.objects.get(pk=check.label_id).status == "active"  # the officer decides, not the clock


def test_nothing_happens_to_a_company_in_a_declared_closure(holders, by, clock):
    check = one_check(visiting(by, clock))
    for site in Site.objects.filter(company=check.entry.organisation_id):
        Closure.objects.create(site=site, starts_on=date(2026, 12, 1), ends_on=date(2027, 3, 31))
    to(clock, "2027-01-20")
    follow_checks()
    check.refresh_from_db()
    assert (check.status, check.reminders) == ("asked", 0)


def test_a_silent_auditor_is_told_to_the_label_officers_once(holders, by, clock, auditor):
    campaign = visiting(by, clock)
    check = answered(campaign, auditor, by)
    to(clock, "2027-03-01")
    for _morning in range(3):
        follow_checks()
    told = Notification.objects.filter(code="spot_check.late", path=reverse("spot-check-detail", args=[check.pk]))
    assert told.count() == Organisation.objects.filter(is_city=True).count()
    assert AuditEvent.objects.filter(verb="spot_check.late").count() >= 1


def test_a_label_that_is_over_leaves_the_campaign(holders, by, clock):
    check = one_check(visiting(by, clock))
    take_step(check.label, "withdraw", ends_on=timezone.localdate())
    follow_checks()
    check.refresh_from_db()
    assert check.status == "lapsed"


def test_a_tied_auditor_a_city_on_itself_and_a_paying_member_are_refused(holders, by, clock, auditor):
    check = one_check(visiting(by, clock))
    holder = check.entry.organisation
    give = {"call": check_actions.assign_checks, "checks": [check], "by": by}
    hr = MembershipFactory(organisation=holder, role=Role.HR, user=auditor.user, ends_on=date(2026, 6, 30))
    assert refusal(**give, auditor=auditor) == "spot_check.tied"
    assert refusal(**give, auditor=hr) == "spot_check.no_auditor"
    partner = MembershipFactory(organisation=OrganisationFactory(is_partner=True), role=Role.PARTNER_AUDITOR)
    facts = {"partner": partner.organisation, "member": holder, "starts_on": date(2020, 1, 1)}
    EmployerMembership.objects.create(**facts, stated_by=partner.user)
    assert refusal(**give, auditor=partner) == "spot_check.own_member"
    Organisation.objects.filter(pk=holder.pk).update(is_city=True)
    assert refusal(**give, auditor=city_member(Role.AUDITOR)) == "spot_check.about_the_city"


def test_an_auditor_who_gains_a_tie_does_not_report(holders, by, clock, auditor):
    check = answered(visiting(by, clock), auditor, by)
    MembershipFactory(organisation=check.entry.organisation, role=Role.HR, user=auditor.user)
    facts = {"check": check, "step": "keep", "report": "Goed.", "by": actor_of(auditor)}
    assert refusal(check_actions.report, **facts) == "spot_check.tied"


def test_results_are_frozen_at_the_close(holders, by, clock, auditor):
    campaign = visiting(by, clock, fewest=2)
    assert refusal(actions.close, campaign=campaign, by=by) == "campaign.unfinished"
    first, second = answered(campaign, auditor, by), answered(campaign, auditor, by)
    check_actions.report(check=first, step="keep", report="Goed.", by=actor_of(auditor))
    check_actions.report(check=second, step="fault", report="De mentor ontbrak.", by=actor_of(auditor))
    assert Notification.objects.filter(code="spot_check.short").count() >= 1
    closed = actions.close(campaign=campaign, by=by)
    assert closed.results_digest == actions.results_digest(closed)
    SpotCheck.objects.filter(pk=first.pk).update(status="short")
    assert closed.results_digest != actions.results_digest(closed)  # a change behind our back shows
    SpotCheck.objects.filter(pk=first.pk).update(status="answered", report="", reported_by=None, checked_at=None)
    again = {"check": first, "step": "keep", "report": "Toch goed.", "by": actor_of(auditor)}
    assert refusal(check_actions.report, **again) == "spot_check.frozen"
    assert refusal(check_actions.assign_checks, checks=[first], auditor=auditor, by=by) == "spot_check.done"
    assert refusal(actions.close, campaign=closed, by=by) == "campaign.close.wrong_status"


def test_a_school_is_checked_too_and_its_director_answers(by, clock):
    school = SchoolFactory()
    LabelFactory(site=None, organisation=school.organisation)
    check = one_check(visiting(by, clock, fewest=1))
    director = actor_of(school_member(school, Role.DIRECTOR))
    assert check_actions.answer(check=check, answer="Kom maandag.", by=director).status == "answered"


def test_the_audit_trail_names_nobody(holders, by, clock, auditor):
    check = answered(visiting(by, clock), auditor, by)
    check_actions.report(check=check, step="keep", report="Alles was er.", by=actor_of(auditor))
    events = AuditEvent.objects.filter(verb__startswith="spot_check.") | AuditEvent.objects.filter(
        verb__startswith="campaign."
    )
    told = json.dumps(list(events.values_list("data", flat=True)))
    assert {"campaign.made", "campaign.announce", "campaign.draw", "campaign.visit"} <= set(
        events.values_list("verb", flat=True)
    )
    assert check.label.organisation.name not in told
    assert "Alles was er" not in told
    assert Campaign.objects.get().secret not in told
