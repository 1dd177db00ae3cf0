"""The API of registering: a new company or a known one, by the person who is logged in."""

from typing import Any, cast

from django.urls import path
from rest_framework import serializers

from companies import actions
from companies.api.company import CompanyInput, OfCompany
from companies.models import Company
from marketplace.accounts.models import User
from marketplace.actor import Actor
from marketplace.api.endpoints import MakeView
from marketplace.api.fields import Identifier
from marketplace.identifiers import parse_enterprise_number, parse_postcode


class RegisterInput(CompanyInput):
    """The company of a number; of a known organisation name and address stay as they are."""

    enterprise_number = Identifier(parse=parse_enterprise_number)
    name = serializers.CharField(max_length=200)
    street = serializers.CharField(max_length=200, required=False)
    postcode = Identifier(parse=parse_postcode, required=False)
    municipality = serializers.CharField(max_length=100, required=False)

    class Meta(CompanyInput.Meta):
        fields: tuple[str, ...] = (
            *CompanyInput.Meta.fields,
            "enterprise_number",
            "name",
            "street",
            "postcode",
            "municipality",
        )


class Register(OfCompany, MakeView):
    """Register or claim a company; it waits for a label officer."""

    by_person = True
    input_class = RegisterInput

    @staticmethod
    def verb(*, by: Actor, **facts: Any) -> Company:
        """Refused: `company.taken`, `company.has_members` (ask to be let in instead)."""
        return actions.register(by_user=User.objects.get(pk=cast(int, by.user_id)), **facts)


urlpatterns = [path("companies/register/", Register.as_view())]
