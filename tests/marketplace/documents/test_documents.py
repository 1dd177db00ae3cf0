"""Documents are sealed once, kept as they were, and anybody can check one."""

from io import BytesIO

import pytest
from django.urls import reverse

from marketplace.actor import SYSTEM
from marketplace.audit.models import AuditEvent
from marketplace.documents.actions import own_certificate, seal_document
from marketplace.documents.models import SealCertificate, SealedDocument
from marketplace.documents.verification import Worth, judge_file, judge_number
from marketplace.workflow import Refused
from tests.constraints import breaks

pytestmark = pytest.mark.django_db
ADDRESS = reverse("document-verify")


@pytest.fixture
def document(pdf):
    return seal_document(kind="proof", reference="proof:1", write=pdf, by=SYSTEM)


@pytest.fixture
def content(document):
    with document.file.open("rb") as file:
        return file.read()


def upload(client, content):
    file = BytesIO(content)
    file.name = "document.pdf"
    return client.post(ADDRESS, {"file": file}).content.decode()


def test_a_sealed_document_is_genuine(document, content):
    verdict = judge_file(content)
    assert (verdict.worth, verdict.document) == (Worth.GENUINE, document)
    assert AuditEvent.objects.filter(verb="document.sealed").count() == 1


def test_the_number_is_known_in_any_notation(document):
    for typed in (document.number, document.number.lower(), document.number.replace("-", " ")):
        assert judge_number(typed).document == document
    assert judge_number("AAAA-BBBB-CCCC-DDDD").worth == Worth.UNKNOWN
    assert judge_number("\0 é").worth == Worth.UNKNOWN


def test_a_changed_document_is_told_from_one_of_somebody_else(content, pdf):
    assert judge_file(content + b"\n").worth == Worth.CHANGED
    assert judge_file(pdf()).worth == Worth.FOREIGN


def test_the_seal_alone_proves_a_document_that_left_the_register(document, content):
    SealedDocument.objects.all().delete()
    assert judge_file(content).worth == Worth.GENUINE
    SealCertificate.objects.all().delete()
    assert judge_file(content).worth == Worth.FOREIGN


def test_one_key_has_one_certificate_and_a_new_key_keeps_old_documents(document, content, settings):
    assert own_certificate(document.sealed_at) == document.certificate
    settings.DOCUMENT_SEAL_KEY = b"3" * 32
    assert own_certificate(document.sealed_at) != document.certificate
    assert judge_file(content).worth == Worth.GENUINE


def test_without_a_key_nothing_is_sealed(pdf, settings):
    settings.DOCUMENT_SEAL_KEY = None
    with pytest.raises(Refused, match="DOCUMENT_SEAL_KEY"):
        seal_document(kind="proof", reference="proof:1", write=pdf, by=SYSTEM)
    assert not SealedDocument.objects.exists()


def test_the_page_answers_for_number_and_file(client, document, content):
    by_qr = client.get(ADDRESS, {"number": document.number}).content.decode()
    assert "Het platform maakte een document met dit nummer." in by_qr
    assert "een proef" in by_qr
    assert "er is niets aan veranderd" in upload(client, content)
    assert "is daarna veranderd. Gebruik het niet." in upload(client, content + b"x")
    assert "draagt ons zegel niet" in upload(client, b"%PDF-1.7 of somebody else")


def test_the_page_asks_for_one_of_both_and_refuses_what_is_too_large(client):
    assert "Typ het nummer, of kies het bestand." in client.post(ADDRESS, {}).content.decode()
    assert "Dit bestand is te groot" in upload(client, b"0" * (10 * 1024 * 1024 + 1))
    assert client.get(ADDRESS).status_code == 200


def test_a_document_is_whole(document):
    with breaks("sealed_document_is_whole"):
        SealedDocument.objects.filter(pk=document.pk).update(reference="")
