"""What the public search for a place can be narrowed by; distance is reckoned after a first cut by a box of degrees."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from labels.enums import Level
from labels.models import Label
from marketplace.geo import Point, bounding_box, distances_km
from marketplace.reference.models import Postcode
from marketplace.web.fields import DayInput, PostcodeField
from placements.enums import Form, Transport
from placements.models import Capacity

up_to = lazy(lambda km: gettext("tot %(km)s km") % {"km": km}, str)  # said when shown: `%` would say it at import
DISTANCES = [(km, up_to(km)) for km in (5, 10, 15, 25, 50)]
USUAL_KM = 15


class PlaceForm(forms.Form):
    """Tells of a postcode that we do not know."""

    point: Point | None = None

    def clean_postcode(self) -> str:
        """The four digits; the point that stands for them is kept beside."""
        if not (code := self.cleaned_data["postcode"]):
            return ""
        known = Postcode.objects.filter(pk=code).first()
        if known is None:
            raise forms.ValidationError(_("Deze postcode kennen we niet."))
        self.point = Point(known.lat, known.lon)
        return code


class PostcodeFilter(django_filters.Filter):
    field_class = PostcodeField


class PlaceFilter(django_filters.FilterSet):
    """Search for a place; the distance is cut and sorted by `near`."""

    programme = django_filters.CharFilter(method="by_programme", label=_("Opleiding"))
    form = django_filters.ChoiceFilter(choices=Form, method="by_form", label=_("Vorm"), empty_label=_("alle vormen"))
    postcode = PostcodeFilter(method="by_box", label=_("Postcode"))
    distance_km = django_filters.ChoiceFilter(
        choices=DISTANCES, method="as_it_is", label=_("Afstand"), empty_label=_("tot 15 km")
    )
    starts_on = django_filters.DateFilter(lookup_expr="lte", label=_("Open op of vóór"), widget=DayInput)
    ends_on = django_filters.DateFilter(lookup_expr="gte", label=_("Minstens tot"), widget=DayInput)
    transport = django_filters.ChoiceFilter(
        choices=Transport, method="by_transport", label=_("Bereikbaar met"), empty_label=_("maakt niet uit")
    )
    level = django_filters.ChoiceFilter(choices=Level, method="by_level", label=_("Label"), empty_label=_("elk label"))

    class Meta:
        model = Capacity
        fields: Sequence[str] = ()
        form = PlaceForm

    def __init__(self, *arguments: Any, on: date, **options: Any) -> None:
        self.on = on
        super().__init__(*arguments, **options)

    @property
    def radius_km(self) -> int:
        return int(self.form.cleaned_data.get("distance_km") or USUAL_KM)

    def by_programme(self, rows: Any, name: str, words: str) -> Any:
        offered = Capacity.programmes.through.objects.filter(programme__name__icontains=words)
        return rows.filter(pk__in=offered.values("capacity"))

    def by_form(self, rows: Any, name: str, value: str) -> Any:
        return rows.with_forms([value])

    def by_transport(self, rows: Any, name: str, way: str) -> Any:
        return rows.reached_by([way])

    def by_level(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(site__in=Label.objects.valid_on(self.on).filter(level=value).values("site"))

    def by_box(self, rows: Any, name: str, value: str) -> Any:
        """A first cut on the indexed columns; `near` measures what is left."""
        box = bounding_box(self.form.point, self.radius_km)
        return rows.filter(
            site__lat__range=(box.south, box.north),
            site__lon__range=(box.west, box.east),
        )

    def as_it_is(self, rows: Any, name: str, value: Any) -> Any:
        """The distance works with the postcode alone."""
        return rows


class Near(NamedTuple):
    """Keys of places in the order of the list, and their distance where a postcode was given."""

    ids: list[int]
    km: dict[int, float]


def near(rows: QuerySet[Capacity], point: Point | None, radius_km: int) -> Near:
    """The places within the radius, nearest first; without a point all of them by municipality and site."""
    if point is None:
        return Near(list(rows.order_by("site__municipality", "site__name", "pk").values_list("pk", flat=True)), {})
    found = list(rows.values_list("pk", "site__lat", "site__lon"))
    if not found:
        return Near([], {})
    ids, lats, lons = zip(*found, strict=True)
    measured = sorted(zip(distances_km(point.lat, point.lon, lats, lons).tolist(), ids, strict=True))
    km = {pk: distance for distance, pk in measured if distance <= radius_km}
    return Near(list(km), km)
