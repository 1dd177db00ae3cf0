"""HR names and ends a stand-in of a mentor."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from companies.models import Mentor
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from placements.actions.mentor import end_stand_in_mentor, name_stand_in_mentor, take_over
from placements.forms.placement import MentorForm, StandInForm, TakeOverForm
from placements.models import MentorAssignment
from placements.views import placement as page


@require_POST
@require(Role.HR)
def mentor_take_over(request: ActorRequest, pk: int) -> HttpResponse:
    """Another mentor takes over from a day on."""
    return page.done(request, pk, _form(request, pk, TakeOverForm, "take_over_%s"), take_over)


@require_POST
@require(Role.HR)
def stand_in_name(request: ActorRequest, pk: int) -> HttpResponse:
    """Name a stand-in with dates."""
    return page.done(request, pk, _form(request, pk, StandInForm, "stand_in_%s"), name_stand_in_mentor)


def _form(request: ActorRequest, pk: int, shape: type[MentorForm], ids: str) -> MentorForm:
    mentors = Mentor.objects.choosable(page.one(request, pk).site_id, timezone.localdate())
    return shape(request.POST, mentors=mentors, auto_id=ids)


@require_POST
@require(Role.HR)
def stand_in_end(request: ActorRequest, pk: int) -> HttpResponse:
    """A stand-in is no longer needed."""
    rows = MentorAssignment.objects.visible_to(request.actor).select_related("placement")
    assignment = get_object_or_404(rows, pk=pk)
    end_stand_in_mentor(assignment=assignment, by=request.actor)
    messages.success(request, _("De vervanging is gestopt."))
    return redirect("placement-detail", assignment.placement_id)
