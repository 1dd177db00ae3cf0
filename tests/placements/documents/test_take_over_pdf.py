"""The paper when another mentor takes over: made once, read back, for who sees the placement, and nobody signs."""

import subprocess
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from companies.models import Mentor
from marketplace.documents.models import SealedDocument
from marketplace.documents.verification import Worth, judge_file
from marketplace.jobs.actions import run
from marketplace.jobs.models import Job
from marketplace.notifications.models import Notification
from placements.actions.agreement import revise_agreement
from placements.actions.mentor import take_over
from placements.actions.signature import sign
from placements.actions.take_over_paper import JOB, ask_for_missing, make_paper, papers_of
from placements.documents.take_over import take_over_facts
from placements.models import Agreement, MentorAssignment
from tests.factories.accounts import UserFactory, actor_of
from tests.factories.agreements import agreed_placement, director_of, in_signing, no_tie, parent_actor, student_actor
from tests.factories.amendments import FROM, amended, running, signed
from tests.factories.amendments import opened as to_sign
from tests.factories.companies import CompanyFactory, hr_of
from tests.factories.offers import make_market
from tests.links import link_of, opened

pytestmark = pytest.mark.django_db
MARCH = date(2027, 3, 15)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def agreement(market):
    row = in_signing(market)
    parent = parent_actor(row.placement.student.representatives.get(), row.placement)
    no_tie(row, parent)
    for actor in (market.hr, actor_of(director_of(market)), student_actor(row.placement), parent):
        sign(agreement=row, by=actor, way="link" if actor.user_id is None else "account")
    return Agreement.objects.get(pk=row.pk)


@pytest.fixture
def assignment(market, agreement):
    """Mia takes over in March, and the job that this asked for has run."""
    row = take_over(
        placement=agreement.placement, mentor=market.mentor(name="Mia Mentor"), starts_on=MARCH, by=market.hr
    )
    run(Job.objects.get(kind=JOB).pk)
    return row


def address(assignment):
    return reverse("mentor-amendment-pdf", args=[assignment.pk])


def content(assignment):
    with papers_of([assignment])[assignment.pk].file.open("rb") as file:
        return file.read()


def test_it_says_who_follows_whom_from_which_day(assignment, agreement, tmp_path):
    path = tmp_path / "amendment.pdf"
    path.write_bytes(content(assignment))
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    text = " ".join(told.stdout.split())
    leaving = agreement.placement.mentors.get(ends_on=date(2027, 3, 14)).mentor
    assert f"{leaving.name} 11 januari 2027 tot en met 14 maart 2027" in text
    assert "Mia Mentor 15 maart 2027 tot en met 30 juni 2027" in text
    assert agreement.body["student"]["name"] in text
    assert agreement.digest[:20] in text
    assert judge_file(content(assignment)).worth == Worth.GENUINE


def test_nobody_signs_again(assignment, agreement):
    agreement.refresh_from_db()
    assert (agreement.status, agreement.placement.agreements.count()) == ("sealed", 1)
    assert not agreement.signatures.exclude(status="signed").exists()


def test_made_once(assignment):
    make_paper(assignment_id=assignment.pk)
    assert SealedDocument.objects.filter(kind="mentor_amendment").count() == 1


def test_a_take_over_that_was_replaced_before_its_paper_was_made_has_none(market, agreement):
    facts = {"placement": agreement.placement, "by": market.hr}
    first = take_over(mentor=market.mentor(), starts_on=MARCH, **facts)
    second = take_over(mentor=market.mentor(), starts_on=date(2027, 3, 10), **facts)
    for job in Job.objects.filter(kind=JOB):
        run(job.pk)
    assert not MentorAssignment.objects.filter(pk=first.pk).exists()
    assert set(papers_of([first, second])) == {second.pk}


def test_without_a_seal_nothing_is_asked(market, agreement, settings):
    settings.DOCUMENT_SEAL_KEY = None
    take_over(placement=agreement.placement, mentor=market.mentor(), starts_on=MARCH, by=market.hr)
    assert not Job.objects.filter(kind=JOB).exists()


def test_a_next_version_keeps_the_days_of_both(market, assignment, agreement):
    """A placement that is put back into signing still has its take-over."""
    revise_agreement(agreement=agreement, changes={"ends_on": date(2027, 6, 25)}, by=market.coach_actor)
    days = agreement.placement.mentors.order_by("starts_on").values_list("starts_on", "ends_on")
    assert list(days) == [(date(2027, 1, 11), date(2027, 3, 14)), (MARCH, date(2027, 6, 25))]


def test_for_who_sees_the_placement(market, assignment, client_of):
    answer = client_of(market.coach_member).get(address(assignment))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"".join(answer.streaming_content) == content(assignment)
    assert client_of(hr_of(CompanyFactory())).get(address(assignment)).status_code == 404


def test_the_page_links_to_it(market, assignment, client_of):
    page = client_of(market.hr_member).get(reverse("placement-detail", args=[assignment.placement_id]))
    assert address(assignment) in page.content.decode()


