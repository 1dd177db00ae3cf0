"""Background work as rows: the row is the truth, a message only carries its id."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LATE = timedelta(minutes=1)  # with a sweep every 15 seconds a worker that is there took the job long before


class JobState(models.TextChoices):
    WAITING = "waiting", _("wacht")
    RUNNING = "running", _("loopt")
    DONE = "done", _("klaar")
    DEAD = "dead", _("opgegeven")


class JobQuerySet(models.QuerySet["Job"]):
    def alive(self, *kinds: str, **arguments: Any) -> "JobQuerySet":
        """Those of these kinds with these arguments that wait or run; none when the work was done or given up."""
        named = {f"arguments__{name}": value for name, value in arguments.items()}
        return self.filter(kind__in=kinds, state__in=(JobState.WAITING, JobState.RUNNING), **named)


class Job(models.Model):
    """One piece of background work of a kind with its arguments, claimed by compare-and-set."""

    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease_until_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(condition=Q(attempts__lte=5), name="job_at_most_five_attempts"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(lease_until_at__isnull=False), name="job_running_has_lease"
            ),
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="job_state_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"

    def is_late(self, at: datetime) -> bool:
        """Whether no worker took it, or none goes on with it, although that was due."""
        since = (self.state == JobState.RUNNING and self.lease_until_at) or self.due_at
        return since + LATE <= at
