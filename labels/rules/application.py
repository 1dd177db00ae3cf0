"""Why a label file cannot be handed in, checked or awarded; each answers nothing or a sentence."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.enums import SizeClass
from companies.models import Site
from companies.rules import establishment_known, verified
from labels.enums import (
    OPEN_MEASURE,
    ApplicationStatus,
    Duty,
    FeeStatus,
    FindingStatus,
    Grade,
    Holder,
    LabelStatus,
    MeasureStatus,
    Outcome,
)
from labels.models import Answer, Appeal, Application, Criterion, Label
from labels.models.ties import organisations_tied_to
from labels.questions import questions_of
from labels.scoring import BEST
from marketplace.actor import Actor
from marketplace.commitments.models import Commitment, TextKind
from marketplace.workflow import Refusal

MOST_PAPERS = 10  # with one answer


def may_sign(application: Application, by: Actor, on: date) -> Refusal | None:
    """A file binds the holder, so somebody with the power to sign hands it in."""
    if by.may_sign:
        return None
    return Refusal("application.no_power_to_sign", _("Alleen iemand die mag tekenen, kan het dossier indienen."))


def all_answered(application: Application, by: Actor, on: date) -> Refusal | None:
    """Every question that is asked has an answer; what is known, left out or not measurable yet is not asked."""
    questions = application.questions_read or questions_of(application, on)
    count = sum(question.is_open for question in questions)
    if not count:
        return None
    sentence = _("Er zijn nog vragen zonder antwoord: %(count)s.") % {"count": count}
    return Refusal("application.unanswered", sentence)


def has_a_site(application: Application, by: Actor, on: date) -> Refusal | None:
    """A file asks for at least one label."""
    if application.sites.all():
        return None
    return Refusal("application.no_site", _("Kies minstens één vestiging voor dit dossier."))


def may_start(organisation_id: int, holder: str, sites: Collection[Site]) -> Refusal | None:
    """One open file for a holder, and a company names its sites."""
    return no_open_file(organisation_id, holder) or (sites_ready(sites) if holder == Holder.COMPANY else None)


def no_open_file(organisation_id: int | None, holder: str) -> Refusal | None:
    """A holder has one open file at a time, and none beside an appeal that may open the last one again."""
    disputed = Appeal.objects.open().filter(application_site__application__holder=holder)
    if disputed.filter(organisation=organisation_id).exists():
        return Refusal("application.appeal", _("Er loopt nog een bezwaar of beroep. Wacht op het antwoord."))
    if Application.objects.open().filter(organisation=organisation_id, holder=holder).exists():
        return Refusal("application.open", _("Er loopt al een dossier. Werk daarin verder."))
    return None


def sites_ready(sites: Collection[Site]) -> Refusal | None:
    """At least one site, of a confirmed company, each with its establishment number."""
    if not sites:
        return Refusal("application.no_site", _("Kies minstens één vestiging voor dit dossier."))
    for site in sites:
        if problem := verified(site.company) or establishment_known(site):
            return problem
    return None


def editable(application: Application) -> Refusal | None:
    """Answers and evidence are locked from the moment a file is handed in, unless the city asks for more."""
    if application.is_editable:
        return None
    return Refusal("application.locked", _("Dit dossier is ingediend: je kunt er nu niets meer aan veranderen."))


def answer_fits(criterion: Criterion, score: int | None, not_applicable_reason: str) -> Refusal | None:
    """A score of 0 to 3 or a reason, never both, and a reason only where the criterion may not apply."""
    if not_applicable_reason and not criterion.may_not_apply:
        return Refusal("answer.applies", _("Dit criterium is altijd van toepassing. Kies een score."))
    if not_applicable_reason and score is not None:
        return Refusal("answer.one_of_both", _("Kies een score, of zeg waarom het niet van toepassing is."))
    if score is not None and not 0 <= score <= BEST:
        return Refusal("answer.score", _("Een score is 0, 1, 2 of 3."))
    return None


def size_of(application: Application) -> str:
    """The size that counts: what an auditor corrected or what was handed in, before that what the company says now.

    Empty for a school, and for a company that never said it.
    """
    frozen = application.submitted_at and not application.is_editable
    if application.size_set_by_id or frozen or application.holder != Holder.COMPANY:
        return application.size_class
    return application.size_said


def size_known(application: Application, by: Actor, on: date) -> Refusal | None:
    """A company says how many people work for it: the fee and what may be left out follow from it."""
    if application.holder != Holder.COMPANY or size_of(application):
        return None
    return Refusal(
        "application.size_unknown", _("Zeg eerst bij de gegevens van je onderneming hoeveel mensen er werken.")
    )


def left_out_fits(application: Application, by: Actor, on: date) -> Refusal | None:
    """What is left out is asked again when the file is handed in: the company may have grown since."""
    criteria = [row.criterion for row in application.left_out.all()]
    return may_leave_out(application, criteria) if criteria else None


def may_correct_size(application: Application, size_class: str) -> Refusal | None:
    """An auditor corrects the size of a company while the file is in audit."""
    if application.status != ApplicationStatus.AUDITING or application.holder != Holder.COMPANY:
        return Refusal("application.not_in_audit", _("Dit dossier is nu niet in audit."))
    if size_class == application.size_class:
        return Refusal("application.same_size", _("Dat is de grootte die er al staat."))
    return None


def may_leave_out(application: Application, criteria: Collection[Criterion]) -> Refusal | None:
    """Only a company under 10 workers, and no more criteria than its scheme allows (five)."""
    if size_of(application) != SizeClass.UNDER_10:
        return Refusal(
            "application.not_small", _("Alleen een onderneming met minder dan 10 werknemers mag criteria weglaten.")
        )
    if len(criteria) > application.scheme.may_leave_out:
        sentence = _("Laat hoogstens %(most)s criteria weg.") % {"most": application.scheme.may_leave_out}
        return Refusal("application.too_many_left_out", sentence)
    return None


def without_evidence(answer: Answer) -> Refusal | None:
    """A site is not dropped together with papers that somebody added."""
    if not answer.evidence.exists():
        return None
    sentence = _("Bij deze vestiging staat nog bewijs. Haal het eerst weg.")
    return Refusal("application.site_has_evidence", sentence)


def room_for_evidence(answer: Answer) -> Refusal | None:
    """An answer carries a handful of papers."""
    if answer.evidence.count() < MOST_PAPERS:
        return None
    return Refusal("evidence.many", _("Bij één vraag horen hoogstens tien stukken. Haal eerst iets weg."))


def not_own_file(application: Application, by: Actor, on: date) -> Refusal | None:
    """Whoever works for the holder, or did in the last months, does nothing on its file for the city."""
    if not organisations_tied_to(by.user_id, on).filter(pk=application.organisation_id).exists():
        return None
    return Refusal("application.own_file", _("Dit is een dossier van je eigen organisatie. Een collega neemt het."))


def not_a_judge(application: Application, by: Actor, on: date) -> Refusal | None:
    """Who audits, reviews or decides a file neither notes the competent body's decision nor awards it."""
    if not application.assignments.filter(person=by.user_id).exclude(duty=Duty.AWARDER).exists():
        return None
    sentence = _("Je beoordeelde of besliste mee over dit dossier. Een collega noteert de beslissing en reikt uit.")
    return Refusal("application.judge_awards", sentence)


