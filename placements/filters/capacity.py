"""What HR's own list of places can be narrowed by."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from companies.models import Site
from marketplace.actor import Actor
from placements.enums import CapacityStatus
from placements.models import Capacity

FULL = "full"


class CapacityFilter(django_filters.FilterSet):
    """By state (full is a state for people, not a status) and site."""

    status = django_filters.ChoiceFilter(
        choices=[*CapacityStatus.choices, (FULL, _("volzet"))],
        method="by_status",
        label=_("Toestand"),
        empty_label=_("alles"),
    )
    site = django_filters.ModelChoiceFilter(queryset=Site.objects.none(), label=_("Vestiging"), empty_label=_("alle"))

    class Meta:
        model = Capacity
        fields: Sequence[str] = ()

    def __init__(self, *arguments: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.filters["site"].queryset = Site.objects.of(actor).order_by("name")

    def by_status(self, rows: Any, name: str, status: str) -> Any:
        if status == FULL:
            return rows.filter(status=CapacityStatus.PUBLISHED, taken__gte=F("places"))
        return rows.filter(status=status)
