"""What is studied about a round beside its matches: other settings (what-if), and fairness for groups of students."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.actor import Actor, Role
from placements.enums import Method, Policy
from placements.models.round import Round
from placements.models.round_run import RoundRun


class VariantQuerySet(models.QuerySet["Variant"]):
    def visible_to(self, actor: Actor) -> "VariantQuerySet":
        """The city's alone: what might have been tells a school nothing that it can act on."""
        return self if actor.has(Role.ADMINISTRATOR, Role.SYSTEM) else self.none()

    def waiting(self) -> "VariantQuerySet":
        """Those that are to be computed."""
        return self.filter(finished_at=None, fault="")


class Variant(models.Model):
    """What a round would give with other settings; nobody's match changes.

    It is computed when it has `finished_at`, and failed when it has a `fault`.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="variants")
    method = models.CharField(_("methode"), max_length=10, choices=Method)
    policy = models.CharField(_("voorrang"), max_length=20, choices=Policy)
    seed = models.PositiveIntegerField(_("startgetal van de loting"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    fault = models.CharField(max_length=300, blank=True)

    objects = VariantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "method", "policy", "seed"], name="variant_once"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="variant_method_known"),
            models.CheckConstraint(condition=Q(policy__in=Policy.values), name="variant_policy_known"),
            models.CheckConstraint(condition=Q(finished_at=None) | ~Q(result={}), name="variant_finished_has_result"),
            models.CheckConstraint(condition=Q(fault="") | Q(finished_at=None), name="variant_failed_or_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.method} {self.policy} {self.seed}"


class FairnessReport(models.Model):
    """The outcome of one run by group (`groups`: kind -> rows) and the parts of the score that differ (`gaps`).

    Groups below `least` students were never stored.
    """

    run = models.OneToOneField(RoundRun, on_delete=models.CASCADE, related_name="fairness")
    least = models.PositiveSmallIntegerField()
    most_points = models.PositiveSmallIntegerField()
    groups = models.JSONField(default=dict)
    gaps = models.JSONField(default=list)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(least__gte=1), name="fairness_hides_small_groups")]

    def __str__(self) -> str:
        return f"{self.run_id}"
