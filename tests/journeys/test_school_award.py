"""Over HTTP: a school goes from the self-scan to its label with the twelve criteria of schools and a sealed letter."""

import pytest
import time_machine
from django.urls import reverse

from labels.data import load_schemes
from labels.enums import Theme
from labels.models import Application, Label
from labels.questions import questions_of
from marketplace.actor import Role
from marketplace.billing.data import load_prices
from marketplace.jobs.actions import run
from marketplace.jobs.models import Job
from tests.factories.accounts import MembershipFactory, OrganisationFactory, city_member, commit_to
from tests.factories.schools import CoachFactory, SchoolFactory

pytestmark = pytest.mark.django_db
CODES = [f"S{number:02d}" for number in range(1, 13)]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        load_schemes()
        load_prices()
        yield


@pytest.fixture
def director():
    school = SchoolFactory()
    commit_to(school.organisation)
    CoachFactory(school=school)
    return MembershipFactory(organisation=school.organisation, role=Role.DIRECTOR)


def go(client, name, *arguments, **facts):
    """Press a button and read the page that follows."""
    return client.post(reverse(name, args=arguments), facts, follow=True).content.decode()


def self_scan(client):
    codes = []
    for theme in Theme.values:
        path = reverse("self-scan-page", args=["school", theme])
        shown = list(client.get(path).context["form"].fields)
        client.post(path, dict.fromkeys(shown, "2"))
        codes += shown
    assert sorted(codes) == CODES


def apply_for_label(client):
    """Open the file, add what the scan did not ask, and hand it in."""
    go(client, "application-start", "school", sure="1")
    file = Application.objects.get()
    carried = {row.criterion.code for row in file.answers.exclude(score=None).select_related("criterion")}
    assert carried == set(CODES), "what the scan said comes along"
    go(client, "application-step", file.pk, "submit")
    file.refresh_from_db()
    assert file.status == "submitted"
    return file


def judgements(file):
    """The whole checklist: in order where a placement has run or a promise is enough."""
    facts = {"revision": "1"}
    for question in questions_of(file, file.filed_on):
        seen = question.is_measurable
        facts[f"judged_{question.answer.pk}"] = "2" if seen else "not_measurable"
        facts[f"reason_{question.answer.pk}"] = f"Gezien: {question.criterion.code}."
    return facts


def test_a_school_from_self_scan_to_award(client, client_of, director):
    self_scan(client)
    client = client_of(director)
    self_scan(client)
    file = apply_for_label(client)

    officer = city_member(Role.LABEL_OFFICER)
    auditor = MembershipFactory(organisation=officer.organisation, role=Role.AUDITOR)
    decider = MembershipFactory(organisation=OrganisationFactory(is_partner=True), role=Role.DECIDER)
    client_of(officer)
    go(client, "application-step", file.pk, "complete")
    go(client, "application-team", file.pk, member=auditor.pk, duty="auditor")
    go(client, "application-team", file.pk, member=decider.pk, duty="decider")
    go(client, "application-step", file.pk, "audit")

    client_of(auditor)
    go(client, "application-declare", file.pk)
    go(client, "application-audit", file.pk, **judgements(file))
    go(client, "application-audit-step", file.pk, "hand_in")
    place = file.sites.get()
    assert (place.site, place.explanation["level"]) == (None, "label")
    assert [line["code"] for line in place.explanation["lines"]] == CODES

    client_of(decider)
    go(client, "application-declare", file.pk)
    verdict = {f"verdict_{place.pk}": "label", f"reasons_{place.pk}": "De school begeleidt goed."}
    go(client, "decision-sitting", **verdict, **{f"file_{file.pk}": "on"})
    client_of(officer)
    go(client, "application-body", file.pk, body_decided_on="2026-11-23", body_reference="2026_CBS_0777")
    go(client, "application-step", file.pk, "award")

    label = Label.objects.get(organisation=director.organisation)
    assert (label.level, label.status, label.site) == ("label", "active", None)
    for job in Job.objects.filter(kind="label_letter"):
        run(job.pk)
    client_of(director)
    assert "De school begeleidt goed." in client.get(reverse("application-detail", args=[file.pk])).content.decode()
    letter = client.get(reverse("decision-letter", args=[place.pk]))
    assert b"".join(letter.streaming_content).startswith(b"%PDF-")
    register = client.get(reverse("label-register")).content.decode()
    assert director.organisation.name in register
