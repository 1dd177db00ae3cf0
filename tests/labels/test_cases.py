"""Reports are confidential, cases keep their terms, and a major finding suspends the label."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from labels.actions import case as actions
from labels.case_numbers import yearly
from labels.enums import CaseStatus
from labels.models import Case, Label, Report
from labels.tasks.case import escalate_late
from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.models import AuditEvent
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from tests.factories.accounts import CityFactory, MembershipFactory, OrganisationFactory, actor_of, city_member
from tests.factories.cases import CaseFactory, HeardCaseFactory, ReportFactory
from tests.factories.companies import SiteFactory, hr_of
from tests.factories.labels import LabelFactory, MeasureFactory
from tests.factories.schools import SchoolFactory, school_member
from tests.journeys.post import mails_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
STUDENT = {"role": Role.STUDENT, "name": "Adil Melder", "contact": "adil@demo.example"}


@pytest.fixture
def today():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def label():
    return LabelFactory()


@pytest.fixture
def officer():
    return city_member(Role.LABEL_OFFICER)


@pytest.fixture
def case(label, officer):
    """Reported about the label's site."""
    return tell(label).case


def tell(label, **other):
    facts = {"kind": "safety", "words": "Ik moest alleen op het dak.", "reference": "placement:7", "by": Actor()}
    facts |= {"organisation": label.organisation, "site": label.site}
    return actions.report(**(facts | STUDENT | other))


