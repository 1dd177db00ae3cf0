"""The letters of decisions: asked for when one is taken, made and sealed by a worker."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import transaction

from labels.documents.letter import Facts, appeal_facts, decision_facts, letter_pdf, measure_facts
from labels.models import Appeal, ApplicationSite, Measure
from marketplace.actor import SYSTEM
from marketplace.documents.actions import seal_document
from marketplace.documents.models import SealedDocument
from marketplace.jobs.actions import enqueue

KIND = "label_letter"
JOB = "label_letter"
ABOUT: dict[str, tuple[Any, Callable[[Any], Facts]]] = {
    "decision": (ApplicationSite.objects, decision_facts),
    "appeal": (Appeal.objects, appeal_facts),
    "measure": (Measure.objects, measure_facts),
}


def ask_for_letter(reference: str) -> None:
    """Let a worker make the letter; an installation without a seal makes none."""
    if settings.DOCUMENT_SEAL_KEY is not None:
        enqueue(JOB, reference=reference)


@transaction.atomic
def make_letter(*, reference: str) -> None:
    """Make and seal the letter of a decision, appeal or measure, unless another worker made it."""
    about, key = reference.split(":")[:2]
    rows, facts_of = ABOUT[about]
    row = rows.select_for_update(of=("self",)).get(pk=key)
    if reference in letters_of([reference]):
        return
    facts = facts_of(row)
    seal_document(
        kind=KIND, reference=reference, write=lambda number, address: letter_pdf(facts, number, address), by=SYSTEM
    )


def letters_of(references: Iterable[str]) -> dict[str, SealedDocument]:
    """The letters that are made, by what they are about."""
    return {row.reference: row for row in SealedDocument.objects.filter(kind=KIND, reference__in=references)}


def reference_of_place(place: ApplicationSite, attempt: int) -> str:
    """The decision about one label that a file asks for."""
    return f"decision:{place.pk}:{attempt}"


def reference_of_appeal(appeal: Appeal) -> str:
    """What a panel decided."""
    return f"appeal:{appeal.pk}"


def reference_of_measure(measure: Measure) -> str:
    """What was decided about a label that exists."""
    return f"measure:{measure.pk}"
