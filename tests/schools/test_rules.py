from decimal import Decimal

import pytest

from schools.rules import contract_forms, form_for, form_warning, is_national_number
from tests.factories.schools import ProgrammeFactory


def dual(hours=None, forms=()):
    return ProgrammeFactory.build(is_dual=True, work_hours_a_week=hours and Decimal(hours), forms=list(forms))


@pytest.mark.parametrize(
    ("programme", "maribel", "forms"),
    [
        (ProgrammeFactory.build(is_dual=False), False, {"STAGE"}),
        (ProgrammeFactory.build(is_dual=False), True, {"STAGE"}),
        (dual("19.99"), False, {"SAO"}),
        (dual("19.99"), True, {"SAO"}),
        (dual("20"), False, {"OAO"}),
        (dual("20"), True, {"DA"}),
        (dual("19.99", ["OAO"]), False, {"SAO"}),
        (dual(), False, {"SAO", "OAO"}),
        (dual(), True, {"SAO", "DA"}),
        (dual(forms=["OAO"]), False, {"OAO"}),
        (dual(forms=["OAO"]), True, {"DA"}),
        (dual(forms=["SAO"]), True, {"SAO"}),
        (dual(forms=["DA", "SAO"]), False, {"SAO", "OAO"}),
    ],
)
def test_the_form_follows_from_the_programme(programme, maribel, forms):
    assert contract_forms(programme, maribel) == forms
    besides = {"VISIT", "OBSERVE", "SNUFFEL"} | ({"AANLOOP"} if programme.is_dual else set())
    assert form_for(programme, maribel) == forms | besides


def test_a_city_that_changes_the_threshold_changes_the_form():
    assert contract_forms(dual("19"), False, Decimal(19)) == {"OAO"}


def test_only_an_undecided_form_warns():
    assert "20 uur" in form_warning(dual())
    assert form_warning(dual("19")) == ""
    assert form_warning(dual(forms=["OAO"])) == ""
    assert form_warning(ProgrammeFactory.build(is_dual=False)) == ""


@pytest.mark.parametrize("text", ["85.07.30-033 28", "85073003328", "17 07 30 033 84"])
def test_a_national_number_is_known_before_and_after_2000(text):
    assert is_national_number(text)


@pytest.mark.parametrize("text", ["85073003329", "8507300332", "L12", "", "12345678901"])
def test_other_numbers_are_not_national(text):
    assert not is_national_number(text)
