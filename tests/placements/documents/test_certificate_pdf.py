"""The competence certificate: sealed when a line is added, read back, kept after an early stop, the student's own."""

import json
import subprocess
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from marketplace.documents.models import SealedDocument
from marketplace.documents.verification import Worth, judge_file
from marketplace.jobs.actions import run
from marketplace.jobs.models import Job
from placements.actions.certificate import JOB, KIND, ask_for_missing, certificate_of, make_certificate
from placements.actions.evaluation import decide_reached
from placements.actions.link import issue_links
from placements.models import Evaluation, Placement, ReachedCompetence
from tests.factories.accounts import actor_of
from tests.factories.agreements import director_of, draft
from tests.factories.offers import make_market
from tests.factories.schools import CompetenceFactory
from tests.links import link_of, opened

pytestmark = pytest.mark.django_db
MAIL = {"email": "leerling@demo.example"}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2027-02-08 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        return make_market()


@pytest.fixture
def placement(market):
    """It runs, and the class council decided on its one competence."""
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        row = draft(market, **MAIL).placement
    Placement.objects.filter(pk=row.pk).update(status="running")
    row.refresh_from_db()
    reach(row, market)
    return row


def reach(placement, market):
    learnt = placement.agreements.get().plan.lines.order_by("-pk")[0].competence
    facts = {"council_on": date(2027, 2, 5), "reason": "Gezien in de klas.", "competence": learnt}
    decide_reached(placement=placement, by=actor_of(director_of(market)), **facts)
    run(Job.objects.filter(kind=JOB).latest("pk").pk)


def content(placement):
    with certificate_of(placement.student).file.open("rb") as file:
        return file.read()


def text_of(pdf, tmp_path):
    path = tmp_path / "certificate.pdf"
    path.write_bytes(pdf)
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(told.stdout.split())


def test_it_names_what_was_reached_when_and_how(placement, tmp_path):
    text, line = text_of(content(placement), tmp_path), ReachedCompetence.objects.get()
    assert str(placement.student) in text
    assert line.competence.text_nl in text
    assert "5 februari 2027" in text
    assert placement.company.organisation.name in text
    assert "dit blad is geen studiebewijs" in text
    paper = certificate_of(placement.student)
    assert f"{reverse('document-verify')} en typ nummer {paper.number}." in text, "a printed page names the address"
    assert "Gezien in de klas" not in text, "a reason of the council stays at school"
    assert judge_file(content(placement)).worth == Worth.GENUINE


def test_it_is_made_once_for_the_lines_that_stand(placement, settings):
    make_certificate(student_id=placement.student_id)
    assert SealedDocument.objects.filter(kind=KIND).count() == 1
    assert ask_for_missing() == 0
    other = CompetenceFactory(programme=placement.programme)
    facts = {"placement": placement, "reached_on": date(2027, 2, 8), "way": "scores", "competence": other}
    ReachedCompetence.objects.create(student=placement.student, **facts)
    assert ask_for_missing() == 1
    make_certificate(student_id=placement.student_id)
    assert SealedDocument.objects.filter(kind=KIND).count() == 2
    settings.DOCUMENT_SEAL_KEY = None
    assert ask_for_missing() == 0


def test_a_corrected_name_makes_a_new_one_and_a_name_put_back_too(placement, tmp_path):
    student, first = placement.student, certificate_of(placement.student)
    was, papers = student.first_name, [first]
    for name in ("Yasmina", was):
        type(student).objects.filter(pk=student.pk).update(first_name=name)
        assert ask_for_missing() == 1
        run(Job.objects.filter(kind=JOB).latest("pk").pk)
        assert ask_for_missing() == 0
        papers.append(certificate_of(student))
        assert name in text_of(content(placement), tmp_path)
    assert len({paper.pk for paper in papers}) == 3
    with first.file.open("rb") as file:
        assert judge_file(file.read()).worth == Worth.GENUINE


def test_who_takes_it_gets_no_old_name(client_of, market, placement, tmp_path):
    browser, address = client_of(market.coach_member), reverse("student-certificate", args=[placement.student_id])
    type(placement.student).objects.filter(pk=placement.student_id).update(first_name="Yasmina")
    answer = browser.get(address)
    assert answer.status_code == 409
    assert "over een minuut opnieuw" in answer.content.decode()
    run(Job.objects.filter(kind=JOB).latest("pk").pk)
    made = SealedDocument.objects.filter(kind=KIND).count()
    for _time in range(2):
        assert "Yasmina" in text_of(b"".join(browser.get(address).streaming_content), tmp_path)
    assert SealedDocument.objects.filter(kind=KIND).count() == made


