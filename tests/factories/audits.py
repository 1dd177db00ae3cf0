"""Invented audits: a file in audit with auditors who declared, and their judgements."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from labels.actions.assessment import hand_in, judge
from labels.models import Answer, Application, Scheme
from marketplace.accounts.models import Membership, Organisation
from marketplace.actor import Actor, Role
from tests.factories.accounts import CityFactory, MembershipFactory, OrganisationFactory, UserFactory, actor_of
from tests.factories.label_files import (
    AnswerFactory,
    ApplicationFactory,
    ApplicationSiteFactory,
    AssignmentFactory,
    CriterionFactory,
    SchemeFactory,
)


@dataclass
class Audit:
    """A file in audit of one site, its criteria of equal weight, and who judges it."""

    application: Application
    answers: list[Answer]
    auditors: list[Membership]
    city: Organisation

    def actor(self, number: int = 0) -> Actor:
        """The actor of an auditor."""
        return actor_of(self.auditors[number])

    def judge(self, number: int, *scores: int, reason: str = "Zo gezien.") -> Any:
        """An auditor scores every criterion, in the order of the answers."""
        judged = zip(self.answers, scores, strict=True)
        given = {row: {"judgement": "scored", "score": score, "reason": reason} for row, score in judged}
        return judge(application=self.application, judgements=given, by=self.actor(number))

    def hand_in(self, number: int, *scores: int, **facts: str) -> Application:
        """Score everything and hand it in."""
        self.judge(number, *scores, **facts)
        return hand_in(application=self.application, by=self.actor(number))


def make_audit(*, auditors: int = 2, scheme: Scheme | None = None) -> Audit:
    """A file in audit, by default on four equal criteria; the city sends the first auditor, a partner the second."""
    asked = scheme or _scheme(auditors)
    at, person = timezone.now(), UserFactory()
    handed_in = {"submitted_by": person, "submitted_at": at, "completed_at": at, "status": "auditing"}
    application = ApplicationFactory(scheme=asked, **handed_in)
    place = ApplicationSiteFactory(application=application)
    answers = [
        AnswerFactory(
            application=application, criterion=criterion, application_site=place if criterion.scope == "site" else None
        )
        for criterion in asked.criteria.order_by("code")
    ]
    city, partner = CityFactory(), OrganisationFactory(is_partner=True)
    members = [
        MembershipFactory(organisation=city, role=Role.AUDITOR),
        MembershipFactory(organisation=partner, role=Role.PARTNER_AUDITOR),
    ][:auditors]
    for member in members:
        AssignmentFactory(
            application=application, person=member.user, organisation=member.organisation, declared_at=timezone.now()
        )
    return Audit(application, answers, members, city)


def _scheme(auditors: int) -> Scheme:
    number = 100 + Scheme.objects.count()
    days = {"number": number, "in_force_on": date(2000, 1, 1) + timedelta(days=number)}
    scheme = SchemeFactory(assessors=auditors, assessors_heavy=auditors, **days)
    for code in ("C01", "C02", "C03", "C04"):
        CriterionFactory(scheme=scheme, code=code, weight=25, stage="practice")
    return scheme
