"""The API of placements: from the company's yes to the last day, and the short list before the first day."""

from datetime import date
from typing import Any, ClassVar

from dateutil.relativedelta import relativedelta
from django.db.models import F, Prefetch
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from companies.models import Mentor
from marketplace.actor import SCHOOL_STAFF, Actor, Role
from marketplace.api.endpoints import OfActor, Roles, Row, Rows, Serializers, StepView, today
from marketplace.api.fields import Day, Moment, Visible, Week, several
from marketplace.api.serializers import Shown, Strict
from placements.actions import family as family_actions
from placements.actions import placement as actions
from placements.actions.agreement import draft_agreement
from placements.actions.seat import name_mentor
from placements.actions.start import tick_check
from placements.enums import AgreementStatus, EndReason, HealthOutcome, Party, SignedBy
from placements.filters.offer import PlacementFilter
from placements.models import Agreement, Meeting, MentorAssignment, Placement, StartCheck
from placements.rules.link import contact_of
from placements.rules.placement import is_minor, next_step
from placements.rules.side import sides_of
from placements.rules.start import missing
from placements.rules.version import version_on
from schools.enums import Need
from schools.models import LegalRepresentative

STAFF = (Role.HR, Role.COORDINATOR, Role.COACH, Role.DIRECTOR)
READERS = (*STAFF, Role.MENTOR, Role.STUDENT)
ACTING = (Role.HR, Role.COORDINATOR, Role.COACH)
COACHES = (Role.COACH, Role.COORDINATOR)
FAMILY = [choice for choice in Party.choices if choice[0] in (Party.STUDENT, Party.REPRESENTATIVE)]
REASONS = [choice for choice in EndReason.choices if choice[0] != EndReason.END_DATE]


class RefusalSerializer(serializers.Serializer):
    """A stable code and the sentence."""

    code = serializers.CharField()
    detail = serializers.CharField(source="sentence")


class MentorNameSerializer(Shown):
    """Outside the company only the name."""

    name = serializers.CharField(source="mentor.name", read_only=True)

    class Meta:
        model = MentorAssignment
        fields = ("id", "mentor", "name", "seat", "is_stand_in", "starts_on", "ends_on")


class MeetingSerializer(Shown):
    class Meta:
        model = Meeting
        fields = ("at", "where", "went_well")


class StartCheckSerializer(Shown):
    class Meta:
        model = StartCheck
        fields = ("id", "placement", "item", "owner", "is_hard", "done_on")


class PlacementRowSerializer(Shown):
    student_name = serializers.CharField(source="student", read_only=True)
    programme_name = serializers.CharField(source="programme.name", read_only=True)
    company_name = serializers.CharField(source="company.organisation.name", read_only=True)
    school_name = serializers.CharField(source="school.organisation.name", read_only=True)
    week = serializers.SerializerMethodField()

    class Meta:
        model = Placement
        fields: tuple[str, ...] = (
            "id", "status", "offer", "capacity", "student_name", "company", "company_name", "site", "school",
            "school_name", "programme", "programme_name", "form", "starts_on", "ends_on", "week", "accepted_at",
            "student_yes_at", "representative_yes_at", "ended_on", "end_reason",
        )  # fmt: skip

    @extend_schema_field(Week)
    def get_week(self, placement: Placement) -> Any:
        """The days and hours at work of the version that holds today; those of an amendment come on its day."""
        holds: Any = version_on(placement.sealed_versions, today())  # type: ignore[attr-defined]  # of SEALED
        return holds.days if holds else placement.week


class ContactSerializer(serializers.Serializer):
    """Whom to call."""

    name = serializers.CharField()
    phone = serializers.CharField()


