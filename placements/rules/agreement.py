"""When an agreement may be drafted, opened for signing and changed."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from companies.models import Recognition
from marketplace.actor import Actor
from marketplace.period import Period
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal
from placements.enums import (
    DUAL_FORMS,
    HOLDS_SEAT,
    STAGE_FORMS,
    WORK_FORMS,
    AgreementStatus,
    OfferKind,
    PlacementStatus,
)
from placements.models import Activity, Agreement, MentorAssignment, Placement, PlanLine, TrainingPlan
from placements.rules.admission import not_admitted
from placements.rules.form import forms_of, lasts_too_long
from placements.rules.mentor import mentor_unfit
from placements.rules.schedule import hours_legal
from placements.rules.seat import has_room
from placements.rules.signatory import required_on
from schools.models import Competence

CHANGEABLE = frozenset({"starts_on", "ends_on", "week", "form"})
FIRST_DAY_PASSED = Refusal(
    "agreement.first_day_passed", _("De eerste dag is al voorbij. Kies eerst een latere eerste dag.")
)


def may_draft(placement: Placement) -> Refusal | None:
    """An agreement is made once everybody has said yes, and once."""
    if placement.status != PlacementStatus.AGREED:
        return Refusal("agreement.too_early", _("De overeenkomst komt pas als iedereen akkoord is met de plaats."))
    if Agreement.objects.live().filter(placement=placement).exists():
        return Refusal("agreement.exists", _("Er is al een overeenkomst voor deze plaats."))
    return None


def is_draft(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """Plan and data are worked on before signing opens."""
    if agreement.status == AgreementStatus.DRAFT and agreement.is_awaited:
        return None
    return Refusal("agreement.not_draft", _("Deze versie ligt vast. Maak een nieuwe versie om iets te veranderen."))


def has_content(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """Nobody signs without a training plan or activities (R06)."""
    form, plan = agreement.placement.form, getattr(agreement, "plan", None)
    if form in DUAL_FORMS and not (plan and any(line.work_hours for line in plan.lines.all())):
        return Refusal("agreement.plan_empty", _("Het opleidingsplan heeft nog geen uren op de werkplek."))
    if form in STAGE_FORMS and not Activity.objects.filter(plan__agreement=agreement).exists():
        return Refusal("agreement.no_activities", _("Schrijf eerst op wat de leerling tijdens de stage doet."))
    return None


def nothing_negotiated(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """Nobody checks a plan of which a line may still change."""
    if not agreement.is_negotiated:
        return None
    return Refusal(
        "agreement.plan_negotiated",
        _("Over het opleidingsplan wacht nog een voorstel op antwoord. Aanvaard het, doe een ander of trek het in."),
    )


def lines_in_period(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """No competence is learnt on a day outside the placement: its days may have moved after those of a line."""
    period, plan = agreement.placement_then.period, getattr(agreement, "plan", None)
    lines = sorted(plan.lines.all(), key=lambda line: line.pk) if plan else []
    days = ((line, day) for line in lines for day in (line.starts_on, line.ends_on) if day)
    outside = next((line for line, day in days if not period.contains(day)), None)
    if outside is None:
        return None
    sentence = _("De dagen van %(competence)s vallen buiten de periode van de plaats. Kies in het plan andere dagen.")
    return Refusal("agreement.line_outside", sentence % {"competence": outside.competence.code})


def fits_list(plan: TrainingPlan, competences: Collection[Competence]) -> Refusal | None:
    """A plan without a line takes over the competences of its programme, when it has some."""
    if plan.agreement.placement.form not in DUAL_FORMS:
        return Refusal("plan.not_dual", _("Alleen een plan van een duale opleiding begint met een lijst."))
    if plan.lines.exists():
        return Refusal("plan.has_lines", _("Dit plan is al ingevuld."))
    if not competences:
        return Refusal(
            "plan.no_list", _("Deze opleiding heeft nog geen lijst van competenties. De school schrijft ze.")
        )
    return None


def line_negotiated(line: PlanLine) -> Refusal | None:
    """A line with a proposal is not rewritten past it."""
    if not line.proposals.waiting().exists():
        return None
    return Refusal("plan_line.proposal_waits", _("Over een lijn die je wijzigt, wacht al een voorstel op antwoord."))


def lines_of_plan(asked: Iterable[int], own: Mapping[int, PlanLine]) -> Refusal | None:
    """A line of another plan is not written here."""
    if set(asked) <= set(own):
        return None
    return Refusal("plan_line.of_other_plan", _("Een van deze lijnen hoort bij een ander plan. Herlaad de bladzijde."))


def somebody_signs_for_minor(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """A minor without any representative who signs would never be sealed (R07)."""
    needed = required_on(agreement.placement, on)
    if needed is None or needed.allowed:
        return None
    return Refusal(
        "agreement.no_representative",
        _("De leerling is minderjarig: voeg eerst een ouder of voogd toe die mee tekent."),
    )


def admitted(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """R01 and R02 hold on the first day, that may have moved since the request; as may a birth date."""
    placement = agreement.placement
    return not_admitted(placement.student, placement.programme, placement.form, placement.starts_on, on)


def time_to_sign(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """Everybody signs before the first day (R06); a placement that was registered late still can.

    An amendment is signed before, or on, the day from which it holds: nothing holds for days that have passed.
    """
    if sign_by(agreement, on) >= on:
        return None
    if agreement.amends_id:
        return Refusal("amendment.day_passed", _("De dag waarop de bijlage ingaat, is voorbij. Kies een latere dag."))
    return FIRST_DAY_PASSED


def sign_by(agreement: Agreement, on: date) -> date:
    """The last day to sign: two weeks, and never after `signed_before`."""
    last, first = on + timedelta(days=int(Figure.objects.value("sign_by_days", on))), signed_before(agreement)
    return min(last, first) if first else last


def signed_before(agreement: Agreement) -> date | None:
    """The day from which it holds, on which it is signed at last; None where the placement ran before its first one.

    An amendment that makes a placement longer is signed while it runs: on its last day at last.
    """
    if agreement.in_force_on:
        return min(agreement.in_force_on, agreement.placement.ends_on)
    return None if ran_already(agreement.placement) else agreement.placement.starts_on


def day_has_passed(agreement: Agreement, on: date) -> bool:
    """Whether the last day has passed on which this version is signed at last."""
    last = signed_before(agreement)
    return last is not None and on > last


def in_time(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """What was to hold from a day that passed before everybody signed holds for nobody; only a new version helps.

    What is no amendment and binds elsewhere may have been signed there in time, and be noted later.
    """
    if not day_has_passed(agreement, on) or not (agreement.is_signed_here or agreement.amends_id):
        return None
    if agreement.amends_id:
        sentence = _("De dag waarop deze bijlage zou ingaan, is voorbij: ze wordt niet meer getekend.")
        return Refusal("amendment.too_late", sentence)
    sentence = _(
        "De eerste dag is voorbij voor iedereen tekende. De trajectbegeleider kan een nieuwe versie maken met een "
        "latere eerste dag."
    )
    return Refusal("agreement.too_late", sentence)


def first_day(placement: Placement, on: date) -> date:
    """The first day as it is, or, when it has come before anything was signed, one that leaves time to sign."""
    if placement.starts_on > on or ran_already(placement):
        return placement.starts_on
    later = on + timedelta(days=int(Figure.objects.value("sign_by_days", on)))
    return min(later, placement.ends_on)


def ran_already(placement: Placement) -> bool:
    """Whether school and company registered it, agreed by telephone, when its first day had come."""
    return placement.offer.kind == OfferKind.AGREED and placement.starts_on <= timezone.localdate(placement.accepted_at)


def sign_by_day(agreement: Agreement, sign_by_on: date, on: date) -> Refusal | None:
    """A new last day to sign lies ahead, and not after the first day on which this version holds."""
    if agreement.status != AgreementStatus.SIGNING or not agreement.is_awaited:
        return Refusal("agreement.not_signing", _("Deze overeenkomst wordt nu niet getekend."))
    first = signed_before(agreement)
    if on <= sign_by_on and (first is None or sign_by_on <= first):
        return None
    if agreement.amends_id:
        sentence = _(
            "Kies een dag vanaf vandaag, niet na de dag waarop de bijlage ingaat en niet na de laatste dag van de "
            "plaats."
        )
        return Refusal("agreement.sign_by_day", sentence)
    return Refusal("agreement.sign_by_day", _("Kies een dag vanaf vandaag, en niet na de eerste dag op de werkplek."))


def recognised(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """SAO, OAO and DA need a recognition of this site for this programme on every day of what is signed (R05)."""
    placement = agreement.placement_then
    if placement.form not in DUAL_FORMS:
        return None
    first = agreement.in_force_on or placement.starts_on
    if any(_recognises(row, placement, first) for row in placement.site.recognitions.all()):
        return None
    return Refusal(
        "agreement.not_recognised",
        _("Tekenen kan nog niet: de vestiging is niet op elke dag erkend voor deze opleiding."),
    )


def _recognises(row: Recognition, placement: Placement, first: date) -> bool:
    """Whether this recognition is of the programme and holds on every day from the first one on."""
    if row.starts_on is None or row.ends_on is None or row.programme_code != placement.programme.code:
        return False
    return row.starts_on <= first and row.ends_on >= placement.ends_on


def has_mentor(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """Real work has a mentor by name; for SAO, OAO and DA one who meets R10 and R11 on every day of the period."""
    placement = agreement.placement
    if placement.form not in WORK_FORMS:
        return None
    mains = [(row, days) for row in placement.mentors.all() if row.seat and (days := _guided(row, agreement))]
    if not mains:
        return Refusal("agreement.no_mentor", _("Tekenen kan nog niet: de onderneming kiest eerst een mentor."))
    found = (mentor_unfit(row.mentor, placement, days, on) for row, days in mains)
    return next((refusal for refusal in found if refusal), None)


def _guided(row: MentorAssignment, agreement: Agreement) -> Period | None:
    """The days on which a mentor guides what is signed; of an amendment those from its day on, to its last day."""
    since = agreement.in_force_on
    if since is None:
        return row.period
    last = agreement.placement_then.ends_on
    ends_on = last if row.ends_on >= agreement.placement.ends_on else min(row.ends_on, last)
    return Period(max(row.starts_on, since), ends_on) if ends_on >= max(row.starts_on, since) else None


def may_change(agreement: Agreement, changes: Mapping[str, Any], on: date) -> Refusal | None:
    """What a new version may change of the placement itself; competences are changed in its plan."""
    placement = agreement.placement
    if placement.status == PlacementStatus.RUNNING:
        sentence = _("Deze plaats loopt al: maak een bijlage die vanaf een dag geldt.")
        return Refusal("agreement.runs", sentence)
    if placement.status not in HOLDS_SEAT:
        return Refusal("agreement.over", _("Deze plaats is voorbij: aan de overeenkomst verandert niets meer."))
    if not set(changes) <= CHANGEABLE:
        return Refusal("agreement.change_unknown", _("Dit kan hier niet veranderen: maak er een andere plaats voor."))
    starts_on, ends_on = (changes.get(day, getattr(placement, day)) for day in ("starts_on", "ends_on"))
    if ends_on < starts_on:
        return Refusal(
            "agreement.ends_before_start", _("De laatste dag ligt vóór de eerste dag. Kies een latere laatste dag.")
        )
    form = changes.get("form", placement.form)
    return (
        days_offered(placement, Period(starts_on, ends_on), changes.get("week", placement.week))
        or _not_moved_back(placement, starts_on, on)
        or _form_fits(placement, form, starts_on)
        or not_admitted(placement.student, placement.programme, form, starts_on, on)
        or lasts_too_long(form, Period(starts_on, ends_on))
    )


def days_offered(placement: Placement, period: Period, week: Mapping[str, Any]) -> Refusal | None:
    """Within what the company offered, with a day at work."""
    if not placement.capacity.period.covers(period):
        return _outside(placement.capacity.period)
    return None if week else Refusal("agreement.no_days", _("Kies minstens één dag op de werkplek."))


def _outside(offered: Period) -> Refusal:
    days = {"first": date_format(offered.starts_on), "last": date_format(offered.ends_on)}
    sentence = _("De periode valt niet binnen die van de onderneming: %(first)s tot en met %(last)s.")
    return Refusal("agreement.period_outside", sentence % days)


def _not_moved_back(placement: Placement, starts_on: date, on: date) -> Refusal | None:
    """No first day is chosen that has passed, or R06 would be met on paper; of what ran already it may be corrected."""
    if starts_on >= on or starts_on == placement.starts_on or ran_already(placement):
        return None
    return FIRST_DAY_PASSED


def _form_fits(placement: Placement, form: str, first: date) -> Refusal | None:
    if form == placement.form or form in forms_of([placement.programme], placement.company, first):
        return None
    return Refusal("agreement.form_against_programme", _("Die vorm past niet bij de opleiding (R03)."))


def warnings(agreement: Agreement, by: Actor, on: date) -> list[Refusal]:
    """What does not hold back the data check, but will hold back the signatures."""
    return [refusal for rule in BLOCKS if (refusal := rule(agreement, by, on))]


OPEN = (
    is_draft,
    has_content,
    nothing_negotiated,
    lines_in_period,
    somebody_signs_for_minor,
    admitted,
    time_to_sign,
    hours_legal,
    has_room,
)
BLOCKS = (recognised, has_mentor, has_room)