def test_who_was_named_from_the_start_has_no_amendment(market, agreement, client_of):
    row = agreement.placement.mentors.get()
    assert client_of(market.hr_member).get(address(row)).status_code == 409


def test_the_mentor_who_leaves_is_told_too(market, agreement):
    leaving = Mentor.objects.get(pk=agreement.placement.mentors.get().mentor_id)
    leaving.user = UserFactory()
    leaving.save()
    take_over(placement=agreement.placement, mentor=market.mentor(), starts_on=MARCH, by=market.hr)
    told = Notification.objects.filter(code="placement.mentor_replaced", user=leaving.user)
    assert told.count() == 1


def test_a_paper_that_was_not_made_for_want_of_a_key_is_asked_for_at_night(market, agreement, settings):
    with_key, settings.DOCUMENT_SEAL_KEY = settings.DOCUMENT_SEAL_KEY, None
    row = take_over(placement=agreement.placement, mentor=market.mentor(), starts_on=MARCH, by=market.hr)
    assert ask_for_missing() == 0
    settings.DOCUMENT_SEAL_KEY = with_key
    assert ask_for_missing() == 1
    run(Job.objects.get(kind=JOB).pk)
    assert set(papers_of([row])) == {row.pk}
    assert ask_for_missing() == 0


def test_it_is_made_of_the_signed_version_while_the_next_is_a_draft(market, agreement):
    row = take_over(placement=agreement.placement, mentor=market.mentor(), starts_on=MARCH, by=market.hr)
    revise_agreement(agreement=agreement, changes={"ends_on": date(2027, 6, 25)}, by=market.coach_actor)
    assert take_over_facts(MentorAssignment.objects.get(pk=row.pk))["digest"] == agreement.digest


@pytest.mark.parametrize(("starts_on", "holds"), [(date(2027, 2, 5), 0), (FROM, 1), (MARCH, 1)])
def test_it_is_made_of_the_version_that_holds_on_the_first_day_of_the_new_mentor(market, starts_on, holds):
    with time_machine.travel("2027-02-01 09:00 +0100", tick=False):
        first = running(market)
        second = signed(market, to_sign(market, amended(market, first)))
        row = take_over(placement=first.placement, mentor=market.mentor(), starts_on=starts_on, by=market.hr)
        facts = take_over_facts(MentorAssignment.objects.get(pk=row.pk))
    text = (first, second)[holds]
    assert facts["digest"] == text.digest
    assert facts["agreement"][0] == ["Overeenkomst", f"versie {text.version}"]


def test_what_is_signed_after_the_take_over_is_not_on_its_paper(market):
    with time_machine.travel("2027-02-01 09:00 +0100", tick=False):
        first = running(market)
        row = take_over(placement=first.placement, mentor=market.mentor(), starts_on=MARCH, by=market.hr)
    with time_machine.travel("2027-02-02 09:00 +0100", tick=False):
        signed(market, to_sign(market, amended(market, first)))
        assert take_over_facts(MentorAssignment.objects.get(pk=row.pk))["digest"] == first.digest


class TestByLink:
    def link(self, agreement):
        """The newest link of the parent, opened with its code, and its page."""
        address = agreement.placement.student.representatives.get().email
        link = link_of(address)
        return opened(link, address), f"{link}agreement/", link

    def test_the_family_gets_a_fresh_link_and_reads_it(self, assignment, agreement):
        parent = agreement.placement.student.representatives.get()
        mails = [job.arguments for job in Job.objects.filter(kind="mail", arguments__to=parent.email)]
        assert "Een andere mentor begeleidt de leerling." in mails[-1]["body"]
        guest, page, link = self.link(agreement)
        shown = " ".join(guest.get(page).content.decode().split())
        assert "Mia Mentor is mentor vanaf ma 15 mrt 2027" in shown
        assert "Je moet hiervoor niets tekenen" in shown
        paper = guest.get(f"{link}amendments/{assignment.pk}/")
        assert b"".join(paper.streaming_content) == content(assignment)

    def test_without_its_code_it_shows_nothing(self, assignment, agreement, client):
        _guest, page, link = self.link(agreement)
        for address_of_paper in (page, f"{link}amendments/{assignment.pk}/"):
            assert "Mia Mentor" not in client.get(address_of_paper).content.decode()

    def test_that_of_another_placement_is_not_there(self, assignment, agreement, market):
        guest, _page, link = self.link(agreement)
        other = agreed_placement(market).mentors.get()
        assert guest.get(f"{link}amendments/{other.pk}/").status_code == 404

    def test_a_parent_of_an_adult_keeps_the_signed_copy_alone(self, assignment, agreement):
        student = agreement.placement.student
        student.born_on = date(2008, 1, 1)
        student.save()
        guest, page, link = self.link(agreement)
        shown = guest.get(page).content.decode()
        assert agreement.body["company"]["name"] in shown
        assert "Mia Mentor" not in shown
        assert guest.get(f"{link}amendments/{assignment.pk}/").status_code == 404
