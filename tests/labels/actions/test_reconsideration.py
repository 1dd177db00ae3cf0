"""A holder asks once, in time, to look again at a finding; who did not handle the case answers, never heavier."""

from datetime import date, timedelta
from functools import partial

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from labels.actions import case as cases
from labels.actions import measure as measures
from labels.actions import reconsideration as actions
from labels.models import Case, Measure, Reconsideration
from labels.tasks.case import escalate_late
from marketplace.actor import SYSTEM, Role
from marketplace.audit.models import AuditEvent
from marketplace.notifications.models import Notification
from marketplace.web.panels import waiting_for
from marketplace.workflow import Refused
from tests.constraints import breaks
from tests.factories.accounts import MembershipFactory, UserFactory, actor_of, city_member
from tests.factories.cases import HeardCaseFactory, ReportFactory
from tests.factories.companies import hr_of
from tests.factories.labels import LabelFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
GROUNDS = "Het dak was afgezet."


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def officer():
    return city_member(Role.LABEL_OFFICER)


@pytest.fixture
def colleague(officer):
    return MembershipFactory(organisation=officer.organisation, role=Role.LABEL_OFFICER)


@pytest.fixture
def label():
    return LabelFactory()


@pytest.fixture
def hr(label):
    return hr_of(label.site.company)


@pytest.fixture
def case(label, officer):
    """A light finding."""
    return found(label, officer, "minor")


def found(label, officer, finding):
    facts = {"organisation": label.organisation, "handler": officer.user}
    facts |= {"statement": "Het spijt ons.", "stated_by": UserFactory(), "stated_at": timezone.now()}
    case = HeardCaseFactory(**facts)
    return cases.decide(case=case, finding=finding, reasons="Niet veilig.", by=actor_of(officer))


def ask(case, hr):
    return actions.ask_reconsideration(case=case, grounds=GROUNDS, by=actor_of(hr))


def answer(case, member, finding="unfounded"):
    facts = {"finding": finding, "reasons": "De foto toont een afzetting.", "by": actor_of(member)}
    return actions.answer_reconsideration(case=case, **facts)


