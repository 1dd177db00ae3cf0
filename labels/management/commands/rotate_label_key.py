"""Makes a new signing key for badges, puts it into use, or declares a stolen one worthless."""

import secrets
from base64 import b64encode
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from labels.actions.credential import issue_missing
from labels.actions.signing_key import distrust_key, rotate_key
from labels.models import SigningKey
from marketplace.actor import SYSTEM
from marketplace.workflow import Refused


class Command(BaseCommand):
    help = "Put LABEL_SIGNING_KEY into use; old badges stay verifiable by the public keys of before."

    def add_arguments(self, parser: CommandParser) -> None:
        """--new or --distrust KEY, else the key of the environment is put into use."""
        parser.add_argument("--new", action="store_true", help="Only print a fresh key for LABEL_SIGNING_KEY.")
        parser.add_argument("--distrust", metavar="KEY", help="Revoke the badges of this retired key (z6Mk…).")

    def handle(self, *args: Any, new: bool, distrust: str | None, **options: Any) -> None:
        """One of the three; the refusal is the error."""
        try:
            self.stdout.write(_fresh() if new else _distrust(distrust) if distrust else _rotate())
        except Refused as refused:
            raise CommandError(str(refused.refusal.sentence)) from refused


def _fresh() -> str:
    return b64encode(secrets.token_bytes(32)).decode()


def _rotate() -> str:
    return f"Current key: {rotate_key(by=SYSTEM)}; {issue_missing()} badges issued."


def _distrust(multikey: str) -> str:
    key = SigningKey.objects.filter(multikey=multikey).first()
    if key is None:
        raise CommandError("There is no such key.")
    distrust_key(key=key, by=SYSTEM)
    return f"Distrusted: {key}; {issue_missing()} badges issued anew."
