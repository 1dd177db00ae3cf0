import pytest

from schools.curriculum import CompetenceList, lists_by_programme, parse_lists, shipped_lists

GENERAL_HOURS = {"LOG": 380, "CPT": 0, "ELE": 300, "KEU": 350, "ZOR": 116, "VER": 350, "AUT": 340, "HAA": 120}


def test_the_eight_shipped_lists_have_ten_competences_each():
    lists = shipped_lists()
    assert {code: row.general_hours for code, row in lists.items()} == GENERAL_HOURS
    assert all(len(row.competences) == 10 for row in lists.values())


@pytest.mark.parametrize("code", GENERAL_HOURS)
def test_every_competence_has_both_texts_a_place_and_a_code_of_its_list(code):
    for row in shipped_lists()[code].competences:
        assert row.code.startswith(f"{code}-")
        assert row.text_nl
        assert row.text_en
        assert row.text_nl != row.text_en
        assert row.place in "WSBX"


def test_a_list_is_found_by_its_programme():
    assert lists_by_programme(shipped_lists())["1134"].code == "LOG"


def test_a_text_is_parsed_to_rows():
    text = """{"lists": [{"code": "A", "programme_codes": ["1", "2"], "qualifications": [], "weeks": 34,
        "general_hours": 10, "competences": []}]}"""
    parsed = parse_lists(text)
    assert parsed == {"A": CompetenceList("A", ("1", "2"), (), 34, 10, ())}
    assert set(lists_by_programme(parsed)) == {"1", "2"}


def test_a_text_without_lists_is_refused():
    with pytest.raises(KeyError, match="lists"):
        parse_lists("{}")
