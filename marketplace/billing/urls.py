"""Addresses of billing."""

from django.urls import path, re_path

from marketplace.billing.views import charge, webhook

urlpatterns = [
    path("fees/", charge.charge_list, name="charge-list"),
    path("fees/transfer/", charge.transfer_book, name="transfer-book"),
    path("fees/prices/", charge.price_list, name="price-list"),
    path("fees/<int:pk>/", charge.charge_detail, name="charge-detail"),
    path("fees/<int:pk>/request.pdf", charge.charge_request, name="charge-request"),
    path("fees/<int:pk>/pay/", charge.charge_pay, name="charge-pay"),
    path("fees/<int:pk>/waive/", charge.charge_waive, name="charge-waive"),
    path("fees/<int:pk>/refund/", charge.charge_refund, name="charge-refund"),
    path("fees/<int:pk>/repay/", charge.charge_repay, name="charge-repay"),
    re_path(r"^fees/repayments/(?P<pk>[0-9]+)/(?P<step>agree|drop)/$", charge.repayment_step, name="repayment-step"),
    path("webhooks/stripe/", webhook.stripe_webhook, name="stripe-webhook"),
]
