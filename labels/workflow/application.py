"""The life of a label file, from draft to award or refusal; who moves next stands beside each status."""

from django.utils.translation import gettext_lazy as _

from labels.enums import ApplicationStatus as S
from labels.models.application import HOLDERS
from labels.rules import application as rules
from labels.rules import assignment as duties
from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow

OFFICER = (Role.LABEL_OFFICER,)
AUDITORS = duties.AUDITORS
DECIDERS = duties.DECIDERS
SYSTEM = (Role.SYSTEM,)
CONCLUDED = (S.GRANTED, S.AWARDED, S.REFUSED)
UNDECIDED = (S.DRAFT, S.SUBMITTED, S.INCOMPLETE, S.COMPLETE, S.AUDITING, S.CORRECTING, S.AUDITED, S.REVIEWED)

applications = Workflow(
    name="application",
    owners={
        S.DRAFT: HOLDERS,
        S.SUBMITTED: OFFICER,
        S.INCOMPLETE: HOLDERS,
        S.COMPLETE: OFFICER,
        S.AUDITING: AUDITORS,
        S.CORRECTING: HOLDERS,
        S.AUDITED: DECIDERS,
        S.REVIEWED: DECIDERS,
        S.GRANTED: OFFICER,
        S.AWARDED: (),
        S.REFUSED: (),
        S.WITHDRAWN: (),
    },
    transitions=(
        Transition("submit", (S.DRAFT, S.INCOMPLETE), S.SUBMITTED, HOLDERS, _("Dien het dossier in"), rules.SUBMIT),
        Transition(
            "complete", (S.SUBMITTED,), S.COMPLETE, OFFICER, _("Het dossier is volledig"), (rules.not_own_file,)
        ),
        Transition("ask", (S.SUBMITTED,), S.INCOMPLETE, OFFICER, _("Vraag wat er ontbreekt"), (rules.not_own_file,)),
        Transition(
            "audit",
            (S.COMPLETE,),
            S.AUDITING,
            OFFICER,
            _("Start de audit"),
            (rules.not_own_file, duties.auditors_named),
        ),
        Transition(
            "correct", (S.AUDITING,), S.CORRECTING, AUDITORS, _("Vraag verbeteringen"), (rules.something_to_mend,)
        ),
        Transition("resume", (S.CORRECTING,), S.AUDITING, (*HOLDERS, *SYSTEM), _("De verbeteringen zijn klaar")),
        Transition("resize", (S.AUDITING,), S.INCOMPLETE, AUDITORS, _("Verbeter de grootte van de onderneming")),
        Transition("report", (S.AUDITING,), S.AUDITED, AUDITORS, _("Dien de audit in")),
        Transition("review", (S.AUDITED, S.REVIEWED), S.REVIEWED, DECIDERS, _("Nagelezen")),
        Transition("return", (S.AUDITED, S.REVIEWED), S.AUDITING, DECIDERS, _("Stuur terug naar de auditor")),
        Transition("grant", (S.AUDITED, S.REVIEWED), S.GRANTED, DECIDERS, _("Ken toe"), (rules.major_closed,)),
        Transition("refuse", (S.AUDITED, S.REVIEWED), S.REFUSED, DECIDERS, _("Weiger"), (rules.term_passed,)),
        Transition("award", (S.GRANTED,), S.AWARDED, (*OFFICER, *SYSTEM), _("Reik het label uit"), rules.AWARD),
        Transition("reopen", CONCLUDED, S.AUDITED, SYSTEM, _("Beslis opnieuw na een beroep")),
        Transition("overturn", CONCLUDED, S.GRANTED, SYSTEM, _("Ken toe na een beroep")),
        Transition("withdraw", UNDECIDED, S.WITHDRAWN, HOLDERS, _("Trek het dossier in")),
    ),
    wrong_status=_("Dit dossier staat niet meer op die stap. Herlaad de bladzijde om te zien wat er gebeurde."),
    stamps={
        S.SUBMITTED: "submitted_at",
        S.COMPLETE: "completed_at",
        S.GRANTED: "decided_at",
        S.REFUSED: "decided_at",
        S.AWARDED: "awarded_at",
    },
)
