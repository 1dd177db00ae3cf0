"""Does the notification mail jobs."""

from django.db import transaction

from marketplace.jobs.actions import handles
from marketplace.notifications.actions import mail_out
from marketplace.notifications.models import Notification


@handles("notification_mail")
def mail(*, notification_id: int) -> None:
    """Queue the mails of one notification, all or none."""
    with transaction.atomic():
        mail_out(Notification.objects.get(pk=notification_id))
