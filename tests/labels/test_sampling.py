"""The draw: exact, open to everybody, fair by weight, and impossible to change unseen."""

import json
import subprocess
import sys
from copy import deepcopy
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels.sampling import (
    ALGORITHM,
    Line,
    closed_part,
    digest_of,
    draw_size,
    drawn,
    main,
    population_digest,
    replay,
    seed_of,
    waves_of,
)

codes = st.text("0123456789abcdef", min_size=4, max_size=10)
populations = st.dictionaries(codes, st.integers(1, 6), min_size=1, max_size=30)
SEED, DIGEST = "geheim:123456", "d" * 64


def published(weights, number, waves=1, own=None):
    """A file as a campaign publishes it after the draw."""
    parts = {code: closed_part("zout", ["case"], {"f1": 1, "f2": 3}) for code in weights}
    lines = [Line(code, weight, digest_of(parts[code])) for code, weight in weights.items()]
    digest = population_digest(lines)
    order = drawn(seed_of("s", "42"), digest, weights, number)
    document = {
        "algorithm": ALGORITHM,
        "commitment": digest_of("s"),
        "secret": "s",
        "public_number": "42",
        "digest": digest,
        "number": number,
        "waves": waves,
        "files_each": 1,
        "holders": [{"code": line.code, "weight": line.weight, "proof": line.proof} for line in lines],
        "drawn": waves_of(order, waves),
    }
    if own:
        files = drawn(seed_of("s", "42"), digest, {"f1": 1, "f2": 3}, 1) if own in order else []
        document["own"] = {"code": own, "part": parts[own], "drawn": files}
    return document


@given(populations, st.integers(1, 40), st.integers(1, 8))
def test_a_draw_is_replayed_from_what_is_published(weights, number, waves):
    assert replay(published(weights, number, waves)) == []


@given(populations, st.integers(1, 40), st.randoms())
def test_the_order_of_the_population_does_not_matter(weights, number, chance):
    shuffled = list(weights.items())
    chance.shuffle(shuffled)
    assert drawn(SEED, DIGEST, dict(shuffled), number) == drawn(SEED, DIGEST, weights, number)
    document = published(weights, number)
    chance.shuffle(document["holders"])
    assert replay(document) == []


@given(populations, st.integers(1, 40))
def test_a_larger_draw_begins_with_the_smaller_one(weights, number):
    assert drawn(SEED, DIGEST, weights, number) == drawn(SEED, DIGEST, weights, number + 1)[:number]
    assert len(drawn(SEED, DIGEST, weights, number)) == min(number, len(weights))


@given(populations, st.integers(1, 40))
def test_one_more_ticket_never_moves_a_holder_back(weights, number):
    before = drawn(SEED, DIGEST, weights, number)
    for code in before:
        more = drawn(SEED, DIGEST, weights | {code: weights[code] + 1}, number)
        assert more.index(code) <= before.index(code)


def test_the_chance_to_come_first_follows_the_weight():
    """Chi-square with two degrees of freedom over 6,000 draws with fixed seeds: above 13.8 once in a thousand."""
    weights, draws = {"a": 1, "b": 2, "c": 3}, 6000
    first = [drawn(f"seed {number}", DIGEST, weights, 1)[0] for number in range(draws)]
    expected = {code: draws * weight / 6 for code, weight in weights.items()}
    assert sum((first.count(code) - each) ** 2 / each for code, each in expected.items()) < 13.8


def test_the_chance_of_the_second_place_is_that_of_the_rest():
    """After b (2 of 6 tickets), a has 1 of 4 and c 3 of 4: exact probabilities of a draw without putting back."""
    weights, draws = {"a": 1, "b": 2, "c": 3}, 6000
    orders = [tuple(drawn(f"seed {number}", DIGEST, weights, 2)) for number in range(draws)]
    expected = {("b", "a"): 1 / 3 * 1 / 4, ("b", "c"): 1 / 3 * 3 / 4, ("a", "b"): 1 / 6 * 2 / 5}
    assert all(abs(orders.count(order) / draws - chance) < 0.02 for order, chance in expected.items())


@given(st.integers(0, 5000), st.integers(1, 100), st.integers(1, 50), st.integers(50, 500))
def test_the_bounds_hold(holders, percent, fewest, most):
    size = draw_size(holders, percent, fewest, most)
    assert min(holders, fewest) <= size <= min(holders, most)
    assert size in (holders, most) or size * 100 >= holders * percent


@given(st.lists(codes, unique=True, min_size=1), st.integers(1, 8))
def test_waves_follow_the_order_and_are_equally_large(order, waves):
    given_waves = waves_of(order, waves)
    numbers = [given_waves[code] for code in order]
    sizes = [numbers.count(wave) for wave in range(1, waves + 1)]
    assert all(before <= after for before, after in pairwise(numbers))
    assert max(sizes) - min(sizes) <= 1


CHANGES = {
    "the weight of a holder": lambda document: document["holders"][0].update(weight=9),
    "the proof of a holder": lambda document: document["holders"][0].update(proof="0" * 64),
    "a holder less": lambda document: document["holders"].pop(),
    "a holder twice": lambda document: document["holders"].append(document["holders"][0]),
    "the secret": lambda document: document.update(secret="t"),
    "the public number": lambda document: document.update(public_number="43"),
    "the digest": lambda document: document.update(digest="0" * 64),
    "who is drawn": lambda document: document["drawn"].popitem(),
    "when": lambda document: document.update(drawn=dict.fromkeys(document["drawn"], 3)),
    "how many": lambda document: document.update(number=9),
    "the algorithm": lambda document: document.update(algorithm="other"),
    "the own part": lambda document: document["own"].update(part=document["own"]["part"].replace("case", "none")),
    "the own files": lambda document: document["own"].update(drawn=["f9"]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_is_changed_is_told(change):
    document = published({f"{number:04d}": 1 + number % 3 for number in range(20)}, 4, 2, own="0003")
    assert replay(document) == []
    changed = deepcopy(document)
    change(changed)
    assert replay(changed) != []


def test_a_file_of_which_nothing_is_drawn_holds_too():
    document = published({f"{number:04d}": 1 for number in range(20)}, 4)
    own = next(row["code"] for row in document["holders"] if row["code"] not in document["drawn"])
    assert replay(published({f"{number:04d}": 1 for number in range(20)}, 4, own=own)) == []


def test_an_example_by_hand():
    """The same three tickets as `printf seed:digest:a:1 | sha256sum` gives them."""
    tickets = {code: digest_of(f"s:d:{code}:1") for code in "abc"}
    assert drawn("s", "d", dict.fromkeys("abc", 1), 3) == sorted("abc", key=tickets.get)


def test_the_command_replays_a_file_and_fails_on_a_changed_one(tmp_path):
    file, document = tmp_path / "campaign.json", published({"aaaa": 1, "bbbb": 2}, 1, own="bbbb")
    file.write_text(json.dumps(document))
    command = [sys.executable, "-m", "labels.sampling", "replay", str(file)]
    good = subprocess.run(command, capture_output=True, text=True, check=True)
    assert good.stdout.startswith("The draw holds: 1 of 2 holders.")
    file.write_text(json.dumps(document | {"secret": "t"}))
    with pytest.raises(SystemExit, match="the secret is not the one that was promised"):
        main(["replay", str(file)])
    with pytest.raises(SystemExit, match="2"):
        main(["play"])
