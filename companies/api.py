"""The API of companies: the own company, its sites, mentors, recognitions and closures, and the officer's decision."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from companies import actions
from companies.enums import CompanyStatus
from companies.models import Closure, Company, Mentor, Recognition, Site
from marketplace.actor import CITY_ROLES, Role
from marketplace.api.endpoints import (
    MakeView,
    ManyView,
    OfActor,
    Row,
    RowChange,
    Rows,
    Serializers,
    StepView,
    own_organisation,
)
from marketplace.api.fields import LARGEST_KEY, Day, Identifier, Visible, whole
from marketplace.api.serializers import NoInput, ReasonSerializer, Shown, Strict, StrictModel
from marketplace.identifiers import parse_establishment_number, parse_postcode, parse_telephone

HR = (Role.HR,)
OFFICER = (Role.LABEL_OFFICER,)
READERS = (Role.HR, Role.MENTOR, *CITY_ROLES)


class CompanySerializer(Shown):
    name = serializers.CharField(source="organisation.name", read_only=True)
    enterprise_number = serializers.CharField(source="organisation.enterprise_number", read_only=True, allow_null=True)
    postcode = serializers.CharField(source="organisation.postcode", read_only=True)
    municipality = serializers.CharField(source="organisation.municipality", read_only=True)

    class Meta:
        model = Company
        fields = (
            "organisation", "name", "enterprise_number", "postcode", "municipality", "status", "sector",
            "joint_committee", "size_class", "verified_at", "refusal_reason",
        )  # fmt: skip


class CompanyInput(StrictModel):
    class Meta:
        model = Company
        fields = ("sector", "joint_committee", "size_class")


class OfCompany(OfActor):
    """A company by the key of its organisation."""

    rows = Company.objects.select_related("organisation")
    serializer_class = CompanySerializer
    noun = "company"


class CompanyFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=CompanyStatus)

    class Meta:
        model = Company
        fields: tuple[str, ...] = ()


class Companies(OfCompany, Rows):
    """All companies, for the city."""

    roles = CITY_ROLES
    filterset_class = CompanyFilter


class OneCompany(OfCompany, Row):
    """Any company, for the city."""

    roles = CITY_ROLES


class OwnCompany(OfCompany, RowChange):
    """The actor's own company."""

    roles, writers = (Role.HR, Role.MENTOR), HR
    input_class = CompanyInput
    always = ("sector", "joint_committee", "size_class")
    verb = staticmethod(actions.change_company)

    def get_object(self) -> Company:
        """The one of the actor's organisation."""
        return self.visible().get(pk=own_organisation(self.request))


class ConfirmSerializer(Strict):
    companies = Visible(queryset=Company.objects.all(), many=True, allow_empty=False)
    may_sign = serializers.BooleanField()


class Confirm(OfCompany, ManyView):
    """Confirm companies with the person who registered each."""

    roles, by_person = OFFICER, True
    input_class = ConfirmSerializer
    verb = staticmethod(actions.confirm)


class SiteSerializer(Shown):
    class Meta:
        model = Site
        fields = (
            "id", "company", "name", "establishment_number", "street", "postcode", "municipality", "lat", "lon",
            "location", "contact_name", "contact_phone", "contact_email", "is_active",
        )  # fmt: skip


class SiteInput(StrictModel):
    postcode = Identifier(parse=parse_postcode)
    establishment_number = Identifier(parse=parse_establishment_number, required=False, allow_null=True)
    contact_phone = Identifier(parse=parse_telephone)

    class Meta:
        model = Site
        fields = (
            "name", "establishment_number", "street", "postcode", "municipality", "contact_name", "contact_phone",
            "contact_email",
        )  # fmt: skip

    def validate_establishment_number(self, number: str | None) -> str | None:
        """Of one site; nothing is no number."""
        others = Site.objects.filter(establishment_number=number).exclude(pk=self.instance.pk if self.instance else 0)
        if number and others.exists():
            message = Site._meta.get_field("establishment_number").error_messages["unique"]
            raise serializers.ValidationError(message)
        return number or None


