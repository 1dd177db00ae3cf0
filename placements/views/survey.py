"""The page of a mailed survey, and what a company reads of all answers together."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from companies.models import Site
from labels.enums import FactKey
from labels.models import Fact
from marketplace.accounts.access import ActorRequest, public, require
from marketplace.actor import ANONYMOUS, Role
from marketplace.audit.actions import record_refused
from marketplace.reference.models import Figure
from marketplace.web.submit import submit
from marketplace.workflow import Refused
from placements.actions import survey as actions
from placements.forms.survey import SurveyForm
from placements.rules.survey import answered

KEYS = (FactKey.TALKS, FactKey.EVALUATIONS, FactKey.SURVEY)
NOTHING = {"mean": None, "answers": None}


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_answer(request: ActorRequest, token: str) -> HttpResponse:
    """Three questions; reading the page changes nothing, the button answers."""
    try:
        survey = actions.open_survey(token=token)
    except Refused as refused:
        record_refused(refused.code, subject=refused.subject, by=ANONYMOUS)
        return render(request, "placements/link_refused.html", {"refusal": refused.refusal}, status=404)
    form = SurveyForm(request.POST or None, party=survey.party)
    if request.method == "POST" and submit(form, actions.answer, token=token):
        return redirect("survey-answer", token)
    least = int(Figure.objects.value("survey_least_answers", timezone.localdate()))
    refusal = answered(actions.ticket_of(survey))
    return render(
        request, "placements/survey.html", {"survey": survey, "form": form, "refusal": refusal, "least": least}
    )


@require_safe
@require(Role.HR)
def survey_results(request: ActorRequest) -> HttpResponse:
    """Per own site what students, mentors and coaches say together, or that it is not measured yet."""
    today = timezone.localdate()
    facts = Fact.objects.visible_to(request.actor).known_on(request.actor.organisation_id or 0, today)
    known = {(fact.site_id, fact.key): fact.value for fact in facts.filter(key__in=KEYS, site__isnull=False)}
    sites = Site.objects.of(request.actor).filter(is_active=True).order_by("name")
    rows = [(site, [known.get((site.pk, key)) or NOTHING for key in KEYS]) for site in sites]
    least = int(Figure.objects.value("survey_least_answers", today))
    return render(request, "placements/survey_results.html", {"rows": rows, "least": least})
