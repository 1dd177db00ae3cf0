"""Messages in the app, to everybody who holds a role or to one user; and which of them a user wants by mail."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Organisation, User
from marketplace.actor import Actor, Role
from marketplace.notifications.texts import sentence


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, actor: Actor) -> "NotificationQuerySet":
        """Those for the actor's roles in the current organisation, and those for the user."""
        if actor.is_system:
            return self
        mine = Q(user__isnull=True, organisation=actor.organisation_id, role__in=actor.roles)
        return self.filter(mine | Q(user=actor.user_id, user__isnull=False))


class Notification(models.Model):
    """One message: a code with its parameters (the text is made when shown) and the page that it is about."""

    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, null=True, related_name="+")
    role = models.CharField(max_length=20, choices=Role, blank=True)
    user = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    code = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict)
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | (Q(organisation__isnull=False) & ~Q(role="")),
                name="notification_has_recipient",
            )
        ]
        indexes = [models.Index(fields=["organisation", "role", "-created_at"], name="notification_inbox")]

    def __str__(self) -> str:
        return self.code

    @property
    def sentence(self) -> str:
        """What happened, in the language of the page."""
        return sentence(self.code, self.parameters)


class Way(models.TextChoices):
    """How a user hears of a kind of message; in the app it always stands."""

    AT_ONCE = "at_once", _("meteen een mail")
    DAILY = "daily", _("één mail per dag")
    APP = "app", _("alleen hier, geen mail")


class Preference(models.Model):
    """One user's choice for one of `marketplace.notifications.kinds.KINDS`; without one: a mail at once."""

    user = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    kind = models.CharField(max_length=20)
    way = models.CharField(max_length=10, choices=Way)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="preference_one_per_kind"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="preference_way_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.way}"


class DigestLine(models.Model):
    """A message that waits for a user's next daily mail; gone once that is queued."""

    user = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "notification"], name="digest_line_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.notification_id}"
