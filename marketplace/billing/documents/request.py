"""The payment request: no invoice, but what to pay, to whom, and with which reference."""

from pathlib import Path

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from marketplace.billing.balance import Balance
from marketplace.billing.models import Charge
from marketplace.identifiers import format_structured_communication
from marketplace.pdf import make_pdf
from marketplace.web.templatetags.numbers import euro

TEMPLATE = Path(__file__).parent / "request.typ"


def payment_request(charge: Charge, balance: Balance) -> bytes:
    """The PDF, with what is still to pay today."""
    organisation = charge.customer.organisation
    lines = [
        (_("Voor"), organisation.name),
        (_("Waarvoor"), str(charge.price.get_code_display())),
        (_("Btw"), str(charge.get_vat_treatment_display())),
        (_("Gevraagd"), euro(balance.owed)),
        (_("Al ontvangen"), euro(balance.kept)),
        (_("Nog te betalen"), euro(balance.remainder)),
        (_("Ten laatste op"), date_format(charge.due_on, "j F Y")),
        (_("Rekening"), settings.BILLING_IBAN or _("vraag het nummer aan de stad")),
        (_("Mededeling"), format_structured_communication(charge.communication)),
    ]
    title = _("Betalingsverzoek")
    note = _("Dit is een betalingsverzoek voor een retributie, geen factuur. Gebruik de mededeling zoals ze er staat.")
    return make_pdf(TEMPLATE, {"title": title, "note": note, "lines": lines, "source": charge.price.source})
