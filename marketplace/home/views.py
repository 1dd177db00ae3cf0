"""The public home, each role's home, and the health of the service."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone

from marketplace.accounts.access import ActorRequest, public, require
from marketplace.accounts.models import JoinRequest
from marketplace.actor import CITY_ROLES, Actor, Role
from marketplace.audit.checkpoint import checkpoint
from marketplace.jobs.models import Job, JobState
from marketplace.reference.data import missing_figures
from marketplace.web.panels import coming_for, panels_for, steps_for, tallies_for, waiting_for


@public
def home(request: ActorRequest) -> HttpResponse:
    """What the label is, and where to begin."""
    return render(request, "home/home.html")


@public
def accessibility(request: ActorRequest) -> HttpResponse:
    """The accessibility statement that the Bestuursdecreet asks of a local government."""
    return render(request, "home/accessibility.html", {"address": settings.PUBLIC_URL})


@public
def privacy(request: ActorRequest) -> HttpResponse:
    """What is kept of whom, why, how long, and whom to ask."""
    return render(request, "home/privacy.html")


@require()
def dashboard(request: ActorRequest) -> HttpResponse:
    """What waits for this person, then what comes soon, then the numbers."""
    on = timezone.localdate()
    waiting = waiting_for(request.actor, on)
    context = {
        "today": on,
        "roles": [Role(role).label for role in sorted(request.actor.roles)],
        "asked": _asked(request.actor),
        "waiting": waiting,
        "waiting_count": sum(item.count for item in waiting),
        "coming": coming_for(request.actor, on),
        "tallies": tallies_for(request.actor, on),
        "steps": steps_for(request.actor),
        "panels": panels_for(request.actor, on),
    }
    return render(request, "home/dashboard.html", context)


def _asked(actor: Actor) -> list[JoinRequest]:
    """Which organisations somebody without a role asked to let them in."""
    rows = JoinRequest.objects.asked_by(actor.user_id).select_related("organisation")
    return [] if actor.roles else list(rows)


@public
def icon(request: ActorRequest) -> HttpResponse:
    """The icon of the house, for what names none: beside a PDF a browser asks this address."""
    return redirect(static("web/icon.svg"))


@public
def transparency(request: ActorRequest) -> HttpResponse:
    """The signed head of the audit chain, for whoever wants to keep it."""
    return JsonResponse(checkpoint())


@public
def live(request: ActorRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"live": True})


@public
def ready(request: ActorRequest) -> HttpResponse:
    """The database answers and has every figure; city staff also see the backlog and the age in seconds of its oldest.

    503 with the codes of the figures that are missing, as after an upgrade without `load_reference`.
    """
    if missing := missing_figures():
        return JsonResponse({"ready": False, "missing_figures": sorted(missing)}, status=503)
    backlog = Job.objects.exclude(state=JobState.DONE).order_by("created_at")
    oldest, told = backlog.first(), {"ready": True}
    if not request.actor.has(*CITY_ROLES):
        return JsonResponse(told)
    age = (timezone.now() - oldest.created_at).total_seconds() if oldest else 0
    return JsonResponse(told | {"backlog": backlog.count(), "oldest_seconds": round(age)})
