"""Two auditors judge alone, see each other's scores only afterwards, and settle what differs."""

from datetime import date
from functools import partial

import pytest
import time_machine
from django.db import connection

from labels.actions import assignment, moderation
from labels.actions.assessment import hand_in
from labels.actions.finding import find
from labels.models import Application, AssessedAnswer, Assessment, Assignment, Finding, Note, Settlement
from marketplace.actor import Role
from marketplace.workflow import Refused
from tests.factories.accounts import MembershipFactory, actor_of
from tests.factories.audits import make_audit
from tests.factories.companies import hr_of
from tests.factories.label_files import NoteFactory
from tests.race import TRIALS, race

pytestmark = pytest.mark.django_db
SETTLED = {"judgement": "scored", "score": 1, "reason": "De plannen zijn er, niet allemaal getekend."}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        yield


@pytest.fixture
def audit():
    return make_audit()


@pytest.fixture
def differing(audit):
    """Both handed in; they differ on the second and the fourth criterion."""
    audit.hand_in(0, 2, 2, 3, 3, reason="Goed.")
    audit.hand_in(1, 2, 1, 3, 2, reason="Gezien op de vloer.")
    return audit


def settlements(audit, actor=None):
    return list(Settlement.objects.visible_to(actor or audit.actor()).order_by("answer__criterion__code"))


def moderator(audit):
    """Named by a label officer, and declared."""
    officer = MembershipFactory(organisation=audit.city, role=Role.LABEL_OFFICER)
    member = MembershipFactory(organisation=audit.city, role=Role.AUDITOR)
    name = {"application": audit.application, "member": member, "duty": "moderator"}
    assignment.assign(by=actor_of(officer), **name)
    assignment.declare(application=audit.application, by=actor_of(member))
    return actor_of(member)


def code_of(call, **arguments):
    with pytest.raises(Refused) as caught:
        call(**arguments)
    return caught.value.code


def test_each_judges_alone_until_both_are_handed_in(audit):
    first, second = audit.actor(0), audit.actor(1)
    find(application=audit.application, answer=audit.answers[0], grade="minor", text="Oud.", by=first)
    NoteFactory(application=audit.application, written_by_id=first.user_id)
    NoteFactory(application=audit.application, text="Van de stad aan beiden.")
    audit.hand_in(0, 2, 2, 3, 3)
    for _moment in ("before it began", "while it judges"):
        assert Assessment.objects.visible_to(second).exclude(assignment__person=second.user_id).count() == 0
        assert Finding.objects.visible_to(second).count() == 0
        assert [note.text for note in Note.objects.visible_to(second)] == ["Van de stad aan beiden."]
        audit.judge(1, 2, 1, 3, 2)
    assert Application.objects.get(pk=audit.application.pk).status == "auditing"
    hand_in(application=audit.application, by=second)
    for actor in (first, second):
        assert Assessment.objects.visible_to(actor).filter(kind="own").count() == 2
        assert Finding.objects.visible_to(actor).count() == 1
        assert Note.objects.visible_to(actor).count() == 2


def test_who_is_also_a_label_officer_is_as_blind(audit):
    MembershipFactory(organisation=audit.city, role=Role.LABEL_OFFICER, user=audit.auditors[0].user)
    both = actor_of(audit.auditors[0])
    officer = type(both)(user_id=both.user_id, organisation_id=both.organisation_id, roles={Role.LABEL_OFFICER})
    audit.hand_in(1, 2, 2, 3, 3)
    assert not Assessment.objects.visible_to(officer).exists()


def test_equal_judgements_report_the_audit_at_once(audit):
    audit.hand_in(0, 2, 2, 3, 1, reason="Te weinig uren.")
    done = audit.hand_in(1, 2, 2, 3, 1, reason="Geen vervanger.")
    assert (done.status, Settlement.objects.count()) == ("audited", 0)
    joint = AssessedAnswer.objects.get(assessment__kind="moderated", answer=audit.answers[3])
    assert joint.reason == "Te weinig uren. Geen vervanger."


