"""Invented label files: an application for one site, with what is asked, judged and decided."""

from datetime import UTC, date, datetime
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from companies.models import Company, Site
from labels.models import (
    Answer,
    Appeal,
    AppealPaper,
    Application,
    ApplicationSite,
    AssessedAnswer,
    Assessment,
    Assignment,
    Criterion,
    Decision,
    EmployerMembership,
    Evidence,
    Fact,
    Finding,
    Interview,
    LeftOut,
    Note,
    PanelSeat,
    Review,
    Scheme,
    Settlement,
    Visit,
)
from marketplace.accounts.models import Organisation
from marketplace.commitments.models import Commitment
from tests.factories.accounts import OrganisationFactory, UserFactory, commit_to
from tests.factories.companies import CompanyFactory, SiteFactory
from tests.factories.schools import SchoolFactory

now = factory.LazyFunction(timezone.now)
ON = date(2026, 11, 22)
CRITERION = {
    "name_nl": "Naam",
    "name_en": "Name",
    "evidence_nl": "Bewijs",
    "evidence_en": "Evidence",
    "weight": 100,
    "knock_out": "no",
}


class SchemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Scheme
        django_get_or_create = ("holder", "number")

    holder = "company"
    number = 1
    in_force_on = date(2020, 1, 1)
    municipalities = ["11002", "46030"]


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Criterion

    scheme = factory.SubFactory(SchemeFactory)
    code = factory.Sequence(lambda n: f"X{n % 1000}")
    name_nl, name_en = "Naam", "Name"
    evidence_nl, evidence_en = "Bewijs", "Evidence"
    weight = 10
    knock_out = "no"


class ApplicationFactory(factory.django.DjangoModelFactory):
    """A file in draft; `awarded=True` gives one that has become a label."""

    class Meta:
        model = Application

    class Params:
        awarded = factory.Trait(
            status="awarded",
            submitted_by=factory.SelfAttribute("started_by"),
            submitted_at=now,
            completed_at=now,
            passed_at=now,
            decided_at=now,
            body_decided_on=ON,
            body_reference="2026_CBS_0001",
            awarded_at=now,
            commitment=factory.LazyAttribute(lambda row: _commitment_of(row.organisation)),
        )

    organisation = factory.LazyFunction(lambda: CompanyFactory().organisation)
    holder = "company"
    scheme = factory.SubFactory(SchemeFactory)
    started_by = factory.SubFactory(UserFactory)
    started_at = now


def _commitment_of(organisation: Organisation) -> Commitment:
    """The organisation's signature under the ethics code, made when there is none."""
    return Commitment.objects.filter(organisation=organisation).first() or commit_to(organisation)


class ApplicationSiteFactory(factory.django.DjangoModelFactory):
    """One label that a file asks for."""

    class Meta:
        model = ApplicationSite

    application = factory.SubFactory(ApplicationFactory)
    site = factory.LazyAttribute(lambda row: _site_of(row.application))


def _site_of(application: Application) -> Site | None:
    """A site of the file's company; none for a school."""
    company = Company.objects.filter(pk=application.organisation_id).first()
    return SiteFactory(company=company) if company else None


class AnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Answer

    application = factory.SubFactory(ApplicationFactory)
    criterion = factory.SubFactory(CriterionFactory)


class LeftOutFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LeftOut

    application = factory.SubFactory(ApplicationFactory)
    criterion = factory.SubFactory(CriterionFactory)
    slot = 1


class EvidenceFactory(factory.django.DjangoModelFactory):
    """A paper that was seen and not kept."""

    class Meta:
        model = Evidence

    answer = factory.SubFactory(AnswerFactory)
    title = "Polis"
    seen_on = ON
    seen_by = "Demo Persoon"
    added_by = factory.SubFactory(UserFactory)
    added_at = now


class FactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Fact

    organisation = factory.SubFactory(OrganisationFactory)
    key = "work_share"
    value = {"share": 0.62, "plans": 4}
    as_of_on = ON


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assignment

    application = factory.SubFactory(ApplicationFactory)
    person = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    duty = "auditor"
    assigned_by = factory.SubFactory(UserFactory)
    assigned_at = now


class EmployerMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EmployerMembership

    partner = factory.SubFactory(OrganisationFactory, is_partner=True)
    member = factory.SubFactory(OrganisationFactory)
    starts_on = date(2024, 1, 1)
    stated_by = factory.SubFactory(UserFactory)


class AssessmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assessment

    assignment = factory.SubFactory(AssignmentFactory)
    application = factory.LazyAttribute(lambda row: row.assignment.application)
    kind = "own"
    started_at = now
    settle_by_on = factory.LazyAttribute(lambda row: ON if row.kind == "moderated" else None)


class AssessedAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AssessedAnswer

    assessment = factory.SubFactory(AssessmentFactory)
    answer = factory.LazyAttribute(lambda row: AnswerFactory(application=row.assessment.application))
    score = 2


class SettlementFactory(factory.django.DjangoModelFactory):
    """A criterion on which two auditors differ."""

    class Meta:
        model = Settlement

    assessment = factory.SubFactory(AssessmentFactory, kind="moderated")
    answer = factory.LazyAttribute(lambda row: AnswerFactory(application=row.assessment.application))


class FindingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Finding

    application = factory.SubFactory(ApplicationFactory)
    answer = factory.LazyAttribute(lambda row: AnswerFactory(application=row.application))
    grade = "major"
    text = "De risicoanalyse is van 2019."
    correct_by_on = date(2026, 12, 22)
    found_by = factory.SubFactory(UserFactory)
    found_at = now


class InterviewFactory(factory.django.DjangoModelFactory):
    """A talk with students at their school."""

    class Meta:
        model = Interview

    application = factory.SubFactory(ApplicationFactory)
    school = factory.SubFactory(SchoolFactory)
    held_on = ON
    students = 4
    held_by = factory.SubFactory(UserFactory)
    recorded_at = now


class VisitFactory(factory.django.DjangoModelFactory):
    """A visit that is planned for the morning of the second of December."""

    class Meta:
        model = Visit

    application = factory.SubFactory(ApplicationFactory)
    place = factory.LazyAttribute(
        lambda row: row.application.sites.first() or ApplicationSiteFactory(application=row.application)
    )
    starts_at = datetime(2026, 12, 2, 9, tzinfo=UTC)
    ends_at = datetime(2026, 12, 2, 11, tzinfo=UTC)
    address = "Demokaai 12, 2030 Antwerpen"
    received_by = "Hilde Haven, HR"
    planned_by = factory.SubFactory(UserFactory)
    changed_at = now


class NoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Note

    application = factory.SubFactory(ApplicationFactory)
    text = "Bel eerst."
    written_by = factory.SubFactory(UserFactory)
    written_at = now


class ReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Review

    application = factory.SubFactory(ApplicationFactory)
    auditor = factory.SubFactory(UserFactory)
    reviewed_by = factory.SubFactory(UserFactory)
    reviewed_at = now
    agrees = True


class DecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Decision

    application_site = factory.SubFactory(ApplicationSiteFactory)
    auditor = factory.SubFactory(UserFactory)
    decided_by = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    decided_at = now
    outcome = "granted"
    level = "label"
    reasons = "Alles in orde."


class AppealFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Appeal

    application_site = factory.SubFactory(ApplicationSiteFactory)
    organisation = factory.LazyAttribute(lambda row: row.application_site.application.organisation)
    kind = "appeal"
    grounds = "De score klopt niet."
    lodged_by = factory.SubFactory(UserFactory)
    lodged_at = now
    decide_by_on = date(2027, 1, 6)


class PanelSeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PanelSeat

    appeal = factory.SubFactory(AppealFactory)
    place = "school"
    person = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class AppealPaperFactory(factory.django.DjangoModelFactory):
    """A stored paper."""

    class Meta:
        model = AppealPaper

    appeal = factory.SubFactory(AppealFactory)
    title = "Foto van de werkpost"
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-", "paper.pdf"))
    media_type = "application/pdf"
    digest = "0"
    added_by = factory.SubFactory(UserFactory)
    added_at = now


def refused_place(organisation: Organisation | None = None, holder: str = "company", **place: Any) -> ApplicationSite:
    """One label that a file asked for and that was refused just now, with the reasons."""
    at, person = timezone.now(), UserFactory()
    facts = {"organisation": organisation} if organisation else {}
    file = ApplicationFactory(
        status="refused",
        holder=holder,
        scheme=SchemeFactory(holder=holder),
        started_by=person,
        submitted_by=person,
        **dict.fromkeys(("submitted_at", "completed_at", "decided_at"), at),
        **facts,
    )
    row = ApplicationSiteFactory(application=file, outcome="refused", score=50, **place)
    DecisionFactory(application_site=row, outcome="refused", level="", reasons="C03 ontbreekt.")
    return row
