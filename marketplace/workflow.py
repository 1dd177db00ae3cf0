"""State machines as tables of data; `Workflow.take` is the only function that changes a status."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise

from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.reference.figures import read_once

Text = str | Promise


@dataclass(frozen=True)
class Refusal:
    """Why not: a stable code for machines and one sentence for the person."""

    code: str
    sentence: Text


class Refused(Exception):  # noqa: N818 -- it is an answer, not a fault
    """A step or an action that may not happen now; carries the refusal, and for the audit log the row that it is of."""

    def __init__(self, refusal: Refusal, subject: models.Model | None = None) -> None:
        self.refusal, self.subject = refusal, subject
        super().__init__(refusal.sentence)

    @property
    def code(self) -> str:
        return self.refusal.code


Rule = Callable[[Any, Actor, date], Refusal | None]
Side = Callable[[Any, Actor], Actor]


def refuse(code: str, sentence: Text, subject: models.Model | None = None) -> NoReturn:
    """Raise Refused with this code and sentence."""
    raise Refused(Refusal(code, sentence), subject)


def refuse_if(refusal: Refusal | None, subject: models.Model | None = None) -> None:
    """Raise Refused when a rule gave a refusal."""
    if refusal:
        raise Refused(refusal, subject)


def first_refusal(rules: tuple[Rule, ...], row: Any, by: Actor, on: date) -> Refusal | None:
    """The first refusal of the rules for this row, actor and day, or None; all rules read the same figures."""
    with read_once():
        return next((refusal for rule in rules if (refusal := rule(row, by, on))), None)


@dataclass(frozen=True)
class Transition:
    """One row of a table: a step, where it may start, where it ends, who may take it and the rules on when."""

    step: str
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    label: Text
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Step:
    """A step that an actor sees at a row: its button, and why it is off, if it is."""

    step: str
    label: Text
    refusal: Refusal | None


def every_role(row: Any, by: Actor) -> Actor:
    """All roles of an actor count for every row."""
    return by


workflows: dict[str, "Workflow"] = {}  # every table by name, for the generated docs and the tests of the house


@dataclass(frozen=True)
class Workflow:
    """A table of transitions for one model; `owners` says for each status which roles move next (none: at rest).

    `side` gives the actor with the roles that count for a row, where a person may hold others in the same organisation.
    """

    name: str
    owners: Mapping[str, tuple[str, ...]]
    transitions: tuple[Transition, ...]
    wrong_status: Text
    stamps: Mapping[str, str] = field(default_factory=dict)  # the moment column of a status
    side: Side = every_role

    def __post_init__(self) -> None:
        workflows[self.name] = self

    def transition(self, step: str, status: str) -> Transition | None:
        """The row of the table for this step from this status, or None."""
        return next((t for t in self.transitions if t.step == step and status in t.sources), None)

    def steps(self, row: Any, by: Actor, on: date, *, unasked: Collection[Rule] = ()) -> list[Step]:
        """The steps that this actor's roles may take from the row's status, each with its refusal or None.

        Rules in `unasked` are not asked: the caller knows their answer already.
        """
        counting = self.side(row, by)
        open_rows = [t for t in self.transitions if row.status in t.sources and counting.has(*t.roles)]
        asked = ((t, tuple(rule for rule in t.rules if rule not in unasked)) for t in open_rows)
        return [Step(t.step, t.label, first_refusal(rules, row, counting, on)) for t, rules in asked]

    def offered(self, row: Any, step: str, by: Actor, on: date, *, unasked: Collection[Rule] = ()) -> Step | None:
        """One step as `steps` gives it, or None; of its rules those in `unasked` wait until the step is taken."""
        found, counting = self.transition(step, row.status), self.side(row, by)
        if found is None or not counting.has(*found.roles):
            return None
        asked = tuple(rule for rule in found.rules if rule not in unasked)
        return Step(found.step, found.label, first_refusal(asked, row, counting, on))

    @transaction.atomic
    def take(self, row: Any, step: str, *, by: Actor, at: datetime | None = None, **changes: Any) -> Any:
        """Lock the row, ask role and rules, set the status and `changes`, write the audit event; the locked row.

        Raises the model's DoesNotExist when the actor may not see the row, PermissionDenied for a wrong role, and
        Refused when the status or a rule forbids the step.
        """
        at = at or timezone.now()
        model = type(row)
        visible = model.objects.visible_to(by).filter(pk=row.pk).values("pk")
        locked = model.objects.select_for_update().get(pk__in=visible)
        transition = self._allowed(locked, step, self.side(locked, by), timezone.localdate(at))
        before, locked.status = locked.status, transition.target
        for name, value in changes.items():
            setattr(locked, name, value)
        if stamp := self.stamps.get(transition.target):
            setattr(locked, stamp, at)
        locked.save()
        record(f"{self.name}.{step}", subject=locked, by=by, at=at, data={"from": before, "to": transition.target})
        return locked

    def _allowed(self, row: Any, step: str, by: Actor, on: date) -> Transition:
        transition = self.transition(step, row.status)
        if not any(t.step == step and by.has(*t.roles) for t in self.transitions):
            raise PermissionDenied
        if transition is None or not by.has(*transition.roles):
            raise Refused(Refusal(f"{self.name}.{step}.wrong_status", self.wrong_status), row)
        if refusal := first_refusal(transition.rules, row, by, on):
            raise Refused(refusal, row)
        return transition
