"""Find a place: public, the list first and the map beside it; no contact person and no mentor is shown."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from labels.enums import Level
from labels.models import Label
from marketplace.accounts.access import public
from placements.enums import Form, Transport
from placements.filters.place import PlaceFilter, near
from placements.models import Capacity
from placements.week import days_in_words

PAGE = 25


@public
def place_list(request: HttpRequest) -> HttpResponse:
    """Places with seats left, from companies with the code signed and, for real work, a valid label."""
    on = timezone.localdate()
    search = PlaceFilter(request.GET, Capacity.objects.offered_on(on), on=on)
    rows = search.qs if search.form.is_valid() else Capacity.objects.none()
    found = near(rows, search.form.point, search.radius_km if search.form.is_valid() else 0)
    page = Paginator(found.ids, PAGE).get_page(request.GET.get("page"))
    places = _shown(list(page.object_list), on, found.km)
    for number, place in enumerate(places, start=page.start_index()):
        place["number"] = number
    context = {"filters": search.form, "page": page, "places": places, "points": _points(places)}
    return render(request, "placements/places.html", context)


@public
def place_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One place; a place that is not offered today is not found."""
    on = timezone.localdate()
    get_object_or_404(Capacity.objects.offered_on(on), pk=pk)
    return render(request, "placements/places_one.html", {"place": _shown([pk], on, {})[0]})


def _shown(ids: list[int], on: Any, km: dict[int, float]) -> list[dict[str, Any]]:
    """What the public reads of these places, in this order; three queries however many they are."""
    rows = Capacity.objects.filter(pk__in=ids).select_related("site", "company__organisation")
    by_id = {row.pk: row for row in rows.prefetch_related("programmes")}
    sites = {row.site_id for row in by_id.values()}
    levels = dict(Label.objects.valid_on(on).filter(site__in=sites).values_list("site", "level"))
    return [_place(by_id[pk], levels, km.get(pk)) for pk in ids]


def _place(row: Capacity, levels: dict[int, str], km: float | None) -> dict[str, Any]:
    level = levels.get(row.site_id)
    return {
        "capacity": row,
        "site": row.site,
        "company": row.company.organisation.name,
        "programmes": list(row.programmes.all()),
        "forms": [Form(form).label for form in row.forms],
        "days": days_in_words(row.week),
        "left": row.left,
        "level": Level(level) if level else None,
        "not_audited": level == Level.PROVISIONAL,
        "transport": [Transport(way).label for way in row.transport],
        "km": km,
        "url": reverse("place-detail", args=[row.pk]),
    }


def _points(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The markers of the map: the same numbers as in the list."""
    return [
        {
            "number": place["number"],
            "name": f"{place['company']}, {place['site'].name}",
            "lat": place["site"].lat,
            "lon": place["site"].lon,
            "url": place["url"],
        }
        for place in places
        if place["site"].lat is not None
    ]
