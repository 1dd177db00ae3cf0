"""What a re-matching says to whom: no school reads a number that points at a student of another one."""

from placements.rules.rematch_words import without_small_numbers, would_move

RESULT = {"gains": 1, "better": 4, "elsewhere": 5, "loses": 0, "forced_gone": 0, "forced_taken": 12}


def test_a_school_reads_no_small_numbers():
    told = would_move(without_small_numbers(RESULT))
    assert told == [
        "minder dan 5 leerlingen zonder match krijgen er nu een.",
        "minder dan 5 leerlingen krijgen iets beters.",
        "5 leerlingen moeten naar een andere plaats.",
        "Voor 12 van hen krijgt iemand met meer voorrang de plaats, of zijn er minder plaatsen of mentoren.",
    ]


def test_the_city_reads_every_number():
    assert would_move(RESULT)[:2] == [
        "1 leerling zonder match krijgt er nu een.",
        "4 leerlingen krijgen iets beters.",
    ]
