"""One's own calendar of a placement: make its secret address, withdraw it, and the file that it gives."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import ActorRequest, public, require
from marketplace.actor import SYSTEM, Role
from placements.actions.calendar_feed import feed_of, has_feed, make_feed, withdraw_feed
from placements.actions.link import actor_of
from placements.calendar_file import Told, calendar_file
from placements.enums import AgreementStatus, PlacementStatus
from placements.models import Agreement, CalendarFeed, PersonalLink, Placement
from placements.rules.identity import FAMILY
from placements.rules.worktime import hours_in_turn
from placements.views.link import with_code
from placements.worktime import Block

READERS = (Role.HR, Role.MENTOR, Role.COACH, Role.COORDINATOR, Role.DIRECTOR, Role.STUDENT)


@never_cache
@require(*READERS)
def placement_calendar(request: ActorRequest, pk: int) -> HttpResponse:
    """Whether there is an address; a POST makes a new one and shows it this once."""
    rows = Placement.objects.visible_to(request.actor).select_related("company__organisation", "student")
    placement = get_object_or_404(rows, pk=pk)
    address = make_feed(placement=placement, by=request.actor) if request.method == "POST" else ""
    context = {"placement": placement, "address": address, "exists": has_feed(placement, request.actor)}
    return render(request, "placements/calendar.html", context)


@require_POST
@require(*READERS)
def placement_calendar_withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """The address stops working."""
    placement = get_object_or_404(Placement.objects.visible_to(request.actor), pk=pk)
    withdraw_feed(placement=placement, by=request.actor)
    messages.success(request, _("De agenda-link werkt niet meer."))
    return redirect("placement-calendar", pk)


@public
@never_cache
@require_POST
@with_code
def link_calendar(request: HttpRequest, token: str, link: PersonalLink) -> HttpResponse:
    """The same for who opened a personal link with its code."""
    address = make_feed(placement=link.placement, by=actor_of(link))
    return render(request, "placements/calendar_link.html", {"address": address, "token": token})


@public
@never_cache
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The file; calendars ask for it again by themselves."""
    feed = feed_of(token)
    placement, versions = feed.placement, _versions(feed)
    with translation.override("nl"):
        file = calendar_file(placement.pk, _blocks(versions), _told(placement, versions), timezone.now())
    headers = {"Content-Disposition": 'inline; filename="werkplek.ics"', "X-Robots-Tag": "noindex"}
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


def _versions(feed: CalendarFeed) -> list[Agreement]:
    """What everybody signed, with its amendments in turn; before that the one version that is made.

    With that one staff plans already; the family goes by the last one sealed, and before it by the one to sign.
    """
    rows = Agreement.objects.visible_to(SYSTEM).select_related("schedule", *RELATED)
    rows = rows.filter(placement=feed.placement).exclude(schedule=None).order_by("-version")
    if signed := list(rows.filter(status=AgreementStatus.SEALED)):
        return signed
    if feed.party not in FAMILY:
        return list(rows.live()[:1])
    return list(rows.exclude(sealed_at=None)[:1] or rows.live().exclude(status=AgreementStatus.DRAFT)[:1])


def _blocks(versions: list[Agreement]) -> list[Block]:
    """What is planned; nothing of a placement that does not go on, nothing after its real last day."""
    if not versions or (placement := versions[0].placement).status == PlacementStatus.STOPPED:
        return []
    last = placement.ended_on or placement.ends_on
    return [block for block in hours_in_turn(row.schedule for row in versions)[-1].in_turn if block.day <= last]


def _told(placement: Placement, versions: list[Agreement]) -> Told:
    site, school = placement.site, placement.school.organisation.name
    return Told(
        name=_("Werkplek %(name)s") % {"name": site.name},
        place=f"{site.street}, {site.postcode} {site.municipality}",
        work=_("Werkplek: %(name)s") % {"name": site.name},
        school=_("School: %(name)s") % {"name": school},
        is_signed=bool(versions) and versions[0].sealed_at is not None,
    )


RELATED = ("placement__site", "placement__student", "placement__company")
