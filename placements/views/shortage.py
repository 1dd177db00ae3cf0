"""Where places are short after a round, for the city: whom to call, and what it would bring."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Actor, Role
from marketplace.tables import write_csv
from placements.models import Round, ShortageReport
from placements.rules.shortage import by_area, by_programme, calls_of, shortages, worths_of

PAGE = 25
SHOWN = 30  # rows of a table on the page; the file has them all
READERS = (Role.ADMINISTRATOR, Role.LABEL_OFFICER)


@require(*READERS)
def shortage_list(request: ActorRequest) -> HttpResponse:
    """The reports of all rounds, the newest first."""
    rows = ShortageReport.objects.visible_to(request.actor).select_related("round").order_by("-made_at", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "placements/shortage_list.html", {"page": page})


@require(*READERS)
def shortage_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One report: the companies to call, what is short by programme and area, and what more would bring where."""
    row = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    report = ShortageReport.objects.visible_to(request.actor).filter(round=row).first()
    context: dict[str, Any] = {"row": row, "report": report}
    if report:
        short = shortages(report)
        context |= {
            "without": report.students - report.placed,
            "could": report.most_placed - report.placed,
            "changed": report.input_digest != row.input_digest,
            "calls": calls_of(report, request.actor),
            "programmes": by_programme(short),
            "areas": by_area(short),
            "short": [cell for cell in short if cell.without][:SHOWN],
            "worths": worths_of(report, request.actor, SHOWN),
        }
    return render(request, "placements/shortage_detail.html", context)


@require(*READERS)
def shortage_csv(request: ActorRequest, pk: int, part: str) -> HttpResponse:
    """The companies to call, or what is short by programme and area, as CSV."""
    row = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    if part not in PARTS:
        raise Http404
    reports = ShortageReport.objects.visible_to(request.actor).filter(round=row)
    header, rows = PARTS[part](reports, request.actor)
    disposition = {"Content-Disposition": f'attachment; filename="tekorten-{row.pk}-{part}.csv"'}
    return HttpResponse(write_csv(header, rows), content_type="text/csv; charset=utf-8", headers=disposition)


Table = tuple[Sequence[str], list[Sequence[Any]]]


def _calls(reports: Iterable[ShortageReport], actor: Actor) -> Table:
    header = (_("onderneming"), _("vestiging"), _("contactpersoon"), _("telefoon"), _("vraag"), _("brengt op"))
    calls = [call for report in reports for call in calls_of(report, actor)]
    return header, [
        (call.site.company, call.site, call.site.contact_name, call.site.contact_phone, call.ask, call.brings)
        for call in calls
    ]


def _areas(reports: Iterable[ShortageReport], actor: Actor) -> Table:
    header = (_("opleiding"), _("gebied"), _("leerlingen"), _("zonder plaats"), _("plaatsen"))
    cells = [cell for report in reports for cell in shortages(report)]
    return header, [(cell.programme, cell.area, cell.students, cell.without, cell.seats) for cell in cells]


PARTS: dict[str, Callable[[Iterable[ShortageReport], Actor], Table]] = {"calls": _calls, "areas": _areas}
