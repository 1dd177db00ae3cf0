"""The runs of a round, with what proves them, and the parts that a large run is handed out in."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from placements.enums import Method, Policy, RunKind
from placements.models.round import Round


class RoundRun(models.Model):
    """One run of a round: what decided about it and what came of it. It runs until `ended_at`.

    A run that was stored names the file with its arrays (in the rooms of `placements.actions.round_files`) and the
    SHA-256 of that file; one that failed or was stopped stored nothing.
    """

    round = models.ForeignKey(Round, on_delete=models.RESTRICT, related_name="runs")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=RunKind, default=RunKind.FIRST)
    method = models.CharField(_("methode"), max_length=10, choices=Method)
    policy = models.CharField(_("voorrang"), max_length=20, choices=Policy)
    seed = models.PositiveIntegerField(_("startgetal van de loting"))
    stay_bonus = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    engine = models.CharField(max_length=120, blank=True)
    input_digest = models.CharField(max_length=64, blank=True)  # SHA-256 of settings and arrays that went in
    arrays = models.CharField(max_length=80, blank=True)
    arrays_sha256 = models.CharField(max_length=64, blank=True)
    students = models.PositiveIntegerField(null=True)
    placed = models.PositiveIntegerField(null=True)
    result = models.JSONField(default=dict)
    certificate = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="round_run_numbered_once"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(ended_at__isnull=True), name="round_run_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(kind__in=RunKind.values), name="round_run_kind_known"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="round_run_method_known"),
            models.CheckConstraint(condition=Q(policy__in=Policy.values), name="round_run_policy_known"),
            models.CheckConstraint(condition=Q(ended_at__gte=F("started_at")), name="round_run_ends_after_start"),
            models.CheckConstraint(
                condition=Q(arrays="", arrays_sha256="", input_digest="")
                | (~Q(arrays="") & ~Q(arrays_sha256="") & ~Q(input_digest="") & Q(ended_at__isnull=False)),
                name="round_run_arrays_have_digests",
            ),
            models.CheckConstraint(condition=Q(placed__lte=F("students")), name="round_run_places_whom_it_knows"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}-{self.number}"

    @property
    def was_stored(self) -> bool:
        """Whether there are arrays that prove it."""
        return bool(self.arrays)


class RoundPart(models.Model):
    """One part of a large run, solved by any worker; its arrays and its answer are files of the run."""

    run = models.ForeignKey(RoundRun, on_delete=models.RESTRICT, related_name="parts")
    number = models.PositiveIntegerField()
    pairs = models.PositiveIntegerField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="round_part_numbered_once")]

    def __str__(self) -> str:
        return f"{self.run_id}.{self.number}"
