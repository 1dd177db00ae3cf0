"""A signing key that only tests use, and badges by it."""

from base64 import b64decode

from labels.actions.credential import issue
from labels.models import Credential, Label
from marketplace.actor import SYSTEM
from tests.factories.labels import LabelFactory

KEY = b64decode("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
NEXT_KEY = bytes(reversed(KEY))


def make_badge(settings, label: Label | None = None, **facts) -> Credential:
    """The badge of an audited label, signed by the key of the tests unless the settings hold one."""
    settings.LABEL_SIGNING_KEY = settings.LABEL_SIGNING_KEY or KEY
    badge = issue(label=label or LabelFactory(**{"level": "label", **facts}), by=SYSTEM)
    assert badge is not None
    return badge
