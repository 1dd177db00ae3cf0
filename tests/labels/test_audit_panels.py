"""What waits on the home of an auditor, a holder and a label officer."""

from datetime import date

import pytest
import time_machine

from labels.actions import finding, moderation
from labels.models import Settlement
from marketplace.actor import Role
from marketplace.web.panels import coming_for, waiting_for
from tests.factories.accounts import MembershipFactory, actor_of
from tests.factories.audits import make_audit
from tests.factories.companies import hr_of
from tests.factories.label_files import VisitFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-30T10:00:00+01:00", tick=False):
        yield


@pytest.fixture
def audit():
    return make_audit()


def verbs(actor, on=ON):
    return [str(item.verb) for item in waiting_for(actor, on)]


def test_an_audit_waits_for_its_auditors_in_turn(audit):
    first, second = audit.actor(0), audit.actor(1)
    officer = actor_of(MembershipFactory(organisation=audit.city, role=Role.LABEL_OFFICER))
    assert (verbs(first), verbs(second)) == (["Beoordeel"], ["Beoordeel"])
    audit.hand_in(0, 2, 2, 2, 2)
    assert (verbs(first), verbs(second)) == ([], ["Beoordeel"])
    audit.hand_in(1, 2, 2, 2, 3)
    assert (verbs(first), verbs(second)) == (["Beslis samen"], ["Beslis samen"])
    assert waiting_for(first, ON)[0].due_on == date(2026, 12, 14)
    assert "Wijs een moderator aan" not in verbs(officer)
    assert "Wijs een moderator aan" in verbs(officer, date(2026, 12, 15))
    row = Settlement.objects.get()
    moderation.propose(settlement=row, judgement="scored", score=2, reason="Zo.", by=first)
    moderation.agree(settlement=row, by=second)
    assert (verbs(first), verbs(second)) == ([], [])


def test_a_finding_waits_for_the_company_and_its_answer_for_the_auditor(audit):
    facts = {"answer": audit.answers[0], "grade": "minor", "text": "Geen fiche."}
    row = finding.find(application=audit.application, by=audit.actor(), **facts)
    hr = actor_of(hr_of(audit.application.sites.get().site.company))
    assert "Antwoord" not in verbs(hr)
    finding.ask_to_mend(application=audit.application, by=audit.actor())
    assert "Antwoord" in verbs(hr)
    assert verbs(audit.actor()) == []
    finding.answer(finding=row, plan="Hangt er.", by=hr)
    assert sorted(verbs(audit.actor())) == ["Beoordeel", "Kijk na"]
    assert verbs(audit.actor(1)) == ["Beoordeel"], "the other judges alone"


def test_visits_of_the_coming_week(audit):
    visit = VisitFactory(application=audit.application)
    visit.visitors.set(audit.application.assignments.filter(person=audit.auditors[0].user))
    hr = actor_of(hr_of(audit.application.sites.get().site.company))
    for actor, number in ((audit.actor(0), 1), (audit.actor(1), 0), (hr, 1)):
        assert [line.on for line in coming_for(actor, ON)] == [date(2026, 12, 2)] * number
    assert coming_for(hr, date(2026, 11, 24)) == []
