"""What the pages show of an agreement: its text from the signed body alone, its signatures, its next step."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from marketplace.actor import COMPANY_ROLES, Actor, Role
from marketplace.workflow import Rule, Step
from placements.actions.document import document_of
from placements.agreement_body import body_of
from placements.competences import Line, split
from placements.enums import AgreementStatus, Form, Party, PlacementStatus, SignatureStatus
from placements.models import Agreement, MentorAssignment, Placement, PlanLine, Signature
from placements.rules import agreement as rules
from placements.rules import signature as signature_rules
from placements.rules.agreement import in_time
from placements.rules.identity import tie_of, tie_settled
from placements.rules.placement import is_minor
from placements.rules.plan import norms_on
from placements.rules.plan_cover import uncovered
from placements.rules.side import sides_of
from placements.rules.version import version_on
from placements.schedule_words import schedule_text
from placements.views.outside_facts import outside_of
from placements.views.version_facts import amending_of, amendment_of, versions_of, worth_of
from placements.week import day_in_words, days_in_words
from placements.workflow.agreement import WRITERS
from placements.workflow.signature import signatures
from schools.enums import Place

SLOTS = Prefetch("signatures", Signature.objects.select_related("representative"))
MENTORS = Prefetch("placement__mentors", MentorAssignment.objects.in_order())
READ = (
    MENTORS,
    "placement__site__recognitions",
    "placement__student__representatives",
    "placement__host_ties",
)
WRITTEN_FROM = (  # what a text is made of: a draft, and the question whether a frozen one is still true
    Prefetch("plan__lines", PlanLine.objects.select_related("competence", "prior_learning")),
    "schedule__blocks",
    "schedule__days",
)
LIVE = (AgreementStatus.DRAFT, AgreementStatus.SIGNING)


def agreements_of(placement: Placement, actor: Actor, on: date) -> dict[str, Any]:
    """The panel on the page of a placement: its versions, the one that holds or is made first; or what makes one."""
    rows = list(Agreement.objects.visible_to(actor).filter(placement=placement).order_by("-version"))
    runs = placement.status == PlacementStatus.RUNNING
    return {
        "days": days_in_words(_week_now(placement, rows, on)),
        "agreements": [
            {"version": row, "worth": worth_of(row, rows, on) if runs else ""}
            for row in sorted(_told(rows), key=lambda row: row.status == AgreementStatus.VOIDED)
        ],
        "to_amend": _newest_signed(rows) if runs and actor.has(*WRITERS) else None,
        "may_draft": actor.has(*WRITERS) and rules.may_draft(placement) is None,
        "to_sign": any(row.status == AgreementStatus.SIGNING for row in rows) and _waits_for(placement, actor, on),
    }


def _told(rows: Iterable[Agreement]) -> list[Agreement]:
    """All but the amendments that never held."""
    return [row for row in rows if row.amends_id is None or row.status != AgreementStatus.VOIDED]


def _newest_signed(rows: Iterable[Agreement]) -> Agreement | None:
    """The version that an amendment is made of, unless one is being made."""
    newest = next((row for row in rows if row.status != AgreementStatus.VOIDED), None)
    return newest if newest and newest.status == AgreementStatus.SEALED else None


def _week_now(placement: Placement, rows: Iterable[Agreement], on: date) -> dict[str, list[str]]:
    """The days at work of the version that holds today: those of an amendment come on its day."""
    holds = version_on(rows, on)
    return holds.body["week"] if holds else placement.week


def _waits_for(placement: Placement, actor: Actor, on: date) -> bool:
    """Whether an agreement that is open for signing, and in time for it, has an open slot of the actor's side."""
    signing = Agreement.objects.filter(placement=placement, status=AgreementStatus.SIGNING).in_time(on)
    open_slots = Signature.objects.filter(agreement__in=signing, status=SignatureStatus.OPEN)
    return actor.may_sign and open_slots.filter(party=signature_rules.own_party(placement, actor)).exists()


def text_of(agreement: Agreement, on: date, *, until_signing: bool = False) -> dict[str, Any]:
    """The agreement in words; a draft shows what would be signed now, every other version its own body.

    `until_signing`: a draft says of the student no more than whether they are a minor, and until when.
    """
    is_draft = _is_unfrozen(agreement)
    body = body_of(agreement) if is_draft else agreement.body
    return {
        **body,
        "amendment": amendment_of(agreement, body, on),
        "form": Form(body["form"]).label,
        "is_teacher": body["form"] == Form.TEACHER,
        "starts_on": date.fromisoformat(body["starts_on"]),
        "ends_on": date.fromisoformat(body["ends_on"]),
        "student": _student(body, hidden=is_draft and until_signing),
        "days": days_in_words(body["week"]),
        "allowance": _allowance(body.get("allowance")),
        "plan": _plan(body["plan"], on) if "plan" in body else None,
        "schedule": schedule_text(body["schedule"]) if "schedule" in body else None,
    }


def _is_unfrozen(agreement: Agreement) -> bool:
    """A draft, also one that was dropped before it opened for signing, has no body of its own."""
    return agreement.status == AgreementStatus.DRAFT or not agreement.body


