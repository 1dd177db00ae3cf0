import csv
import json
from pathlib import Path

import pytest

from marketplace.geo import Point, distance_km
from marketplace.identifiers import parse_enterprise_number, parse_institution_number, parse_postcode
from schools.curriculum import lists_by_programme, shipped_lists

ROOT = Path(__file__).parents[2]
FOLDERS = ("marketplace", "schools", "companies")


def rows_of(path):
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def postcodes():
    return {row["postcode"]: row for row in rows_of("marketplace/reference_data/postcodes.csv")}


def programmes():
    return {row["code"]: row for row in rows_of("schools/reference_data/programmes.csv")}


def districts():
    return json.loads((ROOT / "marketplace/reference_data/districts.geojson").read_text(encoding="utf-8"))["features"]


@pytest.mark.parametrize("app", FOLDERS)
def test_each_shipped_file_is_named_with_its_sources(app):
    folder = ROOT / app / "reference_data"
    sources = (folder / "SOURCES.md").read_text(encoding="utf-8")
    files = [file.name for file in folder.iterdir() if file.name != "SOURCES.md"]
    assert files
    assert all(name in sources for name in files)


def test_every_postcode_occurs_once_with_a_point_in_belgium():
    rows = rows_of("marketplace/reference_data/postcodes.csv")
    assert len(rows) == len(postcodes()) == 1139
    for row in rows:
        assert parse_postcode(row["postcode"]) == row["postcode"]
        assert len(row["nis"]) == 5
        assert row["municipality"]
        assert row["places"]
        assert 49.4 < float(row["lat"]) < 51.6
        assert 2.5 < float(row["lon"]) < 6.5


def test_the_districts_name_the_same_postcodes_as_the_table():
    named = {code: row["district"] for code, row in postcodes().items() if row["district"]}
    assert named == {
        code: area["properties"]["name"] for area in districts() for code in area["properties"]["postcodes"]
    }
    assert {code for code, row in postcodes().items() if row["nis"] == "11002"} == set(named)


def test_the_outlines_are_ten_districts_and_the_river_and_stay_small():
    assert [area["properties"]["kind"] for area in districts()].count("district") == 10
    assert [area["properties"]["kind"] for area in districts()].count("water") == 1
    assert (ROOT / "marketplace/reference_data/districts.geojson").stat().st_size < 40_000


def test_every_outline_is_closed_and_lies_around_its_label():
    for area in districts():
        shape, label = area["geometry"], area["properties"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            lon, lat = ring[0]
            assert distance_km(Point(lat, lon), Point(label["lat"], label["lon"])) < 25


def test_there_are_enough_programmes_and_their_names_are_written_out():
    rows = rows_of("schools/reference_data/programmes.csv")
    assert len(rows) == len(programmes())
    assert sum(row["dual"] == "yes" for row in rows) >= 60
    assert sum(row["dual"] == "no" for row in rows) >= 20
    for row in rows:
        assert not {".", "&"} & set(row["name"])
        assert ("duaal" in row["name"]) == (row["dual"] == "yes")
        assert row["grade"] in ("2", "3", "7", "ov3")
        assert row["finality"] in ("", "A", "DA")
        assert row["domain"]


def test_only_dual_programmes_have_a_dual_form():
    for row in programmes().values():
        forms = set(filter(None, row["forms"].split("|")))
        assert forms <= ({"SAO", "OAO", "DA"} if row["dual"] == "yes" else {"STAGE"})


def test_the_programmes_of_the_competence_lists_carry_their_hours():
    for code, competence_list in lists_by_programme(shipped_lists()).items():
        row = programmes()[code]
        work = sum(competence.work_hours for competence in competence_list.competences)
        assert row["forms"]
        assert int(row["weeks"]) == competence_list.weeks
        assert int(row["general_hours"]) == competence_list.general_hours
        assert float(row["work_hours_a_week"]) == round(work / competence_list.weeks, 2)


def test_forty_schools_with_a_right_number_and_postcode():
    rows = rows_of("schools/reference_data/schools.csv")
    assert len({row["institution_number"] for row in rows}) == len(rows) == 40
    for row in rows:
        assert parse_institution_number(row["institution_number"]) == row["institution_number"]
        assert row["postcode"] in postcodes()


def test_sixty_public_organisations_with_a_right_number():
    rows = rows_of("companies/reference_data/organisations.csv")
    assert len({row["enterprise_number"] for row in rows}) == len(rows) == 60
    for row in rows:
        assert parse_enterprise_number(row["enterprise_number"]) == row["enterprise_number"]
        assert row["category"] != "Onderneming"
        assert not row["postcode"] or row["postcode"] in postcodes()
