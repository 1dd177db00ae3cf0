"""The week schedule of an agreement: its hours, the days that differ, and who is reachable in a holiday."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from placements.actions import schedule as actions
from placements.actions import school_contact
from placements.forms.schedule import DaysForm, SchoolContactForm, WeekForm
from placements.models import Agreement, ScheduleDay, SchoolContact
from placements.rules.agreement import is_draft
from placements.rules.schedule import schedule_of
from placements.rules.side import sides_of
from placements.views import agreement as page
from placements.views.schedule_facts import facts_of, hold_of

READERS = (Role.HR, Role.COACH, Role.COORDINATOR, Role.DIRECTOR, Role.MENTOR, Role.STUDENT)
SCHOOL = (Role.COACH, Role.COORDINATOR)
HOURS = ("schedule__blocks", "schedule__days", "placement__school_contacts")


@require_safe
@require(*READERS)
def schedule_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """The hours of a version, with the forms for those who write it as long as it is a draft."""
    return show(request, one(request, pk))


@require_POST
@require(*page.WRITERS)
def schedule_week(request: ActorRequest, pk: int) -> HttpResponse:
    """Write the weekdays; or ask room for more blocks on a day, which saves nothing and keeps what was typed."""
    agreement = one(request, pk)
    if "more" in request.POST:
        return show(request, agreement, typed=request.POST.dict())
    form = WeekForm(request.POST, schedule=schedule_of(agreement))
    return done(request, agreement, form, actions.save_week, _("De week is bewaard. Kijk de gegevens opnieuw na."))


@require(*READERS)
def placement_hours(request: ActorRequest, pk: int) -> HttpResponse:
    """To the hours of the version in force."""
    rows = Agreement.objects.visible_to(request.actor).filter(placement=pk).standing(timezone.localdate())
    return redirect("schedule-detail", get_object_or_404(rows).pk)


@require_POST
@require(*page.WRITERS)
def schedule_days(request: ActorRequest, pk: int) -> HttpResponse:
    """Let days differ from their weekday."""
    form = DaysForm(request.POST, auto_id="days_%s")
    return done(request, one(request, pk), form, actions.set_days, _("De dagen zijn bewaard."))


@require_POST
@require(*page.WRITERS)
def schedule_day_forget(request: ActorRequest, pk: int) -> HttpResponse:
    """A day is like its weekday again."""
    rows = ScheduleDay.objects.visible_to(request.actor).select_related("schedule__agreement__placement")
    day = get_object_or_404(rows, pk=pk)
    actions.forget_day(day=day, by=request.actor)
    return redirect("schedule-detail", day.schedule.agreement_id)


@require_POST
@require(*SCHOOL)
def school_contact_name(request: ActorRequest, pk: int) -> HttpResponse:
    """Name who can be reached in a holiday."""
    agreement = one(request, pk)
    form = SchoolContactForm(request.POST, auto_id="contact_%s")
    if submit(form, school_contact.name_school_contact, placement=agreement.placement, by=request.actor) is None:
        return show(request, agreement, wrong=form)
    messages.success(request, _("Bewaard: de onderneming en de leerling zien wie ze kunnen bellen."))
    return redirect("schedule-detail", pk)


@require_POST
@require(*SCHOOL)
def school_contact_forget(request: ActorRequest, pk: int) -> HttpResponse:
    """Somebody is no longer reachable."""
    rows = SchoolContact.objects.visible_to(request.actor).select_related("placement")
    contact = get_object_or_404(rows, pk=pk)
    school_contact.forget_school_contact(contact=contact, by=request.actor)
    return redirect("placement-hours", contact.placement_id)


def one(request: ActorRequest, pk: int) -> Agreement:
    """The version with what its hours are held against, or a 404."""
    rows = Agreement.objects.visible_to(request.actor).select_related(*page.RELATED)
    return get_object_or_404(rows.prefetch_related(*HOURS), pk=pk)


def show(
    request: ActorRequest, agreement: Agreement, wrong: Form | None = None, typed: dict[str, Any] | None = None
) -> HttpResponse:
    """The page; with a form that was refused, or a week that is not finished, it keeps what was typed."""
    actor, on = sides_of(agreement.placement, request.actor), timezone.localdate()
    writes = actor.has(*page.WRITERS) and is_draft(agreement, actor, on) is None
    forms: dict[str, Any] = {
        "week_form": WeekForm(schedule=schedule_of(agreement), more=typed is not None, initial=typed)
        if writes
        else None,
        "days_form": DaysForm(auto_id="days_%s") if writes else None,
        "first_own_day": agreement.in_force_on or agreement.placement.starts_on,
        "contact_form": SchoolContactForm(auto_id="contact_%s", initial=_coach(agreement))
        if actor.has(*SCHOOL)
        else None,
    }
    fresh = {name: wrong if wrong and type(form) is type(wrong) else form for name, form in forms.items()}
    context = {"agreement": agreement, "wrong": wrong, **facts_of(agreement), **hold_of(agreement, actor, on), **fresh}
    return render(request, "placements/schedule_detail.html", context, status=409 if wrong else 200)


def done(request: ActorRequest, agreement: Agreement, form: Form, action: Any, told: str) -> HttpResponse:
    """Hand a form to an action: back to the page, or the page with what was typed and why not."""
    if submit(form, action, agreement=agreement, by=request.actor) is None:
        return show(request, agreement, wrong=form)
    messages.success(request, told)
    return redirect("schedule-detail", agreement.pk)


def _coach(agreement: Agreement) -> dict[str, Any]:
    """The coach is proposed."""
    coach, placement = agreement.placement.coach, agreement.placement
    days = {"starts_on": placement.starts_on, "ends_on": placement.ends_on}
    return {"name": coach.name, "phone": coach.phone, **days} if coach else days
