"""Cases under the ethics code, and the confidential reports that open them."""

from datetime import date

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from companies.models import Site
from labels.enums import CaseFinding, CaseKind, CaseStatus
from labels.models.ties import of_the_city, organisations_tied_to, works_for_the_city
from marketplace.accounts.models import Organisation, User
from marketplace.actor import Actor, Role
from marketplace.audit.models import AuditEvent

HOLDER_KNOWS = (CaseStatus.HEARING, CaseStatus.DECIDED, CaseStatus.CLOSED)
HANDLER_ROLES = (Role.LABEL_OFFICER, Role.DECIDER)
BECAME_HANDLER = ("case.acknowledge", "case.taken_over")  # how the audit log knows who had a case before


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor: Actor) -> "CaseQuerySet":
        """City staff see all but the city's own, which partners see; a holder sees its own once it is heard.

        Without a tie they are `untied`.
        """
        if actor.is_system:
            return self
        seen = Q(pk=None)
        if actor.has(Role.LABEL_OFFICER, Role.ADMINISTRATOR):
            seen |= ~Q(organisation__in=of_the_city())
        if actor.has(Role.DECIDER):
            seen |= Q(organisation__in=of_the_city())
        if actor.has(Role.HR, Role.DIRECTOR):
            seen |= Q(organisation=actor.organisation_id, status__in=HOLDER_KNOWS)
        return self.filter(seen)

    def untied(self, actor: Actor, on: date) -> "CaseQuerySet":
        """Without those about an organisation for which the actor works or recently worked, in whatever office."""
        near = self.exclude(organisation__in=organisations_tied_to(actor.user_id, on))
        return near.exclude(organisation__in=of_the_city()) if works_for_the_city(actor.user_id, on) else near

    def unfinished(self) -> "CaseQuerySet":
        """Not closed yet; danger first, then by the day by which somebody must move."""
        return self.exclude(status=CaseStatus.CLOSED).order_by("-is_danger", "due_on", "pk")

    def late(self, on: date) -> "CaseQuerySet":
        """Those whose term has passed and of which nobody was warned yet."""
        return self.exclude(status=CaseStatus.CLOSED).filter(due_on__lt=on, escalated_at=None)

    def handled_by(self, user_id: int | None) -> "CaseQuerySet":
        """Those that a person handles, decided, or ever had in hand before a colleague took over."""
        events = AuditEvent.objects.filter(subject_type=Case._meta.label_lower, subject_id=OuterRef("pk"))
        before = Exists(events.filter(user_id=user_id, verb__in=BECAME_HANDLER))
        return self.filter(Q(handler=user_id) | Q(decided_by=user_id) | before)

    def grave(self) -> "CaseQuerySet":
        """Found to be major, and not closed: what followed from it is not mended yet."""
        return self.filter(finding=CaseFinding.MAJOR).exclude(status=CaseStatus.CLOSED)

    def counts_by_year(self) -> list[dict[str, int]]:
        """Per calendar year in which cases opened: cases, reports and cases of each finding; the newest first."""
        found = {finding: Count("pk", filter=Q(finding=finding), distinct=True) for finding in CaseFinding.values}
        counted = {"cases": Count("pk", distinct=True), "told": Count("reports", distinct=True)}
        years = self.values("opened_at__year").annotate(**counted, **found)
        return list(years.order_by("-opened_at__year"))


class Case(models.Model):
    """One matter about one organisation (or one of its sites); `reference` names what it came from, as text.

    `due_on` is the last day for the next step; `question` is what the holder is asked and never tells who reported.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=15, choices=CaseKind)
    reference = models.CharField(max_length=60, blank=True)
    is_danger = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=CaseStatus, default=CaseStatus.REPORTED)
    handler = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    escalated_at = models.DateTimeField(null=True)
    reporter_heard_on = models.DateField(null=True)
    question = models.CharField(max_length=1000, blank=True)
    statement = models.CharField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    stated_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    finding = models.CharField(max_length=10, choices=CaseFinding, blank=True)
    reasons = models.CharField(max_length=2000, blank=True)
    opened_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    hearing_at = models.DateTimeField(null=True)
    stated_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=CaseStatus.values), name="case_status_known"),
            models.CheckConstraint(condition=Q(kind__in=CaseKind.values), name="case_kind_known"),
            models.CheckConstraint(condition=Q(finding__in=["", *CaseFinding.values]), name="case_finding_known"),
            models.CheckConstraint(
                condition=Q(status="reported") | Q(handler__isnull=False), name="case_taken_has_handler"
            ),
            models.CheckConstraint(
                condition=Q(status="closed") | Q(due_on__isnull=False), name="case_unfinished_has_term"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["reported", "taken"]) | ~Q(question=""), name="case_heard_was_asked"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["decided", "closed"]) & ~Q(finding="") & ~Q(reasons="")
                | ~Q(status__in=["decided", "closed"]) & Q(finding=""),
                name="case_decided_with_finding_and_reasons",
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "reference"],
                condition=~Q(reference="") & ~Q(status="closed"),
                name="case_one_open_per_reference",
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="case_status_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.organisation_id}"

    @property
    def about(self) -> str:
        """The organisation, with the site of a company."""
        return f"{self.organisation.name}, {self.site.name}" if self.site else self.organisation.name

    def is_late(self, on: date) -> bool:
        """Whether the term of the next step has passed."""
        return self.status != CaseStatus.CLOSED and self.due_on is not None and self.due_on < on


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, actor: Actor) -> "ReportQuerySet":
        """The handler of the case, nobody else: a report says who spoke."""
        if actor.is_system:
            return self
        return self.filter(case__handler=actor.user_id) if actor.has(*HANDLER_ROLES) else self.none()

    def words_in(self, case: Case) -> list[str]:
        """What was told in a case, not by whom: for who looks at its finding again."""
        return list(self.filter(case=case).order_by("at").values_list("words", flat=True))


class Report(models.Model):
    """What somebody around a placement told the city, with how to reach them; read by the handler of the case alone."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="reports")
    role = models.CharField(max_length=20, choices=Role)
    name = models.CharField(max_length=300)  # of a guardian with the institution
    contact = models.CharField(max_length=254, blank=True)
    user = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    words = models.CharField(max_length=2000)
    is_danger = models.BooleanField(default=False)
    at = models.DateTimeField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="report_has_words"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="report_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%Y-%m-%d}"
