"""The rule table of offers, and its page."""

import pytest
from django.urls import reverse

from labels.offers_allowed import TABLE, WHAT, WHO, may_offer


def test_the_table_has_an_answer_for_every_question():
    assert TABLE.keys() == WHAT.keys()
    assert all(answers.keys() == WHO.keys() for answers in TABLE.values())
    assert all(answer.sentence and answer.source for answers in TABLE.values() for answer in answers.values())


@pytest.mark.parametrize(
    ("what", "allowed"),
    [
        ("training", "studying decided holder"),
        ("talk", "studying decided holder finished"),
        ("summer_job", "studying decided holder finished"),
        ("job_elsewhere", "studying decided holder finished"),
        ("job_here", "finished"),
        ("later_contract", "decided holder finished"),
        ("contract_now", "finished"),
        ("ibo", "finished"),
        ("bonus", "finished"),
        ("poaching", "finished"),
    ],
)
def test_what_may_be_offered_to_whom(what, allowed):
    assert [who for who in WHO if may_offer(what, who).is_allowed] == allowed.split()


@pytest.mark.django_db
def test_the_page_answers_and_names_its_source(client):
    page = client.get(reverse("offers-allowed"), {"what": "ibo", "who": "studying"}).content.decode()
    assert "Een IBO eindigt in een aanwerving" in page
    assert "Bron:" in page


@pytest.mark.django_db
def test_a_made_up_question_is_answered_with_the_question_again(client):
    answer = client.get(reverse("offers-allowed"), {"what": "gold", "who": "studying"})
    assert answer.status_code == 200
    assert "Bron:" not in answer.content.decode()