class PlacementSerializer(PlacementRowSerializer):
    """Names are exchanged; of a minor one learns until when, of practical needs what helps on the floor."""

    minor_until = serializers.SerializerMethodField()
    needs = several(Need, source="student.needs", read_only=True)
    next_step = serializers.SerializerMethodField()
    next_owner = serializers.SerializerMethodField()
    school_contact = serializers.SerializerMethodField()
    site_contact = serializers.SerializerMethodField()
    mentors = MentorNameSerializer(many=True, read_only=True)
    meeting = MeetingSerializer(read_only=True, default=None, allow_null=True)
    checks = StartCheckSerializer(many=True, read_only=True)
    not_ready = serializers.SerializerMethodField()
    agreements = serializers.SerializerMethodField()

    class Meta(PlacementRowSerializer.Meta):
        fields = (
            *PlacementRowSerializer.Meta.fields, "minor_until", "needs", "next_step", "next_owner", "school_contact",
            "site_contact", "mentors", "meeting", "checks", "not_ready", "agreements",
        )  # fmt: skip

    @property
    def _actor(self) -> Actor:
        return self.context["request"].actor

    def get_minor_until(self, placement: Placement) -> date | None:
        """The eighteenth birthday of a minor."""
        return placement.student.born_on + relativedelta(years=18) if is_minor(placement, today()) else None

    def get_next_step(self, placement: Placement) -> str:
        """What happens next, in one sentence."""
        return str(next_step(placement, today()))

    def get_next_owner(self, placement: Placement) -> str:
        """Who goes on with the student after an early end; for the school alone."""
        return placement.next_owner if sides_of(placement, self._actor).has(*SCHOOL_STAFF) else ""

    @extend_schema_field(ContactSerializer)
    def get_school_contact(self, placement: Placement) -> Any:
        """The coach, or the school."""
        name, phone = contact_of(placement)
        return ContactSerializer({"name": name, "phone": phone}).data

    @extend_schema_field(ContactSerializer)
    def get_site_contact(self, placement: Placement) -> Any:
        """On the workplace."""
        site = placement.site
        return ContactSerializer({"name": site.contact_name, "phone": site.contact_phone}).data

    @extend_schema_field(RefusalSerializer(many=True))
    def get_not_ready(self, placement: Placement) -> Any:
        """Why the student must not be sent yet."""
        return RefusalSerializer(missing(placement, today()), many=True).data

    def get_agreements(self, placement: Placement) -> list[int]:
        """The keys of its versions, the newest first."""
        rows = Agreement.objects.visible_to(self._actor).filter(placement=placement)
        return list(rows.order_by("-version").values_list("pk", flat=True))


class MeetingInput(Strict):
    at = Moment()
    where = serializers.CharField(max_length=200)

    def validate_at(self, at: Any) -> Any:
        """Within the days that dates can be counted from."""
        Day().run_validation(at.date().isoformat())
        return at


class MeetingResultSerializer(Strict):
    went_well = serializers.BooleanField()


class NameMentorSerializer(Strict):
    mentor = Visible(queryset=Mentor.objects.all())


class StopSerializer(Strict):
    reason = serializers.ChoiceField(choices=REASONS)


class EndEarlySerializer(StopSerializer):
    last_on = Day()
    next_step = serializers.CharField(max_length=100)
    next_person = serializers.CharField(max_length=80)


class YesSeenSerializer(Strict):
    """`representative` for a representative's yes."""

    party = serializers.ChoiceField(choices=FAMILY)
    representative = Visible(queryset=LegalRepresentative.objects.all(), required=False, allow_null=True)
    witness = serializers.CharField(max_length=120)


class NoSerializer(StopSerializer):
    text = serializers.CharField(max_length=600, required=False, allow_blank=True)


class QuestionSerializer(Strict):
    text = serializers.CharField(max_length=600)


class TickSerializer(Strict):
    """`document_on` for the risk analysis, `outcome` for health."""

    done_on = Day()
    document_on = Day(required=False, allow_null=True)
    outcome = serializers.ChoiceField(choices=HealthOutcome.choices, required=False, allow_blank=True)


SEALED = Prefetch(  # with the days at work of their text, without the text
    "agreements",
    Agreement.objects.filter(status=AgreementStatus.SEALED)
    .annotate(days=F("body__week"))
    .only("placement", "version", "status", "in_force_on"),
    to_attr="sealed_versions",
)


