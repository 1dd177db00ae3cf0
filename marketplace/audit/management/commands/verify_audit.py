"""Checks the hash chain over the audit events."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketplace.audit.chain import problems
from marketplace.audit.models import AuditEvent, AuditSeal


class Command(BaseCommand):
    help = "Check that no sealed audit event was changed, removed or inserted."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(problems())
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"The audit chain is broken at {len(found)} places.")
        self.stdout.write(f"The audit chain holds: {AuditSeal.objects.count()} events verified.")
        if waiting := AuditEvent.objects.filter(seal=None).count():
            self.stdout.write(f"{waiting} events wait for the sealer.")
