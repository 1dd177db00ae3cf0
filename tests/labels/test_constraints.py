import pytest
from django.db.models import F

from labels.models import Criterion, Label, Scheme
from tests.constraints import breaks
from tests.factories.accounts import OrganisationFactory
from tests.factories.labels import LabelFactory, SchemeFactory

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


def test_label_level_known():
    with breaks("label_level_known"):
        changed(level="gold")


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
