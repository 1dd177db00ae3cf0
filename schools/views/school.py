"""The pages of a school about itself: sites, days off, coaches and classes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.period import school_year_of
from marketplace.web.submit import submit
from schools.actions import coach as coach_actions
from schools.actions import school as school_actions
from schools.actions import school_class as class_actions
from schools.forms.school import (
    AbsencesForm,
    CoachChangeForm,
    CoachForm,
    DayOffForm,
    SchoolClassForm,
    SchoolPhoneForm,
    SchoolSiteForm,
)
from schools.models import Coach, DayOff, Programme, School, SchoolClass, SchoolSite

MANAGERS = (Role.COORDINATOR, Role.DIRECTOR)
STAFF = (*MANAGERS, Role.COACH)


@require(*STAFF)
def school_own(request: ActorRequest) -> HttpResponse:
    """Everything that a school keeps about itself."""
    actor, on = request.actor, timezone.localdate()
    school = get_object_or_404(School.objects.visible_to(actor).select_related("organisation"))
    classes = SchoolClass.objects.visible_to(actor).filter(school_year__gte=school_year_of(on))
    context = {
        "school": school,
        "sites": SchoolSite.objects.visible_to(actor).order_by("name"),
        "days_off": DayOff.objects.visible_to(actor).filter(ends_on__gte=on).order_by("starts_on"),
        "coaches": Coach.objects.visible_to(actor).order_by("-is_active", "name"),
        "classes": classes.select_related("programme").with_student_count().order_by("school_year", "name"),
        "programmes": Programme.objects.filter(pk__in=classes.values("programme")).order_by("name"),
        "may_change": actor.has(*MANAGERS),
    }
    return render(request, "schools/school_own.html", context)


def _form_page(request: ActorRequest, form: Any, action: Any, title: str, verb: str, **about: Any) -> HttpResponse:
    """Show a form of the school page, and hand a good one to the action."""
    if request.POST and submit(form, action, by=request.actor, **about):
        return redirect("school-own")
    return render(request, "schools/form.html", {"form": form, "title": title, "submit": verb})


@require(*MANAGERS)
def school_absences(request: ActorRequest) -> HttpResponse:
    """Whether absences at the workplace are noted here."""
    school = get_object_or_404(School.objects.visible_to(request.actor).select_related("organisation"))
    form, title = AbsencesForm(request.POST or None, instance=school), _("Afwezigheden op de werkplek")
    return _form_page(request, form, school_actions.keep_absences, title, _("Bewaar de keuze"), school=school)


@require(*MANAGERS)
def school_phone(request: ActorRequest) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.actor).select_related("organisation"))
    form = SchoolPhoneForm(request.POST or None, instance=school)
    action, title = school_actions.change_school_phone, _("Telefoon van de school")
    return _form_page(request, form, action, title, _("Bewaar het nummer"), school=school)


@require(*MANAGERS)
def school_site_add(request: ActorRequest) -> HttpResponse:
    form = SchoolSiteForm(request.POST or None)
    return _form_page(request, form, school_actions.add_school_site, _("Nieuwe vestiging"), _("Voeg de vestiging toe"))


@require(*MANAGERS)
def school_site_change(request: ActorRequest, pk: int) -> HttpResponse:
    site = get_object_or_404(SchoolSite.objects.visible_to(request.actor), pk=pk)
    form = SchoolSiteForm(request.POST or None, instance=site)
    action = school_actions.change_school_site
    return _form_page(request, form, action, _("Vestiging"), _("Bewaar de vestiging"), site=site)


@require(*MANAGERS)
def day_off_add(request: ActorRequest) -> HttpResponse:
    form = DayOffForm(request.POST or None)
    return _form_page(request, form, school_actions.add_day_off, _("Vrije dagen"), _("Voeg de vrije dagen toe"))


@require(*MANAGERS)
@require_POST
def day_off_remove(request: ActorRequest, pk: int) -> HttpResponse:
    day_off = get_object_or_404(DayOff.objects.visible_to(request.actor), pk=pk)
    school_actions.remove_day_off(day_off=day_off, by=request.actor)
    return redirect("school-own")


@require(*MANAGERS)
def coach_add(request: ActorRequest) -> HttpResponse:
    form = CoachForm(request.POST or None)
    title = _("Nieuwe trajectbegeleider")
    return _form_page(request, form, coach_actions.add_coach, title, _("Voeg de begeleider toe"))


@require(*MANAGERS)
def coach_change(request: ActorRequest, pk: int) -> HttpResponse:
    coach = get_object_or_404(Coach.objects.visible_to(request.actor), pk=pk)
    form = CoachChangeForm(request.POST or None, instance=coach)
    return _form_page(request, form, coach_actions.change_coach, coach.name, _("Bewaar de begeleider"), coach=coach)


@require(*MANAGERS)
@require_POST
def coach_invite(request: ActorRequest, pk: int) -> HttpResponse:
    coach = get_object_or_404(Coach.objects.visible_to(request.actor), pk=pk)
    coach_actions.invite_coach(coach=coach, by=request.actor)
    messages.success(request, _("%(name)s krijgt een mail met een link naar een account.") % {"name": coach.name})
    return redirect("school-own")


@require(*STAFF)
def school_class_list(request: ActorRequest) -> HttpResponse:
    """The classes of this school year and the next."""
    rows = SchoolClass.objects.visible_to(request.actor).filter(school_year__gte=school_year_of(timezone.localdate()))
    classes = rows.select_related("programme").with_student_count().order_by("school_year", "name")
    context = {"classes": classes, "may_change": request.actor.has(*MANAGERS)}
    return render(request, "schools/school_class_list.html", context)


@require(*MANAGERS)
def school_class_add(request: ActorRequest) -> HttpResponse:
    on = timezone.localdate()
    initial = {"school_year": school_year_of(on)}
    form = SchoolClassForm(request.POST or None, actor=request.actor, on=on, initial=initial)
    return _form_page(request, form, class_actions.add_class, _("Nieuwe klas"), _("Voeg de klas toe"))


@require(*MANAGERS)
def school_class_change(request: ActorRequest, pk: int) -> HttpResponse:
    school_class = get_object_or_404(SchoolClass.objects.visible_to(request.actor), pk=pk)
    form = SchoolClassForm(request.POST or None, instance=school_class, actor=request.actor, on=timezone.localdate())
    title = _("Klas %(name)s") % {"name": school_class.name}
    return _form_page(request, form, class_actions.change_class, title, _("Bewaar de klas"), school_class=school_class)
