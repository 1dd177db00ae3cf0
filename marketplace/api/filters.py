"""Lists are narrowed by the same FilterSets as the pages."""

from typing import Any

from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request


class PageFilters(DjangoFilterBackend):
    """Gives a FilterSet what it asks beside the query: the actor, or the day."""

    def get_filterset_kwargs(self, request: Request, queryset: Any, view: Any) -> dict[str, Any]:
        """The usual arguments and those of the view."""
        return super().get_filterset_kwargs(request, queryset, view) | view.filter_arguments()
