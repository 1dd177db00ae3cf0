"""An agreement that binds on paper or in the official counter: noted with its scan, never signed here."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from PIL import Image

from marketplace.actor import SYSTEM
from marketplace.documents.models import SealedDocument
from marketplace.jobs.models import Job
from marketplace.workflow import Refused
from placements.actions.agreement import revise_agreement
from placements.actions.document import make_document
from placements.actions.mentor import take_over
from placements.actions.outside import sign_outside
from placements.actions.signature import seal_complete, sign
from placements.actions.take_over_paper import make_paper
from placements.models import FormTerms, Registration
from placements.rules.documents import papers_of
from placements.tasks.agreement import ask_for_missing_documents
from placements.tasks.evidence import make_missing
from tests.factories.accounts import actor_of
from tests.factories.agreements import director_of, in_signing, student_actor
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
ADULT = {"born_on": date(2005, 1, 1)}


def photo():
    kept = BytesIO()
    Image.new("RGB", (40, 30), "white").save(kept, "JPEG")
    return kept.getvalue()


NOTED = {"signed_on": date(2026, 11, 20), "reference": " OAO-2026-12 ", "data": photo()}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture(params=["paper", "counter"])
def agreement(market, request):
    FormTerms.objects.filter(form="OAO").update(binding=request.param)
    return in_signing(market)


def test_noting_it_ends_the_signing(market, agreement):
    row = sign_outside(agreement=agreement, by=market.coach_actor, **NOTED)
    assert (row.status, row.signed_outside_on, row.outside_reference) == ("sealed", date(2026, 11, 20), "OAO-2026-12")
    row.placement.refresh_from_db()
    assert row.placement.status == "signed"
    assert row.scan.name.startswith("scans/")
    with default_storage.open(row.scan.name) as stored:
        assert Image.open(stored).size == (40, 30)


def test_what_the_counter_made_is_registered_there(market, agreement):
    sign_outside(agreement=agreement, by=market.hr, **NOTED)
    stored = [(row.reference, row.registered_on) for row in Registration.objects.filter(placement=agreement.placement)]
    assert stored == ([("OAO-2026-12", date(2026, 11, 20))] if agreement.binding == "counter" else [])
    papers = {paper.asked.document: paper.is_there for paper in papers_of(agreement.placement, date(2026, 11, 23))}
    assert papers["registration"] == bool(stored)


def test_the_platform_makes_no_second_document(market, agreement):
    assert not agreement.signatures.exists()
    sign_outside(agreement=agreement, by=market.hr, **NOTED)
    assert not Job.objects.filter(kind="agreement_document").exists()
    assert not [job for job in Job.objects.filter(kind="mail") if "/agreement/" in job.arguments["body"]]
    assert (ask_for_missing_documents(), make_missing()) == (0, 0)  # nor does the night
    make_document(agreement_id=agreement.pk)  # nor a worker that was asked too early
    assert not SealedDocument.objects.exists()


def test_another_mentor_is_written_in_the_document_that_binds(market, agreement):
    """The platform seals no change of a paper that it does not have."""
    placement = sign_outside(agreement=agreement, by=market.hr, **NOTED).placement
    row = take_over(placement=placement, mentor=market.mentor(), starts_on=date(2027, 3, 1), by=market.hr)
    assert not Job.objects.filter(kind="mentor_amendment_document").exists()
    make_paper(assignment_id=row.pk)
    assert not SealedDocument.objects.exists()


def test_nobody_signs_it_here(market, agreement):
    for actor in (market.hr, actor_of(director_of(market)), student_actor(agreement.placement)):
        with pytest.raises(PermissionDenied):
            sign(agreement=agreement, by=actor)


def test_the_sweeper_does_not_seal_what_needs_no_signature_here(market):
    FormTerms.objects.filter(form="OAO").update(binding="paper")
    agreement = in_signing(market, **ADULT)
    assert seal_complete(by=SYSTEM) == 0
    agreement.refresh_from_db()
    assert agreement.status == "signing"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"signed_on": date(2026, 11, 24)}, "outside.day_ahead"),
        ({"signed_on": date(2006, 11, 23)}, "outside.day_long_past"),
        ({"reference": "  "}, "outside.reference_needed"),
        ({"data": b""}, "evidence.empty"),
        ({"data": b"PK a program"}, "evidence.type"),
        ({"data": b"%PDF-1.7 broken"}, "evidence.broken"),
    ],
)
def test_what_is_not_whole_is_refused(market, agreement, change, code):
    with pytest.raises(Refused) as caught:
        sign_outside(agreement=agreement, by=market.coach_actor, **NOTED | change)
    agreement.refresh_from_db()
    assert (caught.value.code, agreement.status) == (code, "signing")


def test_after_the_first_day_it_is_too_late(market, agreement):
    late = date(2027, 1, 12)
    with time_machine.travel("2027-01-15 09:00 +0100", tick=False), pytest.raises(Refused) as caught:
        sign_outside(agreement=agreement, by=market.coach_actor, **NOTED | {"signed_on": late})
    assert caught.value.code == "outside.after_first_day"


def test_what_is_signed_here_is_not_noted_as_signed_elsewhere(market):
    agreement = in_signing(market)
    with pytest.raises(Refused) as caught:
        sign_outside(agreement=agreement, by=market.coach_actor, **NOTED)
    assert caught.value.code == "outside.signed_here"


def test_the_director_does_not_note_it(market, agreement):
    with pytest.raises(PermissionDenied):
        sign_outside(agreement=agreement, by=actor_of(director_of(market)), **NOTED)


def test_a_new_version_starts_without_the_paper_of_the_old_one(market, agreement):
    sign_outside(agreement=agreement, by=market.coach_actor, **NOTED)
    later = revise_agreement(agreement=agreement, changes={"ends_on": date(2027, 5, 28)}, by=market.coach_actor)
    agreement.refresh_from_db()
    assert (later.status, later.scan.name, agreement.outside_reference) == ("draft", "", "OAO-2026-12")
