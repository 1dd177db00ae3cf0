"""What everybody may know of a campaign: its promise, its draw, and the file to replay it."""

from inspect import getsource

from django.db.models import Count
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from labels import sampling
from labels.campaign_file import published
from labels.enums import SpotCheckStatus
from labels.models import Campaign, SpotCheck
from labels.views.register import OPEN
from marketplace.accounts.access import ActorRequest, public


@require_safe
@public
def campaign_public_list(request: ActorRequest) -> HttpResponse:
    """The campaigns that were announced, the newest first."""
    rows = Campaign.objects.announced().order_by("-announced_at", "-pk")
    return render(request, "labels/campaigns_public.html", {"rows": rows})


@require_safe
@public
def campaign_public(request: ActorRequest, pk: int) -> HttpResponse:
    """One campaign without any name: seed, digests, counts, and how to replay it."""
    campaign = get_object_or_404(Campaign.objects.announced(), pk=pk)
    context = {"campaign": campaign, "holders": campaign.entries.count(), "results": _results(campaign)}
    return render(request, "labels/campaign_public.html", context)


@require_safe
@public
def campaign_population(request: ActorRequest, pk: int) -> JsonResponse:
    """The population by code, as `python -m labels.sampling replay` reads it."""
    campaign = get_object_or_404(Campaign.objects.announced(), pk=pk)
    disposition = {"Content-Disposition": f'attachment; filename="campaign-{pk}.json"', **OPEN}
    return JsonResponse(published(campaign), headers=disposition)


@require_safe
@public
def campaign_program(request: ActorRequest) -> HttpResponse:
    """The program that replays a draw: one file that needs nothing but Python."""
    disposition = {"Content-Disposition": 'attachment; filename="sampling.py"', **OPEN}
    return HttpResponse(getsource(sampling), content_type="text/x-python; charset=utf-8", headers=disposition)


def _results(campaign: Campaign) -> list[tuple[str, int]]:
    """The words and the number of each outcome of a closed campaign."""
    if not campaign.results_digest:
        return []
    rows = SpotCheck.objects.filter(entry__campaign=campaign).exclude(status=SpotCheckStatus.LISTED)
    counted = rows.values_list("status").annotate(number=Count("pk")).order_by("status")
    return [(str(SpotCheckStatus(status).label), number) for status, number in counted]
