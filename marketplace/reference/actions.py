"""Find the point of an address: in the table of addresses asked before, at the geocoder, or by its postcode."""

from datetime import timedelta
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone

from marketplace.geo import Kind, Point, geocode, make_geocoder
from marketplace.reference.models import LocatedAddress, Postcode

ASK_AGAIN_AFTER = timedelta(days=30)  # an address that was not found may be new


class Located(NamedTuple):
    """Where an address is: on the address itself, on its postcode, or (without a point) nowhere yet."""

    point: Point | None
    is_exact: bool


def locate_at_once(*, street: str, postcode: str, municipality: str) -> Located:
    """What is known without asking anybody: an address asked before, else the point of the postcode."""
    known = LocatedAddress.objects.filter(address=_address(street, postcode, municipality)).first()
    if known and known.lat is not None and known.lon is not None:
        return Located(Point(known.lat, known.lon), True)
    return Located(Postcode.objects.point(postcode), False)


def locate(*, street: str, postcode: str, municipality: str) -> Located:
    """As `locate_at_once`, but asks the configured geocoder first for an address that it was not asked lately.

    Raises GeocoderAway when the geocoder is down: a job tries again later.
    """
    address = _address(street, postcode, municipality)
    if has_geocoder() and not _asked_lately(address):
        _ask(address)
    return locate_at_once(street=street, postcode=postcode, municipality=municipality)


def has_geocoder() -> bool:
    """Whether this installation has a geocoder."""
    return settings.GEOCODER != "none"


def _address(street: str, postcode: str, municipality: str) -> str:
    return " ".join(f"{street}, {postcode} {municipality}, België".split())[:300]


def _asked_lately(address: str) -> bool:
    asked = LocatedAddress.objects.filter(address=address).first()
    return asked is not None and (asked.lat is not None or asked.asked_at > timezone.now() - ASK_AGAIN_AFTER)


def _ask(address: str) -> None:
    point = geocode(address, _geocoder(settings.GEOCODER, settings.GEOCODER_URL))
    lat, lon = point or (None, None)
    LocatedAddress.objects.update_or_create(
        address=address, defaults={"lat": lat, "lon": lon, "asked_at": timezone.now()}
    )


@cache
def _geocoder(kind: Kind, url: str) -> Any:
    return make_geocoder(kind, url)
