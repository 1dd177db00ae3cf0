"""Everybody may ask what a badge is worth."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from labels.forms.verification import VerifyForm
from labels.verification import judge
from marketplace.accounts.access import ActorRequest, public
from marketplace.web.throttle import costly


@costly
@public
def label_verify(request: ActorRequest) -> HttpResponse:
    """Paste or upload a badge and read the verdict; nothing is kept."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    judgement = judge(form.cleaned_data["text"], timezone.now()) if form.is_valid() else None
    return render(request, "labels/verify.html", {"form": form, "judgement": judgement})
