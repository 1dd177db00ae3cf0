"""Messages in the app: to everybody who holds a role in an organisation, or to one user."""

from django.db import models
from django.db.models import Q

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
