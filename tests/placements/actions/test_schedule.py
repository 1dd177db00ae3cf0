"""The week schedule: prefilled, checked when it is entered, when it is signed and every night; bad input by name."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from companies.models import Closure, JointCommittee
from marketplace.notifications.models import Notification
from marketplace.reference.models import Figure
from marketplace.workflow import Refused
from placements.actions.agreement import check_data, revise_agreement
from placements.actions.schedule import forget_day, save_week, set_days
from placements.actions.schedule_check import check_schedules
from placements.actions.school_contact import forget_school_contact, name_school_contact
from placements.agreement_body import body_of
from placements.models import Agreement, Placement, Schedule
from placements.rules.schedule import fits_form, hours_of, notes
from placements.usual_week import WeekBlock
from schools.models import Student
from tests.factories.agreements import STARTS_ON, agreed_placement, draft, in_signing, student_actor
from tests.factories.offers import make_market
from tests.factories.schools import SchoolClassFactory

pytestmark = pytest.mark.django_db
CARNIVAL = date(2027, 2, 10)  # the Wednesday of that holiday
LESSON_WEEK = date(2027, 2, 17)
HOURS = ((time(8), time(12)), (time(13), time(16)))


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def agreement(market):
    """A draft for a student of seventeen, Wednesday to Friday from 8 to 16 hours, from 11 January 2027 on."""
    return draft(market)


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def work(*days, spans=HOURS):
    return [WeekBlock(day, *span) for day in days for span in spans]


def plan_of(agreement):
    return hours_of(Schedule.objects.get(agreement=agreement))


def in_sector(market, code):
    market.company.joint_committee = JointCommittee.objects.create(code=code, name="Demo")
    market.company.save()


class TestDraft:
    def test_the_days_at_work_get_a_break_and_the_class_days_lessons(self, market):
        placement = agreed_placement(market)
        school_class = SchoolClassFactory(school=market.school, programme=market.programme, school_days=[1, 2])
        Student.objects.filter(pk=placement.student_id).update(school_class=school_class)
        body = body_of(draft(market, Placement.objects.get(pk=placement.pk)))["schedule"]
        told = [(row["weekday"], row["starts"], row["ends"], row["place"]) for row in body["week"]]
        assert told[:2] == [(1, "08:30", "12:00", "school"), (1, "13:00", "17:00", "school")]
        assert told[4:6] == [(3, "08:00", "12:00", "work"), (3, "13:00", "16:00", "work")]
        assert {row[0] for row in told} == {1, 2, 3, 4, 5}

    def test_it_keeps_the_rules_and_is_signed(self, market, agreement):
        assert plan_of(agreement).breaches == []
        signing = in_signing(market)
        assert signing.body["schedule"]["week"]
        assert signing.body == body_of(Agreement.objects.get(pk=signing.pk))

    def test_holidays_and_closed_days_are_free(self, market, agreement):
        Closure.objects.create(site=market.site, starts_on=date(2027, 1, 13), ends_on=date(2027, 1, 13))
        worked = plan_of(agreement).worked
        assert date(2027, 1, 14) in worked
        assert not worked & {date(2027, 1, 13), CARNIVAL, date(2027, 5, 6)}

    def test_a_visit_has_none(self, market):
        assert "schedule" not in body_of(draft(market, form="OBSERVE"))

    def test_the_next_version_keeps_it_with_its_exceptions(self, market):
        row = draft(market)
        set_days(agreement=row, starts_on=LESSON_WEEK, ends_on=LESSON_WEEK, kind="other", spans=HOURS, by=market.hr)
        before = body_of(Agreement.objects.get(pk=row.pk))["schedule"]
        check_data(agreement=row, by=market.hr)
        check_data(agreement=row, by=market.coach_actor)
        later = revise_agreement(agreement=row, changes={}, by=market.hr)
        assert body_of(Agreement.objects.get(pk=later.pk))["schedule"] == before

    def test_other_days_at_work_draft_the_week_again(self, market, agreement):
        week = {"1": ["09:00", "13:00"]}
        row = revise_agreement(agreement=agreement, changes={"week": week}, by=market.hr)
        blocks = row.schedule.blocks.filter(weekday=1)
        assert [(block.starts, block.is_work) for block in blocks] == [(time(9), True)]


class TestWeek:
    def test_it_is_written_and_the_days_of_the_placement_follow(self, market, agreement):
        check_data(agreement=agreement, by=market.coach_actor)
        save_week(agreement=agreement, blocks=work(1, 2, 3), by=market.hr)
        row = Agreement.objects.get(pk=agreement.pk)
        assert row.placement.week == {str(day): ["08:00", "16:00"] for day in (1, 2, 3)}
        assert row.coach_checked_at is None

    @pytest.mark.parametrize(
        ("blocks", "code"),
        [
            ([], "schedule.no_work"),
            (work(3, spans=[(time(8), time(8))]), "schedule.no_length"),
            (work(3, spans=[(time(8), time(12)), (time(11), time(13))]), "schedule.overlap"),
            (work(3, spans=[(time(8), time(12)), (time(13), time(17, 30))]), "worktime.day"),
            (work(3, spans=[(time(8), time(13))]), "worktime.break"),
            (work(3, 7), "worktime.sunday"),
            (work(3, spans=[(time(17), time(20, 30))]), "worktime.night"),
            (work(3, spans=[(time(22), time(2))]), "worktime.night_never"),
            (work(1, 2, 3, 4, 5, 6), "worktime.week"),
            (work(1, 6, spans=HOURS[:1]), "worktime.weekly_rest"),
        ],
    )
    def test_a_broken_rule_is_told_and_nothing_is_written(self, market, agreement, blocks, code):
        before = body_of(agreement)["schedule"]
        with refused(code):
            save_week(agreement=agreement, blocks=blocks, by=market.hr)
        assert body_of(Agreement.objects.get(pk=agreement.pk))["schedule"] == before

    def test_only_a_draft_and_only_its_writers(self, market, agreement):
        with pytest.raises(PermissionDenied):
            save_week(agreement=agreement, blocks=work(3), by=student_actor(agreement.placement))
        with refused("agreement.not_draft"):
            save_week(agreement=in_signing(market), blocks=work(3), by=market.hr)

    def test_sundays_of_the_sector_ask_a_reason(self, market, agreement):
        in_sector(market, "302")
        sunday = [*work(3, 4, 5), *work(7, spans=[(time(10), time(14))])]
        with refused("worktime.sunday"):
            save_week(agreement=agreement, blocks=sunday, by=market.hr)
        with refused("worktime.sundays_in_a_row"):
            save_week(agreement=agreement, blocks=sunday, sector_reason="leert het ontbijt", by=market.hr)
        evening = [*work(3, 4), *work(5, spans=[(time(18), time(22))])]
        with refused("worktime.night"):
            save_week(agreement=agreement, blocks=evening, by=market.hr)
        save_week(agreement=agreement, blocks=evening, sector_reason="leert het avondmaal", by=market.hr)
        assert body_of(Agreement.objects.get(pk=agreement.pk))["schedule"]["sector_reason"] == "leert het avondmaal"

    def test_an_adult_may_work_at_night(self, market, agreement):
        Student.objects.filter(pk=agreement.placement.student_id).update(born_on=date(2006, 1, 1))
        night = [(time(22), time(2)), (time(3), time(6))]
        save_week(agreement=agreement, blocks=work(1, 2, 3, spans=night), by=market.hr)
        assert plan_of(agreement).breaches == []

    def test_a_birthday_in_the_period_frees_the_days_after_it(self, market, agreement):
        Student.objects.filter(pk=agreement.placement.student_id).update(born_on=date(2009, 1, 13))
        late = work(3, 4, 5, spans=[(time(13), time(17)), (time(18), time(21))])
        save_week(agreement=agreement, blocks=late, by=market.hr)  # eighteen on Wednesday 13 January
        Student.objects.filter(pk=agreement.placement.student_id).update(born_on=date(2009, 1, 14))
        assert [breach.day for breach in plan_of(agreement).breaches] == [date(2027, 1, 13)]


class TestTotals:
    def test_an_oao_of_eighteen_hours_is_an_sao(self, market, agreement):
        save_week(
            agreement=agreement, blocks=work(3, 4, 5, spans=[(time(8), time(12)), (time(13), time(15))]), by=market.hr
        )
        refusal = fits_form(plan_of(agreement))
        assert "gemiddeld 18 uur per week. Een OAO vraagt er minstens 20" in str(refusal.sentence)
        with refused("schedule.below_form"):
            check_data(agreement=agreement, by=market.hr)

    def test_school_and_work_over_the_week_of_the_sector_warn(self, market, agreement):
        in_sector(market, "311")
        lessons = [WeekBlock(day, time(8, 30), time(16, 30), is_work=False) for day in (1, 2)]
        save_week(agreement=agreement, blocks=[*work(3, 4, 5), *lessons], by=market.hr)
        found = {note.code: str(note.sentence) for note in notes(plan_of(agreement))}
        assert "37 uur: meer dan de week van 36 uur in de sector" in found["worktime.sector_week"]
        assert "in deze sector is een volle week 36 uur" in found["schedule.not_sector_week"]

    @pytest.mark.parametrize(("since", "week"), [(STARTS_ON, 38), (STARTS_ON + timedelta(days=1), 36)])
    def test_the_week_of_the_sector_is_that_of_the_first_day(self, market, agreement, since, week):
        """A later week is for placements that begin later: 37 hours stay too many here."""
        in_sector(market, "311")
        Figure.objects.create(code="sector_week_311", value=38, in_force_on=since, source="Verzonnen")
        lessons = [WeekBlock(day, time(8, 30), time(16, 30), is_work=False) for day in (1, 2)]
        save_week(agreement=agreement, blocks=[*work(3, 4, 5), *lessons], by=market.hr)
        found = {note.code: str(note.sentence) for note in notes(plan_of(agreement))}
        assert f"in deze sector is een volle week {week} uur" in found["schedule.not_sector_week"]
        assert ("worktime.sector_week" in found) == (week == 36)

    def test_a_sector_without_a_week_of_its_own_has_the_usual_one(self, market, agreement):
        in_sector(market, "112")
        Figure.objects.create(code="sector_week_usual", value=39, in_force_on=STARTS_ON, source="Verzonnen")
        found = {note.code: str(note.sentence) for note in notes(plan_of(agreement))}
        assert "in deze sector is een volle week 39 uur" in found["schedule.not_sector_week"]

    @pytest.mark.parametrize("form", ["SAO", "AANLOOP"])
    def test_below_twenty_eight_hours_warns(self, market, form):
        market.programme.forms, market.programme.work_hours_a_week = ["SAO"], 14
        market.programme.save()
        row = draft(market, form=form)
        save_week(agreement=row, blocks=work(3, 4), by=market.hr)
        found = {note.code: str(note.sentence) for note in notes(plan_of(row))}
        assert "minstens 28" in found["schedule.below_total"]


class TestDays:
    def set(self, agreement, by, day, kind, last=None, **more):
        return set_days(agreement=agreement, starts_on=day, ends_on=last or day, kind=kind, by=by, **more)

    def test_a_holiday_at_work_has_a_reason_a_day_back_and_a_contact(self, market, agreement):
        by = market.coach_actor
        with refused("schedule.holiday_reason"):
            self.set(agreement, by, CARNIVAL, "holiday")
        with refused("holiday.no_annex"):
            self.set(agreement, by, CARNIVAL, "other", spans=HOURS)
        with refused("holiday.not_recovered"):
            self.set(agreement, by, CARNIVAL, "holiday", reason="leert de inventaris")
        self.set(agreement, by, LESSON_WEEK, "recovery")
        self.set(agreement, by, CARNIVAL, "holiday", reason="leert de inventaris")
        assert {CARNIVAL} == plan_of(agreement).worked & {CARNIVAL, LESSON_WEEK}
        with refused("schedule.no_school_contact"):
            check_data(agreement=agreement, by=market.hr)
        contact = name_school_contact(
            placement=agreement.placement, name="Wie", phone="+32470000000", starts_on=CARNIVAL, ends_on=CARNIVAL, by=by
        )
        check_data(agreement=agreement, by=market.hr)
        with refused("holiday.not_recovered"):
            forget_day(day=agreement.schedule.days.get(kind="recovery"), by=by)
        forget_school_contact(contact=contact, by=by)
        with refused("schedule.no_school_contact"):
            check_data(agreement=agreement, by=by)

    def test_a_week_off_is_one_step(self, market, agreement):
        self.set(agreement, market.hr, LESSON_WEEK, "free", LESSON_WEEK + timedelta(days=6))
        assert agreement.schedule.days.count() == 7
        self.set(agreement, market.hr, LESSON_WEEK, "free", LESSON_WEEK + timedelta(days=6))
        assert agreement.schedule.days.count() == 7

    @pytest.mark.parametrize(
        ("day", "last", "kind", "spans", "code"),
        [
            (LESSON_WEEK, LESSON_WEEK - timedelta(days=1), "free", (), "schedule.days_order"),
            (LESSON_WEEK, LESSON_WEEK + timedelta(days=62), "free", (), "schedule.too_many_days"),
            (date(2027, 9, 1), None, "free", (), "schedule.day_outside"),
            (LESSON_WEEK, None, "free", HOURS, "schedule.free_with_hours"),
            (date(2027, 2, 15), None, "other", (), "schedule.day_without_hours"),
            (LESSON_WEEK, None, "other", ((time(8), time(8)),), "schedule.no_length"),
            (date(2027, 3, 28), None, "other", ((time(2, 30), time(5)),), "schedule.skipped_hour"),
            (date(2027, 2, 21), None, "other", HOURS[:1], "worktime.sunday"),
        ],
    )
    def test_bad_days(self, market, agreement, day, last, kind, spans, code):
        with refused(code):
            self.set(agreement, market.hr, day, kind, last, spans=spans)
        assert agreement.schedule.days.count() == 0

    def test_a_night_in_which_the_clock_goes_back_counts_its_real_hours(self, market, agreement):
        Student.objects.filter(pk=agreement.placement.student_id).update(born_on=date(2006, 1, 1))
        Placement.objects.filter(pk=agreement.placement_id).update(starts_on=date(2026, 10, 19))
        row = Agreement.objects.get(pk=agreement.pk)
        self.set(row, market.hr, date(2026, 10, 24), "other", spans=[(time(22), time(6))])
        block = next(block for block in plan_of(row).blocks if block.day == date(2026, 10, 24))
        assert block.length == timedelta(hours=9)


class TestLaw:
    def test_a_period_that_crosses_a_change_of_law_is_judged_day_by_day(self, market, agreement):
        Figure.objects.create(code="minor_day_hours", value=6, in_force_on=date(2027, 3, 1), source="Verzonnen wet")
        found = plan_of(agreement).breaches
        assert {breach.code for breach in found} == {"worktime.day"}
        assert min(breach.day for breach in found) == date(2027, 3, 1)
        with refused("worktime.day"):
            check_data(agreement=agreement, by=market.hr)

    def test_a_period_that_crosses_a_school_year_is_refused(self, market, agreement):
        with refused("agreement.period_outside"):
            revise_agreement(agreement=agreement, changes={"ends_on": date(2027, 12, 31)}, by=market.hr)


class TestEveryNight:
    def test_what_a_new_law_breaks_is_told_once_and_forgotten(self, market):
        row = in_signing(market)
        Agreement.objects.filter(pk=row.pk).update(status="sealed", sealed_at=row.hr_checked_at)
        Placement.objects.filter(pk=row.placement_id).update(status="signed")
        assert check_schedules(by=market.hr) == 0
        law = Figure.objects.create(code="minor_day_hours", value=6, in_force_on=date(2027, 3, 1), source="Verzonnen")
        assert [check_schedules(by=market.hr) for _ in range(2)] == [1, 0]
        told = Notification.objects.filter(code="placement.hours_problem")
        assert set(told.values_list("role", flat=True)) == {"hr", "coach"}
        law.delete()
        assert check_schedules(by=market.hr) == 0
        assert not row.schedule.warnings.exists()


def test_an_even_swap_leaves_the_hours_of_the_form(market):
    """At 20 hours and a bit a week, two days in a holiday and the two that make up for them change nothing."""
    agreement = draft(market)
    spans = ((time(8), time(12)), (time(13), time(15, 45)))
    save_week(agreement=agreement, blocks=work(3, 4, 5, spans=spans), by=market.hr)
    assert fits_form(plan_of(agreement)) is None
    for day in (LESSON_WEEK, LESSON_WEEK + timedelta(days=7)):
        set_days(agreement=agreement, starts_on=day, ends_on=day, kind="recovery", by=market.hr)
    assert fits_form(plan_of(agreement)).code == "schedule.below_form"
    last = CARNIVAL + timedelta(days=1)
    set_days(agreement=agreement, starts_on=CARNIVAL, ends_on=last, kind="holiday", reason="Lossen", by=market.hr)
    assert fits_form(plan_of(agreement)) is None
