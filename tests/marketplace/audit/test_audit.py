"""Audit events are append-only, and the chain finds what was changed behind its back."""

from base64 import b64decode, b64encode

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError

from marketplace import environment
from marketplace.actor import SYSTEM
from marketplace.audit.actions import record
from marketplace.audit.chain import GENESIS, problems, seal_new_events
from marketplace.audit.checkpoint import checkpoint, signed_bytes
from marketplace.audit.models import AuditEvent, AuditSeal
from marketplace.audit.tasks import seal
from tests.constraints import breaks
from tests.factories.accounts import OrganisationFactory
from tests.race import race

pytestmark = pytest.mark.django_db


def write(n):
    organisation = OrganisationFactory()
    return [record("test.done", subject=organisation, by=SYSTEM, data={"n": i}) for i in range(n)]


@pytest.mark.parametrize("change", [lambda row: row.update(verb="x"), lambda row: row.delete()])
def test_events_cannot_be_changed_or_removed(change):
    event = write(1)[0]
    with pytest.raises(DatabaseError, match="audit_append_only"), transaction.atomic():
        change(AuditEvent.objects.filter(pk=event.pk))
    assert AuditEvent.objects.get(pk=event.pk).verb == "test.done"


def test_the_chain_holds_and_grows():
    write(3)
    assert seal_new_events() == 3
    write(2)
    assert seal_new_events() == 2
    assert list(problems()) == []


def test_the_chain_finds_a_change():
    write(3)
    seal_new_events()
    with connection.cursor() as cursor:
        cursor.execute(drop_trigger())
        cursor.execute(
            "UPDATE audit_auditevent SET verb = 'test.forged' WHERE id = (SELECT min(id) FROM audit_auditevent)"
        )
    assert len(list(problems())) == 1


def drop_trigger(table="audit_auditevent", verb="update"):
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER {table}_no_{verb}{on}"


def test_a_forgotten_link_is_found():
    write(3)
    seal_new_events()
    with connection.cursor() as cursor:
        cursor.execute(drop_trigger("audit_auditseal", "delete"))
        cursor.execute("DELETE FROM audit_auditseal WHERE id = (SELECT min(id) + 1 FROM audit_auditseal)")
    assert any("does not follow" in problem for problem in problems())


def test_breaks_audit_seal_follows_once():
    first, second = write(2)
    AuditSeal.objects.create(event=first, previous_hash=GENESIS, hash="1" * 64)
    with breaks("audit_seal_follows_once"):
        AuditSeal.objects.create(event=second, previous_hash=GENESIS, hash="2" * 64)


def test_a_sealer_that_comes_second_appends_nothing(monkeypatch):
    write(2)
    seal_new_events()
    write(1)
    monkeypatch.setattr("marketplace.audit.chain.head_hash", lambda: GENESIS)  # what a late reader of the head saw
    assert seal_new_events() == 0
    monkeypatch.undo()
    assert seal_new_events() == 1
    assert list(problems()) == []


def test_the_sealer_goes_on_until_all_is_sealed(monkeypatch):
    monkeypatch.setattr("marketplace.audit.chain.BATCH", 2)
    write(5)
    assert seal() == 5
    assert list(problems()) == []


def test_the_command_tells(capsys):
    write(2)
    seal_new_events()
    write(1)
    call_command("verify_audit")
    told = capsys.readouterr().out
    assert "2 events verified" in told
    assert "1 events wait" in told


def test_the_command_fails_on_a_broken_chain():
    first, _ = write(2)
    AuditSeal.objects.create(event=first, previous_hash=GENESIS, hash="1" * 64)
    with pytest.raises(CommandError, match="broken at 1"):
        call_command("verify_audit")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_sealers_at_once_make_one_chain():
    with transaction.atomic():
        write(40)
    sealed = race([lambda: sum(seal_new_events() for _ in range(3))] * 4)
    assert sum(sealed) == AuditSeal.objects.count() == 40
    assert list(problems()) == []


def test_a_checkpoint_without_key_says_so(settings):
    settings.AUDIT_SIGNING_KEY = None
    found = checkpoint()
    assert found["statement"]["head"] == GENESIS
    assert "not signed" in found["note"]


def test_a_checkpoint_is_signed(settings):
    settings.AUDIT_SIGNING_KEY = b"k" * 32
    write(2)
    seal_new_events()
    found = checkpoint()
    key = Ed25519PublicKey.from_public_bytes(b64decode(found["public_key"]))
    key.verify(b64decode(found["signature"]), signed_bytes(found["statement"]))
    assert found["statement"]["sealed"] == 2
    with pytest.raises(InvalidSignature):
        key.verify(b64decode(found["signature"]), signed_bytes(found["statement"] | {"sealed": 1}))


@pytest.mark.parametrize(
    ("value", "key"), [("", None), ("a2" * 21 + "ac=", None), (b64encode(b"k" * 32).decode(), b"k" * 32)]
)
def test_the_signing_key_is_read_from_the_environment(monkeypatch, value, key):
    monkeypatch.setenv("AUDIT_SIGNING_KEY", value)
    if value and key is None:
        with pytest.raises(ImproperlyConfigured, match="32 bytes in base64"):
            environment.signing_key("AUDIT_SIGNING_KEY")
    else:
        assert environment.signing_key("AUDIT_SIGNING_KEY") == key


def test_everybody_reads_the_checkpoint(client):
    assert client.get("/transparency/checkpoint").json()["statement"]["sealed"] == 0
