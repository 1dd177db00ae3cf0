"""The telephone numbers for danger are data of the administrator."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from labels.actions import help_line as actions
from labels.data import load_help_lines
from labels.models import HelpLine
from marketplace.actor import Role
from tests.factories.accounts import actor_of, city_member
from tests.factories.cases import HelpLineFactory

pytestmark = pytest.mark.django_db
LINE = {"name": "Stad", "phone": "03 200 10 20", "purpose_nl": "Vragen", "purpose_en": "Questions", "rank": "4"}


def test_the_shipped_numbers_are_loaded_only_into_an_empty_list():
    load_help_lines()
    assert list(HelpLine.objects.order_by("rank").values_list("phone", flat=True)) == ["112", "1712", "102"]
    HelpLine.objects.filter(phone="102").delete()
    load_help_lines()
    assert HelpLine.objects.count() == 2


def test_an_administrator_keeps_the_list(client_of):
    client = client_of(city_member(Role.ADMINISTRATOR))
    client.post(reverse("help-line-list"), LINE)
    line = HelpLine.objects.get()
    assert "staat al in de lijst" in client.post(reverse("help-line-list"), LINE).content.decode()
    client.post(reverse("help-line-change", args=[line.pk]), LINE | {"name": "De stad"})
    line.refresh_from_db()
    assert line.name == "De stad"
    client.post(reverse("help-line-remove", args=[line.pk]))
    assert not HelpLine.objects.exists()


def test_nobody_else_does():
    with pytest.raises(PermissionDenied):
        actions.remove_help_line(line=HelpLineFactory(), by=actor_of(city_member(Role.LABEL_OFFICER)))
