"""What a coordinator's list of requests can be narrowed by."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from placements.enums import Form, RequestStatus
from placements.models import PlacementRequest
from schools.models import Programme, SchoolClass

MOST_WORDS = 10


class RequestFilter(django_filters.FilterSet):
    """By state, form, programme, class and name."""

    name = django_filters.CharFilter(method="by_name", label=_("Naam van de leerling"))
    status = django_filters.ChoiceFilter(choices=RequestStatus, label=_("Toestand"), empty_label=_("alles"))
    form = django_filters.ChoiceFilter(choices=Form, label=_("Vorm"), empty_label=_("alle vormen"))
    programme = django_filters.ModelChoiceFilter(
        queryset=Programme.objects.none(), label=_("Opleiding"), empty_label=_("alle opleidingen")
    )
    school_class = django_filters.ModelChoiceFilter(
        field_name="student__school_class",
        queryset=SchoolClass.objects.none(),
        label=_("Klas"),
        empty_label=_("alle klassen"),
    )

    class Meta:
        model = PlacementRequest
        fields: Sequence[str] = ()

    def __init__(self, *arguments: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*arguments, **options)
        asked = PlacementRequest.objects.visible_to(actor).values("programme")
        self.filters["programme"].queryset = Programme.objects.filter(pk__in=asked).order_by("name")
        classes = SchoolClass.objects.visible_to(actor).order_by("-school_year", "name")
        self.filters["school_class"].queryset = classes

    def by_name(self, rows: Any, name: str, words: str) -> Any:
        """Every word occurs in the first or the last name."""
        for word in words.split()[:MOST_WORDS]:
            rows = rows.filter(Q(student__first_name__icontains=word) | Q(student__last_name__icontains=word))
        return rows
