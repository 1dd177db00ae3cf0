"""What import contracts cannot see: the ORM's doors, signals, names of rooms, and texts that name code."""

import ast
import tomllib
from pathlib import Path
from weakref import ReferenceType

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.db.models import signals
from django.urls import get_resolver

FLOORS = {"marketplace": 0, "companies": 1, "schools": 1, "labels": 2, "placements": 3}
ROOT = Path(settings.BASE_DIR)
OURS = [app for app in apps.get_app_configs() if app.name.split(".")[0] in FLOORS]
MODELS = [model for app in OURS for model in app.get_models()]
SOURCES = [path for top in FLOORS for path in (ROOT / top).rglob("*.py") if "migrations" not in path.parts]
PROJECT = {"utils", "helpers", "common", "core", "misc"}
PRIVATE = ("views", "forms", "filters", "api", "tasks", "notifications")  # design: an app's doors are the other rooms
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)


def floor(model):
    return FLOORS[model.__module__.split(".")[0]]


def top(model):
    return model.__module__.split(".")[0]


def relations(model):
    return [field for field in model._meta.get_fields() if field.is_relation and not field.auto_created]


def upward(model) -> list:
    """Relations to a higher floor, or to the other app of the same floor."""
    others = [(field, field.related_model) for field in relations(model) if top(field.related_model) in FLOORS]
    return [field for field, other in others if floor(other) >= floor(model) and top(other) != top(model)]


def accessors_across_apps(model) -> list:
    """Relations that give a model of another app a way back."""
    others = [(field, field.related_model) for field in relations(model) if top(field.related_model) in FLOORS]
    foreign = [field for field, other in others if other._meta.app_label != model._meta.app_label]
    return [field for field in foreign if not field.remote_field.hidden]


def own_habits(model) -> list[str]:
    """A default ordering, and what a model does to Django's way of saving."""
    ordering = ["ordering"] if model._meta.ordering else []
    return ordering + [name for name in ("save", "delete") if name in vars(model)]


def listeners(*all_signals) -> list:
    """Our own functions that listen to signals."""
    found = [receiver for signal in all_signals for _, receiver, *_ in signal.receivers]
    alive = [receiver() if isinstance(receiver, ReferenceType) else receiver for receiver in found]
    return [function for function in alive if getattr(function, "__module__", "").split(".")[0] in FLOORS]


def wordless(path: Path, text: str) -> bool:
    """Whether a module has a name that says nothing, or no sentence about itself."""
    return path.stem in PROJECT or bool(text.strip() and not ast.get_docstring(ast.parse(text)))


def rooms_without_contract(contracts: list[dict], packages: dict[str, Path]) -> set[str]:
    """Private rooms (of packages by dotted name) that no import contract protects, and contracts without a room."""
    protected = {module for contract in contracts for module in contract.get("protected_modules", [])}
    rooms = {
        f"{name}.{room}"
        for name, folder in packages.items()
        for room in PRIVATE
        if (folder / room).is_dir() or (folder / f"{room}.py").exists()
    }
    return protected ^ rooms


@each_model
def test_foreign_keys_point_down_or_stay(model):
    assert upward(model) == []


@each_model
def test_no_reverse_accessor_across_apps(model):
    assert accessors_across_apps(model) == [], "needs related_name='+'"


@each_model
def test_models_have_no_default_ordering_and_no_save_of_their_own(model):
    assert own_habits(model) == []


def test_nobody_listens_to_signals():
    kinds = (signals.pre_save, signals.post_save, signals.pre_delete, signals.post_delete, signals.m2m_changed)
    assert listeners(*kinds) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_rooms_have_names_and_a_sentence(path):
    assert not wordless(path, path.read_text(encoding="utf-8"))


def test_every_private_room_has_a_contract():
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contracts = tools["importlinter"]["contracts"]
    assert rooms_without_contract(contracts, {app.name: Path(app.path) for app in OURS}) == set()


def silent_refusals(text: str) -> list[int]:
    """Lines that catch a refusal and neither keep it in the audit log nor hand it on."""
    handlers = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ExceptHandler)]
    catching = [row for row in handlers if row.type and "Refused" in {leaf.id for leaf in names_in(row.type)}]
    return [row.lineno for row in catching if not ({"record_refused", "_keep"} & called_in(row) or raises(row))]


def names_in(node: ast.AST) -> list[ast.Name]:
    return [leaf for leaf in ast.walk(node) if isinstance(leaf, ast.Name)]


def called_in(node: ast.AST) -> set[str]:
    return {leaf.func.id for leaf in ast.walk(node) if isinstance(leaf, ast.Call) and isinstance(leaf.func, ast.Name)}


def raises(node: ast.AST) -> bool:
    return any(isinstance(leaf, ast.Raise) for leaf in ast.walk(node))


def test_who_catches_a_refusal_keeps_it():
    """All but commands: those tell who runs the service, and nobody here acts."""
    doors = [path for path in SOURCES if "management" not in path.parts]
    found = {path: silent_refusals(path.read_text(encoding="utf-8")) for path in doors}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_a_silent_refusal_is_found():
    silent = "try:\n    do()\nexcept Refused as refused:\n    show(refused)\n"
    assert silent_refusals(silent) == [3]
    assert silent_refusals(silent.replace("Refused as", "(Refused, KeyError) as")) == [3]
    assert silent_refusals(silent + "    record_refused(refused.code)\n") == []
    assert silent_refusals(silent + "    raise Other from refused\n") == []


def test_every_timetable_entry_names_a_task():
    current_app.loader.import_default_modules()
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["task"] in current_app.tasks


def test_every_address_leads_somewhere():
    assert all(pattern.callback for pattern in leaves(get_resolver().url_patterns))


def leaves(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from leaves(pattern.url_patterns)
        else:
            yield pattern


def test_browser_tests_lie_where_make_test_looks_for_them():
    """It collects two folders only: all 8,000 tests take half a minute."""
    files = (path for path in (ROOT / "tests").rglob("*.py") if path.name != Path(__file__).name)
    marked = {path.parent.name for path in files if "mark.browser" in path.read_text(encoding="utf-8")}
    assert marked == {"browser", "journeys"}
