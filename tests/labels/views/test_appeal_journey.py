"""Over HTTP: a refusal is corrected in vain, objected to in vain, and changed on appeal, with a letter each time."""

import subprocess
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from labels.actions.appeal import escalate_late
from labels.actions.letter import ask_for_letter, letters_of, reference_of_appeal, reference_of_place
from labels.models import Appeal, Application, Label, PanelSeat
from marketplace.actor import SYSTEM, Role
from marketplace.audit.models import AuditEvent
from marketplace.jobs.actions import run
from marketplace.jobs.models import Job
from marketplace.notifications.models import Notification
from tests.factories.accounts import MembershipFactory, OrganisationFactory, city_member, commit_to
from tests.factories.companies import SiteFactory, hr_of
from tests.factories.label_files import (
    AppealFactory,
    ApplicationSiteFactory,
    DecisionFactory,
    EmployerMembershipFactory,
    refused_place,
)
from tests.factories.labels import LabelFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
LINE = {"code": "C03", "judgement": "scored", "score": 0, "weight": 3.0, "points": 0.0}
GROUNDS = "De verklaring op eer zat er wel bij."


@pytest.fixture
def today():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def place():
    """A refused label of a company that signed the code, beside its provisional one."""
    site = SiteFactory(establishment_number="2147812701", name="Dok")
    LabelFactory(site=site)
    row = refused_place(site.company.organisation, site=site)
    row.explanation = {
        "level": "refused",
        "total": 50,
        "lines": [LINE | {"knocks_out": True, "blocks_distinction": True}],
    }
    row.save()
    Application.objects.filter(pk=row.application_id).update(commitment=commit_to(site.company.organisation))
    return row


@pytest.fixture
def hr(place):
    return hr_of(place.site.company)


@pytest.fixture
def officer():
    return city_member(Role.LABEL_OFFICER)


def panel_member():
    return MembershipFactory(organisation=OrganisationFactory(is_partner=True), role=Role.PANEL_MEMBER)


def make_panel():
    """One from a school, one from an employer, one from outside."""
    school, employer, outside = panel_member(), panel_member(), panel_member()
    MembershipFactory(user=school.user, role=Role.DIRECTOR)
    EmployerMembershipFactory(partner=employer.organisation)
    return {"school": school, "employer": employer, "outside": outside}


def go(client, name, *arguments, **facts):
    """Press a button and read the page that follows."""
    return client.post(reverse(name, args=arguments), facts, follow=True).content.decode()


def read(client, name, *arguments):
    return client.get(reverse(name, args=arguments)).content.decode()


def lodge(client_of, hr, place, kind):
    go(client_of(hr), "appeal-lodge", place.pk, kind, grounds=GROUNDS)
    return Appeal.objects.get(kind=kind)


def compose(client_of, officer, appeal, panel):
    return go(client_of(officer), "appeal-panel", appeal.pk, **{place: one.pk for place, one in panel.items()})


def vote(client_of, member, appeal, verdict):
    client = client_of(member)
    go(client, "appeal-declare", appeal.pk)
    return go(client, "appeal-vote", appeal.pk, verdict=verdict, reasons=f"Zo zie ik het: {verdict}.")


def play(client_of, hr, officer, place, kind, verdicts):
    appeal, panel = lodge(client_of, hr, place, kind), make_panel()
    compose(client_of, officer, appeal, panel)
    for member, verdict in zip(panel.values(), verdicts, strict=True):
        vote(client_of, member, appeal, verdict)
    appeal.refresh_from_db()
    return appeal


def text_of(document, folder):
    path = folder / "letter.pdf"
    with document.file.open("rb") as file:
        path.write_bytes(file.read())
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def make_letters():
    for job in Job.objects.filter(kind="label_letter", done_at=None):
        run(job.pk)


