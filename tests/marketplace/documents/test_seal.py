"""The seal on a PDF: what it proves, and that any change breaks it."""

from datetime import UTC, datetime

import pytest

from marketplace.documents.seal import belongs, fingerprint, make_certificate, seal_of, seal_pdf

SECRET, OTHER = b"1" * 32, b"2" * 32
AT = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture(scope="module")
def certificate():
    return make_certificate(SECRET, "Proef", AT)


@pytest.fixture
def sealed(pdf, certificate):
    return seal_pdf(pdf(), secret=SECRET, certificate=certificate)


def test_a_sealed_file_names_its_certificate_and_is_intact(sealed, certificate):
    seal = seal_of(sealed)
    assert (seal.fingerprint, seal.is_intact) == (fingerprint(certificate), True)


@pytest.mark.parametrize("share", [0, 5, 30, 55, 75])
def test_a_changed_byte_breaks_the_seal(sealed, share):
    place = sealed.index(b"/Contents <") * share // 75
    changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
    seal = seal_of(changed)
    assert seal is None or not seal.is_intact


@pytest.mark.parametrize("more", [b"\n% more", b"\n1 0 obj\n<<>>\nendobj\n"])
def test_something_added_breaks_the_seal(sealed, more):
    assert not seal_of(sealed + more).is_intact


def test_a_file_without_seal_has_none(pdf):
    assert seal_of(pdf()) is None


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7\n%%EOF", b"%PDF-1.7" + b"\0" * 5000])
def test_what_is_no_pdf_has_no_seal(content):
    assert seal_of(content) is None


def test_a_certificate_belongs_to_its_own_key_alone(certificate):
    assert belongs(certificate, SECRET)
    assert not belongs(certificate, OTHER)
