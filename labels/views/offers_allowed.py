"""The public page that answers what a company may offer to whom and when, and whom to call in need."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from labels.forms.offers_allowed import OfferQuestionForm
from labels.models import HelpLine
from labels.offers_allowed import TABLE, WHAT, WHO, Answer, may_offer
from marketplace.accounts.access import ActorRequest, public


@require_safe
@public
def offers_allowed(request: ActorRequest) -> HttpResponse:
    """One question with its answer on top, and the whole table below it."""
    form = OfferQuestionForm(request.GET or None)
    context = {
        "form": form,
        "answer": _told(form),
        "who": [_(words) for words in WHO.values()],
        "rows": [(_(words), [_in_words(TABLE[what][who]) for who in WHO]) for what, words in WHAT.items()],
        "help_lines": HelpLine.objects.order_by("rank", "pk"),
    }
    return render(request, "labels/offers_allowed.html", context)


def _told(form: forms.Form) -> Answer | None:
    return _in_words(may_offer(**form.cleaned_data)) if form.is_bound and form.is_valid() else None


def _in_words(answer: Answer) -> Answer:
    """The answer in the language of the page."""
    return Answer(answer.is_allowed, _(answer.sentence), _(answer.source))
