"""The activity list of a site for one programme of its places."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from placements.actions.site_competence import save_activity_list
from placements.forms.plan_line import ActivityListForm
from placements.models import Capacity, SiteCompetence
from schools.models import Competence


@require(Role.HR)
def capacity_activities(request: ActorRequest, pk: int, programme_pk: int) -> HttpResponse:
    """Say for each competence what a student does here; every plan drafted later starts from it."""
    capacity = get_object_or_404(Capacity.objects.of(request.actor).select_related("site"), pk=pk)
    programme = get_object_or_404(capacity.programmes, pk=programme_pk)
    competences = list(Competence.objects.filter(programme=programme).order_by("number"))
    rows = SiteCompetence.objects.visible_to(request.actor).filter(site=capacity.site_id, competence__in=competences)
    form = ActivityListForm(
        request.POST or None, competences=competences, said={row.competence_id: row for row in rows}
    )
    facts = {"site": capacity.site, "programme": programme, "by": request.actor}
    if request.POST and submit(form, save_activity_list, **facts) is not None:
        messages.success(request, _("De lijst is bewaard. Nieuwe opleidingsplannen beginnen ermee."))
        return redirect("capacity-detail", pk)
    context = {"capacity": capacity, "programme": programme, "form": form}
    return render(request, "placements/capacity_activities.html", context, status=409 if request.POST else 200)
