"""The API of agreements: their text and plan, the data check, and the signatures that an actor may give."""

from datetime import date
from typing import Any, ClassVar

import django_filters
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.actor import COMPANY_ROLES, Actor, Role
from marketplace.api.endpoints import OfActor, Roles, Row, Rows, Serializers, StepView, today
from marketplace.api.fields import LARGEST_KEY, Day, Week, whole
from marketplace.api.serializers import Shown, Strict
from placements.actions import agreement as actions
from placements.actions import amend as amend_actions
from placements.actions import plan as plan_actions
from placements.actions import signature as signature_actions
from placements.actions.family import ask_coach
from placements.actions.host_tie import say_host_tie
from placements.agreement_body import body_of
from placements.api.placement import QuestionSerializer, RefusalSerializer
from placements.competences import percent
from placements.enums import ACTIVITY_FORMS, DUAL_FORMS, AgreementStatus, Form, HostTie
from placements.models import Agreement, PlanLine, Signature, TrainingPlan
from placements.rules.agreement import warnings
from placements.rules.plan import distance_in_words, plan_warnings, split_of, threshold_rows
from placements.rules.side import sides_of
from placements.rules.signature import slot_of
from schools.competence_rules import MOST_HOURS
from schools.enums import Place

WRITERS = (Role.HR, Role.COACH, Role.COORDINATOR)
READERS = (*WRITERS, Role.DIRECTOR, Role.MENTOR, Role.STUDENT)
SIGNERS = (Role.HR, Role.DIRECTOR, Role.COORDINATOR, Role.STUDENT)
COACHES = (Role.COACH, Role.COORDINATOR)


class PlanLineSerializer(Shown):
    text = serializers.CharField(source="competence.text", read_only=True)

    class Meta:
        model = PlanLine
        fields = (
            "id", "competence", "text", "place", "work_hours", "school_hours", "third_hours", "third_place",
            "starts_on", "ends_on", "activities", "equipment", "company_accepted_at", "school_accepted_at",
        )  # fmt: skip


class ThresholdSerializer(serializers.Serializer):
    """One legal figure beside the plan's own; it informs and never blocks."""

    name = serializers.CharField()
    words = serializers.CharField()
    value = serializers.CharField()
    minimum = serializers.CharField()
    met = serializers.BooleanField()


class TrainingPlanSerializer(Shown):
    """`share`: percent of the hours at the workplace; it informs and never blocks."""

    lines = PlanLineSerializer(many=True, read_only=True)
    activities: Any = serializers.SlugRelatedField("text", many=True, read_only=True)
    share = serializers.SerializerMethodField()
    band = serializers.SerializerMethodField()
    distance = serializers.SerializerMethodField()
    thresholds = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField()

    class Meta:
        model = TrainingPlan
        fields = (
            "general_hours", "weeks", "half_days", "explanation", "lines", "activities", "share", "band", "distance",
            "thresholds", "warnings",
        )  # fmt: skip

    def get_share(self, plan: TrainingPlan) -> str | None:
        """With one decimal; null for an empty plan."""
        share = split_of(plan, today()).share
        return None if share is None else str(percent(share))

    def get_band(self, plan: TrainingPlan) -> str:
        """Green, amber or grey."""
        return split_of(plan, today()).band.value

    def get_distance(self, plan: TrainingPlan) -> str:
        """How far from 60/40, in words."""
        return str(distance_in_words(split_of(plan, today())))

    @extend_schema_field(ThresholdSerializer(many=True))
    def get_thresholds(self, plan: TrainingPlan) -> Any:
        """The four legal figures, for a dual plan."""
        dual = plan.agreement.placement.form in DUAL_FORMS
        return ThresholdSerializer(threshold_rows(plan, today()) if dual else [], many=True).data

    @extend_schema_field(RefusalSerializer(many=True))
    def get_warnings(self, plan: TrainingPlan) -> Any:
        """What a person should look at."""
        dual = plan.agreement.placement.form in DUAL_FORMS
        return RefusalSerializer(plan_warnings(plan, today()) if dual else [], many=True).data


class SignatureSerializer(Shown):
    """`refusal_reason` is for coach and coordinator alone."""

    name = serializers.SerializerMethodField()
    refusal_reason = serializers.SerializerMethodField()

    class Meta:
        model = Signature
        fields = ("id", "party", "name", "status", "way", "witness", "paper_on", "answered_at", "refusal_reason")

    def get_name(self, slot: Signature) -> str:
        """Who signed, or the representative who may."""
        return slot.name or (slot.representative.name if slot.representative else "")

    def get_refusal_reason(self, slot: Signature) -> str:
        """Empty for anybody else."""
        by = sides_of(slot.agreement.placement, self.context["request"].actor)
        return slot.refusal_reason if by.has(*COACHES) else ""


class AgreementRowSerializer(Shown):
    class Meta:
        model = Agreement
        fields: tuple[str, ...] = (
            "id", "placement", "version", "status", "coach_checked_at", "hr_checked_at", "sign_by_on", "sealed_at",
            "digest", "amends", "in_force_on",
        )  # fmt: skip


