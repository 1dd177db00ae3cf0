"""What may be kept as evidence: photos and PDF files, told by their content, stripped of what nobody asked for."""

import re
import zlib
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from marketplace.workflow import refuse

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 3000  # pixels; enough to read a page
MOST_PAGES = 60
MOST_STREAMS = 5_000
MOST_INFLATED = 200 * 1024 * 1024  # bytes of all streams of a PDF together
ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/XFA", b"/RichMedia")
EXTRAS = ("/Metadata", "/OpenAction", "/AA", "/Names")  # of the catalogue: who made it, and what runs on opening
STREAM = re.compile(rb"stream\r?\n")


@dataclass(frozen=True)
class CleanFile:
    """The bytes to keep, their media type and the suffix that goes with it."""

    data: bytes
    media_type: str
    suffix: str


def clean(data: bytes) -> CleanFile:
    """Keep what a photo or PDF shows and nothing else.

    Photos are decoded and written anew as JPEG, without place, time or device; a PDF is copied without metadata.
    Refused: `evidence.empty`, `evidence.too_big`, `evidence.type` (anything else by its content, whatever its name:
    SVG, ZIP, programs), `evidence.broken`, `evidence.active` (a PDF with script or files in it), `evidence.locked`.
    """
    if not data:
        refuse("evidence.empty", _("Dit bestand is leeg."))
    if len(data) > MOST_BYTES:
        refuse("evidence.too_big", _("Dit bestand is te groot. Een bewijs is hoogstens 10 MB."))
    if data.startswith(b"%PDF-"):
        return CleanFile(_clean_pdf(data), "application/pdf", ".pdf")
    if not data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        refuse("evidence.type", _("We bewaren alleen foto's (JPEG of PNG) en PDF-bestanden. Dit is iets anders."))
    return CleanFile(_clean_image(data), "image/jpeg", ".jpg")


def _clean_image(data: bytes) -> bytes:
    try:
        image = Image.open(BytesIO(data), formats=["JPEG", "PNG"])
        if image.width * image.height > MOST_PIXELS:
            refuse("evidence.too_big", _("Deze foto heeft te veel beeldpunten. Maak ze kleiner."))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    except Image.DecompressionBombError:
        refuse("evidence.too_big", _("Deze foto heeft te veel beeldpunten. Maak ze kleiner."))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        refuse("evidence.broken", _("Deze foto kan niet gelezen worden. Bewaar ze opnieuw als JPEG of PNG."))
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    fresh = Image.new("RGB", upright.size)
    fresh.paste(upright)
    written = BytesIO()
    fresh.save(written, "JPEG", quality=85)
    return written.getvalue()


def _clean_pdf(data: bytes) -> bytes:
    if _opens_too_far(data):
        refuse("evidence.too_big", _("Dit PDF-bestand is te groot als het opengaat."))
    try:
        reader = PdfFileReader(BytesIO(data), strict=False)
        if reader.encrypted:
            refuse("evidence.locked", _("Dit PDF-bestand is met een wachtwoord beveiligd. Bewaar het zonder."))
        if int(reader.root["/Pages"]["/Count"]) > MOST_PAGES:
            refuse("evidence.too_big", _("Dit PDF-bestand heeft meer dan 60 bladzijden. Neem alleen wat telt."))
        copied = _copied(reader)
    except (PdfError, KeyError, ValueError, TypeError, RecursionError, AttributeError, IndexError):
        refuse("evidence.broken", _("Dit PDF-bestand kan niet gelezen worden. Bewaar het opnieuw."))
    if any(word in copied for word in ACTIVE):
        refuse(
            "evidence.active", _("Dit PDF-bestand bevat script of andere bestanden. Druk het af naar een nieuwe PDF.")
        )
    return copied


def _copied(reader: PdfFileReader) -> bytes:
    """The pages in a new file: of the old one neither its information nor what runs or hangs on opening."""
    for name in EXTRAS:
        reader.root.pop(name, None)
    writer = copy_into_new_writer(reader, writer_kwargs={"info": DictionaryObject()})
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _opens_too_far(data: bytes) -> bool:
    """Whether its streams are too many, or together too long once they are opened; stops at the limit."""
    view, opened = memoryview(data), 0
    for count, found in enumerate(STREAM.finditer(data)):
        with suppress(zlib.error):  # not every stream is compressed
            packed = view[found.end() : found.end() + MOST_BYTES]
            opened += len(zlib.decompressobj().decompress(packed, MOST_INFLATED + 1 - opened))
        if count > MOST_STREAMS or opened > MOST_INFLATED:
            return True
    return False
