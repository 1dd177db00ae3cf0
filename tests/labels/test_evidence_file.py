"""What evidence is refused, by its content and never by its name."""

import zipfile
import zlib
from io import BytesIO

import pytest
import typst
from django.db import connection
from PIL import Image
from pyhanko.pdf_utils.generic import DictionaryObject, NameObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from companies.models import Company
from labels.actions.evidence import add_file
from labels.evidence_file import LONGEST_SIDE, MOST_BYTES, clean
from marketplace.workflow import Refused
from tests.factories.accounts import actor_of
from tests.factories.companies import hr_of
from tests.factories.label_files import AnswerFactory

PDF = typst.compile(b'#set document(author: "Jan Geheim", title: "Geheim stuk")\nPolis')


def image(size=(40, 20), kind="PNG", **options):
    written = BytesIO()
    Image.new("RGB", size, "red").save(written, kind, **options)
    return written.getvalue()


def zipped():
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("zero", b"\0" * 10_000_000)
    return written.getvalue()


def bomb():
    squeezed = zlib.compress(b"\0" * 300_000_000)
    return b"%PDF-1.7\n1 0 obj\n<</Length 1>>\nstream\n" + squeezed + b"\nendstream\nendobj\n"


def scripted():
    writer, written = copy_into_new_writer(PdfFileReader(BytesIO(PDF))), BytesIO()
    writer.root["/PieceInfo"] = DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})
    writer.write(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("evidence.empty", b""),
        ("evidence.type", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("evidence.type", b"<!doctype html><script>alert(1)</script>"),
        ("evidence.type", b"MZ\x90\x00 a program"),
        ("evidence.type", b"\x7fELF a program"),
        ("evidence.type", zipped()),
        ("evidence.type", b"GIF89a"),
        ("evidence.too_big", b"%PDF-" + b"0" * MOST_BYTES),
        ("evidence.broken", b"%PDF-1.7 and nothing else"),
        ("evidence.broken", b"\xff\xd8\xff and nothing else"),
        ("evidence.broken", image()[:60]),
        ("evidence.broken", PDF[: len(PDF) // 2]),
        ("evidence.too_big", image((8000, 8000))),
        ("evidence.too_big", bomb()),
        ("evidence.active", scripted()),
    ],
)
def test_refused_with_a_sentence(code, data):
    with pytest.raises(Refused) as caught:
        clean(data)
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


def test_a_photo_is_written_anew():
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "GeheimeCamera", 6  # the maker, and: turned a quarter
    kept = clean(image(kind="JPEG", exif=exif) + b"<?php hidden behind the picture")
    assert (kept.media_type, kept.suffix) == ("image/jpeg", ".jpg")
    assert b"Geheim" not in kept.data
    assert b"php" not in kept.data
    assert Image.open(BytesIO(kept.data)).size == (20, 40)


def test_a_large_photo_becomes_smaller():
    assert max(Image.open(BytesIO(clean(image((4000, 1000))).data)).size) == LONGEST_SIDE


def test_a_pdf_is_copied_without_metadata():
    kept = clean(PDF)
    assert (kept.media_type, kept.data[:5]) == ("application/pdf", b"%PDF-")
    assert b"Geheim" in PDF
    assert b"Geheim" not in kept.data


def refusal_of(data):
    with pytest.raises(Refused) as caught:
        clean(data)
    return caught.value.code


def chunk(kind, data):
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def test_many_streams_are_refused_without_opening_each_to_the_end():
    assert refusal_of(b"%PDF-1.7\n" + b"stream\n" * 6_000) == "evidence.too_big"


def test_a_picture_that_claims_to_be_enormous_is_refused():
    size = (40_000).to_bytes(4, "big")
    picture = chunk(b"IHDR", size + size + b"\x08\x02\x00\x00\x00") + chunk(b"IDAT", zlib.compress(b"\0"))
    assert refusal_of(b"\x89PNG\r\n\x1a\n" + picture + chunk(b"IEND", b"")) == "evidence.too_big"


@pytest.mark.django_db(transaction=True)
def test_a_paper_is_cleaned_outside_the_transaction(monkeypatch):
    seen = []

    def slow(data):
        seen.append(connection.in_atomic_block)
        return clean(data)

    monkeypatch.setattr("labels.actions.evidence.clean", slow)
    answer = AnswerFactory()
    by = actor_of(hr_of(Company.objects.get(pk=answer.application.organisation_id)))
    row = add_file(answer=answer, title="Foto", data=image(), by=by)
    assert (seen, row.media_type) == ([False], "image/jpeg")
