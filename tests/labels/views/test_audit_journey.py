"""Over HTTP: a company with two sites is audited, mends something, is decided on and gets two labels."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from labels.data import load_schemes
from labels.models import Application, Assignment, Finding, Label
from labels.questions import questions_of
from marketplace.accounts.models import Organisation
from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from marketplace.billing.data import load_prices
from marketplace.notifications.models import Notification
from tests.factories.accounts import CityFactory, MembershipFactory, OrganisationFactory, actor_of, commit_to
from tests.factories.companies import SiteFactory, hr_of
from tests.factories.label_files import EmployerMembershipFactory, FindingFactory
from tests.factories.labels import LabelFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ON = date(2026, 11, 23)


@pytest.fixture
def today():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        load_schemes()
        load_prices()
        yield


@pytest.fixture
def sites():
    first = SiteFactory(establishment_number="2147812701", name="Dok")
    commit_to(first.company.organisation)
    return [first, SiteFactory(company=first.company, establishment_number="2147812897", name="Kaai")]


@pytest.fixture
def hr(sites):
    return hr_of(sites[0].company)


@pytest.fixture
def city():
    return CityFactory()


@pytest.fixture
def officer(city):
    return MembershipFactory(organisation=city, role=Role.LABEL_OFFICER)


@pytest.fixture
def auditor(city):
    return MembershipFactory(organisation=city, role=Role.AUDITOR)


@pytest.fixture
def deciders():
    return [MembershipFactory(organisation=OrganisationFactory(is_partner=True), role=Role.DECIDER) for _ in range(3)]


@pytest.fixture
def file(client_of, hr, sites, officer):
    """A file of two sites that was found complete."""
    client = client_of(hr)
    client.post(reverse("application-start", args=["company"]), {"sites": [site.pk for site in sites]})
    row = Application.objects.get()
    for theme in ("order", "respect", "guidance", "learning"):
        path = reverse("application-questions", args=[row.pk, theme])
        names = client.get(path).context["form"].fields
        client.post(path, dict.fromkeys([n for n in names if n.startswith("score_")], "2") | {"x": "1"})
    client.post(reverse("application-step", args=[row.pk, "submit"]))
    client_of(officer).post(reverse("application-step", args=[row.pk, "complete"]))
    row.refresh_from_db()
    assert row.status == "complete"
    return row


def page(answer):
    return answer.content.decode()


def go(client, name, row, *arguments, **facts):
    """Press a button of the file and read the page that follows."""
    return page(client.post(reverse(name, args=[row.pk, *arguments]), facts, follow=True))


def assign(client, row, member, duty):
    return go(client, "application-team", row, member=member.pk, duty=duty)


def judgements(row, score="2", **other):
    """The whole form: one score everywhere, and others by code of the criterion."""
    facts = {}
    for question in questions_of(row, ON):
        given = other.get(question.criterion.code, score)
        facts[f"judged_{question.answer.pk}"] = given
        facts[f"reason_{question.answer.pk}"] = "Zo gezien." if given in "01" else ""
    return facts


def in_audit(client_of, file, officer, auditor, *others):
    client = client_of(officer)
    assign(client, file, auditor, "auditor")
    for member, duty in others:
        assign(client, file, member, duty)
    go(client, "application-step", file, "audit")
    client = client_of(auditor)
    go(client, "application-declare", file)
    return client


def audited(client_of, file, officer, auditor, *others, **scores):
    client = in_audit(client_of, file, officer, auditor, *others)
    go(client, "application-audit", file, **judgements(file, **scores))
    go(client, "application-audit-step", file, "hand_in")
    file.refresh_from_db()
    assert file.status == "audited"


def decide(client_of, file, member, verdict="label", reasons="Alles is in orde."):
    client = client_of(member)
    go(client, "application-declare", file)
    facts = {}
    for place in file.sites.all():
        facts |= {f"verdict_{place.pk}": verdict, f"reasons_{place.pk}": reasons}
    told = go(client, "application-decide", file, **facts)
    file.refresh_from_db()
    return told


def test_a_company_with_two_sites_from_complete_to_award(client_of, file, hr, sites, officer, auditor, deciders):
    provisional = LabelFactory(site=sites[0])
    client = client_of(officer)
    assert "Wijs eerst aan wie de audit doet: 1." in go(client, "application-step", file, "audit")
    assign(client, file, auditor, "auditor")
    assert "Niemand doet er twee" in assign(client, file, auditor, "assistant")
    assign(client, file, deciders[0], "decider")
    go(client, "application-step", file, "audit")

    client = client_of(auditor)
    audit = reverse("application-audit", args=[file.pk])
    assert "Eerst je verklaring" in page(client.get(audit))
    assert "Eerst je verklaring" in go(client, "application-audit", file, **judgements(file))
    assert not file.assessments.exists()
    go(client, "application-declare", file)
    half = dict(list(judgements(file).items())[:20])
    go(client, "application-audit", file, **half)
    assert "Nog te beoordelen" in go(client, "application-audit-step", file, "hand_in")
    again = go(client, "application-audit", file, **judgements(file))
    assert "intussen" not in again, "the same judgements sent twice are kept once"

    answer = file.answers.filter(criterion__code="C04").first()
    go(client, "finding-new", file, answer=answer.pk, grade="major", text="De risicoanalyse is oud.")
    go(client, "application-audit-step", file, "mend")
    finding = Finding.objects.get()
    assert (finding.correct_by_on, Application.objects.get().status) == (date(2026, 12, 23), "correcting")
    client_of(hr)
    assert "De risicoanalyse is oud." in page(client.get(reverse("application-detail", args=[file.pk])))
    go(client, "finding-answer", finding, plan="De nieuwe staat bij het bewijs.")
    client_of(auditor)
    go(client, "finding-step", finding, "close")
    go(client, "application-audit-step", file, "hand_in")
    file.refresh_from_db()
    assert (file.status, {place.explanation["level"] for place in file.sites.all()}) == ("audited", {"label"})

    assert "De audit geeft dit niveau niet" in decide(client_of, file, deciders[0], "distinction")
    decide(client_of, file, deciders[0])
    assert file.status == "granted"
    client_of(officer)
    assert "Noteer eerst de dag" in go(client, "application-step", file, "award")
    body = {"body_reference": "2026_CBS_0412"}
    assert "niet in de toekomst" in go(client, "application-body", file, body_decided_on="2026-11-24", **body)
    go(client, "application-body", file, body_decided_on="2026-11-23", **body)
    go(client, "application-step", file, "award")
    labels = Label.objects.filter(application_site__application=file).order_by("site__name")
    assert [(row.site.name, row.level, row.status, row.ends_on) for row in labels] == [
        ("Dok", "label", "active", date(2029, 11, 22)),
        ("Kaai", "label", "active", date(2029, 11, 22)),
    ]
    provisional.refresh_from_db()
    assert provisional.status == "replaced"
    client_of(hr)
    assert "Alles is in orde." in page(client.get(reverse("application-detail", args=[file.pk])))
    assert Notification.objects.filter(code="application.awarded").exists()
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"assignment.declared", "assessment.judged", "decision.made", "application.award", "label.awarded"} <= verbs


def test_a_refusal_asks_a_reviewer_and_two_deciders_of_whom_one_from_outside(
    client_of, file, officer, auditor, deciders, city
):
    reviewer, second = (MembershipFactory(organisation=city, role=Role.LABEL_OFFICER) for _ in range(2))
    duties = [(reviewer, "reviewer"), (deciders[0], "decider"), (second, "decider")]
    audited(client_of, file, officer, auditor, *duties, C03="0")
    assert not file.passed_at
    assert "eerst iemand anders de audit nalezen" in decide(client_of, file, deciders[0], "refused", "C03 ontbreekt.")
    client = client_of(reviewer)
    go(client, "application-declare", file)
    go(client, "application-review", file, remarks="Klopt.")
    decide(client_of, file, second, "refused", "C03 ontbreekt.")
    assert file.status == "reviewed", "one decider is not enough"
    decide(client_of, file, deciders[0], "refused", "C03 ontbreekt.")
    assert (file.status, {place.outcome for place in file.sites.all()}) == ("refused", {"refused"})


def test_who_gains_a_tie_after_the_assignment_decides_nothing(client_of, file, officer, auditor, deciders, sites):
    audited(client_of, file, officer, auditor, (deciders[0], "decider"))
    client = client_of(deciders[0])
    go(client, "application-declare", file)
    hr_of(sites[0].company, user=deciders[0].user, ends_on=ON, starts_on=date(2026, 11, 1))
    duty = Assignment.objects.get(duty="decider")
    assert duty.declared_at
    told = decide(client_of, file, deciders[0])
    assert "werkt of werkte voor de aanvrager" in told
    assert file.status == "audited"


def test_an_employer_organisation_judges_no_member_alone(client_of, file, officer, auditor):
    partner = OrganisationFactory(is_partner=True)
    EmployerMembershipFactory(partner=partner, member=file.organisation)
    own = MembershipFactory(organisation=partner, role=Role.PARTNER_AUDITOR)
    helper = MembershipFactory(organisation=partner, role=Role.PARTNER_AUDITOR)
    client = client_of(officer)
    assert "De aanvrager is lid van deze organisatie" in assign(client, file, own, "auditor")
    assign(client, file, helper, "assistant")
    assign(client, file, auditor, "auditor")
    assign(client, file, own, "auditor")
    assert file.assignments.count() == 3


def test_the_city_is_judged_by_outsiders(client_of, file, officer, auditor, deciders):
    Organisation.objects.filter(pk=file.organisation_id).update(is_city=True)
    client = client_of(officer)
    assert "Alleen mensen van buiten" in assign(client, file, auditor, "auditor")
    colleague = MembershipFactory(organisation=officer.organisation, role=Role.LABEL_OFFICER)
    assert "Alleen mensen van buiten" in assign(client, file, colleague, "decider")
    assign(client, file, deciders[0], "decider")
    assert actor_of(deciders[0]).user_id == file.assignments.get().person_id


def test_nothing_is_granted_while_a_heavy_finding_is_open_and_its_auditor_can_still_close_it(
    client_of, file, officer, auditor, deciders
):
    audited(client_of, file, officer, auditor, (deciders[0], "decider"))
    heavy = FindingFactory(application=file, answer=file.answers.first(), correct_by_on=ON)
    assert "Er staat nog een zware vaststelling open" in decide(client_of, file, deciders[0])
    assert file.status == "audited"
    client = client_of(auditor)
    assert "Sluit de vaststelling" in page(client.get(reverse("application-audit", args=[file.pk])))
    go(client, "finding-step", heavy, "close")
    decide(client_of, file, deciders[0])
    assert file.status == "granted"


def test_a_city_host_is_judged_and_decided_by_outsiders_only(client_of, file, officer, city, deciders):
    Organisation.objects.filter(pk=file.organisation_id).update(is_city=True)
    partner = OrganisationFactory(is_partner=True)
    outsider = MembershipFactory(organisation=partner, role=Role.PARTNER_AUDITOR)
    both = MembershipFactory(organisation=partner, role=Role.DECIDER)
    MembershipFactory(user=both.user, organisation=city, role=Role.LABEL_OFFICER)
    client = client_of(officer)
    assert "Alleen mensen van buiten" in assign(client, file, both, "decider")
    reviewer, first, second = deciders
    audited(client_of, file, officer, outsider, (reviewer, "reviewer"), (first, "decider"), (second, "decider"))
    assert "eerst iemand anders de audit nalezen" in decide(client_of, file, first)
    client_of(reviewer)
    go(client, "application-declare", file)
    go(client, "application-review", file, remarks="Klopt.")
    decide(client_of, file, first)
    assert file.status == "reviewed", "one decider is not enough for the city"
    decide(client_of, file, second)
    assert file.status == "granted"
    client_of(officer)
    go(client, "application-body", file, body_decided_on="2026-11-23", body_reference="2026_CBS_0413")
    go(client, "application-step", file, "award")
    assert Label.objects.filter(application_site__application=file, status="active").count() == 2
    by_duty = {(row.duty, row.organisation.is_city) for row in file.assignments.select_related("organisation")}
    assert by_duty == {("auditor", False), ("reviewer", False), ("decider", False), ("awarder", True)}


def test_a_reviewer_sends_an_audit_back_with_a_sentence(client_of, file, officer, auditor, deciders):
    audited(client_of, file, officer, auditor, (deciders[0], "reviewer"), C03="0")
    client = client_of(deciders[0])
    go(client, "application-declare", file)
    assert "Schrijf in een zin" in go(client, "application-send-back", file, remarks="")
    go(client, "application-send-back", file, remarks="C03 is getekend op 2 november.")
    client_of(auditor)
    told = page(client.get(reverse("application-audit", args=[file.pk])))
    assert "C03 is getekend op 2 november." in told
    go(client, "application-audit-step", file, "hand_in")
    file.refresh_from_db()
    assert (file.status, file.attempt) == ("audited", 2), "what was judged is still there to hand in"