class AgreementSerializer(AgreementRowSerializer):
    """`body`: what is signed, or of a draft would be; `own_signature`: the slot that the actor may fill."""

    body = serializers.SerializerMethodField()
    plan = TrainingPlanSerializer(read_only=True, default=None, allow_null=True)
    signatures = SignatureSerializer(many=True, read_only=True)
    own_signature = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField()

    class Meta(AgreementRowSerializer.Meta):
        fields = (
            *AgreementRowSerializer.Meta.fields, "body", "plan", "signatures", "own_signature", "warnings",
        )  # fmt: skip

    def get_body(self, agreement: Agreement) -> dict[str, Any]:
        """Plain JSON values; a company reads the birth date in the text that is signed, not before."""
        if agreement.status != AgreementStatus.DRAFT:
            return agreement.body
        body = body_of(agreement)
        hidden = sides_of(agreement.placement, self.context["request"].actor).has(*COMPANY_ROLES)
        return body | {"student": {"name": body["student"]["name"]}} if hidden else body

    def get_own_signature(self, agreement: Agreement) -> int | None:
        """Its key."""
        slot = slot_of(agreement, self.context["request"].actor)
        return slot.pk if slot else None

    @extend_schema_field(RefusalSerializer(many=True))
    def get_warnings(self, agreement: Agreement) -> Any:
        """What will hold back the signatures."""
        live = agreement.status in (AgreementStatus.DRAFT, AgreementStatus.SIGNING)
        found = warnings(agreement, self.context["request"].actor, today()) if live else []
        return RefusalSerializer(found, many=True).data


class LineInput(Strict):
    line = whole(1, 2**31 - 1)
    place = serializers.ChoiceField(choices=Place.choices)
    work_hours = whole(0, MOST_HOURS)
    school_hours = whole(0, MOST_HOURS)
    third_hours = whole(0, MOST_HOURS)


class PlanInput(Strict):
    """Lines that are not named stay."""

    general_hours = whole(0, MOST_HOURS)
    weeks = whole(1, 60)
    explanation = serializers.CharField(max_length=1000, allow_blank=True)
    lines = LineInput(many=True)


class ActivitiesInput(Strict):
    activities = serializers.ListField(child=serializers.CharField(max_length=200), max_length=200)
    half_days = whole(1, 600)


class ReviseSerializer(Strict):
    starts_on = Day(required=False)
    ends_on = Day(required=False)
    week = Week(required=False)
    in_force_on = Day(required=False)
    form = serializers.ChoiceField(choices=Form.choices, required=False)


class AmendSerializer(Strict):
    """What is not named stays as it is."""

    in_force_on = Day()
    ends_on = Day(required=False)
    week = Week(required=False)


class SignBySerializer(Strict):
    sign_by_on = Day()


class RefuseToSignSerializer(Strict):
    reason = serializers.CharField(max_length=600)


class TieSerializer(Strict):
    tie = serializers.ChoiceField(choices=HostTie.choices)


class PaperSerializer(Strict):
    paper_on = Day()


def say_tie(*, signature: Signature, tie: str, by: Actor) -> Signature:
    """What a representative says at school of a tie to the host. Refused: `host_tie.decided`."""
    if signature.representative is None:
        raise Signature.DoesNotExist
    say_host_tie(agreement=signature.agreement, representative=signature.representative, tie=tie, by=by)
    return signature


def sign_before_witness(*, signature: Signature, by: Actor) -> Signature:
    """The signature of a student or representative on your device, with you as the witness.

    Refused: `signature.witness_unknown`, `signature.witness_signs`, `signature.no_witness`, and what `sign` refuses.
    """
    return signature_actions.sign_before_witness(signature=signature, by=by)


def save_plan(*, agreement: Agreement, lines: list[dict[str, Any]], by: Actor, **whole_plan: Any) -> None:
    """Write the hours of a draft. Both sides check the data again.

    Refused: `agreement.not_draft`, `plan_line.of_other_plan`, `plan_line.proposal_waits`.
    """
    if agreement.placement.form not in DUAL_FORMS:
        raise TrainingPlan.DoesNotExist
    hours = {line.pop("line"): plan_actions.LineHours(**line) for line in lines}
    plan_actions.save_plan(agreement=agreement, lines=hours, by=by, **whole_plan)


def save_activities(*, agreement: Agreement, by: Actor, **written: Any) -> None:
    """Write the activities of a draft that has no plan per competence. Both sides check the data again.

    Refused: `agreement.not_draft`.
    """
    if agreement.placement.form not in ACTIVITY_FORMS:
        raise TrainingPlan.DoesNotExist
    plan_actions.save_activities(agreement=agreement, by=by, **written)


