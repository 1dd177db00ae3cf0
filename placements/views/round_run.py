"""The runs of a round: how long one still takes, and the arrays that prove it."""

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from placements.actions.round_files import arrays_path
from placements.models import Round, RoundRun

REFRESH_SECONDS = 5
FEW_SECONDS, A_MINUTE = 10, 60


@require_safe
@require(Role.ADMINISTRATOR)
def round_arrays(request: ActorRequest, pk: int, number: int) -> HttpResponseBase:
    """The arrays of one run, which name nobody; a 404 that says so when the file is gone."""
    row = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    run = get_object_or_404(row.runs.exclude(arrays=""), number=number)
    try:
        file = arrays_path(run.arrays).open("rb")
    except FileNotFoundError:
        return render(request, "placements/round_arrays_gone.html", {"row": row, "run": run}, status=404)
    return FileResponse(file, as_attachment=True, filename=run.arrays)


def stored_runs(row: Round) -> list[RoundRun]:
    """The runs that something came of, the last one first; only the city gets their arrays."""
    return list(row.runs.exclude(arrays="").order_by("-number"))


def time_left(row: Round) -> str:
    """How long the present phase still takes, at its own speed; empty when nothing can be said of it."""
    if row.phase_started_at is None or not 0 < row.steps_done < row.steps_total:
        return ""
    passed = (timezone.now() - row.phase_started_at).total_seconds()
    return _in_words(passed * (row.steps_total - row.steps_done) / row.steps_done)


def _in_words(seconds: float) -> str:
    if seconds < FEW_SECONDS:
        return _("Deze stap duurt nog enkele seconden.")
    if seconds < A_MINUTE:
        return _("Deze stap duurt nog ongeveer %(count)s seconden.") % {"count": 10 * round(seconds / 10)}
    minutes = round(seconds / A_MINUTE)
    words = ngettext(
        "Deze stap duurt nog ongeveer %(count)s minuut.", "Deze stap duurt nog ongeveer %(count)s minuten.", minutes
    )
    return words % {"count": minutes}
