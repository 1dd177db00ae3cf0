"""What a company may know of a student before its yes (GDPR article 5; R33); everything else stays at the school."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from companies.models import Site
from marketplace.actor import Actor, Role
from marketplace.geo import Point, distance_km
from marketplace.workflow import Text
from placements.enums import OfferKind, OfferStatus
from placements.models import Offer, PlacementRequest
from placements.rules.side import sides_of
from schools.enums import Language
from schools.models import Student

BANDS: tuple[tuple[float, Text], ...] = (
    (5, _("minder dan 5 km van de vestiging")),
    (10, _("5 tot 10 km van de vestiging")),
    (20, _("10 tot 20 km van de vestiging")),
    (float("inf"), _("meer dan 20 km van de vestiging")),
)


@dataclass(frozen=True)
class Need:
    """The anonymous need: no name, gender, birth date, school, address or results."""

    programme: str
    grade: str
    form: str
    starts_on: date
    ends_on: date
    weekdays: Sequence[int]
    competences: Sequence[str]
    languages: Sequence[Text]
    region: Text
    is_minor: bool


def need_of(offer: Offer) -> Need:
    """The anonymous need of an offer; of the student's languages only those that the company asks for."""
    asked, student = offer.request, offer.request.student
    return Need(
        programme=asked.programme.name,
        grade=asked.programme.get_grade_display(),
        form=asked.get_form_display(),
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
        weekdays=asked.weekdays,
        competences=[competence.text for competence in asked.competences.order_by("number")],
        languages=[Language(code).label for code in offer.capacity.languages if code in student.languages],
        region=region_of(asked, offer.capacity.site),
        is_minor=student.is_minor_on(asked.starts_on),
    )


def region_of(asked: PlacementRequest, site: Site) -> Text:
    """How far the nearest home is from the site, as a band of distances."""
    homes = [Point(home.lat, home.lon) for home in asked.student.homes.all() if home.lat and home.lon]
    if not (site.lat and site.lon and homes):
        return _("nog niet bekend")
    nearest = min(distance_km(Point(site.lat, site.lon), home) for home in homes)
    return next(words for most, words in BANDS if nearest < most)


def disclosed_student(offer: Offer, by: Actor) -> Student | None:
    """The student for the school, and for a company that said yes or had agreed by telephone; else nobody."""
    if not sides_of(offer, by).has(Role.HR) or offer.kind == OfferKind.AGREED or offer.status == OfferStatus.ACCEPTED:
        return offer.request.student
    return None
