"""The pages on which somebody around a placement reports to the city, with an account or by personal link."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from labels.models import HelpLine, Report
from marketplace.accounts.access import ActorRequest, public, require
from marketplace.actor import Actor, Role
from marketplace.web.submit import submit
from placements.actions.link import actor_of
from placements.actions.report import report_problem, report_unshown
from placements.family_texts import FAMILY_TEXTS, RIGHT_TO_LEFT, SOURCE
from placements.forms.report import ReportForm
from placements.models import PersonalLink, Placement
from placements.report_texts import REPORT_TEXTS
from placements.views.link import is_open, with_link
from placements.views.placement import one


@never_cache
@require_http_methods(["GET", "POST"])
@require(Role.STUDENT, Role.COACH, Role.COORDINATOR, Role.MENTOR)
def placement_report(request: ActorRequest, pk: int) -> HttpResponse:
    """A report about the company or the school of one's own placement."""
    back = reverse("placement-detail", args=[pk])
    return _page(request, one(request, pk), request.actor, [SOURCE], back)


@public
@never_cache
@require_http_methods(["GET", "POST"])
@with_link
def link_report(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """The same by personal link, in its person's name only where its code was given; in their own language too."""
    own = link.representative.language if link.representative else SOURCE
    languages = [SOURCE] if own == SOURCE or own not in REPORT_TEXTS else [SOURCE, own]
    report = report_problem if is_open(request, link) else report_unshown
    return _page(request, link.placement, actor_of(link), languages, reverse("link-detail", args=[token]), report)


def _page(
    request: ActorRequest,
    placement: Placement,
    by: Actor,
    languages: list[str],
    back: str,
    report: Callable[..., Report] = report_problem,
) -> HttpResponse:
    """Reading changes nothing; a report is answered with what happens next.

    Who reports, and about which placement, is kept from the audit log, where a refusal would tell it.
    """
    form = ReportForm(request.POST or None)
    if request.method == "POST" and (told := submit(form, partial(report, placement=placement, by=by))):
        return redirect(f"{request.path}?told={'danger' if told.is_danger else 'yes'}")
    context = {
        "form": form,
        "is_unshown": report is report_unshown,
        "back": back,
        "told": request.GET.get("told"),
        "texts": [_text(language) for language in languages],
        "help_lines": HelpLine.objects.order_by("rank", "pk"),
    }
    return render(request, "placements/report.html", context)


def _text(language: str) -> dict[str, Any]:
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    translation = FAMILY_TEXTS[language]["translation"]
    return {"language": language, "direction": direction, "translation": translation, **REPORT_TEXTS[language]}
