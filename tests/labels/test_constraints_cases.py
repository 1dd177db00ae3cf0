import pytest

from labels.models import Case, HelpLine, Report
from tests.constraints import breaks
from tests.factories.cases import CaseFactory, HeardCaseFactory, HelpLineFactory, ReportFactory

pytestmark = pytest.mark.django_db


def changed(case, **facts):
    Case.objects.filter(pk=case.pk).update(**facts)


def test_case_status_known():
    with breaks("case_status_known"):
        changed(HeardCaseFactory(), status="lost")


def test_case_kind_known():
    with breaks("case_kind_known"):
        changed(CaseFactory(), kind="weather")


def test_case_finding_known():
    case = HeardCaseFactory(status="decided", finding="minor", reasons="x")
    with breaks("case_finding_known"):
        changed(case, finding="nice")


def test_case_taken_has_handler():
    with breaks("case_taken_has_handler"):
        changed(CaseFactory(), status="taken")


def test_case_unfinished_has_term():
    with breaks("case_unfinished_has_term"):
        changed(CaseFactory(), due_on=None)


def test_case_heard_was_asked():
    with breaks("case_heard_was_asked"):
        changed(HeardCaseFactory(), question="")


@pytest.mark.parametrize(
    "facts", [{"status": "decided"}, {"finding": "major"}, {"status": "closed", "finding": "minor", "reasons": ""}]
)
def test_case_decided_with_finding_and_reasons(facts):
    with breaks("case_decided_with_finding_and_reasons"):
        changed(HeardCaseFactory(), **facts)


def test_case_one_open_per_reference():
    case = CaseFactory(reference="placement:1")
    with breaks("case_one_open_per_reference"):
        CaseFactory(organisation=case.organisation, reference="placement:1")


def test_report_has_words():
    with breaks("report_has_words"):
        ReportFactory(words="")


def test_report_role_known():
    with breaks("report_role_known"):
        Report.objects.filter(pk=ReportFactory().pk).update(role="king")


@pytest.mark.parametrize("phone", ["", "bel me"])
def test_help_line_phone_shape(phone):
    with breaks("help_line_phone_shape"):
        HelpLineFactory(phone=phone)


def test_help_line_phone_once():
    line = HelpLineFactory()
    with breaks("help_line_phone_once"):
        HelpLine.objects.create(rank=2, name="x", phone=line.phone, purpose_nl="x")