class OfPlacement(OfActor):
    """A placement, for both sides, its mentor and its student."""

    roles: ClassVar[Roles] = READERS
    rows = Placement.objects.select_related(
        "offer__request", "student", "programme", "coach", "site", "company__organisation", "school__organisation"
    ).prefetch_related("mentors__mentor", "checks", SEALED)
    serializer_class: Serializers = PlacementSerializer
    noun = "placement"


class Placements(OfPlacement, Rows):
    """The placements of a company, a school, a mentor or a student."""

    rows = Placement.objects.select_related(
        "student", "programme", "company__organisation", "school__organisation"
    ).prefetch_related(SEALED)
    serializer_class = PlacementRowSerializer
    filterset_class = PlacementFilter


class OnePlacement(OfPlacement, Row):
    """One placement: where it stands, what is asked of whom."""


class PlacementStep(OfPlacement, StepView):
    """A verb on a placement."""

    roles: ClassVar[Roles] = ACTING


def say_yes(*, placement: Placement, by: Actor) -> Placement:
    """The student's yes.

    Refused: `placement.meeting_first`, `placement.yes_already`, `placement.yes.wrong_status`.
    """
    return family_actions.say_yes(placement=placement, by=by, way=SignedBy.ACCOUNT)


class CheckStep(StepView):
    """A verb on an item of the short list before the first day."""

    roles = (Role.HR, Role.COACH, Role.COORDINATOR, Role.STUDENT)
    rows = StartCheck.objects.select_related("placement__student")
    serializer_class = StartCheckSerializer
    noun = "check"


STUDENT: dict[str, Any] = {"roles": (Role.STUDENT,), "by_person": True}
YES_SEEN: dict[str, Any] = {
    "verb": family_actions.record_yes, "input_class": YesSeenSerializer, "roles": COACHES, "by_person": True
}  # fmt: skip
MENTOR: dict[str, Any] = {"verb": name_mentor, "input_class": NameMentorSerializer, "roles": (Role.HR,)}
RESULT: dict[str, Any] = {"verb": actions.conclude_meeting, "input_class": MeetingResultSerializer}
END_EARLY: dict[str, Any] = {"verb": actions.end_early, "input_class": EndEarlySerializer}
QUESTION: dict[str, Any] = {"verb": family_actions.ask_coach, "input_class": QuestionSerializer, **STUDENT}

urlpatterns = [
    path("placements/", Placements.as_view()),
    path("placements/<int:pk>/", OnePlacement.as_view()),
    path("placements/<int:pk>/meeting/", PlacementStep.as_view(verb=actions.plan_meeting, input_class=MeetingInput)),
    path("placements/<int:pk>/meeting/result/", PlacementStep.as_view(**RESULT)),
    path("placements/<int:pk>/mentor/", PlacementStep.as_view(**MENTOR)),
    path("placements/<int:pk>/yes/", PlacementStep.as_view(verb=say_yes, **STUDENT)),
    path(
        "placements/<int:pk>/no/",
        PlacementStep.as_view(verb=family_actions.say_no, input_class=NoSerializer, **STUDENT),
    ),
    path("placements/<int:pk>/question/", PlacementStep.as_view(**QUESTION)),
    path("placements/<int:pk>/record-yes/", PlacementStep.as_view(**YES_SEEN)),
    path("placements/<int:pk>/agreement/", PlacementStep.as_view(verb=draft_agreement)),
    path("placements/<int:pk>/start/", PlacementStep.as_view(verb=actions.start, roles=(Role.COACH,))),
    path("placements/<int:pk>/end/", PlacementStep.as_view(verb=actions.end, roles=(Role.COACH,))),
    path("placements/<int:pk>/stop/", PlacementStep.as_view(verb=actions.stop, input_class=StopSerializer)),
    path("placements/<int:pk>/end-early/", PlacementStep.as_view(**END_EARLY)),
    path("checks/<int:pk>/tick/", CheckStep.as_view(verb=tick_check, input_class=TickSerializer)),
]