def audit_passed(application: Application, by: Actor, on: date) -> Refusal | None:
    """No award without a passed audit."""
    if application.passed_at:
        return None
    return Refusal("application.not_passed", _("De audit van dit dossier is niet geslaagd."))


def body_decided(application: Application, by: Actor, on: date) -> Refusal | None:
    """An award exists when the competent body's day and reference are recorded."""
    if application.decided_at and application.body_decided_on:
        return None
    return Refusal("application.not_decided", _("Noteer eerst de dag en de referentie van de beslissing van de stad."))


def fee_settled(application: Application, by: Actor, on: date) -> Refusal | None:
    """The fee is paid or there is none."""
    if application.fee_status in (FeeStatus.SETTLED, FeeStatus.WAIVED):
        return None
    return Refusal("application.fee_due", _("De kosten van dit dossier zijn nog niet betaald."))


def code_signed(application: Application, by: Actor, on: date) -> Refusal | None:
    """The holder has signed the ethics code in force."""
    if Commitment.objects.in_force(TextKind.ETHICS_CODE, on).filter(organisation=application.organisation_id).exists():
        return None
    return Refusal("application.code_not_signed", _("De ethische code is nog niet getekend."))


def nothing_waits(application: Application, by: Actor, on: date) -> Refusal | None:
    """What is suspended, promised or about to be measured is decided on first: an award never lifts a suspension.

    Of the labels that this file gives, and no others: an organisation may be a company and a school.
    """
    granted = application.sites.filter(outcome=Outcome.GRANTED, label=None)
    place = Q(site__in=granted.values("site")) if application.holder == Holder.COMPANY else Q(site=None)
    held = Label.objects.filter(place, organisation=application.organisation_id)
    waits = Q(status__in=[LabelStatus.PROMISED, LabelStatus.SUSPENDED])
    measured = Q(measures__status__in=[*OPEN_MEASURE, MeasureStatus.DECIDED])
    if not held.filter(waits | measured).exists():
        return None
    sentence = _("Er loopt nog een schorsing, een voorstel of een belofte voor dit label. Beslis daar eerst over.")
    return Refusal("application.label_waits", sentence)


def body_day(application: Application, decided_on: date, on: date) -> Refusal | None:
    """The competent body decides after the deciders, and not in the future."""
    if application.status != ApplicationStatus.GRANTED or application.decided_at is None:
        return Refusal("application.not_granted", _("Dit dossier is niet toegekend, of al uitgereikt."))
    if timezone.localdate(application.decided_at) <= decided_on <= on:
        return None
    return Refusal("application.body_day", _("De stad beslist na de beslissers, en niet in de toekomst."))


def major_closed(application: Application, by: Actor, on: date) -> Refusal | None:
    """Nothing is granted while a major finding is open."""
    if not application.findings.blocking().exists():
        return None
    return Refusal("application.open_major", _("Er staat nog een zware vaststelling open. Sluit ze eerst."))


def term_passed(application: Application, by: Actor, on: date) -> Refusal | None:
    """Nothing is refused while the holder still has time to mend a major finding."""
    if not application.findings.blocking().filter(correct_by_on__gte=on).exists():
        return None
    return Refusal("application.may_mend", _("De aanvrager heeft nog tijd om een zware vaststelling te verbeteren."))


def something_to_mend(application: Application, by: Actor, on: date) -> Refusal | None:
    """Corrections are asked about findings."""
    if application.findings.filter(status=FindingStatus.OPEN).exclude(grade=Grade.OBSERVATION).exists():
        return None
    return Refusal("application.nothing_to_mend", _("Schrijf eerst op wat de aanvrager moet verbeteren."))


SUBMIT = (may_sign, has_a_site, size_known, left_out_fits, all_answered, code_signed)
AWARD = (not_own_file, not_a_judge, audit_passed, body_decided, fee_settled, code_signed, nothing_waits)
