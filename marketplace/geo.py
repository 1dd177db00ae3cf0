"""Points, distances and geocoding; the only file that imports geopy, without database, cache or settings."""

import math
from functools import partial
from typing import Any, Literal, NamedTuple
from urllib.parse import urlencode, urlsplit

import numpy as np
from geopy.adapters import URLLibAdapter
from geopy.distance import EARTH_RADIUS, great_circle
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders import Nominatim, Photon
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from numpy.typing import ArrayLike, NDArray

USER_AGENT = "ik-werk-mee"
BIKE_KM_AN_HOUR = 15
DETOUR = 1.3  # streets are about a third longer than the straight line

Kind = Literal["nominatim", "photon", "flanders", "none"]
PUBLIC_HOSTS = {
    "nominatim": "https://nominatim.openstreetmap.org",
    "photon": "https://photon.komoot.io",
    "flanders": "https://geo.api.vlaanderen.be/geolocation",
}


class Point(NamedTuple):
    """A place on earth in degrees, WGS84."""

    lat: float
    lon: float


class Box(NamedTuple):
    """The smallest rectangle of degrees around a circle, for a first cut in a query."""

    south: float
    west: float
    north: float
    east: float


class GeocoderAway(Exception):  # noqa: N818 -- an answer to retry on
    """The geocoder is down, too slow, or asks to slow down; try again later, `retry_after` seconds when it said so."""

    def __init__(self, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


def distance_km(a: Point, b: Point) -> float:
    """Return the great-circle distance in kilometres."""
    return float(great_circle(a, b).km)


def distances_km(lat: ArrayLike, lon: ArrayLike, lats: ArrayLike, lons: ArrayLike) -> NDArray[np.float64]:
    """Return great-circle distances in kilometres from one or many points to many; arguments broadcast as in numpy."""
    here_lat, here_lon, there_lat, there_lon = (np.radians(value, dtype=float) for value in (lat, lon, lats, lons))
    half_lat, half_lon = (there_lat - here_lat) / 2, (there_lon - here_lon) / 2
    chord = np.sin(half_lat) ** 2 + np.cos(here_lat) * np.cos(there_lat) * np.sin(half_lon) ** 2
    return np.asarray(2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(chord, 0, 1))))


def bounding_box(point: Point, radius_km: float) -> Box:
    """Return the box that holds every point within the radius; all longitudes when a pole is in reach."""
    angle = radius_km / EARTH_RADIUS
    height = math.degrees(angle)
    south, north = point.lat - height, point.lat + height
    if south <= -90 or north >= 90:
        return Box(max(south, -90), -180, min(north, 90), 180)
    width = math.degrees(math.asin(math.sin(angle) / math.cos(math.radians(point.lat))))
    return Box(south, point.lon - width, north, point.lon + width)


def bike_minutes(km: float) -> int:
    """Return a rough travel time by bike for a distance in a straight line, rounded up to five minutes."""
    return 5 * math.ceil(km * DETOUR / BIKE_KM_AN_HOUR * 60 / 5)


class Flanders(Geocoder):
    """The geolocation service of the Flemish government (Digitaal Vlaanderen), version 4."""

    def __init__(self, *, domain: str, **options: Any) -> None:
        super().__init__(**options)
        self.api = f"{self.scheme}://{domain}/v4/Location"

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """Return one Location or None, or a list when exactly_one is false."""
        url = f"{self.api}?{urlencode({'q': query, 'c': 1 if exactly_one else 5})}"
        return self._call_geocoder(url, partial(self._locations, exactly_one=exactly_one), timeout=timeout)

    def _locations(self, answer: dict[str, Any], exactly_one: bool) -> Any:
        found = [self._location(row) for row in answer.get("LocationResult") or []]
        if exactly_one:
            return found[0] if found else None
        return found

    def _location(self, row: dict[str, Any]) -> Location:
        place = row["Location"]
        return Location(row["FormattedAddress"], (place["Lat_WGS84"], place["Lon_WGS84"]), row)


GEOCODERS: dict[str, type[Geocoder]] = {"nominatim": Nominatim, "photon": Photon, "flanders": Flanders}


def make_geocoder(kind: Kind, url: str = "", timeout: float = 3) -> Geocoder | None:
    """Return the geocoder of this kind at that address (the public one when empty), or None for `none`.

    `timeout` in seconds. Raises ValueError with one sentence for an unknown kind or an address that is no web address.
    """
    if kind == "none":
        return None
    if kind not in GEOCODERS:
        raise ValueError(f"The geocoder must be nominatim, photon, flanders or none, not {kind}.")
    address = urlsplit(url or PUBLIC_HOSTS[kind])
    if address.scheme not in ("http", "https") or not address.netloc:
        raise ValueError("The address of the geocoder must start with http:// or https:// and name a host.")
    return GEOCODERS[kind](
        scheme=address.scheme,
        domain=(address.netloc + address.path).rstrip("/"),
        timeout=timeout,
        user_agent=USER_AGENT,
        adapter_factory=URLLibAdapter,  # geopy's other adapter sleeps and tries again by itself; that is for the job
    )


def geocode(address: str, geocoder: Geocoder | None) -> Point | None:
    """Return the point of an address; None when it cannot be found or no geocoder is configured.

    Raises GeocoderAway when the service is down, answers too late or with an error, or limits us.
    """
    if geocoder is None:
        return None
    try:
        found = geocoder.geocode(address)
    except GeocoderQueryError:
        return None  # the service says that it cannot read this address; asking again will not help
    except GeocoderServiceError as error:
        raise GeocoderAway(str(error), getattr(error, "retry_after", None)) from error
    return Point(found.latitude, found.longitude) if found else None
