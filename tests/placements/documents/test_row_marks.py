"""Rows that people type over, each with what differs from the list before."""

from placements.documents.row_marks import marked


def test_what_is_the_same_changed_new_or_gone():
    was = [("Naam", "A"), ("Stap", "1"), ("Dinsdag", "8.00")]
    now = [("Naam", "A"), ("Woensdag", "9.00"), ("Stap", "2")]
    assert list(marked(was, now)) == [
        ("Naam", "A", ""),
        ("Woensdag", "9.00", "nieuw"),
        ("Stap", "2", "gewijzigd, was: 1"),
        ("Dinsdag", "–", "vervalt, was: 8.00"),
    ]


def test_of_rows_with_one_name_none_takes_the_place_of_another():
    was = [("Activiteit", "laden"), ("Activiteit", "lossen")]
    assert list(marked(was, [("Activiteit", "laden"), ("Activiteit", "tellen")])) == [
        ("Activiteit", "laden", ""),
        ("Activiteit", "tellen", "nieuw"),
        ("Activiteit", "–", "vervalt, was: lossen"),
    ]
    assert list(marked(was, was[:1])) == [("Activiteit", "laden", ""), ("Activiteit", "–", "vervalt, was: lossen")]
