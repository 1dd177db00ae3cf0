"""The first administrator is invited by a command, once."""

import pytest
from django.core.management import CommandError, call_command

from marketplace.accounts.models import Invitation, Organisation
from marketplace.actor import Role
from marketplace.jobs.models import Job
from tests.factories.accounts import city_member

pytestmark = pytest.mark.django_db


def test_the_first_administrator_gets_a_link():
    call_command("add_administrator", "first@demo.example", city="Demo Stad")
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.may_sign) == (Role.ADMINISTRATOR, True)
    assert Organisation.objects.get().is_city
    assert Job.objects.get(kind="mail").arguments["to"] == "first@demo.example"


def test_there_is_only_one_first_administrator():
    city_member(Role.ADMINISTRATOR)
    with pytest.raises(CommandError, match="already"):
        call_command("add_administrator", "second@demo.example", city="Demo Stad")
    assert not Invitation.objects.exists()
