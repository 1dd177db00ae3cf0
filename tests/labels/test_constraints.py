import pytest
from django.db.models import F
from django.utils import timezone

from labels.models import Criterion, Label, Scheme
from tests.constraints import breaks
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.label_files import ApplicationSiteFactory, SchemeFactory
from tests.factories.labels import LabelFactory

pytestmark = pytest.mark.django_db
CRITERION = {
    "code": "C01",
    "name_nl": "a",
    "name_en": "a",
    "evidence_nl": "a",
    "evidence_en": "a",
    "weight": 10,
    "knock_out": "no",
}


def changed(**facts):
    Label.objects.filter(pk=LabelFactory().pk).update(**facts)


def criterion(**facts):
    Criterion.objects.create(scheme=SchemeFactory(), **CRITERION | facts)


def test_label_status_known():
    with breaks("label_status_known"):
        changed(status="maybe")


@pytest.mark.parametrize("level", ["label", "distinction"])
def test_label_audited_comes_from_a_file(level):
    with breaks("label_audited_comes_from_a_file"):
        changed(level=level)


def test_a_provisional_label_has_no_file():
    with breaks("label_audited_comes_from_a_file"):
        changed(application_site=ApplicationSiteFactory())


def test_label_audited_is_awarded():
    label = LabelFactory(level="label")
    with breaks("label_audited_is_awarded"):
        Label.objects.filter(pk=label.pk).update(status="promised")


@pytest.mark.parametrize("facts", [{"starts_on": None}, {"ends_on": None}, {"ends_on": "2020-01-01"}])
def test_label_in_force_has_dates(facts):
    with breaks("label_in_force_has_dates"):
        changed(**facts)


@pytest.mark.parametrize("facts", [{"confirmed_by": None}, {"confirmed_by": F("promised_by")}])
def test_label_confirmed_by_somebody_else(facts):
    with breaks("label_confirmed_by_somebody_else"):
        changed(**facts)


def test_label_refused_with_reason():
    with breaks("label_refused_with_reason"):
        changed(status="refused")


def test_label_one_per_site():
    label = LabelFactory()
    with breaks("label_one_per_site"):
        LabelFactory(site=label.site)


def test_label_one_per_school():
    school = OrganisationFactory()
    LabelFactory(site=None, organisation=school)
    with breaks("label_one_per_school"):
        LabelFactory(site=None, organisation=school)


def test_scheme_number_once_per_holder():
    scheme = SchemeFactory()
    with breaks("scheme_number_once_per_holder"):
        Scheme.objects.create(holder=scheme.holder, number=scheme.number, in_force_on="2030-01-01")


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("scheme_status_known", {"status": "maybe"}),
        ("scheme_published_from_a_day", {"in_force_on": None}),
        ("scheme_levels_rise", {"label_from": 90}),
        ("scheme_levels_rise", {"distinction_from": 101}),
        ("scheme_numbers_in_range", {"deciders": 3}),
        ("scheme_heavy_has_two_deciders", {"deciders_heavy": 1}),
        ("scheme_proposed_by_somebody", {"status": "proposed"}),
        ("scheme_numbers_in_range", {"assessors_heavy": 3}),
        ("scheme_numbers_in_range", {"may_leave_out": 6}),
    ],
)
def test_a_scheme_keeps(name, facts):
    SchemeFactory()
    with breaks(name):
        Scheme.objects.update(**facts)


def test_scheme_one_draft_per_holder():
    SchemeFactory(status="draft", number=2, in_force_on=None)
    with breaks("scheme_one_draft_per_holder"):
        SchemeFactory(status="draft", number=3, in_force_on=None)
    by = {"proposed_by": UserFactory(), "proposed_at": timezone.now()}
    with breaks("scheme_one_draft_per_holder"):
        SchemeFactory(status="proposed", number=3, in_force_on="2030-01-01", **by)


def test_scheme_published_by_somebody_else():
    person = UserFactory()
    scheme = SchemeFactory(proposed_by=person)
    with breaks("scheme_published_by_somebody_else"):
        Scheme.objects.filter(pk=scheme.pk).update(published_by=person)


def test_scheme_one_a_day_per_holder():
    SchemeFactory()
    with breaks("scheme_one_a_day_per_holder"):
        SchemeFactory(number=2)


def test_scheme_holder_known():
    with breaks("scheme_holder_known"):
        SchemeFactory(holder="shop")


def test_criterion_code_once_per_scheme():
    criterion()
    with breaks("criterion_code_once_per_scheme"):
        criterion()


@pytest.mark.parametrize("weight", [0, 101])
def test_criterion_weight_1_to_100(weight):
    with breaks("criterion_weight_1_to_100"):
        criterion(weight=weight)


def test_criterion_knock_out_known():
    with breaks("criterion_knock_out_known"):
        criterion(knock_out="perhaps")


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("criterion_theme_known", {"theme": "perhaps"}),
        ("criterion_stage_known", {"stage": "perhaps"}),
        ("criterion_scope_known", {"scope": "perhaps"}),
        ("criterion_fact_known", {"fact": "perhaps"}),
        ("criterion_knock_out_always_applies", {"knock_out": "yes", "may_not_apply": True}),
    ],
)
def test_a_criterion_keeps(name, facts):
    with breaks(name):
        criterion(**facts)
