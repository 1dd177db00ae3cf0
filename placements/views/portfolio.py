"""The files of what a student reached: for a talent portfolio, and on paper."""

from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Actor, Role
from placements.actions.certificate import take_certificate
from placements.actions.portfolio import europass_of, portfolio_of
from placements.views.document import pdf_of
from schools.actions.student import read_file
from schools.models import Student


@never_cache
@require_safe
@require(Role.STUDENT, Role.COACH, Role.COORDINATOR, Role.DIRECTOR)
def student_portfolio(request: ActorRequest, pk: int) -> HttpResponse:
    """The student takes along what was reached, also after a placement that stopped."""
    student = get_object_or_404(Student.objects.visible_to(request.actor), pk=pk)
    read_file(student=student, by=request.actor)
    return portfolio_file(student, request.actor)


@never_cache
@require_safe
@require(Role.STUDENT, Role.COACH, Role.COORDINATOR, Role.DIRECTOR)
def student_certificate(request: ActorRequest, pk: int) -> HttpResponseBase:
    """The same on paper, sealed."""
    student = get_object_or_404(Student.objects.visible_to(request.actor), pk=pk)
    read_file(student=student, by=request.actor)
    return pdf_of(take_certificate(student), "bereikte-competenties")


@never_cache
@require_safe
@require(Role.STUDENT, Role.COACH, Role.COORDINATOR, Role.DIRECTOR)
def student_europass(request: ActorRequest, pk: int) -> HttpResponse:
    """The same in the shape that Europass reads."""
    student = get_object_or_404(Student.objects.visible_to(request.actor), pk=pk)
    read_file(student=student, by=request.actor)
    return europass_file(student, request.actor)


def portfolio_file(student: Student, by: Actor) -> HttpResponse:
    """The badges as a file to keep."""
    headers = {"Content-Disposition": 'attachment; filename="talentportfolio.json"'}
    return JsonResponse(portfolio_of(student=student, by=by), headers=headers)


def europass_file(student: Student, by: Actor) -> HttpResponse:
    """The file of the European Learning Model to keep."""
    headers = {"Content-Disposition": 'attachment; filename="europass.json"'}
    return JsonResponse(europass_of(student=student, by=by), headers=headers)
