"""What the table of joint committees held became dated figures: nothing of a city's own is lost."""

from datetime import date
from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from companies.data import load_joint_committees
from companies.models import JointCommittee
from companies.sector_figures import FAMILIES, is_maribel, week_of
from marketplace.reference.data import load_figures, shipped_figures
from marketplace.reference.models import Figure

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def upgrade(*rows):
    """Run the step of the migration over a table as it was, then load what is shipped."""
    Figure.objects.filter(code__startswith="sector_").delete()
    table = SimpleNamespace(objects=SimpleNamespace(using=lambda alias: SimpleNamespace(order_by=lambda key: rows)))
    models = {"Figure": Figure, "JointCommittee": table}
    step = import_module("companies.migrations.0002_sector_figures_are_dated").keep_as_figures
    step(SimpleNamespace(get_model=lambda app, name: models[name]), SimpleNamespace(connection=connection))
    load_figures()
    return Figure.objects.in_force(DAY)


@pytest.mark.parametrize(
    ("code", "week", "maribel"),
    [("112", "38", False), ("112", "36.5", True), ("124", "38", False), ("124", "40", False), ("319.01", "38", False)],
)
def test_an_upgrade_keeps_what_the_city_wrote(code, week, maribel):
    figures = upgrade(SimpleNamespace(code=code, week_hours=Decimal(week), is_maribel=maribel))
    assert (week_of(code, figures), is_maribel(code, figures)) == (Decimal(week), maribel)


def test_a_committee_as_usual_gets_no_figure_of_its_own():
    assert "sector_week_112" not in upgrade(SimpleNamespace(code="112", week_hours=38, is_maribel=False))


def test_without_a_committee_the_week_is_the_usual_one():
    figures = Figure.objects.in_force(DAY)
    assert (week_of(None, figures), is_maribel(None, figures)) == (38, False)


def test_every_shipped_figure_of_a_sector_is_of_a_family_a_committee_and_fits():
    load_joint_committees()
    shipped = {row.code: row.value for row in shipped_figures() if row.code.startswith("sector_")}
    del shipped["sector_week_usual"]
    for code, value in shipped.items():
        assert [family.prefix for family in FAMILIES if family.holds(code) and family.fits(value)], code
    assert JointCommittee.objects.count() == 37
