"""The self-scan: free, without an account; only scores stay, in a signed cookie of the browser."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from labels import scoring
from labels.enums import Holder, KnockOut, Stage, Theme
from labels.forms.self_scan import ScanForm
from labels.models import Criterion, Scheme
from marketplace.accounts.access import ActorRequest, public

KEPT_AS = "self_scan"  # a cookie, signed so that nobody else fills it: {holder: {code: score}}; no row of ours
KEPT_FOR = 90 * 24 * 3600  # seconds


@require_http_methods(["GET", "POST"])
@public
def self_scan(request: ActorRequest) -> HttpResponse:
    """What it is, and for whom; begin again empties it."""
    if request.method == "POST":
        answer = redirect("self-scan")
        answer.delete_cookie(KEPT_AS, samesite="Lax")
        return answer
    begun = {holder: len(scan_of(request, holder)) for holder in Holder.values}
    return render(request, "labels/self_scan.html", {"holders": Holder, "begun": any(begun.values())})


@require_http_methods(["GET", "POST"])
@public
def self_scan_page(request: ActorRequest, holder: str, theme: str) -> HttpResponse:
    """One page of questions."""
    number = Theme.values.index(theme)
    criteria = [criterion for criterion in _criteria(holder) if criterion.theme == theme]
    form = ScanForm(request.POST or None, criteria=criteria, scores=scan_of(request, holder))
    if request.POST and form.is_valid():
        to = _turned(holder, number - 1 if "back" in request.POST else number + 1)
        return _keep(to, _kept(request) | {holder: scan_of(request, holder) | form.cleaned_data["scores"]})
    context = {
        "form": form,
        "holder": Holder(holder),
        "theme": Theme(theme),
        "number": number + 1,
        "all": len(Theme),
        "is_first": number == 0,
    }
    return render(request, "labels/self_scan_page.html", context)


def _turned(holder: str, number: int) -> HttpResponse:
    """To the page of this number, from 0; after the last one to the result."""
    if number < len(Theme):
        return redirect("self-scan-page", holder, Theme.values[max(number, 0)])
    return redirect("self-scan-result", holder)


@public
def self_scan_result(request: ActorRequest, holder: str) -> HttpResponse:
    """The score for each theme, what stands in the way, and what to do first."""
    criteria, scores = _criteria(holder), scan_of(request, holder)
    scheme = Scheme.objects.in_force(holder, timezone.localdate())
    result = _score(scheme, criteria, scores)
    lines = list(zip(criteria, result.lines, strict=True))
    context = {
        "holder": Holder(holder),
        "scheme": scheme,
        "result": result,
        "unanswered": len(criteria) - len([c for c in criteria if c.code in scores]),
        "themes": [_theme(theme, lines) for theme in Theme],
        "first": sorted((pair for pair in lines if _can_grow(pair[1])), key=_urgency)[:5],
    }
    return render(request, "labels/self_scan_result.html", context)


def scan_of(request: ActorRequest, holder: str) -> dict[str, int]:
    """The scores by code that this browser keeps."""
    return dict(_kept(request).get(holder, {}))


def _kept(request: ActorRequest) -> dict[str, dict[str, int]]:
    """All that this browser brought along; nothing when somebody changed it or it is too old."""
    try:
        return dict(signing.loads(request.COOKIES.get(KEPT_AS, ""), salt=KEPT_AS, max_age=KEPT_FOR))
    except signing.BadSignature:
        return {}


def _keep(answer: HttpResponse, scores: dict[str, dict[str, int]]) -> HttpResponse:
    """The scores go along with the answer to the browser, and are nowhere else."""
    value = signing.dumps(scores, salt=KEPT_AS, compress=True)
    secure = settings.SESSION_COOKIE_SECURE
    answer.set_cookie(KEPT_AS, value, max_age=KEPT_FOR, secure=secure, httponly=True, samesite="Lax")
    return answer


def _criteria(holder: str) -> list[Criterion]:
    scheme = Scheme.objects.in_force(holder, timezone.localdate())
    return list(scheme.criteria.order_by("code"))


def _score(scheme: Scheme, criteria: list[Criterion], scores: dict[str, int]) -> scoring.Result:
    return scoring.score(
        [_rule(criterion) for criterion in criteria],
        [
            scoring.Given(score=scores[c.code]) if c.code in scores else scoring.Given(scoring.UNANSWERED)
            for c in criteria
        ],
        label_from=scheme.label_from,
        distinction_from=scheme.distinction_from,
        has_run=True,
    )


def _rule(criterion: Criterion) -> scoring.Rule:
    """A scan asks how it is done; a condition or a renewal knocks nobody out yet."""
    return scoring.Rule(criterion.code, criterion.weight, criterion.knock_out == KnockOut.YES)


def _theme(theme: Theme, lines: list[tuple[Criterion, scoring.Line]]) -> dict[str, Any]:
    own = [line for criterion, line in lines if criterion.theme == theme]
    weight, points = sum(line.weight for line in own), sum(line.points for line in own)
    return {"theme": theme, "share": float(100 * points / weight) if weight else 0.0}


def _can_grow(line: scoring.Line) -> bool:
    return line.points < line.weight


def _urgency(pair: tuple[Criterion, scoring.Line]) -> tuple[bool, bool, Any]:
    """Knock-outs first, then what can be promised today, then what costs most points."""
    criterion, line = pair
    return not line.knocks_out, criterion.stage != Stage.PROMISE, line.points - line.weight
