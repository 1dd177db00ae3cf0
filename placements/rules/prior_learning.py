"""When a competence acquired elsewhere may be asked, shown, proposed, decided and asked again."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.workflow import Refusal
from placements.enums import PriorLearningStatus
from placements.models import PlanLine, PriorLearning
from schools.models import Competence, Student


def may_ask(student: Student, competence: Competence) -> Refusal | None:
    """A competence of the student's own programme, asked once."""
    if competence.programme_id != student.programme_id:
        return Refusal("prior_learning.other_programme", _("Deze competentie hoort niet bij de opleiding."))
    asked = PriorLearning.objects.filter(student=student, competence=competence)
    if asked.exclude(status=PriorLearningStatus.WITHDRAWN).exists():
        return Refusal("prior_learning.asked_before", _("Dit werd al gevraagd. Kijk in de lijst hoever het staat."))
    return None


def evidence_wrong(days: Iterable[date], on: date) -> Refusal | None:
    """At least one piece of evidence, and none from the future."""
    found = list(days)
    if not found:
        return Refusal("prior_learning.no_evidence", _("Zeg waaruit blijkt dat de leerling dit al kan."))
    if max(found) > on:
        return Refusal(
            "prior_learning.evidence_in_future",
            _("Een bewijs kan niet uit de toekomst komen. Kies vandaag of een dag die voorbij is."),
        )
    return None


def proposed_by_another(row: PriorLearning, by: Actor, on: date) -> Refusal | None:
    """Who proposed does not write down the decision too: two people of the school look at it."""
    if row.proposed_by_id != by.user_id:
        return None
    return Refusal(
        "prior_learning.own_proposal",
        _("Jij deed het voorstel. Een collega noteert de beslissing van de klassenraad."),
    )


def not_reopened(row: PriorLearning, by: Actor, on: date) -> Refusal | None:
    """A refusal is looked at once more, no more than that."""
    if not row.is_reopened:
        return None
    return Refusal("prior_learning.reopened_before", _("Dit werd al eens opnieuw gevraagd. De beslissing blijft."))


def council_day_wrong(row: PriorLearning, council_on: date, on: date) -> Refusal | None:
    """The council sat after the asking and not after today."""
    if timezone.localdate(row.asked_at) <= council_on <= on:
        return None
    return Refusal(
        "prior_learning.council_day", _("Kies de dag van de klassenraad: na de aanvraag, en niet in de toekomst.")
    )


def line_is_known(line: PlanLine) -> Refusal | None:
    """A line of a recognised competence has no hours any more, so there is nothing to agree on."""
    if line.prior_learning_id is None:
        return None
    return Refusal(
        "plan_line.prior_learning", _("De klassenraad erkende deze competentie: er zijn geen uren meer af te spreken.")
    )
