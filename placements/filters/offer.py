"""What the lists of offers and placements can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from placements.enums import OfferStatus, PlacementStatus
from placements.models import Offer, Placement


class OfferFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=OfferStatus.choices, label=_("Toestand"), empty_label=_("alle"))

    class Meta:
        model = Offer
        fields = ["status"]


class PlacementFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=PlacementStatus.choices, label=_("Toestand"), empty_label=_("alle"))

    class Meta:
        model = Placement
        fields = ["status"]