def refusal(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


def heard(case, officer):
    """Both sides were heard."""
    by = actor_of(officer)
    actions.acknowledge(case=case, by=by)
    actions.note_reporter_heard(case=case, heard_on=date(2026, 11, 23), by=by)
    actions.hear(case=case, question="Wat gebeurde er?", by=by)
    case.refresh_from_db()
    hr = MembershipFactory(organisation=case.organisation, role=Role.HR)
    return actions.state_side(case=case, statement="Het spijt ons.", by=actor_of(hr))


def decided(case, officer, finding):
    return actions.decide(case=heard(case, officer), finding=finding, reasons="Daarom.", by=actor_of(officer))


def test_a_report_opens_a_case_that_must_be_taken_within_five_working_days(case):
    assert (case.status, case.due_on, case.handler) == (CaseStatus.REPORTED, date(2026, 11, 30), None)
    assert Notification.objects.get(code="case.opened").role == Role.LABEL_OFFICER


def test_a_report_without_words_is_refused(label):
    assert refusal(lambda: tell(label, words="  ")) == "report.empty"


def test_two_reports_on_one_matter_are_one_case_and_danger_makes_it_urgent(case, label):
    second = tell(label, is_danger=True)
    assert second.case == case
    assert Case.objects.get().is_danger
    assert Notification.objects.filter(code="case.danger").exists()
    assert tell(label, kind="respect").case != case


def test_a_matter_without_reference_is_its_own_case(label):
    assert tell(label, reference="").case != tell(label, reference="").case


def test_the_door_for_other_floors_opens_a_case_without_a_report(label):
    facts = {"organisation": label.organisation, "kind": "early_offer", "reference": "agreement:3", "by": SYSTEM}
    case = actions.open_case(**facts)
    assert actions.open_case(**facts) == case
    assert not case.reports.exists()


def test_nobody_but_the_handler_reads_who_reported(case, officer):
    colleague = MembershipFactory(organisation=officer.organisation, role=Role.LABEL_OFFICER)
    chief = MembershipFactory(organisation=officer.organisation, role=Role.ADMINISTRATOR)
    holder = MembershipFactory(organisation=case.organisation, role=Role.HR)
    everybody = [actor_of(member) for member in (officer, colleague, chief, holder)]
    assert [Report.objects.visible_to(by).count() for by in everybody] == [0, 0, 0, 0]
    actions.acknowledge(case=case, by=actor_of(officer))
    assert [Report.objects.visible_to(by).count() for by in everybody] == [1, 0, 0, 0]
    actions.take_over(case=case, by=actor_of(colleague))
    assert [Report.objects.visible_to(by).count() for by in everybody] == [0, 1, 0, 0]


def test_the_audit_trail_and_the_messages_do_not_name_the_reporter(case, officer, client_of):
    decided(case, officer, "minor")
    opened = AuditEvent.objects.filter(verb="case.opened").get()
    assert (opened.user_id, opened.student_id, opened.representative_id) == (None, None, None)
    hr = MembershipFactory(organisation=case.organisation, role=Role.HR)
    page = client_of(hr).get(reverse("case-answer", args=[case.pk])).content.decode()
    assert "Het spijt ons." in page
    assert "Melder" not in page
    assert "dak" not in page
    assert "placement:" not in page


def test_the_holder_learns_of_a_case_when_it_is_heard(case, officer):
    hr = actor_of(MembershipFactory(organisation=case.organisation, role=Role.HR))
    actions.acknowledge(case=case, by=actor_of(officer))
    assert not Case.objects.visible_to(hr).exists()
    actions.hear(case=case, question="Wat gebeurde er?", by=actor_of(officer))
    assert Case.objects.visible_to(hr).get() == case
    assert Notification.objects.get(code="case.hear").organisation == case.organisation


def test_who_reported_hears_that_it_arrived(case, officer):
    actions.acknowledge(case=case, by=actor_of(officer))
    (mail,) = mails_to("adil@demo.example")
    assert mail.startswith("Je melding is aangekomen")
    assert case.organisation.name not in mail


@pytest.mark.parametrize("ended_on", [None, date(2025, 6, 1)])
def test_an_officer_with_a_tie_neither_sees_nor_takes_a_case(case, officer, client_of, ended_on):
    MembershipFactory(user=officer.user, organisation=case.organisation, role=Role.HR, ends_on=ended_on)
    assert refusal(lambda: actions.acknowledge(case=case, by=actor_of(officer))) == "case.tied"
    assert client_of(officer).get(reverse("case-detail", args=[case.pk])).status_code == 404


def test_a_tie_of_long_ago_is_none(case, officer):
    MembershipFactory(user=officer.user, organisation=case.organisation, role=Role.HR, ends_on=date(2024, 11, 22))
    assert actions.acknowledge(case=case, by=actor_of(officer)).handler == officer.user


@pytest.fixture
def city():
    return CityFactory()


@pytest.fixture
def partner():
    return MembershipFactory(organisation=OrganisationFactory(is_partner=True), role=Role.DECIDER)


@pytest.fixture(params=["city", "city_school"])
def own_case(request, city, partner):
    """Danger at the city itself, or at a school of its network; a partner is there to handle it."""
    if request.param == "city":
        about = city
    else:
        about = SchoolFactory(network="officieel gesubsidieerd gemeentelijk onderwijs").organisation
    return actions.open_case(organisation=about, kind="tasks", reference="", is_danger=True, by=SYSTEM)


def told(code):
    return set(Notification.objects.filter(code=code).values_list("organisation", "role", "user"))


def test_a_case_about_the_city_is_handled_by_a_partner(own_case, partner):
    assert told("case.danger") == {(None, "", partner.user_id)}
    assert list(Case.objects.visible_to(actor_of(partner))) == [own_case]
    other = CaseFactory()
    with pytest.raises(Case.DoesNotExist):
        actions.acknowledge(case=other, by=actor_of(partner))
    assert actions.acknowledge(case=own_case, by=actor_of(partner)).handler == partner.user


@pytest.mark.parametrize("role", [Role.LABEL_OFFICER, Role.ADMINISTRATOR])
def test_the_city_neither_sees_nor_takes_nor_hears_of_a_case_about_itself(own_case, partner, city, today, role):
    member = MembershipFactory(organisation=city, role=role)
    assert not Case.objects.visible_to(actor_of(member)).exists()
    for step in (actions.acknowledge, actions.take_over):
        with pytest.raises(Case.DoesNotExist):
            step(case=own_case, by=actor_of(member))
    today.move_to("2026-12-01T06:15:00+01:00")
    assert escalate_late() == 1
    assert told("case.late") == {(None, "", partner.user_id)}


@pytest.mark.parametrize("ended_on", [None, date(2025, 6, 1)])
def test_who_is_of_the_city_and_of_a_partner_stays_out_of_its_case(own_case, partner, city, today, client_of, ended_on):
    both = MembershipFactory(organisation=partner.organisation, role=Role.DECIDER)
    MembershipFactory(user=both.user, organisation=city, role=Role.AUDITOR, ends_on=ended_on)
    assert not Case.objects.visible_to(actor_of(both)).untied(actor_of(both), date(2026, 11, 23)).exists()
    assert client_of(both).get(reverse("case-detail", args=[own_case.pk])).status_code == 404
    assert refusal(lambda: actions.acknowledge(case=own_case, by=actor_of(both))) == "case.about_the_city"
    actions.acknowledge(case=own_case, by=actor_of(partner))
    assert refusal(lambda: actions.take_over(case=own_case, by=actor_of(both))) == "case.about_the_city"
    today.move_to("2026-12-15T06:15:00+01:00")
    actions.open_case(organisation=own_case.organisation, kind="respect", reference="", by=SYSTEM)
    escalate_late()
    users = {user for code in ("case.danger", "case.opened", "case.late") for *_role, user in told(code)}
    assert users == {partner.user_id}


def test_only_the_handler_goes_on(case, officer):
    colleague = actor_of(MembershipFactory(organisation=officer.organisation, role=Role.LABEL_OFFICER))
    actions.acknowledge(case=case, by=actor_of(officer))
    assert refusal(lambda: actions.hear(case=case, question="?", by=colleague)) == "case.not_yours"
    assert refusal(lambda: actions.take_over(case=case, by=actor_of(officer))) == "case.yours"


def test_nobody_takes_over_what_nobody_handles(case, officer):
    assert refusal(lambda: actions.take_over(case=case, by=actor_of(officer))) == "case.nobody_handles"


def test_both_sides_are_heard_before_a_finding(case, officer, today):
    by = actor_of(officer)
    actions.acknowledge(case=case, by=by)
    actions.hear(case=case, question="Wat gebeurde er?", by=by)
    facts = {"case": case, "finding": "major", "reasons": "Daarom.", "by": by}
    assert refusal(lambda: actions.decide(**facts)) == "case.reporter_not_heard"
    assert (
        refusal(lambda: actions.note_reporter_heard(case=case, heard_on=date(2026, 11, 24), by=by)) == "case.day_ahead"
    )
    actions.note_reporter_heard(case=case, heard_on=date(2026, 11, 23), by=by)
    assert refusal(lambda: actions.decide(**facts)) == "case.holder_not_heard"
    today.move_to("2026-12-08T10:00:00+01:00")  # ten working days to answer have passed
    assert actions.decide(**facts).status == CaseStatus.DECIDED


def test_the_holder_answers_once_and_only_when_asked(case, officer):
    hr = actor_of(MembershipFactory(organisation=case.organisation, role=Role.HR))
    with pytest.raises(Case.DoesNotExist):
        actions.state_side(case=case, statement="Te vroeg", by=hr)
    answered = heard(case, officer)
    assert refusal(lambda: actions.state_side(case=answered, statement="Nog iets", by=hr)) == "case.stated"
    done = actions.decide(case=answered, finding="minor", reasons="Daarom.", by=actor_of(officer))
    assert refusal(lambda: actions.state_side(case=done, statement="Nog iets", by=hr)) == "case.not_in_hearing"
    with pytest.raises(PermissionDenied):
        actions.state_side(case=done, statement="x", by=actor_of(officer))


@pytest.mark.parametrize(("finding", "status"), [("unfounded", "active"), ("minor", "active"), ("major", "suspended")])
def test_a_major_finding_suspends_the_label_of_the_site(case, officer, label, finding, status):
    elsewhere = LabelFactory(site=SiteFactory(company=label.site.company))
    done = decided(case, officer, finding)
    label.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (label.status, elsewhere.status) == (status, "active")
    assert (done.reasons, done.due_on) == ("Daarom.", date(2026, 12, 21))


def test_without_a_site_every_label_of_the_company_is_suspended(officer, label):
    LabelFactory(site=SiteFactory(company=label.site.company))
    decided(tell(label, site=None).case, officer, "major")
    assert set(Label.objects.values_list("status", flat=True)) == {"suspended"}


def test_an_open_proposal_keeps_no_label_out_of_the_suspension(case, officer, label):
    waiting = MeasureFactory(label=label)
    decided(case, officer, "major")
    label.refresh_from_db()
    waiting.refresh_from_db()
    assert (label.status, waiting.status) == ("suspended", "dropped")
    assert Notification.objects.get(code="measure.superseded").user == waiting.proposed_by


def test_a_closed_case_makes_room_for_a_new_one(case, officer, label):
    done = actions.close(case=decided(case, officer, "minor"), by=actor_of(officer))
    assert (done.status, done.due_on) == (CaseStatus.CLOSED, None)
    assert tell(label).case != done


def test_a_late_case_is_told_once_a_step(case, officer, today):
    city = officer.organisation
    assert escalate_late() == 0
    today.move_to("2026-12-01T06:15:00+01:00")
    assert [escalate_late(), escalate_late()] == [1, 0]
    assert Notification.objects.get(code="case.late").role == Role.ADMINISTRATOR
    actions.acknowledge(case=case, by=actor_of(officer))
    today.move_to("2027-01-05T06:15:00+01:00")
    assert escalate_late() == 1
    told = Notification.objects.filter(code="case.late").values_list("organisation", "user")
    assert (None, officer.user_id) in told
    assert (city.pk, None) in told


def test_a_school_is_asked_through_its_director(officer):
    school = SchoolFactory()
    director = school_member(school, Role.DIRECTOR)
    case = actions.report(
        organisation=school.organisation, kind="respect", words="Zo was het.", by=Actor(), **STUDENT
    ).case
    actions.acknowledge(case=case, by=actor_of(officer))
    actions.hear(case=case, question="Wat gebeurde er?", by=actor_of(officer))
    assert Notification.objects.get(code="case.hear").role == Role.DIRECTOR
    assert Case.objects.visible_to(actor_of(director)).exists()


def test_the_public_numbers_hide_what_is_small():
    assert yearly(date(2026, 11, 23)) == []
    for _ in range(4):
        HeardCaseFactory(status="closed", finding="minor", reasons="x", due_on=None)
    (small,) = yearly(date(2026, 11, 23))
    assert (small.cases, small.findings) == (None, None)
    for _ in range(6):
        ReportFactory(case=HeardCaseFactory(status="closed", finding="minor", reasons="x", due_on=None))
    (shown,) = yearly(date(2026, 11, 23))
    assert (shown.reports, shown.cases) == (6, 10)
    assert shown.findings == [("niet gegrond", 0), ("licht", 10), ("ernstig", 0)]
    HeardCaseFactory(status="closed", finding="major", reasons="x", due_on=None)
    (hidden,) = yearly(date(2026, 11, 23))
    assert (hidden.cases, hidden.findings) == (11, None)


def test_the_page_of_numbers_is_public(client):
    assert "Er was nog geen melding" in client.get(reverse("case-numbers")).content.decode()
    CaseFactory()
    assert "te weinig om te tonen" in client.get(reverse("case-numbers")).content.decode()


def test_the_handler_walks_a_case_on_its_page(case, officer, client_of):
    client, page = client_of(officer), reverse("case-detail", args=[case.pk])
    assert "Adil Melder" not in client.get(page).content.decode()
    client.post(f"{page}acknowledge/")
    assert "Adil Melder" in client.get(page).content.decode()
    wrong = client.post(f"{page}hear/", {"question": ""}).content.decode()
    assert "Hoor de organisatie" in wrong
    client.post(f"{page}hear/", {"question": "Wat gebeurde er?"})
    client.post(f"{page}note_heard/", {"heard_on": "2026-11-23"})
    assert "heeft nog tijd om te antwoorden" in client.get(page).content.decode()
    hr = hr_of(case.site.company)
    client_of(hr).post(reverse("case-answer", args=[case.pk]), {"statement": "Het spijt ons."})
    client_of(officer).post(f"{page}decide/", {"finding": "major", "reasons": "Niet veilig."})
    client.post(f"{page}close/")
    case.refresh_from_db()
    assert (case.status, case.finding) == ("closed", "major")
    assert "Niet veilig." in client_of(hr).get(reverse("case-answer", args=[case.pk])).content.decode()
