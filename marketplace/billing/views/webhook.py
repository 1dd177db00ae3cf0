"""The address that Stripe writes to."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from marketplace.accounts.access import public
from marketplace.billing import gateway
from marketplace.billing.actions.checkout import refuse_forged, take_event


@csrf_exempt
@require_POST
@public
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """Take a signed message once; 400 for what Stripe did not sign, 404 where Stripe is not used."""
    if not gateway.is_configured():
        return JsonResponse({"code": "not_configured"}, status=404)
    try:
        event = gateway.read_event(request.body, request.headers.get("Stripe-Signature", ""))
    except gateway.Forged:
        return JsonResponse({"code": refuse_forged()}, status=400)
    return JsonResponse({"outcome": take_event(event)})