def test_it_is_asked_for_once_and_where_that_failed_the_newest_is_served(client_of, market, placement):
    browser, address = client_of(market.coach_member), reverse("student-certificate", args=[placement.student_id])
    before, jobs = content(placement), Job.objects.filter(kind=JOB).exclude(state="done")
    type(placement.student).objects.filter(pk=placement.student_id).update(first_name="Yasmina")
    assert [browser.get(address).status_code for _time in range(2)] == [409, 409]
    jobs.filter(pk=jobs.get().pk).update(state="dead")
    for _time in range(2):
        assert b"".join(browser.get(address).streaming_content) == before
    assert sorted(jobs.values_list("state", flat=True)) == ["dead", "waiting"]
    with time_machine.travel("2027-02-09 09:00 +0100", tick=False):
        run(jobs.get(state="waiting").pk)
        assert b"".join(browser.get(address).streaming_content) == content(placement) != before
        type(placement.student).objects.filter(pk=placement.student_id).update(first_name="Yara")
        assert browser.get(address).status_code == 409, "what failed before the newest paper says nothing of now"


def test_a_corrected_competence_makes_a_new_one(placement, tmp_path):
    line = ReachedCompetence.objects.get()
    type(line.competence).objects.filter(pk=line.competence_id).update(text_nl="Leveringen controleren")
    assert ask_for_missing() == 1
    make_certificate(student_id=placement.student_id)
    assert "Leveringen controleren" in text_of(content(placement), tmp_path)


def test_one_of_before_is_served_until_the_next_and_stays_valid(placement):
    """Its reference counted the lines."""
    old = f"{KIND}:{placement.student_id}:1"
    SealedDocument.objects.filter(kind=KIND).update(reference=old)
    before = content(placement)
    assert certificate_of(placement.student).reference == old
    assert ask_for_missing() == 1
    make_certificate(student_id=placement.student_id)
    assert certificate_of(placement.student).reference != old
    assert judge_file(before).worth == Worth.GENUINE


def test_the_student_fetches_it_by_link_after_an_early_stop(market, placement):
    ended = {"status": "ended_early", "ended_on": date(2027, 2, 5), "end_reason": "SAFETY"}
    Placement.objects.filter(pk=placement.pk).update(**ended)
    issue_links(placement=placement, by=market.coach_actor)
    path = link_of(MAIL["email"])
    guest = opened(path, MAIL["email"])
    assert "Download het bewijs" in guest.get(f"{path}result/").content.decode()
    answer = guest.get(f"{path}certificate.pdf")
    assert b"".join(answer.streaming_content) == content(placement)


def test_the_student_fetches_the_badges_and_the_file_for_europass_by_link(market, placement):
    issue_links(placement=placement, by=market.coach_actor)
    path = link_of(MAIL["email"])
    guest, reached = opened(path, MAIL["email"]), ReachedCompetence.objects.get().competence.text_nl
    for route, name in (("link-portfolio", "talentportfolio.json"), ("link-europass", "europass.json")):
        answer = guest.get(reverse(route, args=[path.strip("/").rpartition("/")[2]]))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert reached in json.dumps(answer.json(), ensure_ascii=False)


def test_a_link_opens_the_moments_of_its_own_placement_only(market, placement):
    own = Evaluation.objects.create(placement=placement, moment="week_4", planned_on=date(2027, 2, 8))
    other = Evaluation.objects.create(placement=draft(market).placement, moment="week_4", planned_on=date(2027, 2, 8))
    issue_links(placement=placement, by=market.coach_actor)
    path = link_of(MAIL["email"])
    guest = opened(path, MAIL["email"])
    assert [guest.get(f"{path}evaluations/{row.pk}/").status_code for row in (own, other)] == [200, 404]
    assert guest.post(f"{path}evaluations/{other.pk}/", {}).status_code == 404


def test_a_parent_and_a_company_do_not_fetch_it(client_of, market, placement):
    parent = placement.student.representatives.get()
    parent.email = "ouder@demo.example"
    parent.save()
    issue_links(placement=placement, by=market.coach_actor)
    path = link_of(parent.email)
    guest = opened(path, parent.email)
    moment = Evaluation.objects.create(placement=placement, moment="week_4", planned_on=date(2027, 2, 8))
    pages = ("result/", "certificate.pdf", "portfolio.json", "europass.json", f"evaluations/{moment.pk}/")
    assert {guest.get(f"{path}{page}").status_code for page in pages} == {404}
    address = reverse("student-certificate", args=[placement.student_id])
    assert client_of(market.hr_member).get(address).status_code == 403
    assert client_of(make_market().coach_member).get(address).status_code == 404
    answer = client_of(market.coach_member).get(address)
    assert answer["Content-Disposition"].startswith('attachment; filename="bereikte-competenties-')
    assert b"".join(answer.streaming_content) == content(placement)
