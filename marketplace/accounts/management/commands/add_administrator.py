"""Lets the first city administrator in, who invites everybody else."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from marketplace.accounts.actions import invite
from marketplace.accounts.models import Membership, Organisation
from marketplace.actor import SYSTEM, Role


class Command(BaseCommand):
    help = "Invite the first city administrator by mail; the city's organisation is made when it is not there yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the mail address that gets the personal link")
        parser.add_argument("--city", required=True, help="the name of the city's organisation")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Membership.objects.filter(role=Role.ADMINISTRATOR).exists():
            raise CommandError("There is an administrator already: invitations are sent on the page with colleagues.")
        city, _ = Organisation.objects.get_or_create(name=options["city"], is_city=True)
        invite(organisation=city, email=options["email"], role=Role.ADMINISTRATOR, may_sign=True, by=SYSTEM)
        self.stdout.write(f"A personal link is on its way to {options['email']} (the worker sends it).")
