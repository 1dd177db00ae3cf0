"""The paper of an agreement: made once after the last signature, read back by other programs, for the parties alone."""

import subprocess
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
import time_machine
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader

from companies.models import JointCommittee
from marketplace.documents.models import SealedDocument
from marketplace.documents.verification import Worth, judge_file
from marketplace.jobs.actions import run
from marketplace.jobs.models import Job
from marketplace.reference.models import Figure
from placements.actions.document import document_of, make_document
from placements.actions.signature import record_paper, sign
from placements.agreement_body import body_of
from placements.documents.agreement import printed_facts, write_agreement
from placements.models import Agreement
from placements.tasks.agreement import ask_for_missing_documents
from tests.factories.accounts import actor_of
from tests.factories.agreements import director_of, draft, in_signing, no_tie, parent_actor, student_actor
from tests.factories.companies import CompanyFactory, hr_of
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
PDFA = "http://www.aiim.org/pdfa/ns/id/"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture(params=["OAO", "STAGE"])
def form(request):
    return request.param


@pytest.fixture
def agreement(market, form):
    """Signed by everybody, and its paper made by the job that the last signature asked for."""
    row = in_signing(market, form=form)
    parent = parent_actor(row.placement.student.representatives.get(), row.placement)
    no_tie(row, parent)
    for actor in (market.hr, actor_of(director_of(market)), student_actor(row.placement), parent):
        sign(agreement=row, by=actor, way="link" if actor.user_id is None else "account")
    run(Job.objects.get(kind="agreement_document").pk)
    return Agreement.objects.get(pk=row.pk)


@pytest.fixture
def content(agreement):
    with document_of(agreement).file.open("rb") as file:
        return file.read()


@pytest.fixture
def file(content, tmp_path):
    path = tmp_path / "agreement.pdf"
    path.write_bytes(content)
    return path


def told_by(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def test_it_reads_back_as_it_was_signed(agreement, file, form):
    text = told_by("pdftotext", "-layout", str(file), "-")
    placement, body = agreement.placement, agreement.body
    assert body["student"]["name"] in text
    assert body["company"]["name"] in text
    assert document_of(agreement).number in text
    assert f"{placement.starts_on.day} januari 2027 tot en met" in text
    assert agreement.digest in text.replace(" ", "")
    assert ("Opleidingsplan" in text, "Activiteiten" in text) == (form == "OAO", form == "STAGE")
    assert "Dit stopt de school niet." in text
    assert "Wat de mentor doet".lower() in text.lower()
    for slot in agreement.signatures.all():
        assert slot.name in text


def test_who_holds_the_paper_finds_where_to_check_it(agreement, file):
    """The address is printed and clickable, and there is a code to scan."""
    number, address = document_of(agreement).number, reverse("document-verify")
    assert f"{address} en typ nummer {number}." in told_by("pdftotext", "-layout", str(file), "-")
    assert f"{address}?number={number}" in told_by("pdfinfo", "-url", str(file))
    assert "Figure" in told_by("pdfinfo", "-struct", str(file)), "the code to scan"


def test_what_was_agreed_of_a_line_and_the_allowance_are_printed(market, tmp_path):
    row = draft(market)
    days = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 3, 31)}
    row.plan.lines.update(activities="rekken aanvullen", equipment="een heftruck", **days)
    path = tmp_path / "plan.pdf"
    row.body = body_of(row)
    path.write_bytes(write_agreement(row, "ABCD-EFGH-IJKL-MNOP", "https://demo.example"))
    text = told_by("pdftotext", "-layout", str(path), "-")
    assert "Periode: 1 februari 2027 tot en met 31 maart 2027" in text
    assert "Activiteiten: rekken aanvullen" in text
    assert "Toestellen en materiaal: een heftruck" in text
    assert "€ 612,50 per maand op de eerste dag: stap 1, eerste jaar alternerende opleiding." in text


