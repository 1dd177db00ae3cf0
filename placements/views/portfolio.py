"""The file of what a student reached, for a talent portfolio."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from placements.actions.portfolio import portfolio_of
from schools.actions.student import read_file
from schools.models import Student


@never_cache
@require_safe
@require(Role.STUDENT, Role.COACH, Role.COORDINATOR, Role.DIRECTOR)
def student_portfolio(request: ActorRequest, pk: int) -> HttpResponse:
    """The student takes along what was reached, also after a placement that stopped."""
    student = get_object_or_404(Student.objects.visible_to(request.actor), pk=pk)
    read_file(student=student, by=request.actor)
    headers = {"Content-Disposition": 'attachment; filename="talentportfolio.json"'}
    return JsonResponse(portfolio_of(student=student, by=request.actor), headers=headers)
