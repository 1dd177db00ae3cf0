"""A school's software sends a class list, reads what it would change, and stores or forgets it."""

from base64 import b64encode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.commitments.models import TextKind
from schools.models import ClassList, Student
from tests.factories.accounts import commit_to

ADDRESS = "/api/v1/class-lists/"
HEADER = "leerlingnummer,voornaam,familienaam,geboortedatum,klas,opleiding,leerjaar,postcode\n"


@pytest.fixture
def school(market):
    commit_to(market.school.organisation, TextKind.DATA_ARRANGEMENT)
    return market.school


def sent(market, rows):
    text = HEADER + "".join(f"{number},Noor,Demo,{born},5LOG,{market.programme.code},5,2018\n" for number, born in rows)
    return {"filename": "klas.csv", "data": b64encode(text.encode()).decode(), "school_year": 2026}


def test_a_list_is_sent_read_and_stored(market, school, coordinator):
    made = coordinator.post(ADDRESS, sent(market, [("12", "3/3/2009"), ("13", "gisteren")]), format="json")
    assert made.status_code == 201, made.content
    assert made.json()["counts"] == {"new": 1, "wrong": 1}
    one = f"{ADDRESS}{made.json()['id']}/"
    rows = coordinator.get(one + "rows/").json()["results"]
    assert [(row["row"], row["outcome"], bool(row["errors"])) for row in rows] == [
        (2, "new", False),
        (3, "wrong", True),
    ]
    stored = coordinator.post(one + "store/", {}, format="json").json()
    assert (stored["stored"], stored["counts"]) == (1, {})
    assert Student.objects.get(number="12").first_name == "Noor"
    again = coordinator.post(one + "store/", {}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "class_list.gone")


def test_the_database_counts_what_a_list_of_lists_tells(market, school, coordinator):
    """Fifty thousand rows a list stay where they are, however many lists there are."""
    for count in (1, 2, 3):
        coordinator.post(ADDRESS, sent(market, [(str(number), "3/3/2009") for number in range(count)]), format="json")
    with CaptureQueriesContext(connection) as queries:
        told = coordinator.get(ADDRESS).json()["results"]
    assert [row["counts"] for row in told] == [{"new": 1}, {"new": 2}, {"new": 3}]
    lists = [query["sql"] for query in queries if 'FROM "schools_classlist"' in query["sql"]]
    assert not [sql for sql in lists if '"schools_classlist"."rows",' in sql]
    assert len(lists) == 2, "how many, and the page"


def test_a_list_is_forgotten(market, school, coordinator):
    made = coordinator.post(ADDRESS, sent(market, [("12", "3/3/2009")]), format="json").json()
    gone = coordinator.post(f"{ADDRESS}{made['id']}/discard/", {}, format="json").json()
    assert (gone["counts"], Student.objects.filter(number="12").exists()) == ({}, False)


def test_a_file_that_is_none_is_refused(market, school, coordinator):
    body = sent(market, [])
    assert set(coordinator.post(ADDRESS, body | {"data": "geen base64!"}, format="json").json()["fields"]) == {"data"}
    empty = coordinator.post(ADDRESS, body | {"data": b64encode(b"\x00\x01").decode()}, format="json")
    assert empty.status_code == 409
    assert not ClassList.objects.exists()


def test_no_list_before_the_arrangement(market, coordinator):
    answer = coordinator.post(ADDRESS, sent(market, [("12", "3/3/2009")]), format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "school.no_data_arrangement")


def test_a_coach_sends_none(market, school, person):
    assert person(market.coach_member).post(ADDRESS, sent(market, []), format="json").status_code == 403
