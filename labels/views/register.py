"""The public register of labels, and one label with its QR code."""

from io import BytesIO

import segno
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from labels.filters import RegisterFilter
from labels.models import Label
from labels.models.label import LabelQuerySet
from labels.register import COLUMNS, entries
from labels.rules import label as rules
from labels.workflow.label import labels as workflow
from marketplace.accounts.access import ActorRequest, public
from marketplace.tables import write_csv

ON_A_PAGE = 25


@public
def label_register(request: ActorRequest) -> HttpResponse:
    """Search the register."""
    found = _found(request)
    page = Paginator(found.qs, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = list(zip(page.object_list, entries(page.object_list), strict=True))
    return render(request, "labels/register.html", {"filters": found.form, "page": page, "rows": rows})


@public
def label_register_csv(request: ActorRequest) -> HttpResponse:
    """The same rows as CSV."""
    text = write_csv(COLUMNS, (list(entry.values()) for entry in entries(_found(request).qs)))
    disposition = {"Content-Disposition": 'attachment; filename="register.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=disposition)


@public
def label_register_json(request: ActorRequest) -> HttpResponse:
    """The same rows as JSON."""
    rows = entries(_found(request).qs)
    return JsonResponse({"count": len(rows), "labels": rows})


@public
def label_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One label: who holds it, what it is worth today, its QR code, and the officer's steps."""
    label = get_object_or_404(_labels(request), pk=pk)
    today = timezone.localdate()
    context = {
        "label": label,
        "valid": Label.objects.valid_on(today).filter(pk=pk).exists(),
        "outside": rules.outside_municipalities(label),
        "steps": workflow.steps(label, request.actor, today),
        "url": _url(label),
    }
    return render(request, "labels/label.html", context)


@public
def label_qr(request: ActorRequest, pk: int) -> HttpResponse:
    """The address of a label's page as a QR code (SVG)."""
    image = BytesIO()
    segno.make(_url(get_object_or_404(_labels(request), pk=pk)), error="m").save(image, kind="svg", scale=6, border=4)
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")


def _labels(request: ActorRequest) -> LabelQuerySet:
    return Label.objects.visible_to(request.actor).select_related("organisation", "site", "scheme")


def _found(request: ActorRequest) -> RegisterFilter:
    labels = Label.objects.visible_to(request.actor).in_register(timezone.localdate())
    return RegisterFilter(request.GET, queryset=labels)


def _url(label: Label) -> str:
    return settings.PUBLIC_URL + reverse("label-detail", args=[label.pk])
