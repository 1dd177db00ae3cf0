from datetime import date

import pytest

from tests.constraints import breaks
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.campaigns import CampaignEntryFactory, CampaignFactory, SpotCheckFactory

pytestmark = pytest.mark.django_db


def test_campaign_kind_known():
    with breaks("campaign_kind_known"):
        CampaignFactory(kind="x")


def test_campaign_bounds_in_order():
    for facts in [{"fewest": 0}, {"fewest": 5, "most": 4}, {"files_each": 0}]:
        with breaks("campaign_bounds_in_order"):
            CampaignFactory(**facts)


def test_campaign_waves_1_to_8():
    for facts in [{"waves": 0}, {"waves": 9}]:
        with breaks("campaign_waves_1_to_8"):
            CampaignFactory(**facts)


def test_campaign_days_in_order():
    wrong = [{"visits_start_on": date(2026, 12, 1)}, {"visits_end_on": date(2026, 12, 7)}]
    for facts in wrong:
        with breaks("campaign_days_in_order"):
            CampaignFactory(**facts)


def test_campaign_announced_with_its_promise():
    empty = [{"secret": ""}, {"commitment": ""}, {"digest": ""}, {"number": None}, {"number": 0}, {"public_source": ""}]
    wrong = [{"announced": True, **facts} for facts in [*empty, {"announced_at": None}]]
    for facts in [{"secret": "5"}, {"number": 1}, *wrong]:
        with breaks("campaign_announced_with_its_promise"):
            CampaignFactory(**facts)


def test_campaign_drawn_with_the_public_number():
    drawn = [{"drawn": True, "public_number": ""}, {"drawn": True, "drawn_at": None}]
    wrong = [*drawn, {"announced": True, "public_number": "1"}]
    for facts in wrong:
        with breaks("campaign_drawn_with_the_public_number"):
            CampaignFactory(**facts)


def test_campaign_closed_with_frozen_results():
    wrong = [{"visiting": True, "status": "closed"}, {"visiting": True, "results_digest": "0"}]
    for facts in wrong:
        with breaks("campaign_closed_with_frozen_results"):
            CampaignFactory(**facts)


def test_campaign_entry_once():
    first = CampaignEntryFactory()
    with breaks("campaign_entry_once"):
        CampaignEntryFactory(campaign=first.campaign, organisation=first.organisation)


def test_campaign_entry_code_once():
    first = CampaignEntryFactory()
    with breaks("campaign_entry_code_once"):
        CampaignEntryFactory(campaign=first.campaign, code=first.code)


def test_campaign_entry_has_a_ticket():
    for facts in [{"weight": 0}, {"wave": 0}]:
        with breaks("campaign_entry_has_a_ticket"):
            CampaignEntryFactory(**facts)


def test_campaign_entry_has_its_proof():
    for facts in [{"code": ""}, {"salt": ""}, {"proof": ""}]:
        with breaks("campaign_entry_has_its_proof"):
            CampaignEntryFactory(**facts)


def test_spot_check_once_per_file():
    first = SpotCheckFactory()
    with breaks("spot_check_once_per_file"):
        SpotCheckFactory(entry=first.entry, label=first.label)


def test_spot_check_status_known():
    with breaks("spot_check_status_known"):
        SpotCheckFactory(status="x", answered=True)


def test_spot_check_has_a_ticket():
    for facts in [{"weight": 0}, {"code": ""}]:
        with breaks("spot_check_has_a_ticket"):
            SpotCheckFactory(**facts)


def test_spot_check_picked_has_days():
    wrong = [{"starts_on": None}, {"visit_by_on": None}, {"visit_by_on": date(2026, 12, 6)}]
    for facts in wrong:
        with breaks("spot_check_picked_has_days"):
            SpotCheckFactory(**facts)


def test_spot_check_asked_has_a_term():
    with breaks("spot_check_asked_has_a_term"):
        SpotCheckFactory(answer_by_on=None)


def test_spot_check_answered_by_somebody():
    wrong = [{"answer": ""}, {"answered_by": None}, {"answered_at": None}]
    for facts in ({"answered": True, **facts} for facts in wrong):
        with breaks("spot_check_answered_by_somebody"):
            SpotCheckFactory(**facts)


def test_spot_check_reported_by_its_auditor():
    auditor = {"auditor": UserFactory(), "auditor_organisation": OrganisationFactory()}
    kept = {"answered": True, "status": "kept", "report": "Goed.", "reported_by": auditor["auditor"]}
    whole = kept | auditor | {"checked_at": "2027-01-01T10:00:00Z"}
    SpotCheckFactory(**whole)
    wrong = [{"report": ""}, {"reported_by": UserFactory()}, {"reported_by": None}, {"checked_at": None}]
    early = {"answered": True, "report": "Te vroeg."}
    nobody = {"auditor": None, "auditor_organisation": None}
    rows = [early, whole | nobody, *(whole | facts for facts in wrong)]
    for facts in rows:
        with breaks("spot_check_reported_by_its_auditor"):
            SpotCheckFactory(**facts)


def test_spot_check_auditor_for_an_organisation():
    wrong = [{"auditor": UserFactory()}, {"auditor_organisation": OrganisationFactory()}]
    for facts in wrong:
        with breaks("spot_check_auditor_for_an_organisation"):
            SpotCheckFactory(**facts)
