"""Every status x step x role of every workflow table: allowed exactly where the table has a row."""

from datetime import date
from itertools import product
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import get_resolver

from marketplace.actor import Actor, Role
from marketplace.workflow import Refused, workflows
from tests.test_architecture import leaves

list(leaves(get_resolver().url_patterns))  # loads every view and with it every table
ON = date(2026, 11, 21)


def answer(workflow, status, step, role):
    """The status that the step leads to, or None when it is refused."""
    try:
        return workflow._allowed(SimpleNamespace(status=status), step, Actor(roles=frozenset({role})), ON).target
    except (Refused, PermissionDenied):
        return None


@pytest.mark.parametrize("workflow", workflows.values(), ids=lambda workflow: workflow.name)
def test_a_step_is_open_only_where_the_table_says(workflow, monkeypatch):
    monkeypatch.setattr("marketplace.workflow.first_refusal", lambda *arguments: None)
    rows = workflow.transitions
    for status, step, role in product(workflow.owners, {row.step for row in rows}, Role.values):
        told = [row.target for row in rows if row.step == step and status in row.sources and role in row.roles]
        assert answer(workflow, status, step, role) == (told[0] if told else None), (status, step, role)


@pytest.mark.parametrize("workflow", workflows.values(), ids=lambda workflow: workflow.name)
def test_a_table_is_whole(workflow):
    """Each status that a row names has an owner entry, and each target can be told apart by step and source."""
    named = {status for row in workflow.transitions for status in (*row.sources, row.target)}
    assert named <= set(workflow.owners)
    pairs = [(row.step, status, role) for row in workflow.transitions for status in row.sources for role in row.roles]
    assert len(pairs) == len(set(pairs))
