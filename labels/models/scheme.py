"""Versions of the label's rules: the criteria for companies and for schools."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from labels.enums import FactKey, Holder, KnockOut, SchemeStatus, Scope, Stage, Theme
from marketplace.accounts.models import User
from marketplace.actor import Actor, Role

LEAST_DECIDERS_HEAVY = 2  # domain 8.3: no version may ask fewer


class SchemeQuerySet(models.QuerySet["Scheme"]):
    def visible_to(self, actor: Actor) -> "SchemeQuerySet":
        """Everybody reads published versions; administrators also the next one."""
        if actor.is_system or actor.has(Role.ADMINISTRATOR):
            return self
        return self.filter(status=SchemeStatus.PUBLISHED)

    def in_force(self, holder: str, on: date) -> "Scheme":
        """The version for a kind of holder in force on a day; raises DoesNotExist before the first one."""
        published = self.filter(holder=holder, status=SchemeStatus.PUBLISHED, in_force_on__lte=on)
        return published.order_by("-in_force_on")[:1].get()


class Scheme(models.Model):
    """One version of the rules for one kind of holder; `municipalities` lists the NIS codes it serves (R37).

    One administrator proposes a version and another publishes it. A published version never changes; files stay on the
    version with which they began. The numbers are proposals of the product (docs/reference/field.md): points from which
    a label and a distinction are given, the years that a label runs, how many assess and decide an ordinary and a heavy
    case (refusal, suspension, withdrawal, distinction, a city host or city school), and how many criteria a company
    under 10 workers may leave out.
    """

    holder = models.CharField(max_length=10, choices=Holder)
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=SchemeStatus, default=SchemeStatus.PUBLISHED)
    in_force_on = models.DateField(_("geldt vanaf"), null=True)
    municipalities = models.JSONField(default=list)
    label_from = models.PositiveSmallIntegerField(_("punten voor een label"), default=65)
    distinction_from = models.PositiveSmallIntegerField(_("punten voor een onderscheiding"), default=85)
    years = models.PositiveSmallIntegerField(_("jaren dat een label geldt"), default=3)
    assessors = models.PositiveSmallIntegerField(_("auditoren per dossier"), default=1)
    assessors_heavy = models.PositiveSmallIntegerField(_("auditoren bij een zwaar dossier"), default=1)
    deciders = models.PositiveSmallIntegerField(_("beslissers per dossier"), default=1)
    deciders_heavy = models.PositiveSmallIntegerField(_("beslissers bij een zwaar dossier"), default=2)
    may_leave_out = models.PositiveSmallIntegerField(_("criteria die een kleine onderneming mag weglaten"), default=5)
    proposed_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "number"], name="scheme_number_once_per_holder"),
            models.CheckConstraint(condition=Q(holder__in=Holder.values), name="scheme_holder_known"),
            models.CheckConstraint(condition=Q(status__in=SchemeStatus.values), name="scheme_status_known"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(in_force_on__isnull=False), name="scheme_published_from_a_day"
            ),
            models.UniqueConstraint(
                fields=["holder"], condition=Q(status__in=["draft", "proposed"]), name="scheme_one_draft_per_holder"
            ),
            models.CheckConstraint(
                condition=~Q(status="proposed") | Q(proposed_by__isnull=False, proposed_at__isnull=False),
                name="scheme_proposed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("proposed_by")),
                name="scheme_published_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(deciders_heavy__gte=LEAST_DECIDERS_HEAVY),
                name="scheme_heavy_has_two_deciders",
                violation_error_message=_("Over een zwaar dossier beslissen minstens twee mensen."),
            ),
            models.UniqueConstraint(fields=["holder", "in_force_on"], name="scheme_one_a_day_per_holder"),
            models.CheckConstraint(
                condition=Q(label_from__gte=1, distinction_from__gt=F("label_from"), distinction_from__lte=100),
                name="scheme_levels_rise",
                violation_error_message=_("Een onderscheiding vraagt meer punten dan een label, en hoogstens 100."),
            ),
            models.CheckConstraint(
                condition=Q(
                    years__gte=1,
                    assessors__gte=1,
                    assessors__lte=2,
                    assessors_heavy__gte=F("assessors"),
                    assessors_heavy__lte=2,
                    deciders__gte=1,
                    deciders_heavy__gte=F("deciders"),
                    deciders_heavy__lte=3,
                    may_leave_out__lte=5,
                ),
                name="scheme_numbers_in_range",
                violation_error_message=_("Eén of twee auditoren, één tot drie beslissers, hoogstens vijf weglaten."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.number}"


class Criterion(models.Model):
    """One rule of a scheme with its weight (the weights of a published scheme sum to 100).

    `fact` is what the platform knows about it; `for_distinction` asks at least score 2 for a label with distinction.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.RESTRICT, related_name="criteria")
    code = models.CharField(max_length=4)
    theme = models.CharField(_("thema"), max_length=10, choices=Theme, default=Theme.ORDER)
    name_nl = models.CharField(_("naam"), max_length=120)
    name_en = models.CharField(_("naam in het Engels"), max_length=120)
    question_nl = models.CharField(_("vraag"), max_length=200, blank=True)
    question_en = models.CharField(_("vraag in het Engels"), max_length=200, blank=True)
    evidence_nl = models.CharField(_("bewijs"), max_length=300)
    evidence_en = models.CharField(_("bewijs in het Engels"), max_length=300)
    weight = models.PositiveSmallIntegerField(_("gewicht"))
    knock_out = models.CharField(_("uitsluitend"), max_length=10, choices=KnockOut)
    stage = models.CharField(_("beoordeeld"), max_length=10, choices=Stage, default=Stage.PROMISE)
    scope = models.CharField(_("beantwoord"), max_length=10, choices=Scope, default=Scope.HOLDER)
    may_not_apply = models.BooleanField(_("kan niet van toepassing zijn"), default=False)
    for_distinction = models.BooleanField(_("nodig voor een onderscheiding"), default=False)
    fact = models.CharField(_("wat het platform weet"), max_length=20, choices=FactKey, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="criterion_code_once_per_scheme"),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=100),
                name="criterion_weight_1_to_100",
                violation_error_message=_("Een gewicht ligt tussen 1 en 100."),
            ),
            models.CheckConstraint(condition=Q(knock_out__in=KnockOut.values), name="criterion_knock_out_known"),
            models.CheckConstraint(condition=Q(theme__in=Theme.values), name="criterion_theme_known"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="criterion_stage_known"),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="criterion_scope_known"),
            models.CheckConstraint(condition=Q(fact__in=["", *FactKey.values]), name="criterion_fact_known"),
            models.CheckConstraint(
                condition=~Q(knock_out="yes") | Q(may_not_apply=False),
                name="criterion_knock_out_always_applies",
                violation_error_message=_("Een criterium dat altijd uitsluit, is altijd van toepassing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_en if get_language() == "en" else self.name_nl

    @property
    def question(self) -> str:
        """The question in the language of the page; the name when there is none."""
        asked = self.question_en if get_language() == "en" else self.question_nl
        return asked or self.name

    @property
    def evidence(self) -> str:
        """What an auditor asks for, in the language of the page."""
        return self.evidence_en if get_language() == "en" else self.evidence_nl
