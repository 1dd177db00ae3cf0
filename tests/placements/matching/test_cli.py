import csv
import json
import random
import subprocess
import sys

import pytest

from placements.matching.cli import main

PAIRS = """student,place,student_score,place_priority
An,bakery,5,1
Bo,bakery,6,1
Cem,garage,1,1
Cem,bakery,9,0
"""
PLACES = "place,capacity\nbakery,1\ngarage,1\n"
OWNED = "place,capacity,owner,owner_capacity\nbakery,2,Zuid,2\ngarage,1,Zuid,2\nkitchen,4,,\n"


@pytest.fixture
def solve(tmp_path, capsys):
    def run(pairs=PAIRS, places=PLACES, *options):
        (tmp_path / "pairs.csv").write_bytes(pairs.encode() if isinstance(pairs, str) else pairs)
        (tmp_path / "places.csv").write_text(places)
        files = [str(tmp_path / name) for name in ("pairs.csv", "places.csv")]
        code = main(["solve", *files, "--out", str(tmp_path / "result.csv"), *options])
        printed = capsys.readouterr()
        if code:
            return code, printed.err
        with (tmp_path / "result.csv").open(newline="") as file:
            return {row["student"]: row["place"] for row in csv.DictReader(file)}, json.loads(printed.out)

    return run


def test_runs_as_a_module(tmp_path):
    (tmp_path / "pairs.csv").write_text(PAIRS)
    (tmp_path / "places.csv").write_text(PLACES)
    result = tmp_path / "result.csv"
    files = [tmp_path / "pairs.csv", tmp_path / "places.csv"]
    command = [sys.executable, "-m", "placements.matching", "solve", *files, "--out", result]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.read_text() == "student,place\nAn,bakery\nBo,\nCem,garage\n"
    assert json.loads(done.stdout)["blocking_pairs"] == 0


def test_stable_by_sorted_identifier(solve):
    result, certificate = solve()
    assert result == {"An": "bakery", "Bo": "", "Cem": "garage"}
    assert (certificate["method"], certificate["placed"], certificate["total"]) == ("stable", 2, 6)
    assert (certificate["feasible"], certificate["bound"], certificate["students"]) == (True, None, 3)


def test_optimal_with_owners_and_examples_by_name(solve):
    result, certificate = solve(PAIRS, OWNED, "--method", "optimal")
    assert result == {"An": "", "Bo": "bakery", "Cem": "bakery"}
    assert certificate["bound"] == [2, 15]
    assert certificate["examples"] == [["An", "bakery"]]


def test_owner_total_is_kept(solve):
    result, certificate = solve(PAIRS, OWNED)
    assert result == {"An": "bakery", "Bo": "bakery", "Cem": ""}
    assert certificate["blocking_pairs"] == 0


def test_students_without_a_pair_count(solve):
    result, certificate = solve(PAIRS, PLACES, "--students", "7")
    assert certificate["students"] == 7
    assert len(result) == 3


def test_order_of_rows_and_columns_does_not_matter(solve):
    header, *rows = PAIRS.splitlines()
    turned = [",".join(reversed(line.split(","))) for line in [header, *random.sample(rows, 4)]]
    first_place, *rest = OWNED.splitlines()
    assert solve("\n".join(turned), "\n".join([first_place, *rest[::-1]])) == solve(PAIRS, OWNED)


def test_seed_draws_the_lottery(solve):
    everybody = [f"s{n}" for n in range(20)]
    rows = [f"{name},bakery,1,1" for name in everybody]
    header = "student,place,student_score,place_priority"
    winners = set()
    for seed in range(10):
        result, _ = solve("\n".join([header, *rows]), PLACES, "--seed", str(seed))
        again, _ = solve("\n".join([header, *rows[::-1]]), PLACES, "--seed", str(seed))
        assert result == again
        winners |= {name for name in everybody if result[name]}
    assert len(winners) > 3


def test_byte_order_mark_empty_lines_and_quotes_are_read(solve):
    result, _ = solve(b'\xef\xbb\xbfstudent,place,student_score,place_priority\r\n\r\n"De Wit, An",bakery,1,1\r\n')
    assert result == {"De Wit, An": "bakery"}


def test_files_with_only_a_header(solve):
    result, certificate = solve(PAIRS.splitlines()[0], "place,capacity\n", "--students", "4")
    assert (result, certificate["placed"]) == ({}, 0)


@pytest.mark.parametrize(
    ("pairs", "places", "options", "sentence"),
    [
        ("", PLACES, [], "pairs.csv must start with the line student,place,student_score,place_priority."),
        (PAIRS.replace(",", ";"), PLACES, [], "pairs.csv must start with"),
        (PAIRS, "place\nbakery\n", [], "places.csv must start with the line place,capacity or place,capacity,owner,"),
        (PAIRS.encode("utf-16"), PLACES, [], "pairs.csv is not a CSV file in UTF-8."),
        (PAIRS, PLACES, ["--seed", "-1"], "The seed must be 0 or more."),
        ((PAIRS + "Andr\xe9,bakery,1,1\n").encode("latin-1"), PLACES, [], "pairs.csv is not a CSV file in UTF-8."),
        (PAIRS + "Dirk,bakery,1\n", PLACES, [], "pairs.csv line 6 must have 4 cells and has 3."),
        (PAIRS + ",bakery,1,1\n", PLACES, [], "pairs.csv line 6 has an empty cell."),
        (PAIRS + "Dirk,bakery,high,1\n", PLACES, [], "pairs.csv line 6 has 'high' where a whole number must be."),
        (PAIRS + "Dirk,bakery,nan,1\n", PLACES, [], "pairs.csv line 6 has 'nan' where a whole number must be."),
        (PAIRS + "Dirk,bakery,2000000,1\n", PLACES, [], "student_score must hold numbers between"),
        (PAIRS + "Dirk,office,1,1\n", PLACES, [], "pairs.csv line 6 names place 'office', which is not in the list"),
        (PAIRS + "An,bakery,1,1\n", PLACES, [], "The pair of student 0 and place 0 is listed twice."),
        (PAIRS, PLACES + "bakery,1\n", [], "places.csv names a place twice."),
        (PAIRS, PLACES + "office,-1\n", [], "capacity must hold numbers between 0 and 2147483647."),
        (PAIRS, OWNED.replace("garage,1,Zuid,2", "garage,1,Zuid,3"), [], "places.csv gives owner 'Zuid' unequal"),
        (PAIRS, OWNED.replace("4,,", "4,Noord,"), [], "places.csv line 4 must name both owner and owner_capacity"),
        (PAIRS, OWNED.replace("4,,", "4,,3"), [], "places.csv line 4 must name both owner and owner_capacity"),
        (PAIRS, OWNED.replace("4,,", "4,Noord,-3"), [], "owner_capacity must hold numbers between 0"),
        (PAIRS, PLACES, ["--students", "2"], "The number of students must be between 3 and"),
    ],
)
def test_wrong_files_are_refused_with_a_sentence(solve, pairs, places, options, sentence):
    code, error = solve(pairs, places, *options)
    assert code == 2
    assert error.startswith(sentence)
    assert error.count("\n") == 1


def test_missing_file_is_told(tmp_path, capsys):
    assert main(["solve", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--out", str(tmp_path / "c.csv")]) == 2
    assert capsys.readouterr().err.endswith("b.csv cannot be used: No such file or directory.\n")
