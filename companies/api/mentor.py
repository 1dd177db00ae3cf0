"""The API of a company's mentors."""

from django.urls import path

from companies import actions
from companies.api.site import HR, OfSiteFilter, OwnSite
from companies.models import Mentor, Site
from marketplace.api.endpoints import MakeView, OfActor, RowChange, Rows, Serializers, StepView
from marketplace.api.fields import Identifier, whole
from marketplace.api.serializers import NoInput, Shown, StrictModel
from marketplace.identifiers import parse_telephone

MENTOR_FACTS = (
    "name", "born_on", "profession", "in_practice_since_on", "has_education_proof", "extract_dated_on",
    "extract_seen_on", "designated_on", "trained_on", "most_students", "email", "phone", "available_from_on", "left_on",
)  # fmt: skip


class MentorSerializer(Shown):
    class Meta:
        model = Mentor
        fields = ("id", "site", *MENTOR_FACTS)


class MentorInput(StrictModel):
    phone = Identifier(parse=parse_telephone, required=False, allow_blank=True)
    most_students = whole(1, 3, required=False)

    class Meta:
        model = Mentor
        fields: tuple[str, ...] = MENTOR_FACTS


class NewMentorInput(MentorInput):
    site = OwnSite(queryset=Site.objects.all())

    class Meta(MentorInput.Meta):
        fields = ("site", *MENTOR_FACTS)


class OfMentor(OfActor):
    """A mentor of the own company."""

    roles = HR
    rows = Mentor.objects.all()
    serializer_class = MentorSerializer
    input_class: Serializers = MentorInput
    noun = "mentor"


class MentorFilter(OfSiteFilter):
    class Meta:
        model = Mentor
        fields: tuple[str, ...] = ()


class Mentors(OfMentor, MakeView, Rows):
    """The mentors of the own company."""

    input_class = NewMentorInput
    filterset_class = MentorFilter
    verb = staticmethod(actions.add_mentor)


class OneMentor(OfMentor, RowChange):
    """One mentor."""

    verb = staticmethod(actions.change_mentor)


class MentorStep(OfMentor, StepView):
    """A verb on a mentor."""

    input_class = NoInput


urlpatterns = [
    path("mentors/", Mentors.as_view()),
    path("mentors/<int:pk>/", OneMentor.as_view()),
    path("mentors/<int:pk>/invite/", MentorStep.as_view(verb=actions.invite_mentor)),
]
