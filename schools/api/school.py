"""The API of schools: the city invites them; each keeps its telephone, sites and days off."""

from typing import ClassVar

from django.urls import path
from rest_framework import serializers

from marketplace.actor import Role
from marketplace.api.endpoints import MakeView, OfActor, Roles, RowChange, Rows, StepView, own_organisation
from marketplace.api.fields import Day, Identifier
from marketplace.api.serializers import Shown, Strict
from marketplace.identifiers import parse_institution_number, parse_postcode, parse_telephone
from schools.actions import school as actions
from schools.filters import SchoolFilter
from schools.models import DayOff, School, SchoolSite

MANAGERS = (Role.COORDINATOR, Role.DIRECTOR)
STAFF = (*MANAGERS, Role.COACH)
ADMINISTRATOR = (Role.ADMINISTRATOR,)


class SchoolSerializer(Shown):
    name = serializers.CharField(source="organisation.name", read_only=True)
    postcode = serializers.CharField(source="organisation.postcode", read_only=True)
    municipality = serializers.CharField(source="organisation.municipality", read_only=True)

    class Meta:
        model = School
        fields = ("organisation", "institution_number", "name", "postcode", "municipality", "network", "phone")


class OfSchool(OfActor):
    """A school."""

    roles: ClassVar[Roles] = ADMINISTRATOR
    rows = School.objects.select_related("organisation")
    serializer_class = SchoolSerializer
    noun = "school"


class Schools(OfSchool, Rows):
    """Every school that is known, invited or not."""

    filterset_class = SchoolFilter


class InvitationInput(Strict):
    """The school, known by its number or made now, and the mail address of its director."""

    institution_number = Identifier(parse=parse_institution_number)
    name = serializers.CharField(max_length=200)
    street = serializers.CharField(max_length=200, required=False, allow_blank=True)
    postcode = Identifier(parse=parse_postcode)
    municipality = serializers.CharField(max_length=100)
    phone = Identifier(parse=parse_telephone, required=False, allow_blank=True)
    director_email = serializers.EmailField()


class Invite(OfSchool, MakeView):
    """Invite the director of a school; a key may not, for the director signs."""

    by_person = True
    input_class = InvitationInput
    verb = staticmethod(actions.invite_school)


class PhoneInput(Strict):
    phone = Identifier(parse=parse_telephone)


class OwnSchool(OfSchool, RowChange):
    """The actor's own school."""

    roles, writers = STAFF, MANAGERS
    input_class = PhoneInput
    always = ("phone",)
    verb = staticmethod(actions.change_school_phone)

    def get_object(self) -> School:
        """The one of the actor's organisation."""
        return self.visible().get(pk=own_organisation(self.request))


SITE_FIELDS = ("name", "street", "postcode", "municipality")


class SchoolSiteSerializer(Shown):
    class Meta:
        model = SchoolSite
        fields = ("id", *SITE_FIELDS)


class SchoolSiteInput(Strict):
    name = serializers.CharField(max_length=120)
    street = serializers.CharField(max_length=200, required=False, allow_blank=True)
    postcode = Identifier(parse=parse_postcode)
    municipality = serializers.CharField(max_length=100)


class OfSchoolSite(OfActor):
    """A place where the own school gives lessons."""

    roles, writers = STAFF, MANAGERS
    rows = SchoolSite.objects.all()
    serializer_class = SchoolSiteSerializer
    input_class = SchoolSiteInput
    noun = "site"


class SchoolSites(OfSchoolSite, MakeView, Rows):
    """The places where the own school gives lessons."""

    verb = staticmethod(actions.add_school_site)


class OneSchoolSite(OfSchoolSite, RowChange):
    """One of these places."""

    always = SITE_FIELDS
    verb = staticmethod(actions.change_school_site)


class DayOffSerializer(Shown):
    class Meta:
        model = DayOff
        fields = ("id", "starts_on", "ends_on", "name")


class DayOffInput(Strict):
    starts_on = Day()
    ends_on = Day()
    name = serializers.CharField(max_length=60)


class OfDayOff(OfActor):
    """Days without lessons of the own school."""

    roles, writers = STAFF, MANAGERS
    rows = DayOff.objects.all()
    serializer_class = DayOffSerializer
    noun = "day_off"


class DaysOff(OfDayOff, MakeView, Rows):
    """The days without lessons that the own school adds to the Flemish calendar."""

    input_class = DayOffInput
    verb = staticmethod(actions.add_day_off)


class DayOffStep(OfDayOff, StepView):
    """A verb on days off."""


urlpatterns = [
    path("schools/", Schools.as_view()),
    path("schools/invite/", Invite.as_view()),
    path("schools/own/", OwnSchool.as_view()),
    path("school-sites/", SchoolSites.as_view()),
    path("school-sites/<int:pk>/", OneSchoolSite.as_view()),
    path("days-off/", DaysOff.as_view()),
    path("days-off/<int:pk>/remove/", DayOffStep.as_view(verb=actions.remove_day_off, gone=True)),
]
