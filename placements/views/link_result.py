"""What a student without an account sees of how it goes: own scores, what was reached, and the files to take along."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.access import ActorRequest, public
from marketplace.web.submit import submit
from placements.actions.certificate import certificate_of, take_certificate
from placements.actions.evaluation import competences_of, score_competences
from placements.actions.link import actor_of
from placements.enums import Party
from placements.forms.follow_up import ScoresForm
from placements.models import Evaluation, PersonalLink, ReachedCompetence
from placements.rules.evaluation import may_score
from placements.views.document import pdf_of
from placements.views.link import with_code
from placements.views.portfolio import europass_file, portfolio_file
from schools.models import Student


@public
@never_cache
@require_safe
@with_code
def link_result(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """The evaluations of this placement, and everything that the student reached until now."""
    student, on = _student(link), timezone.localdate()
    rows = list(link.placement.evaluations.order_by("planned_on"))
    context = {
        "token": token,
        "evaluations": [(row, may_score(row, on) is None) for row in rows],
        "reached": ReachedCompetence.objects.filter(student=student).select_related("competence").order_by("pk"),
        "has_certificate": certificate_of(student) is not None,
        "told": "told" in request.GET,
    }
    return render(request, "placements/link_result.html", context)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_code
def link_evaluation(request: ActorRequest, token: str, link: PersonalLink, pk: int) -> HttpResponse:
    """The student's own scores of one moment, until the talk was held."""
    _student(link)
    row = get_object_or_404(
        Evaluation.objects.select_related("placement__offer__request"), pk=pk, placement=link.placement
    )
    given = {score.competence_id: score for score in row.scores.filter(party=Party.STUDENT)}
    form = ScoresForm(request.POST or None, competences=competences_of(row.placement), given=given)
    if request.POST and submit(form, score_competences, evaluation=row, by=actor_of(link)) is not None:
        return redirect(reverse("link-result", args=[token]) + "?told=1")
    context = {"token": token, "row": row, "form": form, "refusal": may_score(row, timezone.localdate())}
    return render(request, "placements/link_evaluation.html", context, status=409 if request.POST else 200)


@public
@never_cache
@require_safe
@with_code
def link_certificate(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponseBase:
    """The sealed competence certificate."""
    return pdf_of(take_certificate(_student(link)), "bereikte-competenties")


@public
@never_cache
@require_safe
@with_code
def link_portfolio(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """The badges of what was reached, for a talent portfolio."""
    return portfolio_file(_student(link), actor_of(link))


@public
@never_cache
@require_safe
@with_code
def link_europass(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """The same in the shape that Europass reads."""
    return europass_file(_student(link), actor_of(link))


def _student(link: PersonalLink) -> Student:
    """The one whose link it is; a 404 for a representative, because what is reached is the student's own."""
    if link.student is None:
        raise Http404
    return link.student
