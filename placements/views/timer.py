"""The list of what has a last day: one's own students and placements, or for the city how much is late where."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import CITY_ROLES, Role
from placements.actions.timer import path_of
from placements.enums import TimerKind
from placements.models import Timer

PAGE = 25
READERS = (Role.HR, Role.COACH, Role.COORDINATOR, Role.DIRECTOR, Role.ADMINISTRATOR)


@require_safe
@require(*READERS)
def timer_list(request: ActorRequest) -> HttpResponse:
    """The nearest last day first; the city reads no names."""
    if request.actor.has(*CITY_ROLES):
        return render(request, "placements/timer_city.html", {"rows": _late()})
    rows = (
        Timer.objects.visible_to(request.actor).running().select_related("student__programme", "company__organisation")
    )
    page = Paginator(rows.order_by("due_on", "pk"), PAGE).get_page(request.GET.get("page"))
    on = timezone.localdate()
    shown = [(timer, path_of(timer), (timer.due_on - on).days) for timer in page]
    return render(request, "placements/timer_list.html", {"page": page, "shown": shown})


def _late() -> list[dict[str, Any]]:
    """By school and kind how many timers have passed their last day."""
    late = Timer.objects.running().filter(due_on__lt=timezone.localdate())
    rows = late.values("school__organisation__name", "kind").annotate(count=Count("pk"))
    return [
        {"school": row["school__organisation__name"], "kind": TimerKind(row["kind"]).label, "count": row["count"]}
        for row in rows.order_by("school__organisation__name", "kind")
    ]
