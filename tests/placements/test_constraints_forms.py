"""Each named promise about the terms of forms and about agreements that bind elsewhere, broken once."""

from datetime import date

import pytest
from django.utils import timezone

from placements.models import Agreement, FormDocument, FormTerms
from tests.constraints import breaks
from tests.factories.agreements import in_signing
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
DAY = date(2027, 1, 1)


@pytest.fixture
def terms():
    return FormTerms.objects.filter(form="OAO")


@pytest.fixture
def documents():
    return FormDocument.objects.filter(form="OAO", document="dimona")


@pytest.fixture
def agreement():
    return Agreement.objects.filter(pk=in_signing(make_market()).pk)


def test_form_terms_once_a_day(terms):
    with breaks("form_terms_once_a_day"):
        FormTerms.objects.bulk_create(
            FormTerms(**row) for row in terms.values("form", "in_force_on", "binding", "signers", "source")
        )


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("form_terms_form_known", {"form": "IBO"}),
        ("form_terms_binding_known", {"binding": "beer mat"}),
        ("form_terms_are_whole", {"signers": []}),
        ("form_terms_are_whole", {"source": ""}),
    ],
)
def test_terms_of_a_form(terms, name, change):
    with breaks(name):
        terms.update(**change)


def test_form_document_once_a_day(documents):
    row = documents.get()
    row.pk = None
    with breaks("form_document_once_a_day"):
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("form_document_form_known", {"form": "IBO"}),
        ("form_document_known", {"document": "horoscope"}),
        ("form_document_strength_known", {"strength": "maybe"}),
        ("form_document_owner_known", {"owner": "neighbour"}),
        ("form_document_has_source", {"source": ""}),
    ],
)
def test_documents_of_a_form(documents, name, change):
    with breaks(name):
        documents.update(**change)


def test_agreement_binding_known(agreement):
    with breaks("agreement_binding_known"):
        agreement.update(binding="beer mat")


@pytest.mark.parametrize("lack", [{"signed_outside_on": None}, {"outside_reference": ""}, {"scan": ""}])
def test_agreement_signed_outside_is_whole(agreement, lack):
    whole = {"signed_outside_on": DAY, "outside_reference": "OAO-1", "scan": "scans/a.pdf"}
    with breaks("agreement_signed_outside_is_whole"):
        agreement.update(status="sealed", sealed_at=timezone.now(), binding="paper", **whole | lack)


@pytest.mark.parametrize("said", [{"signed_outside_on": DAY}, {"outside_reference": "OAO-1"}, {"scan": "scans/a.pdf"}])
def test_agreement_of_platform_signed_here(agreement, said):
    with breaks("agreement_of_platform_signed_here"):
        agreement.update(**said)
