"""A student without an account tells about the week by personal link."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.access import ActorRequest, public
from marketplace.web.submit import submit
from placements.actions.evaluation import competences_of
from placements.actions.follow_up import write_week_note
from placements.actions.link import actor_of
from placements.forms.follow_up import WeekNoteForm
from placements.models import PersonalLink
from placements.rules.follow_up import newest_day, weeks_open
from placements.views.link import with_code


@public
@never_cache
@require_http_methods(["GET", "POST"])
@with_code
def link_week(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """One line and one tap a competence; a representative has no week to tell."""
    if link.student_id is None:
        return redirect("link-detail", token)
    on = timezone.localdate()
    form = WeekNoteForm(request.POST or None, learnt=competences_of(link.placement), day=newest_day(link.placement, on))
    if request.POST and submit(form, write_week_note, placement=link.placement, by=actor_of(link)):
        return redirect(f"{request.path}?told=1")
    notes = link.placement.week_notes.order_by("-monday_on")
    may_write = weeks_open(link.placement, on)
    context = {"token": token, "form": form, "notes": notes, "told": "told" in request.GET, "may_write": may_write}
    return render(request, "placements/link_week.html", context, status=409 if request.POST else 200)
