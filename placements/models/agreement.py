"""Agreements: the written contract in versions, its signatures, and the personal links to it."""

from copy import copy
from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.actor import Actor, Role
from placements.enums import (
    FOLLOWED,
    OPEN_VERSION,
    WORK_FORMS,
    AgreementStatus,
    Binding,
    CodeWay,
    LinkPurpose,
    OfferKind,
    Party,
    PlacementStatus,
    ProposalStatus,
    SignatureStatus,
    SignedBy,
)
from placements.models.placement import Placement
from schools.models import LegalRepresentative, Student

PLACEMENT_AT = {  # where the placement stands while its first version is being made
    AgreementStatus.DRAFT: PlacementStatus.AGREED,
    AgreementStatus.SIGNING: PlacementStatus.SIGNING,
    AgreementStatus.REFUSED: PlacementStatus.SIGNING,
}


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, actor: Actor) -> "AgreementQuerySet":
        """Those of placements that the actor sees; the family reads what is ready to sign, never a draft."""
        rows, drafts = self.filter(placement__in=Placement.objects.visible_to(actor)), Q(status=AgreementStatus.DRAFT)
        if actor.has(Role.REPRESENTATIVE):
            return rows.exclude(drafts)
        return rows.exclude(drafts, placement__student=actor.student_id) if actor.has(Role.STUDENT) else rows

    def live(self) -> "AgreementQuerySet":
        """All but what was replaced or dropped: sealed versions, and the one that is being made."""
        return self.exclude(status=AgreementStatus.VOIDED)

    def newest(self) -> "AgreementQuerySet":
        """Of these the last version of each placement."""
        later = self.filter(placement=OuterRef("placement"), version__gt=OuterRef("version"))
        return self.filter(~Exists(later))

    def standing(self, on: date) -> "AgreementQuerySet":
        """The version that holds on a day of each placement, or the first one while it is being made."""
        begun = Q(status=AgreementStatus.SEALED, in_force_on__lte=on)
        return self.live().filter(Q(amends=None) | begun).newest()

    def in_force(self, on: date) -> "AgreementQuerySet":
        """The sealed version that holds on a day: the newest one of which the day has come."""
        return self.filter(status=AgreementStatus.SEALED).standing(on)

    def open_at(self, *statuses: AgreementStatus) -> "AgreementQuerySet":
        """Those being made in these statuses; an amendment as long as its placement runs."""
        runs = Q(amends__isnull=False, placement__status=PlacementStatus.RUNNING)
        first = Q()
        for status in statuses:
            first |= Q(status=status, placement__status=PLACEMENT_AT[status])
        return self.filter(first & Q(amends=None) | runs, status__in=statuses)

    def in_time(self, on: date) -> "AgreementQuerySet":
        """All but those of which the day has passed, as the rule `in_time` says it of one."""
        return self.filter(_day_ahead(on) | Q(amends=None) & ~Q(binding=Binding.PLATFORM))

    def day_ahead(self, on: date) -> "AgreementQuerySet":
        """Those that may still be signed, wherever that is done: their day is to come, or they were made after it."""
        return self.filter(_day_ahead(on))

    def sealed_here(self) -> "AgreementQuerySet":
        """Those of which the platform's text is the original; of what binds elsewhere it makes no document."""
        return self.filter(status=AgreementStatus.SEALED, binding=Binding.PLATFORM)

    def telling_whether_negotiated(self) -> "AgreementQuerySet":
        """With `is_negotiated` known of each, in the same query."""
        waiting = self.model.objects.filter(pk=OuterRef("pk"), plan__lines__proposals__status=ProposalStatus.OPEN)
        return self.annotate(is_negotiated=Exists(waiting))


def _day_ahead(on: date) -> Q:
    ran = Q(placement__offer__kind=OfferKind.AGREED, placement__starts_on__lte=F("placement__accepted_at__date"))
    first = Q(amends=None) & (ran | Q(placement__starts_on__gte=on))
    return first | Q(in_force_on__gte=on, placement__ends_on__gte=on)


