"""The window sticker of a label."""

from pathlib import Path

from django.conf import settings
from django.template.defaultfilters import date as in_words
from django.urls import reverse
from django.utils.translation import gettext as _

from labels.models import Label
from marketplace.pdf import make_pdf
from marketplace.qr import qr_svg

TEMPLATE = Path(__file__).parent / "sticker.typ"


def page_address(label: Label) -> str:
    """Where everybody reads what a label is worth today."""
    return settings.PUBLIC_URL + reverse("label-detail", args=[label.pk])


def qr_of(label: Label) -> str:
    """The address of that page as a QR code, in SVG."""
    return qr_svg(page_address(label), scale=6, border=4)


def sticker(label: Label, paper: str) -> bytes:
    """The PDF for `a4` or `a6`; it sends people to the page of the label, where today's truth is."""
    facts = {
        "paper": paper,
        "brand": "Ik werk mee aan de toekomst van A",
        "level": label.get_level_display().capitalize(),
        "holder": label.public_name,
        "until": _("Geldig tot en met %(day)s") % {"day": in_words(label.ends_on, "j F Y")},
        "audited": "" if label.is_audited else _("Nog niet geauditeerd"),
        "check": _("Scan en controleer of dit label vandaag geldt."),
        "address": page_address(label),
        "qr": qr_of(label),
    }
    return make_pdf(TEMPLATE, facts)
