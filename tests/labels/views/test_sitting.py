"""Several files in one sitting: each with its own reasons and audit event, and one that is refused stops no other."""

import pytest
from django.urls import reverse
from django.utils import timezone

from labels.models import Application, Decision
from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.label_files import ApplicationSiteFactory, AssessmentFactory, AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def decider():
    return MembershipFactory(organisation=OrganisationFactory(is_partner=True), role=Role.DECIDER)


def make_file(decider, level="label", declared=True):
    """A file that was audited and waits for this decider."""
    at = timezone.now()
    place = ApplicationSiteFactory(score=70, explanation={"level": level, "lines": []})
    Application.objects.filter(pk=place.application_id).update(
        status="audited", submitted_by=place.application.started_by_id, submitted_at=at, completed_at=at, passed_at=at
    )
    file = place.application
    duty = AssignmentFactory(application=file)
    AssessmentFactory(assignment=duty, status="submitted", submitted_at=at)
    facts = {"person": decider.user, "organisation": decider.organisation}
    AssignmentFactory(application=file, duty="decider", declared_at=at if declared else None, **facts)
    return place


def ticked(place, verdict="label", reasons="Alles is in orde."):
    return {
        f"file_{place.application_id}": "on",
        f"verdict_{place.pk}": verdict,
        f"reasons_{place.pk}": reasons,
    }


def test_what_is_ticked_is_decided_and_what_is_refused_says_why(client_of, decider):
    first, second, too_high, left = (make_file(decider) for _ in range(4))
    client = client_of(decider)
    url = reverse("decision-sitting")
    typed = {f"verdict_{left.pk}": "label", f"reasons_{left.pk}": "Nog niet klaar."}
    facts = ticked(first, reasons="De eerste.") | ticked(second, reasons="De tweede.") | typed
    told = client.post(url, facts | ticked(too_high, "distinction")).content.decode()
    assert "2 dossiers zijn beslist." in told
    assert "De audit geeft dit niveau niet" in told
    assert "Nog niet klaar." in told, "what was typed at a file that is not ticked stays"
    reasons = {row.application_site_id: row.reasons for row in Decision.objects.all()}
    assert reasons == {first.pk: "De eerste.", second.pk: "De tweede."}
    decided = {first.application_id, second.application_id}
    assert set(Application.objects.filter(status="granted").values_list("pk", flat=True)) == decided
    subjects = AuditEvent.objects.filter(verb="decision.made").values_list("subject_id", flat=True)
    assert {int(key) for key in subjects} == decided
    assert len(subjects) == len(decided)


def test_only_declared_files_are_in_the_sitting_and_the_home_counts_them(client_of, decider):
    place, undeclared = make_file(decider), make_file(decider, declared=False)
    client = client_of(decider)
    page = client.get(reverse("decision-sitting")).content.decode()
    assert f"file_{place.application_id}" in page
    assert f"file_{undeclared.application_id}" not in page
    home = client.get(reverse("dashboard")).content.decode()
    assert "1 labeldossier" in home
    assert "Verklaar" in home


def test_nothing_ticked_says_so(client_of, decider):
    make_file(decider)
    assert "Vink eerst een dossier aan." in client_of(decider).post(reverse("decision-sitting")).content.decode()
