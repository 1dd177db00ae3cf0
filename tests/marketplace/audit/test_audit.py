"""Audit events are append-only, and the chain finds what was changed behind its back."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from marketplace.actor import SYSTEM
from marketplace.audit.actions import record
from marketplace.audit.chain import problems, seal_new_events
from marketplace.audit.models import AuditEvent
from tests.factories.accounts import OrganisationFactory

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
        cursor.execute("UPDATE audit_auditevent SET verb = 'test.forged' WHERE id = (SELECT min(id) FROM audit_auditevent)")
    assert len(list(problems())) == 1


def drop_trigger():
    on = " ON audit_auditevent" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER audit_auditevent_no_update{on}"
