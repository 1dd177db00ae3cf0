"""What of audits waits on the homes of auditors, holders and label officers, and which visits come."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from labels.enums import ApplicationStatus, AssessmentKind, AssessmentStatus, Duty, FindingStatus, Grade, VisitStatus
from labels.models import Application, Assessment, Assignment, Finding, Visit
from labels.models.application import HOLDERS
from labels.models.assessment import judging_alone
from labels.rules.assignment import AUDITORS
from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_coming, add_waiting

HOLDER = {"holder": "application__organisation__name"}
SOON = timedelta(days=7)


@add_waiting(*AUDITORS)
def audits_to_do(actor: Actor, on: date) -> list[Lines]:
    """Own files to judge, to settle with the other auditor, and of which a correction waits to be looked at."""
    duties = Assignment.objects.of(actor)
    running = {"application__status": ApplicationStatus.AUDITING}
    joint = {
        "application__assessments__kind": AssessmentKind.MODERATED,
        "application__assessments__status": AssessmentStatus.OPEN,
        "application__assessments__attempt": F("application__attempt"),
    }
    settling = duties.filter(duty__in=(Duty.AUDITOR, Duty.MODERATOR)).filter(**running, **joint)
    own = duties.filter(duty=Duty.AUDITOR).values("application")
    mended = Finding.objects.visible_to(actor).filter(status=FindingStatus.ANSWERED, application__in=own)
    judge, settle = _("Audit van %(holder)s"), _("Verschillen over %(holder)s")
    look = _("Antwoord van %(holder)s op een vaststelling")
    term = "application__assessments__settle_by_on"
    return [
        Lines(
            judging_alone(actor).filter(**running),
            "application-audit",
            judge,
            HOLDER,
            verb=_("Beoordeel"),
            key="application",
        ),
        Lines(settling, "application-moderation", settle, HOLDER, verb=_("Beslis samen"), key="application", day=term),
        Lines(mended, "application-audit", look, HOLDER, verb=_("Kijk na"), key="application", day="correct_by_on"),
    ]


@add_waiting(*HOLDERS)
def findings_to_answer(actor: Actor, on: date) -> list[Lines]:
    """What an auditor asks the own organisation to mend."""
    rows = Finding.objects.filter(application__in=Application.objects.of(actor), status=FindingStatus.OPEN)
    rows = rows.filter(application__status=ApplicationStatus.CORRECTING).exclude(grade=Grade.OBSERVATION)
    words, fill = _("Verbeter %(code)s in je labeldossier"), {"code": "answer__criterion__code"}
    return [Lines(rows, "finding-answer", words, fill, verb=_("Antwoord"), day="correct_by_on")]


@add_waiting(Role.LABEL_OFFICER)
def auditors_who_differ(actor: Actor, on: date) -> list[Lines]:
    """Files whose two auditors did not settle in time and that have no moderator yet."""
    late = Assessment.objects.visible_to(actor).filter(kind=AssessmentKind.MODERATED, status=AssessmentStatus.OPEN)
    named = Assignment.objects.filter(duty=Duty.MODERATOR, ended_at=None).values("application")
    rows = late.filter(settle_by_on__lt=on, application__status=ApplicationStatus.AUDITING)
    words = _("Twee auditoren verschillen over %(holder)s")
    facts: dict[str, Any] = {"verb": _("Wijs een moderator aan"), "key": "application", "day": "settle_by_on"}
    return [Lines(rows.exclude(application__in=named), "application-team", words, HOLDER, **facts)]


@add_coming(*AUDITORS)
def own_visits(actor: Actor, on: date) -> list[Lines]:
    """Visits of the coming week on which the actor goes along."""
    return [_soon(Visit.objects.filter(visitors__in=Assignment.objects.of(actor)), on)]


@add_coming(*HOLDERS)
def visits_to_receive(actor: Actor, on: date) -> list[Lines]:
    """Visits of the coming week to the own organisation."""
    return [_soon(Visit.objects.filter(application__in=Application.objects.of(actor)), on)]


def _soon(visits: QuerySet[Visit], on: date) -> Lines:
    rows = visits.filter(status=VisitStatus.PLANNED, starts_at__date__range=(on, on + SOON))
    words = _("Bezoek voor het label: %(holder)s, %(address)s")
    return Lines(rows, "visit-detail", words, HOLDER | {"address": "address"}, day=TruncDate("starts_at"))
