"""Draft, check, open and change an agreement."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from companies.models import Company, Recognition, Site
from marketplace.actor import Actor, Role
from marketplace.jobs.models import Job
from marketplace.notifications.models import Notification
from marketplace.reference.models import Figure
from marketplace.workflow import Refused
from placements.actions.agreement import check_data, draft_agreement, move_sign_by, revise_agreement
from placements.actions.placement import stop
from placements.actions.plan import half_days, save_activities
from placements.actions.signature import sign
from placements.agreement_body import body_of, digest_of
from placements.models import Agreement, Offer, Placement, TrainingPlan
from placements.rules.agreement import warnings
from schools.models import DayOff, Programme, Student
from tests.factories.agreements import STARTS_ON, agreed_placement, draft, in_signing
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def fresh(agreement):
    return Agreement.objects.get(pk=agreement.pk)


class TestDraft:
    def test_once_everybody_agreed_and_once(self, market):
        with refused("agreement.too_early"):
            draft_agreement(placement=market.placement(), by=market.coach_actor)
        placement = agreed_placement(market)
        draft_agreement(placement=placement, by=market.hr)
        with refused("agreement.exists"):
            draft_agreement(placement=placement, by=market.coach_actor)

    def test_not_by_the_family(self, market):
        with pytest.raises(PermissionDenied):
            draft_agreement(placement=agreed_placement(market), by=Actor(roles=frozenset({Role.STUDENT})))

    def test_a_first_day_that_has_come_leaves_time_to_sign(self, market):
        placement = agreed_placement(market)
        Placement.objects.filter(pk=placement.pk).update(starts_on=TODAY)
        assert draft(market, Placement.objects.get(pk=placement.pk)).placement.starts_on == date(2026, 12, 7)

    def test_a_stage_has_activities_and_half_days(self, market):
        market.programme.is_dual = False
        market.programme.save()
        agreement = draft(market, form="STAGE")
        assert [row.text for row in agreement.plan.activities.order_by("pk")] == [
            "rekken aanvullen",
            "bestellingen klaarzetten",
            "ontvangt goederen en controleert de levering",
        ]
        assert agreement.plan.lines.count() == 0
        assert {check.item for check in agreement.placement.checks.all()} >= {"risk_analysis", "dimona"}

    def test_half_days_follow_the_school_calendar(self, market):
        placement = agreed_placement(market)
        Placement.objects.filter(pk=placement.pk).update(
            starts_on=date(2027, 2, 1),
            ends_on=date(2027, 2, 14),
            week={"3": ["08:00", "12:00"], "5": ["08:00", "16:00"]},
        )
        placement.refresh_from_db()
        assert half_days(placement) == 3  # 3 and 5 February; carnival is the week of 8 February
        DayOff.objects.create(school=market.school, starts_on=date(2027, 2, 3), ends_on=date(2027, 2, 3), name="studie")
        assert half_days(placement) == 2

    def test_a_visit_has_no_plan_and_only_company_and_school_confirm(self, market):
        agreement = in_signing(market, form="OBSERVE")
        assert not TrainingPlan.objects.filter(agreement=agreement).exists()
        assert "werkt niet" in agreement.body["arrangement"]
        assert set(agreement.signatures.values_list("party", flat=True)) == {"company", "school"}
        assert agreement.placement.checks.count() == 0


class TestCheck:
    def test_signing_opens_when_both_sides_checked(self, market):
        agreement = draft(market)
        assert check_data(agreement=agreement, by=market.hr).status == "draft"
        assert check_data(agreement=agreement, by=market.hr).status == "draft"
        agreement = check_data(agreement=agreement, by=market.coach_actor)
        assert agreement.status == "signing"
        assert agreement.placement.status == "signing"
        assert agreement.sign_by_on == date(2026, 12, 7)
        assert agreement.digest == digest_of(agreement.body) == digest_of(body_of(fresh(agreement)))
        assert set(agreement.signatures.values_list("party", flat=True)) == {
            "company",
            "school",
            "student",
            "representative",
        }

    def test_signers_are_told_and_the_family_gets_links(self, market):
        in_signing(market)
        told = Notification.objects.filter(code="agreement.signing").values_list("role", flat=True)
        assert set(told) == {"hr", "director"}
        mails = [job.arguments for job in Job.objects.filter(kind="mail")]
        assert len([mail for mail in mails if "klaar om te tekenen" in mail["subject"]]) == 2

    def test_a_director_without_a_slot_is_not_told_to_sign(self, market):
        placement = agreed_placement(market, form="OAO")
        Placement.objects.filter(pk=placement.pk).update(form="DA")
        placement.refresh_from_db()
        agreement = in_signing(market, placement)
        assert "school" not in agreement.signatures.values_list("party", flat=True)
        assert set(Notification.objects.filter(code="agreement.signing").values_list("role", flat=True)) == {"hr"}

    def test_signing_ends_before_the_first_day(self, market):
        with time_machine.travel("2027-01-05 09:00 +0100", tick=False):
            assert in_signing(market).sign_by_on == STARTS_ON

    def test_an_empty_plan_is_not_signed(self, market):
        agreement = draft(market)
        agreement.plan.lines.update(work_hours=0)
        with refused("agreement.plan_empty"):
            check_data(agreement=agreement, by=market.hr)

    def test_a_stage_without_activities_is_not_signed(self, market):
        market.programme.is_dual = False
        market.programme.save()
        agreement = draft(market, form="STAGE")
        save_activities(agreement=agreement, activities=[], half_days=9, by=market.hr)
        with refused("agreement.no_activities"):
            check_data(agreement=agreement, by=market.hr)

    def test_a_minor_needs_somebody_who_signs(self, market):
        agreement = draft(market)
        agreement.placement.student.representatives.update(signs="not")
        with refused("agreement.no_representative"):
            check_data(agreement=agreement, by=market.hr)

    def test_after_the_first_day_it_is_too_late(self, market):
        agreement = draft(market)
        with time_machine.travel("2027-01-12 09:00 +0100", tick=False), refused("agreement.first_day_passed"):
            check_data(agreement=agreement, by=market.hr)

    def test_a_placement_that_ran_before_it_was_registered_can_still_be_signed(self, market):
        agreement = draft(market)
        placement = agreement.placement
        type(placement.offer).objects.filter(pk=placement.offer_id).update(kind="agreed")
        Placement.objects.filter(pk=placement.pk).update(starts_on=date(2026, 9, 1))
        check_data(agreement=fresh(agreement), by=market.hr)
        assert check_data(agreement=fresh(agreement), by=market.coach_actor).sign_by_on == date(2026, 12, 7)

    def test_recognition_and_mentor_warn_before_they_block(self, market):
        Recognition.objects.update(ends_on=date(2027, 6, 29))
        agreement = draft(market)
        agreement.placement.mentors.update(seat=None)
        codes = [warning.code for warning in warnings(agreement, market.hr, TODAY)]
        assert codes == ["agreement.not_recognised", "agreement.no_mentor"]
        check_data(agreement=agreement, by=market.hr)
        assert check_data(agreement=agreement, by=market.coach_actor).status == "signing"


class TestChange:
    def test_a_change_makes_a_version_and_voids_signatures(self, market):
        agreement = in_signing(market)
        sign(agreement=agreement, by=market.hr)
        after = revise_agreement(agreement=agreement, changes={"starts_on": date(2027, 2, 1)}, by=market.coach_actor)
        assert (after.version, after.status, after.placement.status) == (2, "draft", "agreed")
        assert fresh(agreement).status == "voided"
        assert fresh(agreement).body["starts_on"] == "2027-01-11"
        assert after.placement.starts_on == after.placement.mentors.get().starts_on == date(2027, 2, 1)
        assert list(after.plan.lines.values_list("work_hours")) == list(agreement.plan.lines.values_list("work_hours"))
        assert after.signatures.count() == 0
        assert fresh(agreement).signatures.filter(status="signed").count() == 1

    def test_a_draft_takes_the_change_itself_and_is_checked_again(self, market):
        agreement = draft(market)
        check_data(agreement=agreement, by=market.hr)
        after = revise_agreement(agreement=agreement, changes={"starts_on": date(2027, 2, 1)}, by=market.hr)
        assert (after.pk, after.version, after.hr_checked_at) == (agreement.pk, 1, None)

    @pytest.mark.parametrize(
        ("code", "changes"),
        [
            ("agreement.change_unknown", {"student": 1}),
            ("agreement.period_outside", {"ends_on": date(2027, 7, 1)}),
            ("agreement.ends_before_start", {"ends_on": date(2026, 12, 1)}),
            ("agreement.period_outside", {"starts_on": date(2026, 8, 31)}),
            ("agreement.no_days", {"week": {}}),
            ("agreement.form_against_programme", {"form": "SAO"}),
        ],
    )
    def test_what_a_version_cannot_change(self, market, code, changes):
        with refused(code):
            revise_agreement(agreement=in_signing(market), changes=changes, by=market.coach_actor)

    def test_a_first_day_does_not_move_back_behind_what_was_registered(self, market):
        """R06: what began after it was registered is not made into what ran before, to be signed too late."""
        agreement = draft(market)
        Offer.objects.filter(pk=agreement.placement.offer_id).update(kind="agreed")
        with time_machine.travel("2027-01-12 09:00 +0100", tick=False), refused("agreement.first_day_passed"):
            changes = {"starts_on": TODAY}
            revise_agreement(agreement=fresh(agreement), changes=changes, by=market.coach_actor)

    def test_a_first_day_of_what_ran_already_is_corrected(self, market):
        agreement = draft(market)
        Offer.objects.filter(pk=agreement.placement.offer_id).update(kind="agreed")
        Placement.objects.filter(pk=agreement.placement_id).update(starts_on=date(2026, 9, 1))
        changes = {"starts_on": date(2026, 9, 14)}
        after = revise_agreement(agreement=fresh(agreement), changes=changes, by=market.coach_actor)
        assert after.placement.starts_on == date(2026, 9, 14)

    @pytest.mark.parametrize("make", [draft, in_signing])
    def test_nothing_changes_once_the_placement_goes_on_no_more(self, market, make):
        agreement = make(market)
        stop(placement=agreement.placement, by=market.coach_actor, reason="PUPIL_STOPS")
        with refused("agreement.over"):
            changes = {"ends_on": date(2027, 5, 1)}
            revise_agreement(agreement=fresh(agreement), changes=changes, by=market.coach_actor)
        with refused("agreement.not_signing"):
            move_sign_by(agreement=fresh(agreement), sign_by_on=STARTS_ON, by=market.hr)

    def test_no_first_day_on_which_the_student_may_not_work(self, market):
        """R01 holds of the day that is chosen now, not only of the day that the school asked."""
        agreement = draft(market, born_on=date(2010, 12, 20), study_year=1)
        with refused("request.too_young"):
            revise_agreement(agreement=agreement, changes={"starts_on": date(2026, 12, 7)}, by=market.coach_actor)
        Student.objects.update(born_on=date(2013, 1, 12))
        with refused("request.too_young"):
            check_data(agreement=agreement, by=market.hr)

    def test_no_stage_in_the_first_grade(self, market):
        agreement = draft(market, form="OBSERVE")
        Programme.objects.update(is_dual=False, grade="1")
        with refused("request.first_grade"):
            revise_agreement(agreement=agreement, changes={"form": "STAGE"}, by=market.coach_actor)

    def test_the_form_follows_the_figure_of_the_first_day(self, market):
        """R03: a programme of 19 hours a week is paid once the threshold is 18."""
        agreement = in_signing(market)
        Programme.objects.update(work_hours_a_week=19)
        Placement.objects.update(form="SAO")
        with refused("agreement.form_against_programme"):
            revise_agreement(agreement=fresh(agreement), changes={"form": "OAO"}, by=market.coach_actor)
        Figure.objects.create(code="work_hours_threshold", value=18, in_force_on=STARTS_ON, source="Verzonnen wet")
        after = revise_agreement(agreement=fresh(agreement), changes={"form": "OAO"}, by=market.coach_actor)
        assert after.placement.form == "OAO"

    def test_contact_details_void_nothing(self, market):
        agreement = in_signing(market)
        Site.objects.update(contact_phone="+3230000000", contact_name="Iemand Anders")
        Student.objects.update(phone="+32470000000", email="nieuw@demo.example")
        agreement.placement.student.representatives.update(phone="+32471111111")
        assert digest_of(body_of(fresh(agreement))) == agreement.digest
        assert sign(agreement=agreement, by=market.hr).status == "signed"

    def test_nobody_signs_a_text_that_stopped_being_true(self, market):
        agreement = in_signing(market)
        Student.objects.update(last_name="Verbeterd")
        with refused("signature.text_changed"):
            sign(agreement=agreement, by=market.hr)
        after = revise_agreement(agreement=agreement, changes={}, by=market.coach_actor)
        assert "Verbeterd" in body_of(after)["student"]["name"]

    def test_the_form_changes_the_owner_of_dimona(self, market):
        agreement = in_signing(market)
        Company.objects.update(joint_committee=None)
        Placement.objects.update(form="SAO")
        after = revise_agreement(agreement=agreement, changes={"form": "OAO"}, by=market.coach_actor)
        assert after.placement.checks.get(item="dimona").owner == "company"

    def test_another_last_day_to_sign(self, market):
        agreement = in_signing(market)
        assert move_sign_by(agreement=agreement, sign_by_on=STARTS_ON, by=market.hr).sign_by_on == STARTS_ON
        for day in (date(2026, 11, 22), date(2027, 1, 12)):
            with refused("agreement.sign_by_day"):
                move_sign_by(agreement=agreement, sign_by_on=day, by=market.hr)
        with refused("agreement.not_signing"):
            move_sign_by(agreement=draft(market), sign_by_on=STARTS_ON, by=market.hr)


def test_the_preparation_phase_is_signed_as_a_stage_by_four(market):
    agreement = in_signing(market, form="AANLOOP")
    assert agreement.body["activities"]
    assert "allowance" not in agreement.body
    parties = sorted(agreement.signatures.values_list("party", flat=True))
    assert parties == ["company", "representative", "school", "student"]
    assert agreement.placement.checks.get(item="dimona").owner == "school"


def test_a_snuffel_asks_neither_mentor_nor_start_list(market):
    agreement = in_signing(market, form="SNUFFEL")
    assert "arrangement" in agreement.body
    assert sorted(agreement.signatures.values_list("party", flat=True)) == ["company", "school"]
    assert not agreement.placement.checks.exists()
    with refused("form.snuffel_too_long"):
        revise_agreement(agreement=agreement, changes={"ends_on": date(2027, 2, 1)}, by=market.coach_actor)
