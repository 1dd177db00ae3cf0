"""For HR: what the payroll office needs of a placement, what it asks the student itself, and the premium."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.workflow import Text
from placements.enums import PAID_FORMS, Form
from placements.models import Agreement, MentorAssignment, Placement
from placements.rules.placement import is_minor
from placements.rules.premium import amount_cents, conditions, has_premium
from placements.rules.schedule import hours_of, schedule_of
from placements.schedule_body import schedule_in
from placements.schedule_words import week_lines
from placements.views.allowance_facts import paid_on
from placements.views.coming_facts import coming_of
from placements.worktime import hours

# Never stored here; the student hands these to HR (domain: data that the platform does not keep).
ASK_OF_PAID: tuple[Text, ...] = (
    _("rijksregisternummer"),
    _("rekeningnummer (IBAN)"),
    _("gezinslasten voor de bedrijfsvoorheffing"),
)
ASK_OF_ALL: tuple[Text, ...] = (_("maten van werkkledij en veiligheidsschoenen"), _("wie je belt in nood"))
BY_SCHOOL: Text = _("door de school, vóór de eerste dag: type STG")
DECLARES: dict[str, Text] = {  # who declares the work beforehand, and as what; elsewhere the school (RSZ, 2020/1)
    Form.OAO: _("door de onderneming, vóór de eerste dag: type ALT"),
    Form.DA: _("door de onderneming, vóór de eerste dag: gewone werknemer"),
}
READ = (
    "student__school_class",
    "programme",
    "site",
    "school__organisation",
    "company__organisation",
    "company__joint_committee",
    "registration",
)
MENTORS = Prefetch("mentors", MentorAssignment.objects.select_related("mentor"))
HOURS = ("schedule__blocks", "schedule__days", "plan__lines")


@require_safe
@require(Role.HR)
def placement_payroll(request: ActorRequest, pk: int) -> HttpResponse:
    """The sheet, made to print."""
    rows = Placement.objects.visible_to(request.actor).select_related(*READ)
    placement = get_object_or_404(rows.prefetch_related(MENTORS, "student__study_proofs"), pk=pk)
    on = timezone.localdate()
    versions = Agreement.objects.filter(placement=placement).standing(on)
    agreement = versions.select_related("schedule", "plan").prefetch_related(*HOURS).first()
    if agreement:
        agreement.placement = placement
    context = {**_payroll(placement, agreement, on), **_premium(placement, agreement, on)}
    coming = coming_of(agreement, on) if agreement else []
    return render(request, "placements/payroll.html", {"placement": placement, "coming": coming, **context})


def _payroll(placement: Placement, agreement: Agreement | None, on: date) -> dict[str, Any]:
    """Form, hours, allowance step and dates."""
    adult_on = placement.student.born_on + relativedelta(years=18)
    paid = placement.form in PAID_FORMS
    return {
        "allowance": paid_on(placement, on),
        "is_paid": paid,
        "minor_until": adult_on if is_minor(placement, on) else None,
        "apprentice_until": date(adult_on.year, 12, 31) if placement.form == Form.OAO else None,
        "declared": DECLARES.get(placement.form, BY_SCHOOL),
        "ask": (*(ASK_OF_PAID if paid else ()), *ASK_OF_ALL),
        **(_hours(agreement) if agreement and schedule_of(agreement) else {}),
    }


def _hours(agreement: Agreement) -> dict[str, Any]:
    week = hours_of(agreement.schedule).average
    average = {"work": hours(week.work), "school": hours(week.school), "whole": hours(week.whole)} if week else None
    return {"average": average, "lines": week_lines(schedule_in(agreement)["schedule"])}


def _premium(placement: Placement, agreement: Agreement | None, on: date) -> dict[str, Any]:
    if not has_premium(placement):
        return {}
    return {"premium": conditions(placement, agreement, on), "premium_cents": amount_cents(placement, on)}
