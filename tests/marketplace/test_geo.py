import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.geo import (
    GeocoderAway,
    Point,
    bike_minutes,
    bounding_box,
    distance_km,
    distances_km,
    geocode,
    make_geocoder,
)

GROTE_MARKT = Point(51.22121, 4.39943)
MECHELEN = Point(51.02806, 4.48056)
LATS, LONS = st.floats(-89, 89), st.floats(-180, 180)
ANSWERS = {
    "/nominatim/search": [{"lat": "51.22121", "lon": "4.39943", "display_name": "Grote Markt 1"}],
    "/photon/api": {
        "features": [
            {
                "geometry": {"coordinates": [4.39943, 51.22121]},
                "properties": {"name": "Grote Markt", "country": "België"},
            }
        ]
    },
    "/flanders/v4/Location": {
        "LocationResult": [
            {
                "FormattedAddress": "Grote Markt 1, 2000 Antwerpen",
                "Location": {"Lat_WGS84": 51.22121, "Lon_WGS84": 4.39943},
            }
        ]
    },
}


class Service(BaseHTTPRequestHandler):
    """All three services on one loopback port; the address searched for decides how they behave."""

    def do_GET(self):
        url = urlsplit(self.path)
        query = parse_qs(url.query)["q"][0]
        self.server.queries.append(query)
        if query == "slow":
            time.sleep(1)
        status = {"down": 503, "often": 429, "unreadable": 400}.get(query, 200)
        answer = ANSWERS[url.path] if query != "nowhere" else {} if isinstance(ANSWERS[url.path], dict) else []
        self.send(status, json.dumps(answer if answer or "photon" not in url.path else {"features": []}))

    def send(self, status, body):
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "7")
        self.end_headers()
        try:
            self.wfile.write(body.encode())
        except BrokenPipeError:
            self.server.gone.append(self.path)

    def log_message(self, *args):
        self.server.log.append(args)


@pytest.fixture(scope="module")
def service():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.queries, server.gone, server.log = [], [], []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["nominatim", "photon", "flanders"])
def geocoder(request, service):
    return make_geocoder(request.param, f"http://127.0.0.1:{service.server_port}/{request.param}", timeout=0.5)


def test_each_service_finds_an_address(geocoder, service):
    assert geocode("Grote Markt 1, 2000 Antwerpen", geocoder) == pytest.approx(GROTE_MARKT)
    assert service.queries[-1] == "Grote Markt 1, 2000 Antwerpen"


@pytest.mark.parametrize("address", ["nowhere", "unreadable"])
def test_an_address_that_is_not_found_has_no_point(geocoder, address):
    assert geocode(address, geocoder) is None


@pytest.mark.parametrize(("trouble", "retry_after"), [("down", None), ("often", 7), ("slow", None)])
def test_a_service_in_trouble_says_that_a_job_may_try_again(geocoder, trouble, retry_after):
    with pytest.raises(GeocoderAway) as caught:
        geocode(trouble, geocoder)
    assert caught.value.retry_after == retry_after


def test_a_service_that_is_not_there_is_away():
    with pytest.raises(GeocoderAway):
        geocode("Grote Markt 1", make_geocoder("flanders", "http://127.0.0.1:9"))


def test_without_a_geocoder_nothing_is_found():
    assert make_geocoder("none") is None
    assert geocode("Grote Markt 1", None) is None


def test_the_public_hosts_are_the_default():
    assert make_geocoder("flanders").api == "https://geo.api.vlaanderen.be/geolocation/v4/Location"


@pytest.mark.parametrize(("kind", "url"), [("google", ""), ("photon", "photon.example"), ("photon", "http://")])
def test_a_wrong_setting_is_refused_with_one_sentence(kind, url):
    with pytest.raises(ValueError, match=r"^The .*geocoder must .*\.$"):
        make_geocoder(kind, url)


def test_antwerp_to_mechelen():
    assert distance_km(GROTE_MARKT, MECHELEN) == pytest.approx(22.2, abs=0.2)


@given(LATS, LONS, st.lists(st.tuples(LATS, LONS), min_size=1, max_size=5))
def test_many_distances_agree_with_one_by_one(lat, lon, points):
    lats, lons = np.array(points).T
    one_by_one = [distance_km(Point(lat, lon), Point(*point)) for point in points]
    # near the antipode the haversine loses digits: 0.0005 km is still half a metre
    assert distances_km(lat, lon, lats, lons) == pytest.approx(one_by_one, abs=5e-4)


def test_a_table_of_distances_comes_from_broadcasting():
    lats, lons = np.array([GROTE_MARKT, MECHELEN]).T
    table = distances_km(lats[:, None], lons[:, None], lats, lons)
    assert table.shape == (2, 2)
    assert table[0, 1] == pytest.approx(distance_km(GROTE_MARKT, MECHELEN))


@given(st.floats(49, 52), st.floats(2, 7), st.floats(0, 100), st.floats(-2, 2), st.floats(-3, 3))
def test_the_box_holds_every_point_within_the_radius(lat, lon, radius_km, north, east):
    there, box = Point(lat + north, lon + east), bounding_box(Point(lat, lon), radius_km)
    if distance_km(Point(lat, lon), there) <= radius_km * (1 - 1e-9):
        assert box.south <= there.lat <= box.north
        assert box.west <= there.lon <= box.east


def test_the_box_over_a_pole_holds_all_longitudes():
    assert bounding_box(Point(89.9, 0), 50)[1::2] == (-180, 180)


@pytest.mark.parametrize(("km", "minutes"), [(0, 0), (0.5, 5), (3, 20), (10, 55)])
def test_bike_minutes_are_rough(km, minutes):
    assert bike_minutes(km) == minutes
