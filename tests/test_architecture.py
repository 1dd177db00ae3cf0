"""What import contracts cannot see: the ORM's doors, signals, names of rooms, and texts that name code."""

import ast
from pathlib import Path

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


def floor(model):
    return FLOORS[model.__module__.split(".")[0]]


def top(model):
    return model.__module__.split(".")[0]


def relations(model):
    return [field for field in model._meta.get_fields() if field.is_relation and not field.auto_created]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_down_or_stay(model):
    for field in relations(model):
        other = field.related_model
        if top(other) in FLOORS:
            assert floor(other) < floor(model) or top(other) == top(model), field


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_reverse_accessor_across_apps(model):
    for field in relations(model):
        other = field.related_model
        if top(other) in FLOORS and other._meta.app_label != model._meta.app_label:
            assert field.remote_field.hidden, f"{field} needs related_name='+'"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_models_have_no_default_ordering_and_no_save_of_their_own(model):
    assert not model._meta.ordering
    assert "save" not in vars(model)
    assert "delete" not in vars(model)


def test_nobody_listens_to_signals():
    own = []
    for signal in (signals.pre_save, signals.post_save, signals.pre_delete, signals.post_delete, signals.m2m_changed):
        for _, receiver, *_ in signal.receivers:
            function = receiver() if isinstance(receiver, __import__("weakref").ReferenceType) else receiver
            if function is not None and function.__module__.split(".")[0] in FLOORS:
                own.append(function)
    assert own == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_rooms_have_names_and_a_sentence(path):
    assert path.stem not in PROJECT
    text = path.read_text(encoding="utf-8")
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "a module says in one sentence what lives here"


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
