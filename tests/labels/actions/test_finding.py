"""Findings: a term that ends on a working day, an answer with a paper, and nothing kept twice."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from PIL import Image

from labels.actions import finding as actions
from labels.models import Application, Evidence, Finding
from marketplace.workflow import Refused
from tests.factories.accounts import actor_of
from tests.factories.audits import make_audit
from tests.factories.companies import hr_of

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def photo():
    kept = BytesIO()
    Image.new("RGB", (20, 20), "white").save(kept, "JPEG")
    return kept.getvalue()


@pytest.fixture
def audit():
    return make_audit(auditors=1)


@pytest.fixture
def found(audit):
    """A heavy finding that the company was asked to mend."""
    with time_machine.travel("2026-11-24T10:00:00+01:00", tick=False):
        facts = {"grade": "major", "text": "De risicoanalyse is oud.", "sent_key": uuid4()}
        for _time in range(2):
            row = actions.find(application=audit.application, answer=audit.answers[0], by=audit.actor(), **facts)
        actions.ask_to_mend(application=audit.application, by=audit.actor())
    return row


@pytest.fixture
def hr(audit):
    return actor_of(hr_of(audit.application.sites.get().site.company))


def test_the_term_ends_on_a_working_day_and_a_finding_sent_twice_is_one(found):
    assert Finding.objects.get() == found
    assert found.correct_by_on == date(2026, 12, 24)
    with time_machine.travel("2026-11-25T10:00:00+01:00", tick=False):
        assert actions._term(date(2026, 11, 25)) == date(2026, 12, 28), "Christmas, then a weekend"


def test_the_company_answers_with_a_paper_and_the_auditor_closes(audit, found, hr):
    actions.answer(finding=found, plan="De nieuwe is van november.", paper=photo(), title="Risicoanalyse", by=hr)
    paper = Evidence.objects.visible_to(audit.actor()).get()
    assert (paper.answer, paper.title, paper.media_type) == (audit.answers[0], "Risicoanalyse", "image/jpeg")
    assert Application.objects.get(pk=audit.application.pk).status == "auditing"
    assert Finding.objects.blocking().exists()
    actions.close(finding=found, by=audit.actor())
    assert not Finding.objects.blocking().exists()


def test_a_paper_that_is_none_leaves_the_finding_open(found, hr):
    with pytest.raises(Refused):
        actions.answer(finding=found, plan="Zie bijlage.", paper=SVG, by=hr)
    found.refresh_from_db()
    assert (found.status, found.plan, Evidence.objects.count()) == ("open", "", 0)
