"""Keep what an auditor filled in on a visit, also hours later: judgements, notes and findings, all or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from labels.actions.assessment import Judged, Judgements, judge
from labels.actions.finding import find
from labels.actions.note import write
from labels.models import Answer, Application
from marketplace.actor import Actor


@dataclass(frozen=True)
class Remark:
    """What an auditor wrote with one criterion beside the judgement; `sent_key` makes that it is kept once."""

    answer: Answer
    sent_key: UUID
    note: str = ""
    readers: str = ""
    grade: str = ""
    finding: str = ""


@transaction.atomic
def keep(
    *, application: Application, judgements: Judgements, bases: Mapping[int, int], remarks: Iterable[Remark], by: Actor
) -> Judged:
    """Keep a checklist: what somebody changed meanwhile comes back as a conflict, all the rest is kept.

    Sent twice it is kept once. Refused: as `labels.actions.assessment.judge`, `labels.actions.note.write` and
    `labels.actions.finding.find`; then nothing is kept, and the phone loses nothing.
    """
    done = judge(application=application, judgements=judgements, bases=bases, by=by)
    for remark in remarks:
        sent: dict[str, Any] = {
            "application": application,
            "answer": remark.answer,
            "sent_key": remark.sent_key,
            "by": by,
        }
        if remark.note:
            write(text=remark.note, readers=remark.readers, **sent)
        if remark.finding:
            find(grade=remark.grade, text=remark.finding, **sent)
    return done