def revise(*, agreement: Agreement, by: Actor, **changes: Any) -> Agreement:
    """The next version, a draft with a copy of the plan; signatures of the version before are void.

    Of an amendment the day from which it holds, the last day and the hours change, nothing else.

    Refused: `agreement.runs`, `agreement.over`, `agreement.change_unknown`, `agreement.ends_before_start`,
    `agreement.first_day_passed`, `agreement.period_outside`, `agreement.no_days`, `agreement.form_against_programme`,
    `form.snuffel_too_long`, `request.too_young` (R01), `request.first_grade` (R02), `agreement.void.wrong_status`,
    `seat.mentor_full`, `seat.student_placed`.

    Of an amendment: `amendment.change_unknown`, `amendment.in_the_past`, `amendment.day_taken`,
    `amendment.day_outside`, `amendment.ends_before`, `agreement.period_outside`, `agreement.no_days`,
    `form.snuffel_too_long`, `agreement.drop.wrong_status`, `seat.mentor_full`, `seat.student_placed`.
    """
    return actions.revise_agreement(agreement=agreement, changes=changes, by=by)


def amend(*, agreement: Agreement, in_force_on: date, by: Actor, **changes: Any) -> Agreement:
    """Amend what everybody signed of a running placement, from a day on: a draft that everybody signs.

    Until then nothing changes. Refused: `amendment.not_running`, `amendment.open`, `amendment.not_newest`,
    `amendment.in_the_past`, `amendment.day_taken`, `amendment.day_outside`, `amendment.ends_before`,
    `agreement.period_outside`, `agreement.no_days`, `form.snuffel_too_long`, `seat.mentor_full`, `seat.student_placed`.
    """
    return amend_actions.amend_agreement(agreement=agreement, in_force_on=in_force_on, changes=changes, by=by)


def ask(*, agreement: Agreement, text: str, by: Actor) -> None:
    """Ask the coach something; signing stays possible."""
    ask_coach(placement=agreement.placement, text=text, by=by)


class AgreementFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=AgreementStatus)
    placement = django_filters.NumberFilter(field_name="placement", max_value=LARGEST_KEY)

    class Meta:
        model = Agreement
        fields: tuple[str, ...] = ()


class OfAgreement(OfActor):
    """One version of an agreement."""

    roles: ClassVar[Roles] = READERS
    rows = Agreement.objects.select_related(
        "placement__student",
        "placement__programme",
        "placement__offer",
        "placement__site",
        "placement__company__organisation",
        "placement__school__organisation",
        "plan",
    ).prefetch_related("signatures__representative", "plan__lines__competence", "plan__activities")
    serializer_class: Serializers = AgreementSerializer
    noun = "agreement"


class Agreements(OfAgreement, Rows):
    """The agreements of the actor's placements."""

    rows = Agreement.objects.all()
    serializer_class = AgreementRowSerializer
    filterset_class = AgreementFilter


class OneAgreement(OfAgreement, Row):
    """One version: its text, its plan, who signed."""


class AgreementStep(OfAgreement, StepView):
    """A verb on an agreement."""

    roles: ClassVar[Roles] = WRITERS


class SignatureStep(StepView):
    """A verb on a signature."""

    roles, by_person = (*COACHES, Role.DIRECTOR), True
    rows = Signature.objects.select_related("agreement__placement__student", "representative")
    serializer_class = SignatureSerializer
    noun = "signature"


SIGNER: dict[str, Any] = {"roles": SIGNERS, "by_person": True}
REFUSE: dict[str, Any] = {
    "verb": signature_actions.refuse_to_sign, "input_class": RefuseToSignSerializer, **SIGNER
}  # fmt: skip
PAPER: dict[str, Any] = {"verb": signature_actions.record_paper, "input_class": PaperSerializer}
ONE = "agreements/<int:pk>/"

urlpatterns = [
    path("agreements/", Agreements.as_view()),
    path(ONE, OneAgreement.as_view()),
    path(f"{ONE}plan/", AgreementStep.as_view(verb=save_plan, input_class=PlanInput)),
    path(f"{ONE}activities/", AgreementStep.as_view(verb=save_activities, input_class=ActivitiesInput)),
    path(f"{ONE}check/", AgreementStep.as_view(verb=actions.check_data, by_person=True)),
    path(f"{ONE}revise/", AgreementStep.as_view(verb=revise, input_class=ReviseSerializer)),
    path(f"{ONE}amend/", AgreementStep.as_view(verb=amend, input_class=AmendSerializer)),
    path(f"{ONE}drop/", AgreementStep.as_view(verb=amend_actions.drop_amendment)),
    path(f"{ONE}sign-by/", AgreementStep.as_view(verb=actions.move_sign_by, input_class=SignBySerializer)),
    path(f"{ONE}sign/", AgreementStep.as_view(verb=signature_actions.sign, **SIGNER)),
    path(f"{ONE}refuse/", AgreementStep.as_view(**REFUSE)),
    path(f"{ONE}ask/", AgreementStep.as_view(verb=ask, input_class=QuestionSerializer, **SIGNER)),
    path("signatures/<int:pk>/tie/", SignatureStep.as_view(verb=say_tie, input_class=TieSerializer)),
    path("signatures/<int:pk>/paper/", SignatureStep.as_view(**PAPER)),
    path("signatures/<int:pk>/witness/", SignatureStep.as_view(verb=sign_before_witness)),
]
