"""The page of a coach or a mentor: own students, and what is due."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from placements.views.own_students_facts import own_students

PAGE = 25


@require_safe
@require(Role.COACH, Role.MENTOR)
def own_student_list(request: ActorRequest) -> HttpResponse:
    """The student with the nearest last day first."""
    on = timezone.localdate()
    page = Paginator(own_students(request.actor, on), PAGE).get_page(request.GET.get("page"))
    is_coach = request.actor.has(Role.COACH)
    return render(request, "placements/own_students.html", {"page": page, "on": on, "is_coach": is_coach})
