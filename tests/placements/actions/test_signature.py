"""Who signs what, when it is refused, and what seals."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from companies.models import Mentor, Recognition
from marketplace.accounts.models import User
from marketplace.actor import SYSTEM, Actor, Role
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from placements.actions.agreement import check_data, revise_agreement
from placements.actions.family import ask_coach
from placements.actions.placement import stop
from placements.actions.signature import record_paper, refuse_to_sign, seal_complete, sign, sign_before_witness
from placements.actions.start import tick_check
from placements.documents.agreement import printed_facts
from placements.models import Agreement, FamilyQuestion, Placement
from placements.rules.signature import waiting_slots
from schools.models import Student
from tests.factories.accounts import MembershipFactory, actor_of
from tests.factories.agreements import director_of, in_signing, no_tie, parent_actor, student_actor
from tests.factories.companies import hr_of
from tests.factories.offers import make_market
from tests.factories.schools import CoachFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def director(market):
    return actor_of(director_of(market))


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def parents_of(agreement):
    rows = agreement.placement.student.representatives.order_by("pk")
    return [parent_actor(row, agreement.placement) for row in rows]


def status(agreement):
    row = Agreement.objects.select_related("placement").get(pk=agreement.pk)
    return row.status, row.placement.status


def sign_all(agreement, *actors):
    for actor in actors:
        no_tie(agreement, actor)
        sign(agreement=agreement, by=actor, way="link" if actor.user_id is None else "account")


class TestSeal:
    def test_the_last_signature_seals_in_any_order(self, market, director):
        agreement = in_signing(market)
        (parent,) = parents_of(agreement)
        sign_all(agreement, parent, director, student_actor(agreement.placement))
        assert status(agreement) == ("signing", "signing")
        sign_all(agreement, market.hr)
        assert status(agreement) == ("sealed", "signed")
        assert Agreement.objects.get().sealed_at
        assert Notification.objects.filter(code="agreement.sealed").count() == 4

    @pytest.mark.parametrize(
        ("rules", "signers", "sealed"),
        [
            (("may", "may"), (0,), True),
            (("may", "may"), (1,), True),
            (("must", "must"), (0,), False),
            (("must", "must"), (0, 1), True),
            (("must", "may"), (1,), False),
            (("must", "may"), (0,), True),
            (("not", "may"), (1,), True),
        ],
    )
    def test_representatives_of_a_minor(self, market, director, rules, signers, sealed):
        agreement = in_signing(market, parents=tuple({"signs": sign} for sign in ("may", "may")))
        for row, signs in zip(agreement.placement.student.representatives.order_by("pk"), rules, strict=True):
            row.signs = signs
            row.save()
        parents = parents_of(agreement)
        sign_all(agreement, market.hr, director, student_actor(agreement.placement), *(parents[n] for n in signers))
        assert status(agreement)[0] == ("sealed" if sealed else "signing")

    def test_an_institution_with_authority_signs_through_its_person(self, market, director):
        """The text and the paper name the person, and behind the name for which institution."""
        institution = {"name": "Leen Voogd", "authority": "institution", "institution": "Demo Jeugdhulp"}
        agreement = in_signing(market, parents=(institution,))
        sign_all(agreement, market.hr, director, student_actor(agreement.placement), *parents_of(agreement))
        assert status(agreement)[0] == "sealed"
        printed = printed_facts(Agreement.objects.get(pk=agreement.pk))["signatures"]
        assert [said[1] for said in printed].count("Leen Voogd (Demo Jeugdhulp)") == 1

    def test_a_representative_who_comes_later_signs_too(self, market, director):
        agreement = in_signing(market)
        agreement.placement.student.representatives.create(name="Voogd", signs="must", channel="paper")
        parents = parents_of(agreement)
        sign_all(agreement, market.hr, director, student_actor(agreement.placement), parents[0])
        assert status(agreement)[0] == "signing"
        sign_all(agreement, parents[1])
        assert status(agreement)[0] == "sealed"

    def test_turning_18_between_draft_and_signature(self, market, director):
        agreement = in_signing(market, born_on=date(2008, 11, 30))
        sign_all(agreement, market.hr, director)
        assert len(waiting_slots(agreement, TODAY)) == 2
        with time_machine.travel("2026-11-30 09:00 +0100", tick=False):
            with refused("placement.adult"):
                sign_all(agreement, *parents_of(agreement))
            sign_all(agreement, student_actor(agreement.placement))
            assert status(agreement)[0] == "sealed"

    def test_turning_18_with_nobody_left_to_sign(self, market, director):
        agreement = in_signing(market, born_on=date(2008, 11, 30))
        sign_all(agreement, market.hr, director, student_actor(agreement.placement))
        assert seal_complete(by=SYSTEM) == 0
        with time_machine.travel("2026-11-30 00:30 +0100", tick=False):
            assert seal_complete(by=SYSTEM) == 1
        assert status(agreement) == ("sealed", "signed")

    def test_turning_18_without_recognition_keeps_it_open_tells_once_and_goes_on_with_the_others(
        self, market, director
    ):
        waiting = in_signing(market, born_on=date(2008, 11, 30))
        other = make_market()
        free = in_signing(other, born_on=date(2008, 11, 30))
        sign_all(waiting, market.hr, director, student_actor(waiting.placement))
        sign_all(free, other.hr, actor_of(director_of(other)), student_actor(free.placement))
        held = Recognition.objects.filter(site=waiting.placement.site)
        days = held.values_list("starts_on", flat=True).get()
        held.update(starts_on=date(2027, 6, 1))
        told = Notification.objects.filter(code="agreement.not_sealed", path=f"/agreements/{waiting.pk}/")
        for day, sealed in (("2026-11-30", 1), ("2026-12-01", 0)):
            with time_machine.travel(f"{day} 00:30 +0100", tick=False):
                assert seal_complete(by=SYSTEM) == sealed
            assert (status(waiting), status(free)) == (("signing", "signing"), ("sealed", "signed"))
            assert sorted(told.values_list("organisation", "role")) == sorted(
                [(market.company.pk, "hr"), (market.school.pk, "coach")]
            )
        assert (
            "maar ze geldt nog niet. De vestiging is niet op elke dag erkend voor deze opleiding." in told[0].sentence
        )
        with override("en"):
            assert "but it does not hold yet. The site is not recognised" in told[0].sentence
        held.update(starts_on=days)
        with time_machine.travel("2026-12-02 00:30 +0100", tick=False):
            assert seal_complete(by=SYSTEM) == 1
        assert status(waiting) == ("sealed", "signed")

    def test_another_reason_is_told_too_and_the_first_again_after_it(self, market, director):
        waiting = in_signing(market, born_on=date(2008, 11, 30))
        sign_all(waiting, market.hr, director, student_actor(waiting.placement))
        held, guides = Recognition.objects.filter(site=waiting.placement.site), waiting.placement.mentors
        recognised_on, seat = held.values_list("starts_on", flat=True).get(), guides.get().seat
        told = Notification.objects.filter(code="agreement.not_sealed", role="hr").order_by("pk")
        nights = [(date(2027, 6, 1), seat), (date(2027, 6, 1), seat), (recognised_on, None), (date(2027, 6, 1), seat)]
        for day, (starts_on, taken) in enumerate(nights, start=1):
            held.update(starts_on=starts_on)
            guides.update(seat=taken)
            with time_machine.travel(f"2026-12-0{day} 00:30 +0100", tick=False):
                assert seal_complete(by=SYSTEM) == 0
        assert [row.parameters["reason"] for row in told] == [
            "agreement.not_recognised", "agreement.no_mentor", "agreement.not_recognised"
        ]  # fmt: skip

    def test_a_reason_told_in_words_before_it_had_a_code_is_still_read(self):
        kept = {"company": "Bakkerij", "programme": "Brood", "why": "Er is geen mentor."}
        assert Notification(code="agreement.not_sealed", parameters=kept).sentence.endswith("Er is geen mentor.")
        unknown = Notification(code="agreement.not_sealed", parameters=kept | {"reason": "seat.never_heard"}).sentence
        assert unknown.endswith("Kijk bij de overeenkomst wat er nog moet gebeuren.")

    def test_an_adult_signs_alone(self, market, director):
        agreement = in_signing(market, born_on=date(2006, 1, 1))
        sign_all(agreement, market.hr, director, student_actor(agreement.placement))
        assert status(agreement)[0] == "sealed"


class TestRefused:
    def test_once(self, market):
        agreement = in_signing(market)
        sign_all(agreement, market.hr)
        with refused("signature.sign.wrong_status"):
            sign_all(agreement, market.hr)

    def test_only_with_the_power_to_sign(self, market):
        with refused("signature.no_power"):
            sign_all(in_signing(market), actor_of(hr_of(market.company, may_sign=False)))

    def test_not_for_another_side(self, market):
        agreement = in_signing(market)
        with pytest.raises(PermissionDenied):
            sign_all(agreement, Actor(user_id=1, organisation_id=market.school.pk, roles=frozenset({Role.COACH})))
        other = in_signing(market)
        with pytest.raises(Agreement.DoesNotExist):
            sign_all(agreement, student_actor(other.placement))

    def test_recognition_blocks_at_the_signature(self, market):
        agreement = in_signing(market)
        Recognition.objects.update(ends_on=date(2027, 6, 29))
        with refused("agreement.not_recognised"):
            sign_all(agreement, market.hr)
        Recognition.objects.update(ends_on=date(2027, 6, 30))
        sign_all(agreement, market.hr)

    def test_a_stage_needs_no_recognition(self, market):
        market.programme.is_dual = False
        market.programme.save()
        agreement = in_signing(market, form="STAGE")
        Recognition.objects.all().delete()
        Mentor.objects.update(born_on=date(2006, 1, 1))  # R10 is a warning only
        sign_all(agreement, market.hr)

    def test_real_work_needs_a_mentor(self, market):
        agreement = in_signing(market)
        agreement.placement.mentors.update(seat=None)
        with refused("agreement.no_mentor"):
            sign_all(agreement, market.hr)

    @pytest.mark.parametrize(
        ("code", "fields"),
        [
            ("seat.mentor_too_young", {"born_on": date(2002, 11, 24)}),
            ("seat.mentor_practice", {"in_practice_since_on": date(2022, 1, 12)}),
            ("seat.mentor_extract", {"extract_seen_on": None, "extract_dated_on": None}),
        ],
    )
    def test_the_mentor_meets_r10(self, market, code, fields):
        agreement = in_signing(market)
        Mentor.objects.update(**fields)
        with refused(code):
            sign_all(agreement, market.hr)

    def test_after_the_last_day(self, market):
        agreement = in_signing(market)
        with time_machine.travel("2026-12-08 09:00 +0100", tick=False), refused("signature.too_late"):
            sign_all(agreement, market.hr)

    def test_a_stopped_placement(self, market):
        agreement = in_signing(market)
        stop(placement=Placement.objects.get(pk=agreement.placement_id), by=market.hr, reason="COMPANY_STOPS")
        with refused("signature.not_open"):
            sign_all(agreement, market.hr)

    @pytest.mark.parametrize("shared", ["email", "phone"])
    def test_a_shared_address_signs_at_school_or_on_paper(self, market, shared):
        agreement = in_signing(market)
        student = agreement.placement.student
        Student.objects.filter(pk=student.pk).update(phone="+32470123456")
        student.refresh_from_db()
        student.representatives.update(**{shared: getattr(student, shared).upper()})
        for actor in (student_actor(agreement.placement), *parents_of(agreement)):
            with refused("signature.contact_shared"):
                sign_all(agreement, actor)
        no_tie(agreement, *parents_of(agreement))
        slots = {slot.party: slot for slot in agreement.signatures.all()}
        sign_before_witness(signature=slots["student"], by=market.coach_actor)
        signed = record_paper(signature=slots["representative"], paper_on=TODAY, by=market.coach_actor)
        assert (signed.way, signed.witness_by, signed.paper_on) == ("paper", market.coach_member.user, TODAY)
        assert signed.identity == {"shares_contact": True, "host_tie": "none", "school_allowed_it": None}

    def test_paper_is_not_of_tomorrow(self, market):
        slot = in_signing(market).signatures.get(party="student")
        with refused("signature.paper_day"):
            record_paper(signature=slot, paper_on=date(2026, 11, 24), by=market.coach_actor)

    def test_the_paper_of_an_older_version_is_not_that_of_this_one(self, market):
        agreement = in_signing(market)
        with time_machine.travel("2026-12-01 09:00 +0100", tick=False):
            revise_agreement(agreement=agreement, changes={}, by=market.coach_actor)
            newer = Agreement.objects.live().get()
            check_data(agreement=newer, by=market.hr)
            check_data(agreement=newer, by=market.coach_actor)
            slot = newer.signatures.get(party="student")
            with refused("signature.paper_of_before"):
                record_paper(signature=slot, paper_on=date(2026, 11, 30), by=market.coach_actor)
            assert record_paper(signature=slot, paper_on=date(2026, 12, 1), by=market.coach_actor).status == "signed"

    def test_a_parent_who_works_there_signs_one_slot(self, market):
        agreement = in_signing(market)
        agreement.placement.student.representatives.update(email=market.hr_member.user.email)
        sign_all(agreement, market.hr)
        with refused("signature.twice"):
            sign_all(agreement, *parents_of(agreement))


class TestTwoSlots:
    """Whoever signed for company or school signs no slot of the family, in no way and in no order."""

    def at_school(self, market, agreement, party, way):
        slot = agreement.signatures.get(party=party)
        if way == "witness":
            return sign_before_witness(signature=slot, by=market.coach_actor)
        return record_paper(signature=slot, paper_on=TODAY, by=market.coach_actor)

    @pytest.fixture(params=["witness", "paper"])
    def way(self, request):
        return request.param

    @pytest.fixture
    def agreement(self, market):
        agreement = in_signing(market)
        no_tie(agreement, *parents_of(agreement))
        return agreement

    @pytest.mark.parametrize("party", ["student", "representative"])
    def test_the_address_of_who_signed_for_the_company(self, market, agreement, way, party):
        student = agreement.placement.student
        rows = student.representatives.all() if party == "representative" else Student.objects.filter(pk=student.pk)
        rows.update(email=f" {market.hr_member.user.email.upper()}")
        sign_all(agreement, market.hr)
        with pytest.raises(Refused, match="tekende al voor de onderneming") as caught:
            self.at_school(market, agreement, party, way)
        assert caught.value.code == "signature.signed_for_other"
        assert agreement.signatures.get(party=party).status == "open"

    def test_the_account_of_who_signed_for_the_company(self, market, agreement, way):
        Student.objects.filter(pk=agreement.placement.student_id).update(user=market.hr_member.user)
        sign_all(agreement, market.hr)
        with refused("signature.signed_for_other"):
            self.at_school(market, agreement, "student", way)

    def test_the_telephone_of_who_signed_for_the_school(self, market, agreement, way):
        director = director_of(market)
        CoachFactory(school=market.school, user=director.user, phone="+32470000001")
        agreement.placement.student.representatives.update(phone="+32470000001")
        sign_all(agreement, actor_of(director))
        with refused("signature.signed_for_other"):
            self.at_school(market, agreement, "representative", way)

    def test_who_signed_at_school_does_not_sign_for_the_company_too(self, market, agreement, way):
        agreement.placement.student.representatives.update(email=market.hr_member.user.email)
        self.at_school(market, agreement, "representative", way)
        with refused("signature.twice"):
            sign_all(agreement, market.hr)
        sign_all(agreement, actor_of(hr_of(market.company)))

    def test_the_family_shares_and_the_evidence_says_so(self, market, agreement, way):
        agreement.placement.student.representatives.update(email=agreement.placement.student.email)
        for party in ("student", "representative"):
            assert self.at_school(market, agreement, party, way).identity["shares_contact"] is True

    def test_the_page_of_the_witness_says_why(self, market, agreement, client_of):
        agreement.placement.student.representatives.update(email=market.hr_member.user.email)
        sign_all(agreement, market.hr)
        slot = agreement.signatures.get(party="representative")
        answer = client_of(market.coach_member).post(
            f"/signatures/{slot.pk}/witness/", {"witness": market.coach_member.user_id, "confirm": "on"}
        )
        assert answer.status_code == 409
        assert "heeft hetzelfde mailadres of telefoonnummer" in answer.content.decode()


class TestWitness:
    def test_the_one_who_acts_or_a_colleague_is_the_witness(self, market, director):
        agreement = in_signing(market)
        signed = sign_before_witness(signature=agreement.signatures.get(party="student"), by=market.coach_actor)
        coach = market.coach_member.user
        assert (signed.way, signed.witness, signed.witness_by) == ("witness", coach.name, coach)
        assert signed.name == str(agreement.placement.student)
        colleague = User.objects.get(pk=director.user_id)
        parent = agreement.signatures.get(party="representative")
        no_tie(agreement, *parents_of(agreement))
        assert sign_before_witness(signature=parent, witness=colleague, by=market.coach_actor).witness_by == colleague

    def test_a_witness_works_at_the_school_today(self, market):
        agreement = in_signing(market)
        slot = agreement.signatures.get(party="student")
        gone = director_of(market, starts_on=date(2026, 1, 1), ends_on=date(2026, 11, 22)).user
        pupil = MembershipFactory(organisation=market.school.organisation, role=Role.STUDENT).user
        for stranger in (market.hr_member.user, gone, pupil):
            with refused("signature.witness_unknown"):
                sign_before_witness(signature=slot, witness=stranger, by=market.coach_actor)
        assert agreement.signatures.get(party="student").status == "open"

    def test_nobody_is_the_witness_of_oneself(self, market):
        agreement = in_signing(market)
        agreement.placement.student.representatives.update(email=market.coach_member.user.email.upper())
        slot = agreement.signatures.get(party="representative")
        no_tie(agreement, *parents_of(agreement))
        with refused("signature.witness_signs"):
            sign_before_witness(signature=slot, by=market.coach_actor)

    def test_only_the_family_and_only_at_school(self, market):
        agreement = in_signing(market)
        with refused("signature.no_witness"):
            sign_before_witness(signature=agreement.signatures.get(party="company"), by=market.coach_actor)
        with pytest.raises(PermissionDenied):
            sign_before_witness(signature=agreement.signatures.get(party="student"), by=market.hr)


class TestNo:
    def test_a_refusal_goes_back_to_the_coach(self, market):
        agreement = in_signing(market)
        (parent,) = parents_of(agreement)
        with refused("signature.reason_needed"):
            refuse_to_sign(agreement=agreement, by=parent, reason=" ")
        refuse_to_sign(agreement=agreement, by=parent, reason="De uren zijn te lang.")
        assert status(agreement) == ("refused", "signing")
        with refused("signature.not_open"):
            sign_all(agreement, market.hr)
        after = revise_agreement(agreement=agreement, changes={}, by=market.coach_actor)
        assert status(after) == ("draft", "agreed")

    def test_after_a_refusal_the_coach_may_stop(self, market):
        agreement = in_signing(market)
        refuse_to_sign(agreement=agreement, by=market.hr, reason="Ons team verandert.")
        stop(placement=Placement.objects.get(pk=agreement.placement_id), by=market.coach_actor, reason="COMPANY_STOPS")
        assert status(agreement) == ("refused", "stopped")

    def test_a_question_leaves_the_slot_open(self, market, director):
        agreement = in_signing(market)
        for actor in (market.hr, director, *parents_of(agreement)):
            ask_coach(placement=agreement.placement, by=actor, text="Tot hoe laat is het?")
        assert FamilyQuestion.objects.visible_to(market.coach_actor).count() == 3
        assert not FamilyQuestion.objects.visible_to(market.hr).exists()
        sign_all(agreement, market.hr)


def test_ticking_needs_no_signature(market):
    agreement = in_signing(market)
    check = agreement.placement.checks.get(item="dimona")
    assert tick_check(check=check, done_on=TODAY, by=market.hr).done_on == TODAY


def test_the_longest_name_of_a_guardian_is_kept_whole(market):
    """PostgreSQL refuses what is longer than its column: nobody could sign for this institution."""
    agreement = in_signing(market, parents=({"name": "V" * 120, "institution": "I" * 150},))
    parent = parents_of(agreement)[0]
    no_tie(agreement, parent)
    slot = sign(agreement=agreement, by=parent)
    slot._meta.get_field("name").run_validators(slot.name)
    assert slot.name == f"{'V' * 120} ({'I' * 150})"
