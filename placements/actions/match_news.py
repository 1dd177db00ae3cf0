"""Tell companies that a round has anonymous matches at their places."""

from collections.abc import Iterable

from django.urls import reverse

from marketplace.actor import Role
from marketplace.notifications.actions import tell_organisations
from placements.models import Capacity, Round


def tell_companies(row: Round, capacities: Iterable[int]) -> None:
    """Tell HR of the companies of these capacities, each once."""
    companies = Capacity.objects.filter(pk__in=set(capacities)).order_by("company").values_list("company", flat=True)
    tell_organisations(companies.distinct(), Role.HR, "match.to_look_at", path=reverse("match-list"), round=row.name)
