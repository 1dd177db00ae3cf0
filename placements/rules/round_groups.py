"""The groups by which a round is judged: school, neighbourhood, programme and support; never origin."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.reference.models import Postcode
from placements.models import PlacementRequest, Round
from schools.enums import Need
from schools.models import Home, Programme, School

SCHOOL, NEIGHBOURHOOD, PROGRAMME, SUPPORT = "school", "neighbourhood", "programme", "support"
KINDS = {
    SCHOOL: _("School"),
    NEIGHBOURHOOD: _("Buurt"),
    PROGRAMME: _("Opleiding"),
    SUPPORT: _("Nood aan eenvoudig Nederlands"),
}
# No company may choose by these (domain.md 13: gender, origin, school, postcode); plain Dutch stands nearest to origin.
NOT_TO_CHOOSE_BY = (SCHOOL, NEIGHBOURHOOD, SUPPORT)
WITH, WITHOUT = "with", "without"
SUPPORT_WORDS = {WITH: _("vraagt eenvoudig Nederlands"), WITHOUT: _("vraagt dat niet")}
UNKNOWN = "?"


def groups_of(row: Round, ids: Iterable[int]) -> dict[str, list[str]]:
    """Kind of group -> the label of each of these requests of a round; in as many queries for any number."""
    days = {"school_year": row.school_year, "starts_on__gte": row.starts_on, "ends_on__lte": row.ends_on}
    requests = PlacementRequest.objects.filter(**days)
    columns = ("pk", "school", "programme", "student", "student__needs")
    found = {values[0]: values for values in requests.order_by().values_list(*columns)}
    numbers = list(ids)
    if changed := [pk for pk in numbers if pk not in found]:  # they got other days while the round ran
        found |= {values[0]: values for values in PlacementRequest.objects.filter(pk__in=changed).values_list(*columns)}
    asked = [found[pk] for pk in numbers]
    schools = {school.pk: str(school) for school in School.objects.select_related("organisation")}
    programmes = dict(Programme.objects.values_list("pk", "name"))
    places = _neighbourhoods(requests)
    return {
        SCHOOL: [schools[school] for _pk, school, *_rest in asked],
        NEIGHBOURHOOD: [places.get(student, UNKNOWN) for *_rest, student, _needs in asked],
        PROGRAMME: [programmes[programme] for _pk, _school, programme, *_rest in asked],
        SUPPORT: [WITH if Need.PLAIN_DUTCH in needs else WITHOUT for *_rest, needs in asked],
    }


def _neighbourhoods(requests: QuerySet[PlacementRequest]) -> dict[int, str]:
    """Student -> the district, or else the municipality, of the first home."""
    codes = Postcode.objects.values_list("code", "district", "municipality")
    names = {code: district or municipality for code, district, municipality in codes}
    homes = Home.objects.filter(student__in=requests.order_by().values("student")).order_by("-pk")
    return {student: names.get(code, code) for student, code in homes.values_list("student", "postcode")}
