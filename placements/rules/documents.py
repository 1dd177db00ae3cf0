"""Which documents a placement asks for its form, and which of them are there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dateutil.relativedelta import relativedelta
from django.db.models import Value, prefetch_related_objects

from companies.models import Recognition
from marketplace.actor import SYSTEM
from marketplace.commitments.models import Commitment, TextKind
from marketplace.reference.models import Figure
from placements.enums import CheckItem, Document, Form, Party, PlacementStatus, Strength
from placements.models import Activity, Agreement, FormDocument, MentorAssignment, Placement, StartCheck
from placements.rules import agreement as agreement_rules

AFTER_SIGNING = (PlacementStatus.SIGNED, PlacementStatus.RUNNING, PlacementStatus.ENDED, PlacementStatus.ENDED_EARLY)


@dataclass(frozen=True)
class Paper:
    """One document that the form asks, and whether it is there."""

    asked: FormDocument
    is_there: bool

    @property
    def is_hard(self) -> bool:
        """Whether nobody starts without it."""
        return self.asked.strength == Strength.BLOCKS


@dataclass(frozen=True)
class File:
    """What the papers of one placement are judged by, on a day."""

    placement: Placement
    agreement: Agreement | None
    mentors: list[MentorAssignment]
    on: date

    @cached_property
    def held(self) -> set[tuple[str, int]]:
        """The site where it is recognised on every day (R05), and who signed the ethics code; asked at once."""
        place = self.placement
        both, days = (place.company_id, place.school_id), (place.starts_on, place.ends_on)
        code = Commitment.objects.in_force(TextKind.ETHICS_CODE, self.on).filter(organisation__in=both)
        sites = Recognition.objects.in_force(*days).filter(site=place.site_id, programme_code=place.programme.code)
        signed = code.values_list(Value("code"), "organisation")
        return set(signed.union(sites.values_list(Value("recognition"), "site")))


def papers_of(placement: Placement, on: date) -> list[Paper]:
    """What the form asks on a day, in its order; what is only advised is in it too."""
    prefetch_related_objects([placement], "checks")
    agreement = Agreement.objects.filter(placement=placement).standing(on).select_related("plan").first()
    mains = placement.mentors.filter(seat__isnull=False).select_related("mentor")
    file = File(placement, agreement, list(mains), on)
    return [Paper(row, _is_there(row, file)) for row in FormDocument.objects.holding(placement.form, on)]


def _is_there(row: FormDocument, file: File) -> bool:
    if row.document in CheckItem.values:
        checks = (check for check in file.placement.checks.all() if check.item == row.document)
        return any(check_is_done(check, file.placement, file.on) for check in checks)
    return KNOWN[Document(row.document)](file)


def check_is_done(check: StartCheck, placement: Placement, on: date) -> bool:
    """Whether an item is ticked and, for a risk analysis, recent (R14)."""
    if check.item == CheckItem.RISK_ANALYSIS:
        return _recent(check, placement, on)
    return check.done_on is not None


def _recent(check: StartCheck, placement: Placement, on: date) -> bool:
    """Whether the risk analysis is at most a year old on the first day."""
    months = relativedelta(months=int(Figure.objects.value("risk_analysis_months", on)))
    return (
        check.done_on is not None
        and check.document_on is not None
        and check.document_on + months >= placement.starts_on
    )


def lapsed(placement: Placement, on: date) -> list[tuple[FormDocument, list[str]]]:
    """What a form asks before the start, what the platform knows is not there, and the names of who does it."""
    asked = FormDocument.objects.holding(placement.form, on)
    hard = [row for row in asked if row.strength == Strength.BLOCKS and row.document in LAPSES]
    file = File(placement, None, [row for row in placement.mentors.all() if row.seat is not None], on)
    return [(row, _owners(row, file)) for row in hard if not KNOWN[Document(row.document)](file)]


def _owners(row: FormDocument, file: File) -> list[str]:
    """Of the ethics code the organisations that did not sign it; else the side that the form names."""
    company, school = file.placement.company.organisation, file.placement.school.organisation
    if row.document == Document.ETHICS_CODE:
        return [str(side) for side in (company, school) if ("code", side.pk) not in file.held]
    return [str({Party.COMPANY: company, Party.SCHOOL: school}.get(Party(row.owner), file.placement.student))]


def _signed(file: File) -> bool:
    return file.placement.status in AFTER_SIGNING


def _planned(file: File) -> bool:
    if file.placement.form == Form.TEACHER:
        return file.agreement is not None and Activity.objects.filter(plan__agreement=file.agreement).exists()
    return file.agreement is not None and agreement_rules.has_content(file.agreement, SYSTEM, file.on) is None


def _recognised(file: File) -> bool:
    return ("recognition", file.placement.site_id) in file.held


def _extract_seen(file: File) -> bool:
    return bool(file.mentors) and all(row.mentor.extract_seen_on for row in file.mentors)


def _trained(file: File) -> bool:
    return bool(file.mentors) and all(row.mentor.trained_on for row in file.mentors)


def _code_signed(file: File) -> bool:
    return {("code", file.placement.company_id), ("code", file.placement.school_id)} <= file.held


def _registered(file: File) -> bool:
    return hasattr(file.placement, "registration")


KNOWN: dict[Document, Callable[[File], bool]] = {
    Document.ARRANGEMENT: _signed,
    Document.AGREEMENT: _signed,
    Document.PLAN: _planned,
    Document.RECOGNITION: _recognised,
    Document.MENTOR_EXTRACT: _extract_seen,
    Document.MENTOR_TRAINING: _trained,
    Document.ETHICS_CODE: _code_signed,
    Document.REGISTRATION: _registered,
}
LAPSES = (
    Document.RECOGNITION,
    Document.MENTOR_EXTRACT,
    Document.MENTOR_TRAINING,
    Document.ETHICS_CODE,
    Document.REGISTRATION,
)
