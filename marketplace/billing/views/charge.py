"""Charges: the list, one with its ways to pay, the payment request, and what staff books."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.billing import gateway
from marketplace.billing.actions.charge import balance_of, waive
from marketplace.billing.actions.checkout import open_checkout
from marketplace.billing.actions.price import set_price
from marketplace.billing.actions.repayment import agree_repayment, drop_repayment, propose_repayment
from marketplace.billing.actions.transfer import book_refund, book_transfer
from marketplace.billing.documents.request import payment_request
from marketplace.billing.forms import PriceForm, RefundForm, RepaymentForm, TransferForm, WaiveForm
from marketplace.billing.models import Charge, PriceItem, Repayment
from marketplace.billing.models.charge import ChargeQuerySet
from marketplace.web.submit import submit

PAYERS = (Role.HR, Role.DIRECTOR, Role.COORDINATOR)
OFFICERS = (Role.LABEL_OFFICER, Role.ADMINISTRATOR)
ON_A_PAGE = 25
REPAYMENT_STEPS: dict[str, Callable[..., Charge]] = {"agree": agree_repayment, "drop": drop_repayment}


@require(*PAYERS, *OFFICERS)
def charge_list(request: ActorRequest) -> HttpResponse:
    """What is owed: all of it for the city, the own for others."""
    page = Paginator(_charges(request).order_by("-made_at", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    is_city, sets_prices = request.actor.has(*OFFICERS), request.actor.has(Role.ADMINISTRATOR)
    return render(request, "billing/charges.html", {"page": page, "is_city": is_city, "sets_prices": sets_prices})


@require(*PAYERS, *OFFICERS)
def charge_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One charge: how it stands and how to pay it."""
    charge = get_object_or_404(_charges(request), pk=pk)
    context: dict[str, Any] = {
        "charge": charge,
        "balance": balance_of(charge),
        "repayments": charge.repayments.select_related("proposed_by", "agreed_by")
        .filter(dropped_at=None)
        .order_by("pk"),
        "payments": charge.payments.order_by("received_at"),
        "iban": settings.BILLING_IBAN,
        "is_online": gateway.is_configured(),
        "is_city": request.actor.has(*OFFICERS),
        "came_back": "back" in request.GET,
    }
    return render(request, "billing/charge.html", context)


@require_safe
@require(*PAYERS, *OFFICERS)
def charge_request(request: ActorRequest, pk: int) -> HttpResponse:
    """The payment request as PDF."""
    charge = get_object_or_404(_charges(request), pk=pk)
    disposition = {"Content-Disposition": f'inline; filename="{charge.communication}.pdf"'}
    return HttpResponse(
        payment_request(charge, balance_of(charge)), content_type="application/pdf", headers=disposition
    )


@require_POST
@require(*PAYERS)
def charge_pay(request: ActorRequest, pk: int) -> HttpResponse:
    """Open a page of Stripe and show the way to it: a form may not lead to another site, a link may."""
    charge = get_object_or_404(_charges(request), pk=pk)
    back = settings.PUBLIC_URL + reverse("charge-detail", args=[pk]) + "?back=1"
    checkout = open_checkout(charge=charge, back=back, by=request.actor)
    return render(request, "billing/pay.html", {"charge": charge, "checkout": checkout})


@require(*OFFICERS)
def charge_waive(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask nothing, with a reason."""
    form = WaiveForm(request.POST or None)
    return _change(request, pk, form, waive, title=_("Scheld deze kosten kwijt"), told=_("Kwijtgescholden."))


@require(*OFFICERS)
def charge_refund(request: ActorRequest, pk: int) -> HttpResponse:
    """Book what was transferred back."""
    form = RefundForm(request.POST or None)
    return _change(request, pk, form, book_refund, title=_("Boek de terugstorting"), told=_("Geboekt."))


def _change(request: ActorRequest, pk: int, form: Form, action: Any, *, title: str, told: str) -> HttpResponse:
    """Hand a form about one charge to its action."""
    charge = get_object_or_404(_charges(request), pk=pk)
    if request.POST and submit(form, action, charge=charge, by=request.actor):
        messages.success(request, told)
        return redirect("charge-detail", pk)
    return _form(request, form, title, charge)


@require(*OFFICERS)
def charge_repay(request: ActorRequest, pk: int) -> HttpResponse:
    """Propose to give money back; a colleague agrees."""
    charge = get_object_or_404(_charges(request), pk=pk)
    form = RepaymentForm(request.POST or None)
    if request.POST and submit(form, propose_repayment, charge=charge, by=request.actor):
        messages.success(request, _("Voorgesteld. Een collega moet dit bevestigen."))
        return redirect("charge-detail", pk)
    return _form(request, form, _("Stel een terugbetaling voor"), charge)


@require_POST
@require(*OFFICERS)
def repayment_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """Agree with a colleague's repayment, or take a proposal away."""
    repayment = get_object_or_404(Repayment.objects.visible_to(request.actor), pk=pk)
    charge = REPAYMENT_STEPS[step](repayment=repayment, by=request.actor)
    messages.success(request, _("Bewaard."))
    return redirect("charge-detail", charge.pk)


@require(*OFFICERS)
def transfer_book(request: ActorRequest) -> HttpResponse:
    """Book a line of the bank statement."""
    form = TransferForm(request.POST or None)
    charge = submit(form, book_transfer, by=request.actor) if request.POST else None
    if charge:
        messages.success(request, _("Geboekt."))
        return redirect("charge-detail", charge.pk)
    return _form(request, form, _("Boek een overschrijving"), None)


@require(Role.ADMINISTRATOR)
def price_list(request: ActorRequest) -> HttpResponse:
    """The prices with their days, and a new one."""
    form = PriceForm(request.POST or None)
    if request.POST and submit(form, set_price, by=request.actor):
        messages.success(request, _("Bewaard."))
        return redirect("price-list")
    prices = PriceItem.objects.order_by("code", "-in_force_on")
    return render(request, "billing/prices.html", {"form": form, "prices": prices})


def _charges(request: ActorRequest) -> ChargeQuerySet:
    return Charge.objects.visible_to(request.actor).select_related("customer__organisation", "price")


def _form(request: ActorRequest, form: Any, title: str, charge: Charge | None) -> HttpResponse:
    return render(request, "billing/form.html", {"form": form, "title": title, "charge": charge})