class OfSite(OfActor):
    """A site in full: contact person and all."""

    rows = Site.objects.all()
    serializer_class = SiteSerializer
    input_class = SiteInput
    noun = "site"

    def visible(self) -> QuerySet[Site]:
        """Own sites, and all for the city."""
        return self.rows.in_full_for(self.request.actor)


class Sites(OfSite, MakeView, Rows):
    """The sites of the own company; for the city those of all."""

    roles, writers = READERS, HR

    @staticmethod
    def verb(*, by: Any, **facts: Any) -> Site:
        """Add an establishment; it is saved at once on its postcode's point, a job looks for the address."""
        company = Company.objects.visible_to(by).get(pk=by.organisation_id or 0)
        return actions.add_site(company=company, by=by, **facts)


class OneSite(OfSite, RowChange):
    """One site."""

    roles, writers = READERS, HR
    verb = staticmethod(actions.change_site)


class OwnSite(Visible):
    """A site of the actor's own company."""

    def get_queryset(self) -> QuerySet[Site]:
        """Own sites only."""
        return Site.objects.of(self.context["request"].actor)


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


class OfSiteFilter(django_filters.FilterSet):
    """By the key of the site."""

    site = django_filters.NumberFilter(field_name="site", max_value=LARGEST_KEY)


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


class RecognitionSerializer(Shown):
    class Meta:
        model = Recognition
        fields = ("id", "site", "programme_code", "requested_on", "reference", "starts_on", "ends_on")


class RecognitionInput(Strict):
    site = OwnSite(queryset=Site.objects.all())
    programme_code = serializers.CharField(max_length=20)
    requested_on = Day(required=False, allow_null=True)
    reference = serializers.CharField(max_length=60, required=False, allow_blank=True)
    starts_on = Day(required=False, allow_null=True)
    ends_on = Day(required=False, allow_null=True)


class Recognitions(MakeView, Rows):
    """Official recognitions, in force or requested."""

    roles, writers = READERS, HR
    rows = Recognition.objects.all()
    serializer_class = RecognitionSerializer
    input_class = RecognitionInput
    verb = staticmethod(actions.record_recognition)


class ClosureSerializer(Shown):
    class Meta:
        model = Closure
        fields = ("id", "site", "starts_on", "ends_on")


class ClosureInput(StrictModel):
    site = OwnSite(queryset=Site.objects.all())

    class Meta:
        model = Closure
        fields = ("site", "starts_on", "ends_on")


class OfClosure(OfActor):
    """Days on which a site is closed."""

    rows = Closure.objects.all()
    serializer_class = ClosureSerializer
    noun = "closure"

    def visible(self) -> QuerySet[Closure]:
        """Of own sites, and all for the city."""
        return self.rows.filter(site__in=Site.objects.in_full_for(self.request.actor))


class Closures(OfClosure, MakeView, Rows):
    """Days on which sites are closed."""

    roles, writers = READERS, HR
    input_class = ClosureInput
    verb = staticmethod(actions.add_closure)


class CompanyStep(OfCompany, StepView):
    """A verb on a company."""


class MentorStep(OfMentor, StepView):
    """A verb on a mentor."""

    input_class = NoInput


class ClosureStep(OfClosure, StepView):
    """A verb on days of closure."""


REFUSE = {"verb": actions.refuse_company, "input_class": ReasonSerializer, "roles": OFFICER, "by_person": True}

urlpatterns = [
    path("companies/", Companies.as_view()),
    path("companies/own/", OwnCompany.as_view()),
    path("companies/confirm/", Confirm.as_view()),
    path("companies/<int:pk>/", OneCompany.as_view()),
    path("companies/<int:pk>/refuse/", CompanyStep.as_view(**REFUSE)),
    path("sites/", Sites.as_view()),
    path("sites/<int:pk>/", OneSite.as_view()),
    path("mentors/", Mentors.as_view()),
    path("mentors/<int:pk>/", OneMentor.as_view()),
    path("mentors/<int:pk>/invite/", MentorStep.as_view(verb=actions.invite_mentor)),
    path("recognitions/", Recognitions.as_view()),
    path("closures/", Closures.as_view()),
    path("closures/<int:pk>/remove/", ClosureStep.as_view(verb=actions.remove_closure, roles=HR, gone=True)),
]
