"""What published places still lack: a recognition of the site, or mentors for all free seats."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from companies.models import Recognition
from marketplace.reference.models import Figure
from placements.enums import DUAL_FORMS
from placements.models import Capacity
from placements.rules.capacity import needs_label
from placements.rules.match_mentors import mentor_rooms
from schools.models import Programme


def without_recognition(capacities: QuerySet[Capacity]) -> list[tuple[Capacity, Programme]]:
    """Each dual programme on offer, once a site, for which it has no recognition, not even a requested one."""
    known = Recognition.objects.filter(site=OuterRef("capacity__site"), programme_code=OuterRef("programme__code"))
    rows = Capacity.programmes.through.objects.filter(~Exists(known), capacity__in=capacities, programme__is_dual=True)
    rows = rows.select_related("capacity__site", "programme").order_by("capacity", "programme__name")
    first: dict[tuple[int, int], tuple[Capacity, Programme]] = {}
    for row in rows:
        if not DUAL_FORMS.isdisjoint(row.capacity.forms):
            first.setdefault((row.capacity.site_id, row.programme_id), (row.capacity, row.programme))
    return list(first.values())


def short_of_mentors(capacities: Sequence[Capacity], on: date) -> list[Capacity]:
    """Published places with real work that have more free seats than their site has mentors for."""
    figures, rooms = Figure.objects.in_force(on), {}
    for period in {capacity.period for capacity in capacities}:
        sites = {capacity.site_id for capacity in capacities if capacity.period == period}
        rooms[period] = mentor_rooms(sites, period, figures=figures)
    asked = [capacity for capacity in capacities if needs_label(capacity)]
    return [capacity for capacity in asked if rooms[capacity.period][capacity.site_id].seats < capacity.left]
