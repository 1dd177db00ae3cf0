"""Which invented trade teaches what."""

import pytest

from companies.models import Company, Site
from marketplace.accounts.models import Organisation
from placements.demo.names import TRADES
from placements.demo.trades import TEACHES, fits
from schools.models import Programme


@pytest.mark.parametrize(
    ("trade", "programme", "answer"),
    [
        ("Elektro", "Elektrische installaties duaal", True),
        ("Bakkerij", "Elektrische installaties duaal", False),
        ("Bakkerij", "Medewerker (banket)bakkerij duaal", True),
        ("Zorgcentrum", "Haarverzorging", False),
    ],
)
def test_a_trade_teaches_what_its_words_say(trade, programme, answer):
    site = Site(company=Company(organisation=Organisation(name=f"{trade} De Kraan (demo)")))
    assert fits(site, Programme(name=programme)) is answer


def test_each_invented_trade_teaches_something():
    assert {trade for trades in TRADES.values() for trade in trades} == set(TEACHES)