def test_the_plan_is_added_up_against_the_figure_of_the_first_day(market, tmp_path):
    row = draft(market)
    Figure.objects.create(code="split_target", value="0.65", in_force_on=row.placement.starts_on, source="?")
    row.body = body_of(row)
    row.body["plan"] |= {"weeks": 30, "general_hours": 380}
    path = tmp_path / "plan.pdf"
    path.write_bytes(write_agreement(row, "ABCD-EFGH-IJKL-MNOP", "https://demo.example"))
    text = told_by("pdftotext", "-layout", str(path), "-")
    assert "Op de werkplek: gemiddeld 20,0 uur per week, 60,0 % van alle uren (doel: 65 %)." in text
    assert "Samen 600 20 0" in text


def test_the_reason_of_a_day_with_hours_of_its_own_has_room(market, tmp_path):
    row = draft(market)
    row.body = body_of(row)
    hours = [("08:30", "12:00", "school"), ("13:00", "16:00", "work"), ("16:15", "18:00", "work")]
    blocks = [{"starts": starts, "ends": ends, "place": place} for starts, ends, place in hours]
    reason = "De bakker leert je de nachtploeg kennen, en je krijgt de dag nadien vrij."
    days = [{"day": "2027-02-01", "kind": kind, "reason": reason, "blocks": blocks} for kind in ("other", "recovery")]
    row.body["schedule"] = {"week": [], "days": days, "sector_reason": ""}
    path = tmp_path / "days.pdf"
    path.write_bytes(write_agreement(row, "ABCD-EFGH-IJKL-MNOP", "https://demo.example"))
    lines = told_by("pdftotext", "-layout", str(path), "-").count("De bakker leert je")
    assert lines == 2, "one word a line"


def test_a_signature_on_paper_says_its_day(market):
    row = in_signing(market, form="STAGE")
    slot = row.signatures.get(party="student")
    record_paper(signature=slot, paper_on=date(2026, 11, 23), by=market.coach_actor)
    [said] = [said for said in printed_facts(row)["signatures"] if said[0] == "leerling"]
    assert said[2].endswith("; getekend op 23 november 2026")


def test_a_visit_has_a_paper_too(market, tmp_path):
    row = draft(market, form="VISIT")
    row.body = body_of(row)
    assert write_agreement(row, "ABCD-EFGH-IJKL-MNOP", "https://demo.example").startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("form", "title", "sentences", "roles"),
    [
        ("OAO", "Overeenkomst alternerende opleiding (OAO)", ("leren op", "elke maand een leervergoeding"), ("stemt",)),
        ("DA", "Deeltijdse arbeidsovereenkomst (DA)", ("leren op", "betaalt een loon"), ("stemt",)),
        ("STAGE", "Leerlingenstageovereenkomst", ("leren op", "Betaald: nee"), ("stagebegeleider", "activiteiten")),
        ("AANLOOP", "Overeenkomst voor de aanloopfase", ("leren op", "Betaald: nee"), ("trajectbegeleider",)),
        ("TEACHER", "Afsprakenbrief voor een bedrijfsstage van een leraar", ("als leraar", "betaalt je verder"), ()),
        ("SNUFFEL", "Afspraken over een snuffelstage", ("meekijken", "werkt niet"), ()),
        ("OBSERVE", "Afspraken over een kijkstage", ("meekijken", "werkt niet"), ()),
        ("VISIT", "Afspraken over een bedrijfsbezoek", ("een bezoek aan", "werkt niet"), ()),
    ],
)
def test_each_form_says_what_it_is_and_nothing_of_another(market, form, title, sentences, roles):
    """The mentor votes in the class council of dual learning alone; nobody guides who only watches."""
    if form == "DA":
        market.company.joint_committee = JointCommittee.objects.create(code="319.01", name="Demo")
        market.company.save()
    row = in_signing(market, form=form)
    assert row.body["form"] == form
    facts = printed_facts(row)
    said, does = " ".join(facts["sentences"]), " ".join(line for role in facts["roles"] for line in role["lines"])
    assert facts["title"] == title
    assert all(words in said for words in (*sentences, "+32 3 555 01 01"))
    assert all(words in does for words in roles)
    assert ("stemt" in does, bool(does)) == (form in ("OAO", "DA"), form in ("OAO", "DA", "STAGE", "AANLOOP"))


