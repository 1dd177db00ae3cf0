"""Lodge a request to correct, an objection or an appeal with its papers, take it back, and tell who is late."""

from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.actions.city import tell_city, told_outside
from labels.evidence_file import clean
from labels.models import Appeal, AppealPaper, Application, ApplicationSite, Label
from labels.rules import appeal as rules
from labels.workflow.appeal import appeals as workflow
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_user
from marketplace.workflow import refuse, refuse_if

MOST_PAPERS = 10


@transaction.atomic
def lodge(
    *,
    kind: str,
    grounds: str,
    by: Actor,
    place: ApplicationSite | None = None,
    label: Label | None = None,
    title: str = "",
    data: bytes = b"",
) -> Appeal:
    """Dispute the refusal of a label (`place`) or a measure on one (`label`), with grounds and one paper to begin with.

    Refused: `appeal.nothing`, `appeal.no_power_to_sign`, `appeal.open`, `appeal.order`, `appeal.late`,
    `appeal.new_file`, and what `labels.evidence_file.clean` refuses.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    disputed = _lock(place, label, by)
    refuse_if(rules.may_lodge(disputed, kind, by, on))
    if disputed is None or by.user_id is None:
        raise PermissionDenied
    row = Appeal.objects.create(
        organisation=disputed.organisation,
        application_site=disputed.place,
        label=disputed.label,
        attempt=disputed.decision.attempt,
        kind=kind,
        grounds=grounds,
        lodged_by_id=by.user_id,
        lodged_at=at,
        decide_by_on=rules.decide_by(kind, on),
    )
    record("appeal.lodged", subject=row, by=by, at=at, data={"kind": kind})
    if data:
        add_paper(appeal=row, title=title, data=data, by=by)
    tell_officers(row, "appeal.lodged")
    return row


@transaction.atomic
def add_paper(*, appeal: Appeal, title: str, data: bytes, by: Actor) -> AppealPaper:
    """The holder adds a photo or PDF while it is open. Refused: `appeal.closed`, `appeal.many`, and as `clean`."""
    at = timezone.now()
    row = Appeal.objects.visible_to(by).select_for_update(of=("self",)).get(pk=appeal.pk)
    if by.user_id is None or row.organisation_id != by.organisation_id:
        raise PermissionDenied
    if not row.is_open:
        refuse("appeal.closed", _("Hierover is al beslist: je kan niets meer toevoegen."))
    if row.papers.count() >= MOST_PAPERS:
        refuse("appeal.many", _("Er staan al tien stukken bij. Voeg ze samen in één PDF."))
    kept = clean(data)
    paper = AppealPaper(appeal=row, title=title, media_type=kept.media_type, added_by_id=by.user_id, added_at=at)
    paper.digest = sha256(kept.data).hexdigest()
    paper.file.save(f"paper{kept.suffix}", ContentFile(kept.data), save=False)
    paper.save()
    record("appeal.paper_added", subject=paper, by=by, at=at, data={"appeal": row.pk})
    return paper


@transaction.atomic
def withdraw(*, appeal: Appeal, by: Actor) -> Appeal:
    """The holder takes it back; it may be lodged again inside the term. Refused: `appeal.withdraw.wrong_status`."""
    taken = workflow.take(appeal, "withdraw", by=by)
    for seat in taken.panel.all():
        tell_user(seat.person_id, "appeal.withdrawn", path=path_of(taken), about=taken.about)
    return taken


def escalate_late(*, by: Actor) -> int:
    """Tell officers, administrators and the panel, once, of what is over its term; the number."""
    late = Appeal.objects.late(timezone.localdate()).select_related("organisation")
    return len([_escalate(row, by) for row in late])


@transaction.atomic
def _escalate(appeal: Appeal, by: Actor) -> None:
    appeal.escalated_at = timezone.now()
    appeal.save(update_fields=["escalated_at"])
    record("appeal.late", subject=appeal, by=by, at=appeal.escalated_at, data={"due_on": str(appeal.decide_by_on)})
    tell_officers(appeal, "appeal.late", Role.LABEL_OFFICER, Role.ADMINISTRATOR)
    for seat in appeal.panel.filter(voted_at=None):
        tell_user(seat.person_id, "appeal.late", path=path_of(appeal), about=appeal.about)


def tell_officers(appeal: Appeal, code: str, *roles: str) -> None:
    """The city's people with these roles (label officers); of what the city itself disputes deciders from outside."""
    facts = {"path": path_of(appeal), "about": appeal.about}
    if not told_outside(appeal.organisation_id, code, **facts):
        tell_city(code, *(roles or (Role.LABEL_OFFICER,)), **facts)


def path_of(appeal: Appeal) -> str:
    """The page of an appeal."""
    return reverse("appeal-detail", args=[appeal.pk])


def _lock(place: ApplicationSite | None, label: Label | None, by: Actor) -> rules.Disputed | None:
    """The actor's own file or label, locked; raises DoesNotExist for another's."""
    if place:
        own = Application.objects.of(by).select_for_update(of=("self",)).get(pk=place.application_id)
        return rules.refused_place(own.sites.select_related("application__organisation").get(pk=place.pk))
    if label is None:
        return None
    rows = Label.objects.filter(organisation=by.organisation_id).select_for_update(of=("self",))
    return rules.measured_label(rows.select_related("organisation").get(pk=label.pk))