def test_from_refusal_over_correction_and_objection_to_a_changed_decision(client_of, place, hr, officer, tmp_path):
    detail = read(client_of(hr), "application-detail", place.application_id)
    assert "Vraag om verbetering" in detail
    assert "tot en met ma 7 dec 2026" in detail, "ten working days"
    correction = play(client_of, hr, officer, place, "correction", ["keep", "keep", "change"])
    assert (correction.status, correction.decide_by_on) == ("rejected", date(2026, 12, 7))
    assert "Deze stap is al voorbij" in go(client_of(hr), "appeal-lodge", place.pk, "correction", grounds=GROUNDS)
    objection = play(client_of, hr, officer, place, "objection", ["keep", "change", "keep"])
    assert (objection.status, objection.decide_by_on) == ("rejected", date(2027, 1, 7))
    assert Label.objects.get(site=place.site).status == "active", "the provisional label stays as it was"

    appeal = play(client_of, hr, officer, place, "appeal", ["change", "keep", "change"])
    place.refresh_from_db()
    file = Application.objects.get(pk=place.application_id)
    assert (appeal.status, place.outcome, place.level) == ("changed", "granted", "label")
    assert (file.status, file.attempt) == ("granted", 2)
    client = client_of(officer)
    body = {"body_decided_on": "2026-11-23", "body_reference": "2026_CBS_0500"}
    go(client, "application-body", file.pk, **body)
    go(client, "application-step", file.pk, "award")
    assert Label.objects.get(application_site=place).status == "active"

    make_letters()
    document = letters_of([reference_of_appeal(appeal)])[reference_of_appeal(appeal)]
    told = text_of(document, tmp_path)
    assert place.site.company.organisation.name in told
    assert "De beslissing verandert" in told
    assert "Zo zie ik het: change." in told
    assert document.number in told
    answer = client_of(hr).get(reverse("appeal-letter", args=[appeal.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    told = text_of(letters_of([reference_of_appeal(correction)])[reference_of_appeal(correction)], tmp_path)
    assert "De beslissing blijft" in told
    assert "Maak tot en met 23 december 2026 bezwaar" in told, "what can follow a correction"
    assert Notification.objects.filter(code="appeal.change", organisation=file.organisation).exists()
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"appeal.lodged", "appeal.hear", "panel.declared", "panel.voted", "appeal.change"} <= verbs
    assert "application.overturn" in verbs


def test_one_site_of_an_awarded_file_is_granted_after_all(client_of, place, hr, officer):
    """The label that was given stays; only the other one is awarded anew."""
    other = SiteFactory(company=place.site.company, establishment_number="2147812897")
    at, file = timezone.now(), Application.objects.get(pk=place.application_id)
    body = {"body_decided_on": at.date(), "body_reference": "2026_CBS_1", "awarded_at": at, "passed_at": at}
    Application.objects.filter(pk=file.pk).update(status="awarded", **body)
    won = ApplicationSiteFactory(application=file, site=other, outcome="granted", level="label", score=80)
    DecisionFactory(application_site=won)
    kept = LabelFactory(site=other, level="label", application_site=won)
    play(client_of, hr, officer, place, "objection", ["change", "change", "keep"])
    file.refresh_from_db()
    assert (file.status, file.body_reference) == ("granted", ""), "the city's body decides again"
    client = client_of(officer)
    go(client, "application-body", file.pk, body_decided_on="2026-11-23", body_reference="2026_CBS_0500")
    go(client, "application-step", file.pk, "award")
    kept.refresh_from_db()
    assert (kept.status, Label.objects.filter(application_site__application=file, status="active").count()) == (
        "active",
        2,
    )


def test_what_is_sent_back_is_decided_again(client_of, place, hr, officer):
    appeal = play(client_of, hr, officer, place, "objection", ["keep", "change", "send_back"])
    place.refresh_from_db()
    file = Application.objects.get(pk=place.application_id)
    assert appeal.status == "sent_back", "two found it wrong, and did not agree how"
    assert (file.status, file.attempt, place.outcome) == ("audited", 2, "")


def test_the_panel_is_of_three_sides_and_new_to_the_matter(client_of, place, hr, officer):
    appeal, panel = lodge(client_of, hr, place, "objection"), make_panel()
    same = go(client_of(officer), "appeal-panel", appeal.pk, **dict.fromkeys(panel, panel["school"].pk))
    assert "Deze persoon past niet op die plaats" in same, "each side offers its own people"
    colleague = hr_of(place.site.company, user=panel["employer"].user, ends_on=date(2026, 11, 20))
    assert colleague.ends_on
    assert "werkt of werkte voor de aanvrager" in compose(client_of, officer, appeal, panel)
    assert not PanelSeat.objects.exists()
    panel = make_panel()
    compose(client_of, officer, appeal, panel)
    for member in panel.values():
        vote(client_of, member, appeal, "keep")
    again = lodge(client_of, hr, place, "appeal")
    assert "was hier al bij betrokken" in compose(client_of, officer, again, panel)
    again.refresh_from_db()
    assert again.status == "lodged"


def test_a_member_declares_first_and_votes_without_seeing_the_others(client_of, place, hr, officer):
    appeal, panel = lodge(client_of, hr, place, "objection"), make_panel()
    compose(client_of, officer, appeal, panel)
    client = client_of(panel["school"])
    assert "Stem" in read(client, "dashboard")
    assert "Eerst je verklaring" in read(client, "appeal-vote", appeal.pk)
    told = go(client, "appeal-vote", appeal.pk, verdict="keep", reasons="Klopt.")
    assert not PanelSeat.objects.exclude(verdict="").exists()
    assert "Eerst je verklaring" in told
    vote(client_of, panel["school"], appeal, "change")
    assert read(client_of(panel["school"]), "application-detail", place.application_id), "the file is open to the panel"
    seen = read(client_of(panel["outside"]), "appeal-detail", appeal.pk)
    assert "Zo zie ik het" not in seen
    assert client_of(hr).get(reverse("appeal-vote", args=[appeal.pk])).status_code == 403
    vote(client_of, panel["outside"], appeal, "change")
    go(client_of(panel["employer"]), "appeal-declare", appeal.pk)
    MembershipFactory(user=panel["employer"].user, organisation=place.application.organisation, role=Role.HR)
    assert "werkt of werkte voor de aanvrager" in vote(client_of, panel["employer"], appeal, "keep")
    appeal.refresh_from_db()
    assert appeal.status == "hearing", "who gained a tie votes no more"


def test_a_member_who_cannot_vote_is_replaced(client_of, place, hr, officer):
    appeal, panel = lodge(client_of, hr, place, "objection"), make_panel()
    compose(client_of, officer, appeal, panel)
    vote(client_of, panel["school"], appeal, "keep")
    client = client_of(officer)
    other, elsewhere = make_panel()["outside"], make_panel()["school"]
    facts = {"member": other.pk, "reason": "Ziek."}
    assert "Dit lid stemde al" in go(client, "appeal-replace", appeal.pk, "school", **facts)
    facts = {"member": elsewhere.pk, "reason": "Ziek."}
    assert "past niet op die plaats" in go(client, "appeal-replace", appeal.pk, "outside", **facts)
    tied = make_panel()["outside"]
    hr_of(place.site.company, user=tied.user, ends_on=date(2026, 11, 20))
    facts = {"member": tied.pk, "reason": "Ziek."}
    assert "werkt of werkte voor de aanvrager" in go(client, "appeal-replace", appeal.pk, "outside", **facts)
    told = go(client, "appeal-replace", appeal.pk, "outside", member=other.pk, reason="Ziek.")
    assert "Vervangen." in told
    assert other.user.name in told
    seat = PanelSeat.objects.get(appeal=appeal, place="outside")
    assert (seat.person, seat.declared_at) == (other.user, None)
    assert AuditEvent.objects.get(verb="panel.replaced").data["left"] == panel["outside"].user_id
    assert Notification.objects.filter(code="panel.left", user=panel["outside"].user).exists()
    assert client_of(panel["outside"]).get(reverse("appeal-vote", args=[appeal.pk])).status_code == 404
    vote(client_of, other, appeal, "keep")
    vote(client_of, panel["employer"], appeal, "keep")
    appeal.refresh_from_db()
    assert appeal.status == "rejected"
    assert "Over dit beroep is al beslist" in go(
        client_of(officer), "appeal-replace", appeal.pk, "outside", member=other.pk, reason="Laat."
    )


@pytest.mark.parametrize(
    ("kind", "last", "late"),
    [
        ("correction", "2026-12-07", "2026-12-08"),
        ("objection", "2026-12-23", "2026-12-24"),
        ("appeal", "2026-12-23", "2026-12-24"),
    ],
)
def test_each_way_has_its_last_day(client_of, place, hr, today, kind, last, late):
    today.move_to(f"{late}T10:00:00+01:00")
    client = client_of(hr)
    assert "De termijn liep tot en met" in go(client, "appeal-lodge", place.pk, kind, grounds=GROUNDS)
    assert not Appeal.objects.exists()
    today.move_to(f"{last}T10:00:00+01:00")
    client = client_of(hr)
    go(client, "appeal-lodge", place.pk, kind, grounds=GROUNDS)
    assert Appeal.objects.get().kind == kind


def test_only_who_signs_lodges_with_grounds_and_a_paper_that_is_one(client_of, place, hr):
    colleague = hr_of(place.site.company, may_sign=False)
    assert "iemand die mag tekenen" in go(client_of(colleague), "appeal-lodge", place.pk, "objection", grounds=GROUNDS)
    client = client_of(hr)
    assert "Schrijf waarom de beslissing niet klopt." in go(client, "appeal-lodge", place.pk, "objection", grounds="")
    bad = SimpleUploadedFile("bewijs.pdf", b"<svg onload='x'/>")
    told = go(client, "appeal-lodge", place.pk, "objection", grounds=GROUNDS, title="Foto", file=bad)
    assert "We bewaren alleen" in told
    assert GROUNDS in told, "what was typed is still there"
    assert not Appeal.objects.exists()


def test_a_late_panel_is_told_to_the_city_once(client_of, place, hr, officer, today):
    appeal, panel = lodge(client_of, hr, place, "objection"), make_panel()
    compose(client_of, officer, appeal, panel)
    assert escalate_late(by=SYSTEM) == 0
    today.move_to("2027-01-08T10:00:00+01:00")
    assert (escalate_late(by=SYSTEM), escalate_late(by=SYSTEM)) == (1, 0)
    assert Notification.objects.filter(code="appeal.late").count() == 5
    assert "te laat" in read(client_of(officer), "appeal-list")


def test_the_letter_of_a_refusal_explains_each_criterion(client_of, place, hr, tmp_path):
    reference = reference_of_place(place, 1)
    client = client_of(hr)
    assert client.get(reverse("decision-letter", args=[place.pk])).status_code == 409
    ask_for_letter(reference)
    make_letters()
    told = text_of(letters_of([reference])[reference], tmp_path)
    for words in (
        "geen label",
        "50,0 van 100",
        "C03 ontbreekt.",
        "0 van 3",
        "Dit sluit uit.",
        "7 december 2026",
        "23 december 2026",
    ):
        assert words in told
    assert "Download de brief" in read(client, "application-detail", place.application_id)


def test_a_new_file_waits_for_an_open_appeal(client_of, place, hr):
    AppealFactory(application_site=place)
    told = go(client_of(hr), "application-start", "company", sites=[place.site.pk])
    assert "Er loopt nog een bezwaar of beroep" in told
    assert Application.objects.count() == 1