class Agreement(models.Model):
    """One version of a placement's contract; `body` is the exact content that is signed, `digest` its SHA-256.

    A version that `amends` another is made while the placement runs and holds from `in_force_on`; `ends_on` and `week`
    are what the placement becomes when everybody has signed it.
    """

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=AgreementStatus, default=AgreementStatus.DRAFT)
    coach_checked_at = models.DateTimeField(null=True)
    coach_checked_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    hr_checked_at = models.DateTimeField(null=True)
    hr_checked_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    body = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    sign_by_on = models.DateField(null=True)
    sealed_at = models.DateTimeField(null=True)
    binding = models.CharField(
        max_length=10, choices=Binding, default=Binding.PLATFORM
    )  # as it was when signing opened
    signed_outside_on = models.DateField(null=True)
    outside_reference = models.CharField(max_length=60, blank=True)
    scan = models.FileField(upload_to="scans/", max_length=120, blank=True)  # named after its SHA-256
    amends = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="amendments")
    in_force_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    week = models.JSONField(default=dict)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["placement", "version"], name="agreement_version_once"),
            models.UniqueConstraint(
                fields=["placement"], condition=Q(amends=None) & ~Q(status="voided"), name="agreement_one_live_first"
            ),
            models.UniqueConstraint(
                fields=["placement"], condition=Q(status__in=OPEN_VERSION), name="agreement_one_open_version"
            ),
            models.UniqueConstraint(
                fields=["placement", "in_force_on"], condition=Q(status="sealed"), name="agreement_one_sealed_a_day"
            ),
            models.CheckConstraint(
                condition=Q(amends=None, in_force_on=None) | Q(amends__isnull=False, in_force_on__isnull=False),
                name="agreement_amends_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(in_force_on=None, ends_on=None, week={})
                | Q(in_force_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("in_force_on")) & ~Q(week={}),
                name="agreement_amendment_is_whole",
            ),
            models.CheckConstraint(condition=Q(status__in=AgreementStatus.values), name="agreement_status_known"),
            models.CheckConstraint(
                condition=~Q(status__in=["signing", "sealed", "refused"])
                | (Q(coach_checked_at__isnull=False, hr_checked_at__isnull=False) & ~Q(digest="")),
                name="agreement_checked_before_signing",
            ),
            models.CheckConstraint(
                condition=~Q(status="sealed") | Q(sealed_at__isnull=False), name="agreement_sealed_at_a_moment"
            ),
            models.CheckConstraint(condition=Q(binding__in=Binding.values), name="agreement_binding_known"),
            models.CheckConstraint(
                condition=~Q(status="sealed")
                | Q(binding="platform")
                | (Q(signed_outside_on__isnull=False) & ~Q(outside_reference="") & ~Q(scan="")),
                name="agreement_signed_outside_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(binding="platform") | Q(signed_outside_on__isnull=True, outside_reference="", scan=""),
                name="agreement_of_platform_signed_here",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} v{self.version}"

    @cached_property
    def is_negotiated(self) -> bool:
        """Whether a proposal about a line of its plan waits for an answer, when first asked or as the queryset told."""
        return Agreement.objects.telling_whether_negotiated().get(pk=self.pk).is_negotiated

    @property
    def before(self) -> "Agreement | None":
        """The signed version that holds until the day of an amendment; one that was to begin later never holds."""
        row, day = self.amends, self.in_force_on
        while row and day and row.in_force_on and row.in_force_on >= day:
            row = row.amends
        return row

    @property
    def placement_then(self) -> Placement:
        """The placement as this version has it: one that amends brings its own last day and hours, in memory alone."""
        if self.ends_on is None:
            return self.placement
        then = copy(self.placement)
        then.ends_on, then.week = self.ends_on, self.week
        return then

    @property
    def is_awaited(self) -> bool:
        """Whether its placement waits for it, or for an amendment runs."""
        waits = PlacementStatus.RUNNING if self.amends_id else PLACEMENT_AT.get(AgreementStatus(self.status))
        return self.status in OPEN_VERSION and self.placement.status == waits

    @property
    def is_signed_here(self) -> bool:
        """Whether the text on the platform binds; if not, another document does and this one is never signed."""
        return self.binding == Binding.PLATFORM


class SignatureQuerySet(models.QuerySet["Signature"]):
    def visible_to(self, actor: Actor) -> "SignatureQuerySet":
        """Those under agreements that the actor sees."""
        return self.filter(agreement__in=Agreement.objects.visible_to(actor))


