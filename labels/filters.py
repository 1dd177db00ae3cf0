"""What the public register can be narrowed by."""

from functools import reduce
from operator import and_
from typing import Any

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Recognition
from companies.sectors import Sector
from labels.enums import Level
from labels.models import Label
from labels.models.label import LabelQuerySet
from marketplace.reference.models import Postcode
from schools.models import Programme, SchoolClass

PERSONAL = ("organisation__name", "organisation__enterprise_number")  # of a sole trader
SEARCHED = (
    "organisation__trade_name",
    "organisation__municipality",
    "site__name",
    "site__municipality",
    "site__postcode",
)


MOST_WORDS = 10  # more make a question that no database likes


class RegisterFilter(django_filters.FilterSet):
    """Search by words, level, sector, programme and district."""

    q = django_filters.CharFilter(method="by_words", label=_("Naam, gemeente of nummer"))
    level = django_filters.ChoiceFilter(choices=Level, label=_("Niveau"), empty_label=_("alle niveaus"))
    sector = django_filters.ChoiceFilter(
        choices=Sector, method="by_sector", label=_("Sector"), empty_label=_("alle sectoren")
    )
    programme = django_filters.CharFilter(method="by_programme", label=_("Opleiding"))
    district = django_filters.ChoiceFilter(method="by_district", label=_("District"), empty_label=_("alle districten"))

    class Meta:
        model = Label
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = Postcode.objects.exclude(district="").order_by("district").values_list("district", flat=True).distinct()
        self.filters["district"].extra["choices"] = [(name, name) for name in names]

    def by_words(self, labels: LabelQuerySet, name: str, value: str) -> LabelQuerySet:
        """Every word occurs somewhere; dots in numbers do not matter."""
        words = value.replace(".", "").split() if any(c.isdigit() for c in value) else value.split()
        return labels.filter(reduce(and_, (_anywhere(word) for word in words[:MOST_WORDS]), Q()))

    def by_sector(self, labels: LabelQuerySet, name: str, value: str) -> LabelQuerySet:
        """Companies of a sector."""
        return labels.filter(organisation__in=Company.objects.filter(sector=value).values("organisation"))

    def by_programme(self, labels: LabelQuerySet, name: str, value: str) -> LabelQuerySet:
        """Sites that are recognised today for a programme with these words in its name, and schools that teach it."""
        wanted, on = Programme.objects.filter(name__icontains=value), timezone.localdate()
        sites = Recognition.objects.in_force(on, on).filter(programme_code__in=wanted.values("code")).values("site")
        schools = SchoolClass.objects.filter(programme__in=wanted).values("school")
        return labels.filter(Q(site__in=sites) | Q(site=None, organisation__in=schools))

    def by_district(self, labels: LabelQuerySet, name: str, value: str) -> LabelQuerySet:
        """Sites, and schools, in a district of Antwerp."""
        codes = Postcode.objects.filter(district=value).values("code")
        return labels.filter(Q(site__postcode__in=codes) | Q(site=None, organisation__postcode__in=codes))


def _anywhere(word: str) -> Q:
    found = Q()
    for column in SEARCHED:
        found |= Q(**{f"{column}__icontains": word})
    for column in PERSONAL:
        found |= Q(**{f"{column}__icontains": word}, organisation__trade_name="")
    return found
