"""The public search for a place: what it shows, what it hides, and that it costs the same for many."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketplace.reference.models import Postcode
from placements.models import Capacity
from tests.factories.accounts import commit_to
from tests.factories.companies import CompanyFactory, MentorFactory, SiteFactory
from tests.factories.labels import LabelFactory
from tests.factories.placements import CapacityFactory
from tests.factories.schools import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


def place(*, level="provisional", company=None, site=None, **fields):
    """A place that the public sees."""
    if company is None and site is None:
        company = CompanyFactory()
        commit_to(company.organisation)
    site = site or SiteFactory(company=company)
    if level:
        LabelFactory(site=site, level=level)
    return CapacityFactory(site=site, **({"programmes": [ProgrammeFactory()]} | fields))


def found(client, **query):
    response = client.get(reverse("place-list"), query)
    assert response.status_code == 200
    return [row["capacity"] for row in response.context["places"]]


def test_what_a_visitor_reads(client):
    row = place(programmes=[ProgrammeFactory(name="Logistiek duaal")], places=3, taken=1)
    mentor = MentorFactory(site=row.site)
    for url in (reverse("place-list"), reverse("place-detail", args=[row.pk])):
        page = client.get(url).content.decode()
        for words in (
            row.site.name,
            "Antwerpen",
            "Logistiek duaal",
            "wo, do, vr 8.00 tot 16.00 uur",
            "twee plaatsen",
            "nog niet geauditeerd",
        ):
            assert words in page
        for secret in (mentor.name, row.site.contact_name, row.site.contact_phone):
            assert secret not in page


def test_only_what_is_offered_today(client):
    shown = place()
    place(status="draft", published_at=None)
    place(status="closed")
    place(places=1, taken=1)
    place(level=None)
    CapacityFactory()
    visit = place(level=None, forms=["VISIT"])
    assert set(found(client)) == {shown, visit}
    for hidden in Capacity.objects.exclude(pk__in=[shown.pk, visit.pk]):
        assert client.get(reverse("place-detail", args=[hidden.pk])).status_code == 404


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ({"programme": "logist"}, {}),
        ({"form": "SAO"}, {"forms": ["SAO", "OBSERVE"]}),
        ({"transport": "public"}, {"transport": ["public", "bike"]}),
        ({"level": "distinction"}, {"level": "distinction"}),
        ({"starts_on": "2026-10-01"}, {"starts_on": "2026-09-15"}),
        ({"ends_on": "2027-07-15"}, {"ends_on": "2027-08-31"}),
    ],
)
def test_each_filter_keeps_what_fits(client, query, fields):
    other = {"starts_on": "2026-11-01", "transport": ["bike"]}
    place(**other)
    fits = place(**({"programmes": [ProgrammeFactory(name="Logistiek duaal")]} | other | fields))
    assert found(client, **query) == [fits]


def test_by_distance_the_nearest_first(client):
    Postcode.objects.create(code="2018", municipality="Antwerpen", nis="11002", lat=51.2033, lon=4.4112)
    company = CompanyFactory()
    commit_to(company.organisation)
    near, far, unknown = (
        place(site=SiteFactory(company=company, lat=51.21, lon=4.41)),
        place(site=SiteFactory(company=company, lat=51.30, lon=4.41)),
        place(site=SiteFactory(company=company, lat=None, lon=None, location="unknown")),
    )
    assert found(client, postcode="B-2018") == [near, far]
    assert found(client, postcode="2018", distance_km="5") == [near]
    assert set(found(client)) == {near, far, unknown}
    # 45 degrees off, the corner of the box lies outside the circle
    corner = place(site=SiteFactory(company=company, lat=51.2033 + 0.043, lon=4.4112 + 0.068))
    assert corner not in found(client, postcode="2018", distance_km="5")


@pytest.mark.parametrize(("postcode", "sentence"), [("20", "postcode"), ("1999", "kennen we niet")])
def test_a_wrong_postcode_says_so_and_keeps_the_rest(client, postcode, sentence):
    place()
    page = client.get(reverse("place-list"), {"postcode": postcode, "programme": "zorg"}).content.decode()
    assert sentence in page
    assert "zorg" in page


def test_markers_and_list_have_the_same_numbers(client):
    rows = [place() for _ in range(3)]
    context = client.get(reverse("place-list")).context
    assert [row["number"] for row in context["places"]] == [1, 2, 3]
    numbers = {point["url"]: point["number"] for point in context["points"]}
    assert numbers == {row["url"]: row["number"] for row in context["places"]}
    assert len(rows) == len(numbers)


def test_nothing_found_teaches(client):
    assert "Zoek ruimer" in client.get(reverse("place-list")).content.decode()


def test_as_many_queries_for_a_thousand_as_for_ten(client):
    Postcode.objects.create(code="2018", municipality="Antwerpen", nis="11002", lat=51.2033, lon=4.4112)
    first = place()
    _more_like(first, 9)
    counts = [_queries(client)]
    _more_like(first, 990)
    counts.append(_queries(client))
    assert counts[0] == counts[1] <= 15
    assert client.get(reverse("place-list"), {"postcode": "2018"}).context["page"].paginator.count == 1000


def _more_like(first, number):
    facts = {
        field.attname: getattr(first, field.attname) for field in Capacity._meta.concrete_fields if field.name != "id"
    }
    made = Capacity.objects.bulk_create([Capacity(**facts) for _ in range(number)])
    programme = first.programmes.get()
    through = Capacity.programmes.through
    through.objects.bulk_create(through(capacity=row, programme=programme) for row in made)


def _queries(client):
    with CaptureQueriesContext(connection) as counted:
        client.get(reverse("place-list"), {"postcode": "2018"})
    return len(counted)
