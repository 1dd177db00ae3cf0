"""The exact content of an agreement that is signed, and its digest; contact details are not in it."""

import hashlib
import json
from typing import Any

from django.db.models import prefetch_related_objects

from companies.models import Company
from placements.enums import DUAL_FORMS, PAID_FORMS, WORK_FORMS, Form
from placements.models import Agreement, Placement, PlanLine, TrainingPlan
from placements.placement_allowance import allowance_on
from placements.schedule_body import schedule_in
from schools.models import School

ARRANGEMENT = (
    "De leerling bezoekt de werkplek of kijkt er mee, en werkt niet. De onderneming zorgt voor onthaal en veiligheid; "
    "de school zorgt voor toezicht en verzekering. Er is geen loon en geen vergoeding."
)
TEACHER_ARRANGEMENT = (
    "De leraar leert bij de onderneming en werkt er niet voor loon: de school betaalt de leraar verder. De onderneming "
    "zorgt voor onthaal en veiligheid; de school zorgt voor verzekering en voor de lessen van de leraar."
)


def body_of(agreement: Agreement) -> dict[str, Any]:
    """Everything that the parties sign, as plain JSON values; days are ISO texts, hours are whole numbers a year.

    An amendment restates the whole agreement, and names the text that it amends by its digest.
    """
    placement = agreement.placement_then
    return {
        "version": agreement.version,
        **_amends(agreement),
        "form": placement.form,
        "is_paid": placement.form in PAID_FORMS,
        **_allowance(placement),
        "company": _company(placement.company),
        "school": _school(placement.school),
        "student": _student(placement),
        "workplace": _workplace(placement),
        "programme": {"code": placement.programme.code, "name": placement.programme.name},
        "starts_on": placement.starts_on.isoformat(),
        "ends_on": placement.ends_on.isoformat(),
        "week": placement.week,
        **_content(agreement),
        **schedule_in(agreement),
    }


def body_now(agreement: Agreement) -> dict[str, Any]:
    """What would be signed now, as far as the signed text says something of it: a later release adds nothing to it."""
    return {name: said for name, said in body_of(agreement).items() if name in agreement.body}


def digest_of(body: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of a body: keys sorted, no spaces, UTF-8."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _amends(agreement: Agreement) -> dict[str, Any]:
    before, day = agreement.before, agreement.in_force_on
    if before is None or day is None:
        return {}
    return {"amends": {"version": before.version, "digest": before.digest, "in_force_on": day.isoformat()}}


def _allowance(placement: Placement) -> dict[str, Any]:
    """What an OAO pays a month on the first day; later amounts follow the law and the student's own progress."""
    paid = allowance_on(placement, placement.starts_on)
    if paid is None:
        return {}
    return {"allowance": {"step": paid.step.number, "reason": paid.step.reason, "month_cents": paid.month_cents}}


def _company(company: Company) -> dict[str, str]:
    organisation = company.organisation
    address = f"{organisation.street}, {organisation.postcode} {organisation.municipality}".strip(" ,")
    return {"name": organisation.name, "enterprise_number": organisation.enterprise_number or "", "address": address}


def _school(school: School) -> dict[str, str]:
    return {"name": school.organisation.name, "institution_number": school.institution_number}


def _student(placement: Placement) -> dict[str, str]:
    """A contract of work names the birth date; a visit or watching needs none."""
    student = placement.student
    born_on = {"born_on": student.born_on.isoformat()} if placement.form in WORK_FORMS else {}
    return {"name": str(student)} | born_on


def _workplace(placement: Placement) -> dict[str, str]:
    site = placement.site
    return {
        "name": site.name,
        "address": f"{site.street}, {site.postcode} {site.municipality}",
        "establishment_number": site.establishment_number or "",
    }


def _content(agreement: Agreement) -> dict[str, Any]:
    """The training plan, the activities, or the arrangement: what the form asks for."""
    plan = getattr(agreement, "plan", None)
    if plan is None:
        return {"arrangement": ARRANGEMENT}
    if agreement.placement.form in DUAL_FORMS:
        return {"plan": _plan(plan)}
    arrangement = {"arrangement": TEACHER_ARRANGEMENT} if agreement.placement.form == Form.TEACHER else {}
    return {**arrangement, "activities": _activities(plan), "half_days": plan.half_days}


def _plan(plan: TrainingPlan) -> dict[str, Any]:
    prefetch_related_objects([plan], "lines__competence", "lines__prior_learning")
    lines = sorted(plan.lines.all(), key=lambda line: (line.competence.number, line.pk))
    return {
        "general_hours": plan.general_hours,
        "weeks": plan.weeks,
        "lines": [
            {
                "code": line.competence.code,
                "text": line.competence.text_nl,
                "place": line.place,
                "work_hours": line.work_hours,
                "school_hours": line.school_hours,
                "third_hours": line.third_hours,
                **_details(line),
            }
            for line in lines
        ],
    }


def _details(line: PlanLine) -> dict[str, str]:
    """What was agreed beyond the hours; a line of which nothing more was agreed has no such keys."""
    if line.prior_learning:
        return {"acquired_elsewhere": f"{line.prior_learning.council_on:%Y-%m-%d}"}
    days = {name: day.isoformat() for name in ("starts_on", "ends_on") if (day := getattr(line, name))}
    return days | {name: text for name in ("third_place", "activities", "equipment") if (text := getattr(line, name))}


def _activities(plan: TrainingPlan) -> list[str]:
    return list(plan.activities.order_by("pk").values_list("text", flat=True))
