"""Help for who guides young people: tips and trainings of the city, and the certificates of mentors and coaches."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from companies.models import Mentor
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import SCHOOL_STAFF, Actor, Role
from marketplace.web.submit import submit
from placements.actions import guidance as actions
from placements.enums import Audience, TipMoment
from placements.forms.guidance import CertificateForm, MentorCertificateForm, TipForm, TrainingForm
from placements.models import Tip, Training, TrainingCertificate
from schools.models import Coach

HEADS = (Role.COORDINATOR, Role.DIRECTOR)
READERS = (Role.HR, Role.MENTOR, *SCHOOL_STAFF, Role.ADMINISTRATOR)
FLOOR = (Role.HR, Role.MENTOR)


@require_safe
@require(*READERS)
def guidance(request: ActorRequest) -> HttpResponse:
    """The tips by moment, the trainings, and whose certificates one keeps."""
    actor, on = request.actor, timezone.localdate()
    tips = Tip.objects.visible_to(actor).shown_on(on).filter(audience__in=_audiences(actor)).order_by("pk")
    trainings = Training.objects.visible_to(actor).shown_on(on).filter(audience__in=_audiences(actor))
    by_moment = {moment: [tip for tip in tips if tip.moment == moment] for moment in TipMoment}
    context = {
        "moments": [(moment.label, rows) for moment, rows in by_moment.items() if rows],
        "trainings": trainings.order_by("begins_on", "title", "pk"),
        "may_write": actor.has(Role.ADMINISTRATOR),
        "mentors": Mentor.objects.visible_to(actor).present_on(on) if actor.has(Role.HR) else (),
        "coaches": Coach.objects.visible_to(actor).filter(is_active=True).order_by("name") if actor.has(*HEADS) else (),
    }
    return render(request, "placements/guidance.html", context)


def _audiences(actor: Actor) -> set[str]:
    """Mentors and HR read one half, schools the other; the city reads all."""
    found = {Audience.BOTH.value}
    city = actor.has(Role.ADMINISTRATOR)
    found |= {Audience.MENTOR.value} if city or actor.has(*FLOOR) else set()
    return found | ({Audience.COACH.value} if city or actor.has(*SCHOOL_STAFF) else set())


@require(Role.ADMINISTRATOR)
def tip_add(request: ActorRequest) -> HttpResponse:
    form = TipForm(request.POST or None, initial={"from_on": timezone.localdate()})
    return _form_page(request, form, actions.keep_tip, _("Nieuwe tip"), _("Toon deze tip"))


@require(Role.ADMINISTRATOR)
def tip_change(request: ActorRequest, pk: int) -> HttpResponse:
    tip = get_object_or_404(Tip.objects.visible_to(request.actor), pk=pk)
    form = TipForm(request.POST or None, instance=tip)
    return _form_page(request, form, actions.keep_tip, tip.title, _("Bewaar de tip"), tip=tip)


@require(Role.ADMINISTRATOR)
def training_add(request: ActorRequest) -> HttpResponse:
    form = TrainingForm(request.POST or None, initial={"from_on": timezone.localdate()})
    return _form_page(request, form, actions.keep_training, _("Nieuwe opleiding"), _("Toon deze opleiding"))


@require(Role.ADMINISTRATOR)
def training_change(request: ActorRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Training.objects.visible_to(request.actor), pk=pk)
    form = TrainingForm(request.POST or None, instance=row)
    return _form_page(request, form, actions.keep_training, row.title, _("Bewaar de opleiding"), training=row)


def _form_page(request: ActorRequest, form: Any, action: Any, title: str, verb: str, **about: Any) -> HttpResponse:
    if request.POST and submit(form, action, by=request.actor, **about):
        messages.success(request, _("Bewaard."))
        return redirect("guidance")
    return render(request, "placements/guidance_form.html", {"form": form, "title": title, "submit": verb})


@require(Role.HR)
def mentor_certificates(request: ActorRequest, pk: int) -> HttpResponse:
    """The certificates of a mentor that HR saw."""
    mentor = get_object_or_404(Mentor.objects.visible_to(request.actor), pk=pk)
    form = MentorCertificateForm(request.POST or None, initial={"seen_on": timezone.localdate()})
    return _certificates(request, form, actions.note_mentor_certificate, mentor=mentor)


@require(*HEADS)
def coach_certificates(request: ActorRequest, pk: int) -> HttpResponse:
    """The certificates of a coach that the school saw."""
    coach = get_object_or_404(Coach.objects.visible_to(request.actor), pk=pk)
    form = CertificateForm(request.POST or None, initial={"seen_on": timezone.localdate()})
    return _certificates(request, form, actions.note_coach_certificate, coach=coach)


def _certificates(request: ActorRequest, form: Any, action: Any, **holder: Any) -> HttpResponse:
    if request.POST and submit(form, action, by=request.actor, **holder):
        messages.success(request, _("Het getuigschrift is genoteerd."))
        return redirect(request.path)
    rows = TrainingCertificate.objects.visible_to(request.actor).filter(**holder).order_by("-dated_on", "pk")
    (person,) = holder.values()
    return render(request, "placements/certificates.html", {"form": form, "person": person, "rows": rows})
