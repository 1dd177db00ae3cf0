"""The public register of labels, and one label with its QR code."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.documents.sticker import page_address, qr_of
from labels.enums import Matter
from labels.filters import RegisterFilter
from labels.models import Credential, Label, Measure
from labels.models.label import LabelQuerySet
from labels.register import AT_A_TIME, COLUMNS, entries, stream
from labels.rules import label as rules
from labels.rules.appeal import ways_of_holder
from labels.rules.assignment import DECIDERS
from labels.rules.measure import BY_OFFICER, FITS
from labels.workflow.label import labels as workflow
from marketplace.accounts.access import ActorRequest, public
from marketplace.actor import Actor
from marketplace.tables import csv_lines
from marketplace.workflow import Step

ON_A_PAGE = 25
PROPOSALS = (
    (Matter.SUSPENSION, _("Stel een schorsing voor")),
    (Matter.REINSTATEMENT, _("Stel het einde van de schorsing voor")),
    (Matter.WITHDRAWAL, _("Stel een intrekking voor")),
)
IN_ONE_ANSWER = 1000
OPEN = {"Access-Control-Allow-Origin": "*"}  # open data: pages elsewhere may read it


@public
def label_register(request: ActorRequest) -> HttpResponse:
    """Search the register."""
    found = _found(request)
    page = Paginator(found.qs, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = list(zip(page.object_list, entries(page.object_list, timezone.localdate()), strict=True))
    return render(request, "labels/register.html", {"filters": found.form, "page": page, "rows": rows})


@public
def label_register_csv(request: ActorRequest) -> StreamingHttpResponse:
    """The same rows as CSV, however many there are."""
    rows = stream(_found(request).qs.iterator(AT_A_TIME), timezone.localdate())
    lines = csv_lines(COLUMNS, (_cells(row) for row in rows))
    disposition = {"Content-Disposition": 'attachment; filename="register.csv"', **OPEN}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=disposition)


@public
def label_register_json(request: ActorRequest) -> HttpResponse:
    """The same rows as JSON, a thousand at a time; `next` is the address of what follows."""
    page = Paginator(_found(request).qs, IN_ONE_ANSWER).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query["page"] = str(page.number + 1)
    following = f"{settings.PUBLIC_URL}{request.path}?{query.urlencode()}" if page.has_next() else None
    rows = entries(page.object_list, timezone.localdate())
    return JsonResponse({"count": page.paginator.count, "next": following, "labels": rows}, headers=OPEN)


@public
def label_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One label: who holds it, what it is worth today, its QR code, and the officer's steps."""
    label = get_object_or_404(_labels(request), pk=pk)
    today = timezone.localdate()
    context = {
        "label": label,
        "valid": Label.objects.valid_on(today).filter(pk=pk).exists(),
        "outside": rules.outside_municipalities(label),
        "steps": _steps(label, request.actor, today),
        "measures": Measure.objects.visible_to(request.actor).filter(label=label).order_by("-number"),
        "proposals": [(matter, words) for matter, words in PROPOSALS if _fits(label, matter, request.actor)],
        "ways": ways_of_holder(label, request.actor, today),
        "url": page_address(label),
        "badge": Credential.objects.current().filter(label=pk).exists(),
        "site": settings.PUBLIC_URL,
    }
    return render(request, "labels/label.html", context)


def _steps(label: Label, actor: Actor, on: date) -> list[Step]:
    """The steps on the label's page; what is for label officers alone is not shown to others."""
    steps = workflow.steps(label, actor, on)
    return [step for step in steps if step.refusal is None or step.refusal.code != BY_OFFICER]


def _fits(label: Label, matter: str, actor: Actor) -> bool:
    return actor.has(*DECIDERS) and label.status in FITS[matter] and not label.measures.open().exists()


@public
def label_qr(request: ActorRequest, pk: int) -> HttpResponse:
    """The address of a label's page as a QR code (SVG)."""
    image = qr_of(get_object_or_404(_labels(request), pk=pk))
    return HttpResponse(image, content_type="image/svg+xml")


def _labels(request: ActorRequest) -> LabelQuerySet:
    return Label.objects.visible_to(request.actor).select_related("organisation", "site", "scheme")


def _found(request: ActorRequest) -> RegisterFilter:
    labels = Label.objects.visible_to(request.actor).in_register(timezone.localdate())
    return RegisterFilter(request.GET, queryset=labels)


def _cells(row: dict[str, Any]) -> list[Any]:
    return ["; ".join(value) if isinstance(value, list) else value for value in row.values()]