def test_a_visit_of_one_day_is_on_that_day(market):
    row = draft(market, form="VISIT")
    row.body = body_of(row) | {"ends_on": "2027-01-11", "week": {"1": ["09:00", "12:00"]}}
    facts = printed_facts(row)
    assert ["Periode", "11 januari 2027"] in facts["facts"]
    assert "Wanneer: op 11 januari 2027 (ma 9.00 tot 12.00 uur)." in facts["sentences"]


def test_other_programs_find_the_seal_whole_and_the_text_tagged(file):
    seal = told_by("pdfsig", "-nocert", str(file))
    assert "Signature is Valid." in seal
    assert "Total document signed" in seal
    assert "Tagged: yes" in told_by("pdfinfo", str(file))


def test_its_metadata_say_that_it_is_an_archive_file(content):
    metadata = PdfFileReader(BytesIO(content)).root["/Metadata"].data
    tree = ElementTree.fromstring(metadata)  # noqa: S314 -- the platform wrote it
    said = {name: value for element in tree.iter() for name, value in element.attrib.items()}  # as the seal rewrote it
    assert (said[f"{{{PDFA}}}part"], said[f"{{{PDFA}}}conformance"]) == ("2", "B")


def test_an_archive_keeps_its_colours_its_letters_and_its_language(content, file):
    root = PdfFileReader(BytesIO(content)).root
    assert [intent.get_object()["/S"] for intent in root["/OutputIntents"]] == ["/GTS_PDFA1"]
    assert root["/Lang"].startswith("nl")
    head, _rule, *fonts = subprocess.run(
        ["pdffonts", file], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert fonts
    assert {font[head.index("emb") :].split()[0] for font in fonts} == {"yes"}


def test_the_platform_knows_its_own_paper_and_a_changed_one(content):
    assert judge_file(content).worth == Worth.GENUINE
    assert judge_file(content + b" ").worth == Worth.CHANGED


def test_a_second_worker_makes_no_second_paper(agreement):
    make_document(agreement_id=agreement.pk)
    assert SealedDocument.objects.count() == 1


def test_the_parties_download_it_and_nobody_else(agreement, content, market, client_of, client):
    address = reverse("agreement-pdf", args=[agreement.pk])
    answer = client_of(market.hr_member).get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == content
    stranger = hr_of(CompanyFactory())
    assert client_of(stranger).get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def test_before_it_is_made_the_page_says_so(market, agreement, client_of):
    SealedDocument.objects.all().delete()
    answer = client_of(market.hr_member).get(reverse("agreement-pdf", args=[agreement.pk]))
    assert answer.status_code == 409
    assert "Dit document is er nog niet." in answer.content.decode()


def test_the_agreement_offers_the_paper_once_it_is_there(market, agreement, client_of):
    def page():
        return client_of(market.hr_member).get(reverse("agreement-detail", args=[agreement.pk])).content.decode()

    assert reverse("agreement-pdf", args=[agreement.pk]) in page()
    SealedDocument.objects.all().delete()
    assert reverse("agreement-pdf", args=[agreement.pk]) not in page()
    assert "wordt nog gemaakt" in page()


def test_a_paper_that_was_never_made_is_asked_for_at_night(agreement):
    assert ask_for_missing_documents() == 0
    SealedDocument.objects.all().delete()
    assert ask_for_missing_documents() == 1
    run(Job.objects.filter(kind="agreement_document").last().pk)
    assert document_of(agreement) is not None
    assert ask_for_missing_documents() == 0


def test_an_installation_without_a_seal_makes_none(market, settings):
    settings.DOCUMENT_SEAL_KEY = None
    row = in_signing(market, form="OAO", parents=(), born_on=date(2003, 1, 1))
    for actor in (market.hr, actor_of(director_of(market)), student_actor(row.placement)):
        sign(agreement=row, by=actor, way="link" if actor.user_id is None else "account")
    assert Agreement.objects.get(pk=row.pk).status == "sealed"
    assert not Job.objects.filter(kind="agreement_document").exists()
