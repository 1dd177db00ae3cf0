from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone

from marketplace.reference.data import load_figures, load_postcodes, shipped_figures
from marketplace.reference.loaders import loaders
from marketplace.reference.models import Figure, LocatedAddress, Postcode
from tests.constraints import breaks

pytestmark = pytest.mark.django_db


def test_the_figures_are_there_in_every_test():
    assert Figure.objects.value("mentor_age", date(2026, 11, 21)) == 25


def test_a_new_value_counts_from_its_day():
    Figure.objects.create(code="split_target", value="0.65", in_force_on=date(2027, 9, 1), source="gemeenteraad")
    assert Figure.objects.value("split_target", date(2027, 8, 31)) == Decimal("0.60")
    assert Figure.objects.value("split_target", date(2027, 9, 1)) == Decimal("0.65")


def test_an_unknown_figure_is_an_error():
    with pytest.raises(Figure.DoesNotExist):
        Figure.objects.value("no_such_figure", date(2026, 11, 21))


def test_loading_again_keeps_what_an_administrator_changed():
    Figure.objects.filter(code="mentor_age").update(value=24)
    load_figures()
    assert Figure.objects.get(code="mentor_age").value == 24
    assert Figure.objects.count() == len(shipped_figures())


def test_postcodes_load_twice_and_are_the_same():
    load_postcodes()
    Postcode.objects.filter(code="2000").update(municipality="Elders")
    load_postcodes()
    assert Postcode.objects.count() == 1139
    assert Postcode.objects.get(code="2000").municipality == "Antwerpen"


def test_the_command_says_a_line_for_each_loader(capsys):
    call_command("load_reference")
    printed = capsys.readouterr().out
    assert all(f"{name}: " in printed for name in loaders)


def test_figure_one_value_a_day():
    with breaks("figure_one_value_a_day"):
        Figure.objects.create(code="mentor_age", value=1, in_force_on=date(2020, 9, 1), source="dubbel")


def test_figure_not_negative():
    with breaks("figure_not_negative"):
        Figure.objects.create(code="nieuw", value=-1, in_force_on=date(2020, 9, 1), source="min")


def test_postcode_shape():
    with breaks("postcode_shape"):
        Postcode.objects.create(code="0999", municipality="Nergens", nis="00000", lat=51, lon=4)


def test_located_address_whole_point():
    with breaks("located_address_whole_point"):
        LocatedAddress.objects.create(address="Kaai 1", lat=51, asked_at=timezone.now())