class Signature(models.Model):
    """One slot of an agreement: a party, or one representative.

    `user` is who signed with an account; `name` is who signed, as it is printed; `witness_by` is the person of the
    school who saw it, told the code of the link or keeps the paper, `witness` that person's name on the day; `identity`
    says with codes how it was shown who signed (rules/identity.py). A question does not close the slot.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.RESTRICT, related_name="signatures")
    party = models.CharField(max_length=15, choices=Party)
    representative = models.ForeignKey(LegalRepresentative, on_delete=models.RESTRICT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=SignatureStatus, default=SignatureStatus.OPEN)
    user = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    way = models.CharField(max_length=10, choices=SignedBy, blank=True)
    name = models.CharField(max_length=300, blank=True)  # with the institution for which a guardian signs
    witness = models.CharField(_("naam van de getuige"), max_length=254, blank=True)  # or the mail address
    witness_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    paper_on = models.DateField(_("datum op het papier"), null=True)
    identity = models.JSONField(default=dict)
    refusal_reason = models.CharField(_("waarom niet"), max_length=600, blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "user"], name="signature_one_slot_per_user"),
            models.CheckConstraint(condition=Q(status__in=SignatureStatus.values), name="signature_status_known"),
            models.CheckConstraint(
                condition=~Q(status="signed") | (Q(way__in=SignedBy.values) & ~Q(name="")),
                name="signature_signed_by_somebody_in_a_way",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(refusal_reason=""), name="signature_refused_with_reason"
            ),
            models.UniqueConstraint(
                fields=["agreement", "party"],
                condition=~Q(party="representative"),
                name="signature_one_slot_per_party",
            ),
            models.UniqueConstraint(
                fields=["agreement", "representative"], name="signature_one_slot_per_representative"
            ),
            models.CheckConstraint(
                condition=Q(party="representative", representative__isnull=False)
                | (~Q(party="representative") & Q(representative__isnull=True)),
                name="signature_representative_fits_party",
            ),
            models.CheckConstraint(
                condition=Q(status="open") | Q(answered_at__isnull=False), name="signature_answered_at_a_moment"
            ),
            models.CheckConstraint(condition=~Q(way="witness") | ~Q(witness=""), name="signature_witness_has_name"),
            models.CheckConstraint(
                condition=~Q(way="witness") | Q(witness_by__isnull=False), name="signature_witness_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(way="paper") | Q(paper_on__isnull=False, witness_by__isnull=False) & ~Q(witness=""),
                name="signature_on_paper_is_dated_and_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.status}"


class PersonalLink(models.Model):
    """A link for one student or one representative, one purpose and, to sign, one version of the agreement.

    Only the SHA-256 of its token is kept. It shows nothing before a code was given: `code_way` says how the last code
    went out, `told_by` who of the school told it, `opened_at` when it was given. Five wrong codes lock it.
    """

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="links")
    student = models.ForeignKey(Student, on_delete=models.RESTRICT, null=True, related_name="+")
    representative = models.ForeignKey(LegalRepresentative, on_delete=models.RESTRICT, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=6, choices=LinkPurpose, default=LinkPurpose.ANSWER)
    agreement = models.ForeignKey(Agreement, on_delete=models.RESTRICT, null=True, related_name="links")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_expires_at = models.DateTimeField(null=True)
    code_way = models.CharField(max_length=6, choices=CodeWay, blank=True)
    told_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(student__isnull=False, representative__isnull=True)
                | Q(student__isnull=True, representative__isnull=False),
                name="personal_link_for_one_person",
            ),
            models.CheckConstraint(
                condition=Q(purpose="answer", agreement__isnull=True) | Q(purpose="sign", agreement__isnull=False),
                name="personal_link_to_sign_names_version",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(code_way__in=CodeWay.values),
                name="personal_link_opened_by_a_code",
            ),
            models.CheckConstraint(
                condition=Q(code_way="school", told_by__isnull=False) | ~Q(code_way="school") & Q(told_by__isnull=True),
                name="personal_link_told_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.student_id or ''} {self.representative_id or ''}"

    @property
    def person(self) -> Student | LegalRepresentative:
        """Whom it is for."""
        return self.representative or self.student  # type: ignore[return-value]  # one of both, by a constraint

    @property
    def shows_result(self) -> bool:
        """Whether its holder is a student whose placement started: what was reached stays to be fetched."""
        return self.student_id is not None and self.placement.status in FOLLOWED and self.placement.form in WORK_FORMS

    @property
    def tells_weeks(self) -> bool:
        """Whether its holder is a student on a placement that began."""
        return self.student_id is not None and self.placement.status in FOLLOWED
