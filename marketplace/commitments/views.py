"""Pages of the texts: read, sign, look back, and publish a new version."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.accounts.access import ActorRequest, public, require
from marketplace.actor import STAFF_ROLES, Role
from marketplace.commitments.actions import commit, may_commit, publish_text
from marketplace.commitments.forms import PublishForm
from marketplace.commitments.models import Commitment, TextKind, TextVersion
from marketplace.web.submit import submit

SHOWN = 200


@require_GET
@public
def texts(request: ActorRequest) -> HttpResponse:
    """The texts in force today."""
    on = timezone.localdate()
    current = [text for kind in TextKind for text in TextVersion.objects.current(kind, on)]
    return render(request, "commitments/texts.html", {"texts": current})


@require_GET
@public
def text(request: ActorRequest, kind: str) -> HttpResponse:
    """The version in force, who signed it for whom, and the versions before and after it."""
    current = get_object_or_404(TextVersion.objects.current(kind, timezone.localdate()))
    return _page(request, current, current)


@require_GET
@public
def version(request: ActorRequest, kind: str, number: int) -> HttpResponse:
    """One version, also an older or a coming one."""
    current = TextVersion.objects.current(kind, timezone.localdate()).first()
    return _page(request, get_object_or_404(TextVersion, kind=kind, number=number), current)


@require_POST
@require(*STAFF_ROLES)
def sign(request: ActorRequest, kind: str) -> HttpResponse:
    """Sign the version in force for one's own organisation."""
    get_object_or_404(TextVersion.objects.current(kind, timezone.localdate()))
    commit(kind=kind, by=request.actor)
    messages.success(request, _("Je hebt getekend voor je organisatie."))
    return redirect("commitment-detail", kind)


@require_http_methods(["GET", "POST"])
@require(Role.ADMINISTRATOR)
def publish(request: ActorRequest, kind: str) -> HttpResponse:
    """A new version, starting from the last one."""
    last = get_object_or_404(TextVersion.objects.filter(kind=kind).order_by("-number")[:1])
    form = PublishForm(request.POST or None, initial={"body_nl": last.body_nl, "body_en": last.body_en})
    if request.method == "POST" and (new := submit(form, publish_text, kind=kind, by=request.actor)):
        messages.success(request, _("De nieuwe versie is bewaard. Wie tekende, krijgt een bericht."))
        return redirect("text-version", kind, new.number)
    return render(request, "commitments/publish.html", {"form": form, "last": last})


def _page(request: ActorRequest, shown: TextVersion, current: TextVersion | None) -> HttpResponse:
    seen = Commitment.objects.visible_to(request.actor).filter(text=shown)
    signed = seen.select_related("organisation", "signed_by").order_by("-signed_at")
    context = {
        "text": shown,
        "is_current": shown == current,
        "versions": TextVersion.objects.filter(kind=shown.kind).order_by("-number"),
        "signed": signed[:SHOWN],
        "signed_count": signed.count(),
        "own": signed.filter(organisation=request.actor.organisation_id).first(),
        "why_not": may_commit(shown.kind, request.actor),
        "may_publish": request.actor.has(Role.ADMINISTRATOR),
    }
    return render(request, "commitments/text.html", context)