def test_what_differs_is_proposed_by_one_and_agreed_by_the_other(differing):
    first, second = differing.actor(0), differing.actor(1)
    one, other = settlements(differing)
    assert [row.answer for row in (one, other)] == [differing.answers[1], differing.answers[3]]
    assert code_of(moderation.agree, settlement=one, by=second) == "settlement.agree.wrong_status"
    moderation.propose(settlement=one, by=first, **SETTLED)
    assert code_of(moderation.agree, settlement=one, by=first) == "moderation.own_proposal"
    assert code_of(moderation.decide, settlement=one, by=second, **SETTLED) == "moderation.moderator"
    moderation.propose(settlement=one, by=second, **SETTLED | {"score": 2})
    moderation.agree(settlement=one, by=first)
    assert Application.objects.get(pk=differing.application.pk).status == "auditing"
    moderation.propose(settlement=other, by=second, **SETTLED | {"score": 3})
    done = moderation.agree(settlement=other, by=first)
    assert done.status == "audited"
    assert round(float(done.sites.get().score), 1) == 83.3
    assert code_of(moderation.agree, settlement=other, by=first) == "assessment.not_now"


def test_a_moderator_is_named_only_when_the_term_has_passed(differing):
    assert code_of(moderator, audit=differing) == "assignment.no_moderation"
    assert Assessment.objects.get(kind="moderated").settle_by_on == date(2026, 12, 7)
    with time_machine.travel("2026-12-08T10:00:00+01:00", tick=False):
        actor = moderator(differing)
        assert code_of(moderation.propose, settlement=settlements(differing)[0], by=actor, **SETTLED) == (
            "moderation.assessors"
        )
        for row in settlements(differing, actor):
            done = moderation.decide(settlement=row, by=actor, **SETTLED)
    assert done.status == "audited"
    assert set(Settlement.objects.values_list("by_moderator", "settled_by")) == {(True, actor.user_id)}


def test_an_auditor_who_gains_a_tie_settles_nothing_and_is_replaced_by_a_moderator(differing):
    member, actor = differing.auditors[0], differing.actor(0)
    row = settlements(differing)[0]
    hr_of(differing.application.sites.get().site.company, user=member.user, starts_on=date(2026, 11, 1))
    assert code_of(moderation.propose, settlement=row, by=actor, **SETTLED) == "assignment.works_there"
    duty = Assignment.objects.get(person=member.user)
    assignment.end(assignment=duty, reason="Werkt er sinds deze maand.", by=actor)
    for row in settlements(differing, other := moderator(differing)):
        moderation.decide(settlement=row, by=other, **SETTLED)
    assert Application.objects.get(pk=differing.application.pk).status == "audited"


def test_an_auditor_who_leaves_before_the_other_handed_in_does_not_count(audit):
    audit.hand_in(0, 2, 2, 3, 3)
    assignment.end(assignment=Assignment.objects.get(person=audit.auditors[0].user), reason="Band.", by=audit.actor(0))
    audit.hand_in(1, 2, 2, 2, 2)
    assert Application.objects.get(pk=audit.application.pk).status == "auditing"
    assert not Settlement.objects.exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_both_hand_in_at_once_and_are_compared_once():
    for _ in range(min(TRIALS, 5)):
        audit = make_audit()
        audit.judge(0, 2, 2, 3, 3)
        audit.judge(1, 2, 1, 3, 3)
        found = race([partial(hand_in, application=audit.application, by=audit.actor(n)) for n in (0, 1)])
        assert found == [audit.application] * 2
        assert Settlement.objects.filter(answer__application=audit.application).count() == 1
        moderation.propose(settlement=(row := settlements(audit)[0]), by=audit.actor(0), **SETTLED)
        moderation.agree(settlement=row, by=audit.actor(1))
        assert Application.objects.get(pk=audit.application.pk).status == "audited"
    connection.close()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_last_two_agreements_at_once_report_once():
    for _ in range(min(TRIALS, 5)):
        audit = make_audit()
        audit.hand_in(0, 2, 2, 3, 3)
        audit.hand_in(1, 2, 1, 3, 2)
        one, other = settlements(audit)
        moderation.propose(settlement=one, by=audit.actor(0), **SETTLED)
        moderation.propose(settlement=other, by=audit.actor(1), **SETTLED)
        calls = [(one, 1), (other, 0)]
        race([partial(moderation.agree, settlement=row, by=audit.actor(n)) for row, n in calls])
        assert Application.objects.get(pk=audit.application.pk).status == "audited"