def _allowance(paid: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The allowance with its reason in the language of the page."""
    return {**paid, "reason_words": _(paid["reason"])} if paid else None


def _student(body: Mapping[str, Any], *, hidden: bool) -> dict[str, Any]:
    """The name with the birth date, or where that is hidden with the eighteenth birthday when it is still to come."""
    born_on = body["student"].get("born_on")
    if born_on is None or not hidden:
        return {**body["student"], "born_on": born_on and date.fromisoformat(born_on)}
    adult_on = date.fromisoformat(born_on) + relativedelta(years=18)
    minor = adult_on > date.fromisoformat(body["starts_on"])
    return {"name": body["student"]["name"], "is_hidden": True, "minor_until": adult_on if minor else None}


def _plan(plan: Mapping[str, Any], on: date) -> dict[str, Any]:
    lines = [{**line, "place": Place(line["place"]).label, "details": _details(line)} for line in plan["lines"]]
    hours = [
        Line(line["place"], line["work_hours"], line["school_hours"], line["third_hours"]) for line in plan["lines"]
    ]
    return {**plan, "lines": lines, "split": split(hours, plan["general_hours"], norms_on(on))}


def _details(line: Mapping[str, Any]) -> list[str]:
    """What a line says beyond its hours, in short sentences."""
    if "acquired_elsewhere" in line:
        day = day_in_words(line["acquired_elsewhere"])
        return [_("elders geleerd, erkend door de klassenraad op %(day)s") % {"day": day}]
    days = [day_in_words(line[name]) for name in ("starts_on", "ends_on") if name in line]
    texts = [line[name] for name in ("third_place", "activities", "equipment") if name in line]
    return [" – ".join(days), *texts] if days else texts


def page_of(agreement: Agreement, actor: Actor, on: date) -> dict[str, Any]:
    """The context of the agreement's page for an actor; what its rules look at is read beforehand, once."""
    is_draft, actor = _is_unfrozen(agreement), sides_of(agreement.placement, actor)
    prefetch_related_objects([agreement], *READ, *(WRITTEN_FROM if is_draft else ()))
    return {
        **copy_of(agreement, actor, on),
        "mentors": [row for row in agreement.placement.mentors.all() if not row.is_stand_in],
        **versions_of(agreement, actor, on),
        **amending_of(agreement, actor, on),
        **_draft(agreement, actor, on),
        **_waiting(agreement, actor, on),
        **_refused(agreement, actor),
        "next_is_revision": _next_is_revision(agreement, actor, on),
    }


def copy_of(agreement: Agreement, actor: Actor, on: date) -> dict[str, Any]:
    """The copy that each side keeps: the text, who signed, the sealed paper, and the actor's own step."""
    has_slots, actor = agreement.status != AgreementStatus.DRAFT, sides_of(agreement.placement, actor)
    prefetch_related_objects([agreement], *([SLOTS] if has_slots else []))
    return {
        **_text(agreement, actor, on),
        "digest_start": agreement.digest[:12],
        **_document(agreement),
        "slots": _slots(agreement, actor, on) if has_slots else [],
        **outside_of(agreement, actor, on),
        **_signing(agreement, actor, on, unasked=(signature_rules.text_current,)),
        "readers": _readers(agreement, actor, on),
    }


def signing_of(agreement: Agreement, actor: Actor, on: date) -> dict[str, Any]:
    """What one reads before signing by account; here alone it is asked whether the frozen text is still true."""
    actor = sides_of(agreement.placement, actor)
    prefetch_related_objects([agreement], MENTORS, "placement__site__recognitions", *WRITTEN_FROM, SLOTS)
    return {**_text(agreement, actor, on), **_signing(agreement, actor, on)}


def _text(agreement: Agreement, actor: Actor, on: date) -> dict[str, Any]:
    text = text_of(agreement, on, until_signing=actor.has(*COMPANY_ROLES))
    late = in_time(agreement, actor, on) if agreement.status == AgreementStatus.SIGNING else None
    return {"agreement": agreement, "placement": agreement.placement, "text": text, "late": late}


def _document(agreement: Agreement) -> dict[str, bool]:
    """Whether the sealed paper is there, or a worker still makes it; none is made of what binds elsewhere."""
    if agreement.status != AgreementStatus.SEALED or not agreement.is_signed_here:
        return {"has_document": False, "document_comes": False}
    made = document_of(agreement) is not None
    return {"has_document": made, "document_comes": not made and settings.DOCUMENT_SEAL_KEY is not None}


def _readers(agreement: Agreement, actor: Actor, on: date) -> list[dict[str, Any]]:
    """For an adult student: which representatives read on."""
    placement = agreement.placement
    if actor.student_id != placement.student_id or is_minor(placement, on):
        return []
    people = sorted(placement.student.representatives.all(), key=lambda person: person.pk)
    return [{"person": person, "reads": person.pk in placement.lets_read} for person in people]


def _draft(agreement: Agreement, actor: Actor, on: date) -> dict[str, Any]:
    """What coach and HR still do before signing opens, and what they may change later."""
    writes = actor.has(*WRITERS)
    draft = agreement.status == AgreementStatus.DRAFT and agreement.is_awaited
    mine = agreement.hr_checked_at if actor.has(Role.HR) else agreement.coach_checked_at
    check = next((no for rule in rules.OPEN if (no := rule(agreement, actor, on))), None)
    return {
        "may_write": writes and draft,
        "check": Step("check", "", check) if writes and draft and not mine else None,
        "has_plan": hasattr(agreement, "plan") and not actor.has(Role.STUDENT),  # who reads it on this page
        "uncovered": uncovered(agreement.plan.lines.all()) if draft and hasattr(agreement, "plan") else None,
        "may_revise": writes and _is_revisable(agreement),
        "may_move": writes and _may_wait(agreement, actor, on),
        "may_link": agreement.status in (AgreementStatus.SIGNING, AgreementStatus.SEALED)
        and actor.has(Role.COACH, Role.COORDINATOR),
        "warnings": rules.warnings(agreement, actor, on) if agreement.status in LIVE else [],
    }


def _may_wait(agreement: Agreement, actor: Actor, on: date) -> bool:
    """Whether it is signed here, and more time to sign would help."""
    is_open = agreement.status == AgreementStatus.SIGNING and agreement.is_signed_here
    return is_open and in_time(agreement, actor, on) is None


def _next_is_revision(agreement: Agreement, actor: Actor, on: date) -> bool:
    """Whether the school goes on with a next version: somebody refused, or everybody signs too late."""
    is_late = agreement.status == AgreementStatus.SIGNING and in_time(agreement, actor, on) is not None
    is_stuck = is_late or agreement.status == AgreementStatus.REFUSED
    return is_stuck and actor.has(Role.COACH, Role.COORDINATOR) and _is_revisable(agreement)


def _is_revisable(agreement: Agreement) -> bool:
    """Whether the next version takes its place: what is signed or was refused, and before the start what is sealed."""
    fixed = agreement.is_awaited and agreement.status != AgreementStatus.DRAFT
    signed = agreement.status == AgreementStatus.SEALED and agreement.placement.status == PlacementStatus.SIGNED
    return fixed or signed


def _signing(agreement: Agreement, actor: Actor, on: date, *, unasked: Collection[Rule] = ()) -> dict[str, Any]:
    """The actor's own slot with its steps; the rules in `unasked` are asked when the step is taken."""
    own = signature_rules.slot_of(agreement, actor) if agreement.status != AgreementStatus.DRAFT else None
    return {
        "own_party": Party(own.party).label if own else "",
        "sign_step": signatures.offered(own, "sign", actor, on, unasked=unasked) if own else None,
        "asks_tie": own is not None and own.representative_id is not None and tie_of(own) is None,
        "refuse_step": signatures.offered(own, "refuse", actor, on) if own else None,
    }


def _waiting(agreement: Agreement, actor: Actor, on: date) -> dict[str, Any]:
    """Who still has to sign, while it is being signed and may still hold, and whether the actor did."""
    if agreement.status != AgreementStatus.SIGNING or in_time(agreement, actor, on):
        return {"waiting": [], "has_signed": False}
    signed = {slot.user_id for slot in agreement.signatures.all() if slot.status == SignatureStatus.SIGNED}
    names = [_name(slot) for slot in signature_rules.waiting_slots(agreement, on)]
    return {"waiting": names, "has_signed": actor.user_id in signed}


def _refused(agreement: Agreement, actor: Actor) -> dict[str, Any]:
    """Which party does not sign. The reason was written for the coach: school alone reads it, others are called."""
    is_refused = agreement.status == AgreementStatus.REFUSED
    slots = agreement.signatures.all() if is_refused else ()
    refused = [slot for slot in slots if slot.status == SignatureStatus.REFUSED]
    return {
        "is_refused": is_refused,
        "refuser": next((slot.get_party_display() for slot in refused), ""),
        "refusal_reasons": [slot.refusal_reason for slot in refused if slot.refusal_reason],
        "may_read_reasons": actor.has(Role.COACH, Role.COORDINATOR),
    }


def _slots(agreement: Agreement, actor: Actor, on: date) -> list[dict[str, Any]]:
    """Each slot with who signed it and how; the school may let student and parents sign before a witness."""
    rows = sorted(agreement.signatures.all(), key=lambda slot: slot.pk)
    return [{"slot": slot, "name": _name(slot), "witness": _witness(slot, actor, on)} for slot in rows]


def _witness(slot: Signature, actor: Actor, on: date) -> bool:
    asked_there = (signature_rules.another_person, tie_settled, signature_rules.text_current)
    step = signatures.offered(slot, "witness", actor, on, unasked=asked_there)
    return step is not None and step.refusal is None


def _name(slot: Signature) -> str:
    """Who signs here: who signed by name, else the person of the family, the company or the school."""
    placement = slot.agreement.placement
    sides = {Party.COMPANY: placement.company, Party.SCHOOL: placement.school, Party.STUDENT: placement.student}
    return slot.name or str(slot.representative or sides[Party(slot.party)])
