"""The API of companies: the own company, all of them for the city, and the officer's decision."""

import django_filters
from django.urls import path
from rest_framework import serializers

from companies import actions
from companies.enums import CompanyStatus
from companies.models import Company
from marketplace.actor import CITY_ROLES, Role
from marketplace.api.endpoints import ManyView, OfActor, Row, RowChange, Rows, StepView, own_organisation
from marketplace.api.fields import Visible
from marketplace.api.serializers import ReasonSerializer, Shown, Strict, StrictModel

OFFICER = (Role.LABEL_OFFICER,)


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
        fields: tuple[str, ...] = ("sector", "joint_committee", "size_class")


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

    roles, writers = (Role.HR, Role.MENTOR), (Role.HR,)
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


class CompanyStep(OfCompany, StepView):
    """A verb on a company."""


REFUSE = {"verb": actions.refuse_company, "input_class": ReasonSerializer, "roles": OFFICER, "by_person": True}


urlpatterns = [
    path("companies/", Companies.as_view()),
    path("companies/own/", OwnCompany.as_view()),
    path("companies/confirm/", Confirm.as_view()),
    path("companies/<int:pk>/", OneCompany.as_view()),
    path("companies/<int:pk>/refuse/", CompanyStep.as_view(**REFUSE)),
]
