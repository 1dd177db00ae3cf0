"""Over HTTP: a company with two sites goes from a self-scan without account to two labels, by four people."""

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
from tests.factories.companies import MentorFactory, SiteFactory, hr_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        load_schemes()
        load_prices()
        yield


@pytest.fixture
def sites():
    first = SiteFactory(establishment_number="2147812701", name="Dok")
    commit_to(first.company.organisation)
    MentorFactory.create_batch(2, site=first)
    return [first, SiteFactory(company=first.company, establishment_number="2147812897", name="Kaai")]


def go(client, name, *arguments, **facts):
    """Press a button and read the page that follows."""
    return client.post(reverse(name, args=arguments), facts, follow=True).text


def self_scan(client):
    for theme in Theme.values:
        path = reverse("self-scan-page", args=["company", theme])
        client.post(path, dict.fromkeys(client.get(path).context["form"].fields, "2"))


def answer_what_is_left(client, file):
    for theme in Theme.values:
        path = reverse("application-questions", args=[file.pk, theme])
        names = [name for name in client.get(path).context["form"].fields if name.startswith("score_")]
        client.post(path, dict.fromkeys(names, "2") | {"sure": "1"})


def judgements(file, **by_site):
    """In order everywhere, but where a site has another judgement for a criterion."""
    facts = {}
    for question in questions_of(file, file.filed_on):
        own = by_site.get(str(question.answer.application_site), {})
        given = own.get(question.criterion.code, "2" if question.is_measurable else "not_measurable")
        facts[f"judged_{question.answer.pk}"] = given
        facts[f"reason_{question.answer.pk}"] = f"Gezien: {question.criterion.code}."
    return facts


def test_a_company_with_two_sites_from_self_scan_to_award(client, client_of, sites):
    self_scan(client)
    hr = hr_of(sites[0].company)
    client_of(hr)
    go(client, "application-start", "company", sites=[site.pk for site in sites])
    file = Application.objects.get()
    assert file.answers.exclude(score=None).count() > len(Theme.values), "what the scan said comes along"
    answer_what_is_left(client, file)
    go(client, "application-step", file.pk, "submit")

    officer = city_member(Role.LABEL_OFFICER)
    auditor = MembershipFactory(organisation=officer.organisation, role=Role.AUDITOR)
    partners = [OrganisationFactory(is_partner=True) for _ in range(3)]
    reviewer, *deciders = [MembershipFactory(organisation=partner, role=Role.DECIDER) for partner in partners]
    client_of(officer)
    go(client, "application-step", file.pk, "complete")
    duties = ((auditor, "auditor"), (reviewer, "reviewer"), *((member, "decider") for member in deciders))
    for member, duty in duties:
        go(client, "application-team", file.pk, member=member.pk, duty=duty)
    go(client, "application-step", file.pk, "audit")

    file.refresh_from_db()
    client_of(auditor)
    go(client, "application-declare", file.pk)
    go(client, "application-audit", file.pk, **judgements(file, Kaai={"C04": "1"}))
    go(client, "application-audit-step", file.pk, "hand_in")
    levels = {str(place): place.explanation["level"] for place in file.sites.all()}
    assert (levels["Dok"], levels["Kaai"]) == ("label", "refused"), "a knock-out of one site is not the other's"

    client_of(reviewer)
    go(client, "application-declare", file.pk)
    go(client, "application-review", file.pk, remarks="Gelezen.")
    verdicts = {str(place): place.pk for place in file.sites.all()}
    for member in deciders:
        client_of(member)
        go(client, "application-declare", file.pk)
        facts = {f"verdict_{verdicts['Dok']}": "label", f"verdict_{verdicts['Kaai']}": "refused"}
        facts |= {f"reasons_{key}": f"Wat we zagen in {name}." for name, key in verdicts.items()}
        go(client, "application-decide", file.pk, **facts)
    client_of(officer)
    go(client, "application-body", file.pk, body_decided_on="2026-11-23", body_reference="2026_CBS_0778")
    go(client, "application-step", file.pk, "award")

    assert [(label.site, label.level, label.status) for label in Label.objects.all()] == [(sites[0], "label", "active")]
    for job in Job.objects.filter(kind="label_letter"):
        run(job.pk)
    client_of(hr)
    page = client.get(reverse("application-detail", args=[file.pk])).text
    assert "Wat we zagen in Kaai." in page
    assert reverse("appeal-lodge", args=[verdicts["Kaai"], "correction"]) in page
    letter = client.get(reverse("decision-letter", args=[verdicts["Kaai"]]))
    assert b"".join(letter.streaming_content).startswith(b"%PDF-")
    register = client.get(reverse("label-register")).text
    assert "Dok" in register
    assert "Kaai" not in register
