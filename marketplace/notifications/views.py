"""The inbox: messages of one's own roles and person, and which of them come by mail."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.notifications.actions import change_preferences, mark_read
from marketplace.notifications.forms import PreferencesForm
from marketplace.notifications.models import Notification
from marketplace.web.submit import submit

PAGE = 30


@require_GET
@require()
def inbox(request: ActorRequest) -> HttpResponse:
    """Newest first."""
    rows = Notification.objects.visible_to(request.actor).order_by("-created_at", "-pk")
    context = {"page": Paginator(rows, PAGE).get_page(request.GET.get("page"))}
    return render(request, "notifications/inbox.html", context)


@require_POST
@require()
def open_notification(request: ActorRequest, pk: int) -> HttpResponse:
    """Mark one message as read and go to what it is about."""
    notification = get_object_or_404(Notification.objects.visible_to(request.actor), pk=pk)
    mark_read(by=request.actor, notification=notification)
    return redirect(notification.path)


@require_POST
@require()
def read_all(request: ActorRequest) -> HttpResponse:
    """Mark everything as read."""
    mark_read(by=request.actor)
    return redirect("inbox")


@require_http_methods(["GET", "POST"])
@require()
def preferences(request: ActorRequest) -> HttpResponse:
    """Which messages come by mail at once, once a day, or not."""
    form = PreferencesForm(request.POST or None, user=request.user, roles=request.actor.roles)
    if request.method == "POST" and form.is_valid():
        submit(form, change_preferences, user=request.user)
        messages.success(request, _("Bewaard. Vanaf nu krijg je je mails zo."))
        return redirect("notification-preferences")
    return render(request, "notifications/preferences.html", {"form": form})
