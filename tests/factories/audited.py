"""An invented label file of which the audit is reported, with people on duty."""

from django.utils import timezone

from labels.models import Application, Assignment
from marketplace.accounts.models import Membership
from marketplace.actor import Role
from tests.factories.accounts import CityFactory, MembershipFactory, OrganisationFactory, UserFactory, commit_to
from tests.factories.companies import SiteFactory
from tests.factories.label_files import ApplicationFactory, ApplicationSiteFactory, AssessmentFactory, AssignmentFactory


def partner_member(role: str = Role.DECIDER, **fields) -> Membership:
    """Somebody of a partner organisation of its own."""
    return MembershipFactory(organisation=OrganisationFactory(is_partner=True), role=role, **fields)


def on_duty(application: Application, duty: str, member: Membership | None = None) -> Membership:
    """A member with a duty on the file, declared to have no tie; by default somebody of a partner."""
    member = member or partner_member()
    at = timezone.now()
    facts = {"person": member.user, "organisation": member.organisation, "declared_at": at, "assigned_at": at}
    AssignmentFactory(application=application, duty=duty, **facts)
    return member


def audited_file(level: str = "label", **facts) -> Application:
    """A company's file whose audit, by an auditor of the city, gives this level ("refused": none)."""
    person, at = UserFactory(), timezone.now()
    site = facts.pop("site", None) or SiteFactory()
    moments = dict.fromkeys(("submitted_at", "completed_at"), at) | {"passed_at": None if level == "refused" else at}
    organisation = site.company.organisation
    known = {"status": "audited", "organisation": organisation, "started_by": person, "submitted_by": person}
    row = ApplicationFactory(**known | moments | {"commitment": commit_to(organisation)} | facts)
    ApplicationSiteFactory(application=row, site=site, score=70, explanation={"level": level, "lines": []})
    city = CityFactory()
    auditor = on_duty(row, "auditor", MembershipFactory(organisation=city, role=Role.AUDITOR))
    duty = Assignment.objects.get(application=row, person=auditor.user)
    AssessmentFactory(assignment=duty, application=row, status="submitted", submitted_at=at)
    return row
