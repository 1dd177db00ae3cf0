"""Each test of the house once finds a small example of what it forbids."""

from types import SimpleNamespace

import pytest
from django.db import models
from django.dispatch import Signal
from django.test.utils import isolate_apps

from companies.models import Company
from marketplace.actor import Actor, Role
from marketplace.home.management.commands.write_docs import stale
from marketplace.workflow import Transition, Workflow, workflows
from tests.access import Endpoint, read
from tests.test_access import disagreements
from tests.test_access_api import agrees, endpoints
from tests.test_architecture import (
    accessors_across_apps,
    listeners,
    own_habits,
    rooms_without_contract,
    upward,
    wordless,
)
from tests.test_constraints import broken, unbroken
from tests.test_templates import compares_status, inline, unknown_classes, unused
from tests.test_workflows import answer


@pytest.fixture
def bad_model():
    with isolate_apps("marketplace.accounts"):

        class Upward(models.Model):
            company = models.ForeignKey(Company, on_delete=models.RESTRICT)

            class Meta:
                app_label = "accounts"
                ordering = ["pk"]

            def __str__(self):
                return "upward"

            def save(self, *args, **kwargs):
                super().save(*args, **kwargs)

        Upward.__module__ = "marketplace.accounts.models"
        return Upward


def test_a_model_that_points_up_and_has_habits(bad_model):
    assert [field.name for field in upward(bad_model)] == ["company"]
    assert [field.name for field in accessors_across_apps(bad_model)] == ["company"]
    assert own_habits(bad_model) == ["ordering", "save"]


def test_a_listener():
    def listen(**kwargs):
        return None

    listen.__module__ = "companies.actions"
    signal = Signal()
    signal.connect(listen)
    assert listeners(signal) == [listen]


@pytest.mark.parametrize(("name", "text"), [("utils.py", '"""Says."""'), ("rules.py", "x = 1")])
def test_a_module_that_says_nothing(tmp_path, name, text):
    assert wordless(tmp_path / name, text)


def test_a_room_without_contract_and_a_contract_without_room(tmp_path):
    (tmp_path / "views.py").touch()
    contracts = [{"protected_modules": ["companies.forms"]}]
    assert rooms_without_contract(contracts, {"companies": tmp_path}) == {"companies.views", "companies.forms"}


def page(name, **marks):
    return "address/", SimpleNamespace(name=name, callback=SimpleNamespace(**marks))


def test_a_view_without_guard_a_route_outside_the_table_and_other_roles():
    lines = read("open | hr\nother | hr\ngone | hr\nright | hr")
    pages = [
        page("open"),
        page("other", required_roles=frozenset({"hr", "mentor"})),
        page("new", required_roles=None),
        page("right", required_roles=frozenset({"hr"})),
    ]
    assert disagreements(lines, pages) == ["gone", "new", "open", "other"]


def test_an_api_that_lets_in_others():
    line = read("students/ | hr")["students/"]
    assert not agrees(endpoints()["students/"], Endpoint("students/", line, line, by_person=False))


def test_a_step_that_a_table_does_not_have(monkeypatch):
    row = Transition("open", ("shut",), "open", (Role.HR,), "Open")
    monkeypatch.setattr("marketplace.workflow.workflows", dict(workflows))
    door = Workflow("door", {"shut": (Role.HR,), "open": ()}, (row,), "no")
    assert (answer(door, "shut", "open", Role.HR), answer(door, "open", "open", Role.HR)) == ("open", None)
    assert answer(door, "shut", "open", Role.MENTOR) is None
    assert not Actor().has(Role.HR)


def test_a_constraint_without_test():
    told = 'def test_it():\n    with breaks("kept"):\n        pass\n'
    table = '@parametrize("name", ["listed"])\ndef test_all(name):\n    with breaks(name):\n        pass\n'
    spoken = 'def test_it():\n    word = "promised"\n'
    assert broken(table) >= {"listed"}
    assert unbroken({"kept", "listed", "promised"}, [told, table, spoken]) == ["promised"]


@pytest.mark.parametrize(
    "text",
    ['<p style="color:red">', "<style>", "<a onclick='go()'>", '<a href="javascript:go()">', "<script>go()</script>"],
)
def test_something_inline(text):
    assert inline(text)


def test_a_page_that_compares_a_made_up_class_and_nobody_asks_for_it():
    assert compares_status('{% if offer.status == "sent" %}')
    assert unknown_classes('<p class="stack glow">', ".stack {}") == {"glow"}
    assert unused(["companies/lost.html", "companies/own.html"], 'render("companies/own.html")') == [
        "companies/lost.html"
    ]


def test_a_stale_document(tmp_path):
    (tmp_path / "access.md").write_text("old")
    (tmp_path / "workflows.md").write_text("same")
    made = {"access.md": "new", "workflows.md": "same", "openapi.yaml": "missing"}
    assert stale(made, tmp_path) == ["access.md", "openapi.yaml"]
