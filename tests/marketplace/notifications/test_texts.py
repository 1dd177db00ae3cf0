"""The sentences of notifications read well for every number that they count."""

import re
from datetime import date

import pytest
from django.utils.translation import override

from marketplace.notifications.actions import tell_user
from marketplace.notifications.texts import ByDays, sentence, sentences
from tests.factories.accounts import UserFactory

NUMBERS = ("days", "count", "placed", "students")
WRONG_NUMBER = re.compile(r"\b0 \w*dag|\b1 (?:\w+en|matches)\b")


class Anything(dict):
    """Parameters of which only the numbers matter."""

    def __missing__(self, name):
        return "…"


class TestDays:
    @pytest.fixture(autouse=True)
    def texts(self, monkeypatch):
        said = ByDays(today="Vandaag %(what)s.", tomorrow="Morgen %(what)s.", later="Nog %(days)s dagen.")
        monkeypatch.setitem(sentences, "test.days", said)

    @pytest.mark.parametrize(
        ("days", "said"), [(0, "Vandaag brood."), (1, "Morgen brood."), (2, "Nog 2 dagen."), (30, "Nog 30 dagen.")]
    )
    def test_today_and_tomorrow_have_their_own_sentence(self, days, said):
        assert sentence("test.days", {"days": days, "what": "brood"}) == said

    def test_a_missing_number_is_refused(self):
        with pytest.raises(KeyError):
            sentence("test.days", {"what": "brood"})


@pytest.mark.parametrize("number", [0, 1, 2])
def test_no_registered_sentence_counts_zero_days_or_one_of_many(number):
    parameters = Anything(dict.fromkeys(NUMBERS, number))
    said = {code: sentence(code, parameters) for code in list(sentences)}
    assert {code: words for code, words in said.items() if WRONG_NUMBER.search(words)} == {}


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "Een school wacht op je antwoord voor een leerling Kapper: vandaag is de laatste dag."),
        (1, "Een school wacht op je antwoord voor een leerling Kapper: morgen is de laatste dag."),
        (2, "Een school wacht op je antwoord voor een leerling Kapper: nog 2 dagen."),
    ],
)
def test_an_offer_that_waits(days, said):
    assert sentence("timer.offer_answer", {"programme": "Kapper", "days": days}) == said


@pytest.mark.parametrize(
    ("code", "one"),
    [
        ("capacity.reconfirm", "Klopt jullie plaats nog? Kijk ze na: 1 staat nog open."),
        ("round.released", "Ronde ‘Mei’: 1 match is vrijgegeven op de nakijkdatum."),
    ],
)
def test_one_of_a_thing_is_singular(code, one):
    assert sentence(code, {"count": 1, "round": "Mei"}) == one


@pytest.mark.django_db
def test_a_day_is_kept_as_a_day_and_said_as_on_the_pages_in_the_language_of_who_reads(monkeypatch):
    monkeypatch.setitem(sentences, "test.day", "Tot %(day)s, kamer %(room)s.")
    with override("en"):
        told = tell_user(UserFactory().pk, "test.day", path="/", day=date(2026, 12, 7), room="2026")
    told.refresh_from_db()
    assert told.parameters["day"] == "2026-12-07"
    assert told.sentence == "Tot ma 7 dec 2026, kamer 2026."
    with override("en"):
        assert told.sentence == "Tot mon 7 dec 2026, kamer 2026."


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["2026-02-30", "0000-00-00", "2026-13-01", "٢٠٢٦-٠١-٠١"])
def test_a_name_that_only_looks_like_a_day_is_said_as_it_was_typed(monkeypatch, name):
    monkeypatch.setitem(sentences, "test.name", "Ronde %(round)s.")
    assert tell_user(UserFactory().pk, "test.name", path="/", round=name).sentence == f"Ronde {name}."
