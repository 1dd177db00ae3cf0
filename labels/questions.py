"""The questions of a label file: what is asked, what is known, what may be left out, and where the file stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from labels import scoring
from labels.enums import SCORE_WORDS, KnockOut, Stage
from labels.known import Known, Place, has_run, in_words, known_of
from labels.models import Answer, Application, ApplicationSite, Criterion


@dataclass(frozen=True)
class Question:
    """One answer of a file with what the platform knows about it."""

    answer: Answer
    known: Known | None
    is_left_out: bool
    is_measurable: bool

    @property
    def criterion(self) -> Criterion:
        """The criterion that is asked."""
        return self.answer.criterion

    @property
    def asks_for(self) -> str:
        """The evidence that is asked, and whether this shuts the door while it is not in order."""
        if not knocks_out(self.criterion, self.answer.application):
            return self.criterion.evidence
        return f"{self.criterion.evidence} ({_('sluit uit zolang het niet in orde is')})"

    @property
    def is_known(self) -> bool:
        """The platform fills in the score: nobody is asked."""
        return self.known is not None and self.known.score is not None

    @property
    def is_asked(self) -> bool:
        """The holder answers."""
        return not (self.is_known or self.is_left_out) and self.is_measurable

    @property
    def is_open(self) -> bool:
        """Asked and not answered yet."""
        return self.is_asked and self.answer.score is None and not self.answer.not_applicable_reason

    @property
    def known_words(self) -> str:
        """What is known as one sentence, or nothing."""
        return in_words(self.criterion.fact, self.known.value) if self.known else ""

    @property
    def is_not_measured(self) -> bool:
        """The platform could know it, and does not yet: never counted against the file."""
        return bool(self.criterion.fact) and self.known is None

    @property
    def why_not_asked(self) -> str:
        """Why the holder need not answer; empty when they do."""
        if self.is_left_out:
            return _("Weggelaten: dit telt niet mee.")
        if not self.is_measurable:
            return _("Nog niet meetbaar: er liep nog geen werkplek. Dit telt niet mee.")
        return f"{_('Dit weten we al:')} {self.known_words}" if self.is_known else ""

    @property
    def in_words(self) -> str:
        """The answer in words: the step of the scale, or why there is none."""
        if self.is_left_out or not self.is_measurable:
            return self.why_not_asked
        if self.answer.not_applicable_reason:
            return _("niet van toepassing")
        given = self.given.score
        return _("nog geen antwoord") if given is None else str(SCORE_WORDS[given])

    @property
    def given(self) -> scoring.Given:
        """What counts in the score."""
        if self.is_left_out:
            return scoring.Given(scoring.LEFT_OUT)
        if not self.is_measurable:
            return scoring.Given(scoring.NOT_MEASURABLE)
        if self.answer.not_applicable_reason:
            return scoring.Given(scoring.NOT_APPLICABLE)
        score = self.known.score if self.known and self.is_known else self.answer.score
        return scoring.Given(scoring.UNANSWERED) if score is None else scoring.Given(score=score)


def questions_of(application: Application, on: date) -> list[Question]:
    """Every question of a file by criterion, then by site; as known now, or as frozen when it was handed in."""
    answers = application.answers.select_related("criterion", "application_site__site").annotate(
        papers=Count("evidence")
    )
    left_out = {row.criterion_id for row in application.left_out.all()}
    known = known_of(application, on) if application.is_editable else None
    rows = answers.order_by("criterion__code", "application_site__site__name", "pk")
    return [_question(answer, answer.criterion_id in left_out, known) for answer in rows]


def _question(answer: Answer, is_left_out: bool, known: Mapping[tuple[str, Place], Known] | None) -> Question:
    if known is None:
        frozen = answer.known
        found = (
            Known(frozen["value"], date.fromisoformat(frozen["as_of"]), frozen["score"]) if "value" in frozen else None
        )
        return Question(answer, found, is_left_out, frozen.get("measurable", True))
    site_id = answer.application_site.site_id if answer.application_site else None
    found = known.get((answer.criterion.fact, site_id)) or known.get((answer.criterion.fact, None))
    measurable = answer.criterion.stage == Stage.PROMISE or has_run(known, site_id)
    return Question(answer, found, is_left_out, measurable)


def frozen(question: Question) -> dict[str, Any]:
    """What is kept of a question when the file is handed in."""
    kept: dict[str, Any] = {"measurable": question.is_measurable}
    if question.known:
        known = question.known
        kept |= {"value": known.value, "as_of": known.as_of_on.isoformat(), "score": known.score}
    return kept


def knocks_out(criterion: Criterion, application: Application) -> bool:
    """Whether a criterion is a knock-out in this file."""
    return (
        criterion.knock_out == KnockOut.YES
        or (criterion.knock_out == KnockOut.IF_DUAL and application.offers_dual)
        or (criterion.knock_out == KnockOut.RENEWAL and application.is_renewal)
    )


def rule_of(criterion: Criterion, application: Application) -> scoring.Rule:
    """A criterion as labels.scoring counts it in this file; whether practice counts was decided by the question."""
    return scoring.Rule(
        criterion.code, criterion.weight, knocks_out(criterion, application), False, criterion.for_distinction
    )


def own_result(application: Application, row: ApplicationSite, questions: Iterable[Question]) -> scoring.Result:
    """Where one label stands by the holder's own answers and what is known."""
    counting = [q for q in questions if q.answer.application_site_id in (None, row.pk)]
    return scoring.score(
        [rule_of(question.criterion, application) for question in counting],
        [question.given for question in counting],
        label_from=application.scheme.label_from,
        distinction_from=application.scheme.distinction_from,
        has_run=True,
    )