def refusal(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


def test_a_colleague_who_did_not_handle_it_answers(case, hr, officer, colleague):
    assert ask(case, hr).answer_by_on == date(2026, 12, 23)
    assert Notification.objects.get(code="case.reconsideration_asked").role == Role.LABEL_OFFICER
    assert refusal(partial(answer, case, officer)) == "reconsideration.own_case"
    row = answer(case, colleague)
    case.refresh_from_db()
    assert (row.found_before, row.finding, case.finding) == ("minor", "unfounded", "unfounded")
    assert Notification.objects.get(code="case.reconsidered").organisation == case.organisation
    assert AuditEvent.objects.get(verb="case.reconsidered").data == {"from": "minor", "to": "unfounded"}
    assert refusal(partial(answer, case, colleague)) == "reconsideration.answered"
    assert refusal(partial(ask, case, hr)) == "reconsideration.nothing"


def test_who_decided_and_gave_the_case_away_does_not_answer(case, label, hr, officer, colleague):
    cases.take_over(case=case, by=actor_of(colleague))
    ask(case, hr)
    for member in (officer, colleague):
        assert refusal(partial(answer, case, member)) == "reconsideration.own_case"
    third = MembershipFactory(organisation=officer.organisation, role=Role.LABEL_OFFICER)
    tied = MembershipFactory(organisation=officer.organisation, role=Role.LABEL_OFFICER)
    hr_of(label.site.company, user=tied.user, ends_on=date(2026, 5, 1))
    assert refusal(partial(answer, case, tied)) == "case.tied"
    assert answer(case, third, "minor").finding == "minor"


def test_nobody_who_ever_had_the_case_answers_or_confirms(label, hr, officer, colleague):
    passing = MembershipFactory(organisation=officer.organisation, role=Role.LABEL_OFFICER)
    case = cases.open_case(organisation=label.organisation, kind="other", reference="", by=SYSTEM)
    for member, take in ((passing, cases.acknowledge), (officer, cases.take_over)):
        take(case=case, by=actor_of(member))
    case = cases.hear(case=case, question="Wat was er?", by=actor_of(officer))
    cases.state_side(case=case, statement="Het spijt ons.", by=actor_of(hr))
    case = cases.decide(case=case, finding="major", reasons="Niet veilig.", by=actor_of(officer))
    ask(case, hr)
    measure = Measure.objects.get(case=case)
    for member, may in ((passing, False), (officer, False), (colleague, True)):
        waits = [line.verb for line in waiting_for(actor_of(member), timezone.localdate())]
        assert [verb in waits for verb in ("Beantwoord een heroverweging", "Lees na")] == [may, may]
    assert refusal(partial(answer, case, passing)) == "reconsideration.own_case"
    assert refusal(partial(measures.review, measure=measure, by=actor_of(passing))) == "measure.own_case"
    assert measures.review(measure=measure, by=actor_of(colleague)).status == "reviewed"
    assert answer(case, colleague, "minor").finding == "minor"


def test_it_never_becomes_heavier(case, hr, colleague):
    ask(case, hr)
    assert refusal(partial(answer, case, colleague, "major")) == "reconsideration.heavier"


def test_it_is_asked_once_in_time_by_the_holder_of_a_finding(label, hr, officer, case, clock):
    with pytest.raises(PermissionDenied):
        actions.ask_reconsideration(case=case, grounds=GROUNDS, by=actor_of(officer))
    clock.move_to("2026-12-24T00:05:00+01:00")
    assert refusal(partial(ask, case, hr)) == "reconsideration.late"
    clock.move_to("2026-12-23T23:00:00+01:00")
    ask(case, hr)
    assert refusal(partial(ask, case, hr)) == "reconsideration.asked"
    assert refusal(partial(ask, found(label, officer, "unfounded"), hr)) == "reconsideration.nothing"


def test_a_late_answer_is_told_once(case, hr, officer, clock):
    cases.close(case=case, by=actor_of(officer))
    ask(case, hr)
    clock.move_to("2026-12-23T06:15:00+01:00")
    assert escalate_late() == 0
    clock.move_to("2026-12-24T06:15:00+01:00")
    assert [escalate_late(), escalate_late()] == [1, 0]
    assert Notification.objects.get(code="case.late").role == Role.ADMINISTRATOR


def test_the_pages_have_the_door_they_promise(case, hr, officer, colleague, client_of):
    ReportFactory(case=case)
    own, detail = reverse("case-answer", args=[case.pk]), reverse("case-detail", args=[case.pk])
    client = client_of(hr)
    assert "Vraag tot en met wo 23 dec 2026 een heroverweging" in client.get(own).text
    door = reverse("case-disagree", args=[case.pk])
    assert "field__error" in client.post(door, {"grounds": ""}).text
    told = client.post(door, {"grounds": GROUNDS}, follow=True).text
    assert "antwoordt ten laatste wo 23 dec 2026" in told
    assert "Een collega bekijkt het opnieuw" in client_of(officer).get(detail).text
    client = client_of(colleague)
    assert "Beantwoord een heroverweging" in client.get(reverse("dashboard")).text
    page = client.get(detail).text
    assert GROUNDS in page
    assert "heroverweging gevraagd" in client.get(reverse("case-list")).text
    assert 'value="minor"' in page
    assert 'value="major"' not in page, "never heavier"
    assert "Ik moest alleen op het dak." in page, "who looks again reads what was told"
    assert "Adil Melder" not in page, "and not by whom"
    step = reverse("case-step", args=[case.pk, "reconsider"])
    facts = {"finding": "major", "reasons": "Nee."}
    assert "maakt de uitkomst niet zwaarder" in client.post(step, facts).text
    client.post(step, facts | {"finding": "unfounded"})
    assert "Licht → niet gegrond" in client_of(hr).get(own).text


def test_a_reconsideration_keeps_its_promises(case):
    at = timezone.now()
    facts = {"asked_at": at, "answer_by_on": at.date() + timedelta(days=30), "found_before": "minor"}
    make = partial(Reconsideration.objects.create, asked_by=UserFactory(), **facts)
    with breaks("reconsideration_has_grounds"):
        make(case=case, grounds="")
    with breaks("reconsideration_answered_whole"):
        make(case=case, grounds=GROUNDS, finding="minor")
    with breaks("reconsideration_of_a_finding"):
        row = make(case=case, grounds=GROUNDS)
        Reconsideration.objects.filter(pk=row.pk).update(found_before="unfounded")
    assert Case.objects.get(pk=case.pk).finding == "minor"
