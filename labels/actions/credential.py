"""Issue the badge of a label, and sign the lists of badges that were taken back."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from labels.actions.signing_key import can_sign, issuer, lock_current_key, own_key, private_key
from labels.credential import REVOCATION, Claim, badge, positions, status_list
from labels.enums import Level
from labels.models import Credential, Label, SigningKey
from labels.proof import Document, secure
from marketplace.actor import SYSTEM, Actor
from marketplace.audit.actions import record

LEVEL_NAMES = {Level.LABEL: "label", Level.DISTINCTION: "label met onderscheiding"}  # a badge speaks Dutch, always
LIST_KEPT = timedelta(hours=1)  # an older copy of a status list proves nothing


@transaction.atomic
def issue(*, label: Label, by: Actor) -> Credential | None:
    """The badge of a valid audited label; a new one replaces the last when what it says has changed.

    None for a provisional label, one that is not valid today, or without a key. Refused: `badge.key_not_current`.
    """
    at = timezone.now()
    if not can_sign():
        return None
    key = lock_current_key(at)
    now = _with_badge(at).filter(pk=label.pk).first()
    last = Credential.objects.current().filter(label=label).select_related("key").first()
    if now is None or (last and _still_says(last, now)):
        return last if now else None
    Credential.objects.current().filter(label=label).update(replaced_at=at)
    return _issue(now, key, by, at)


def issue_missing() -> int:
    """Issue the badges that are missing or say what is no longer so; their number."""
    if not can_sign():
        return 0
    current = {badge.label_id: badge for badge in Credential.objects.current().select_related("key")}
    labels = _with_badge(timezone.now()).order_by("pk")
    behind = [row for row in labels if row.pk not in current or not _still_says(current[row.pk], row)]
    for label in behind:
        issue(label=label, by=SYSTEM)
    return len(behind)


def signed_status_list(number: int) -> Document:
    """The list of that number as it is now, signed. Refused: `badge.no_key`, `badge.key_unknown`."""
    at = timezone.now()
    purpose, held = positions(number)
    badges = Credential.objects.at_positions(held)
    taken_back = badges.revoked() if purpose == REVOCATION else badges.suspended()
    document = status_list(
        issuer=issuer(),
        address=f"{settings.PUBLIC_URL}/labels/status/{number}",
        purpose=purpose,
        bits=[position - held[0] for position in taken_back.values_list("position", flat=True)],
        at=_moment(at),
        until=_moment(at + LIST_KEPT),
    )
    return secure(document, key=private_key(), method=own_key().method, created=_moment(at))


def _with_badge(at: datetime) -> QuerySet[Label]:
    labels = Label.objects.with_badge(timezone.localdate(at))
    return labels.select_related("organisation", "site", "scheme")


def _still_says(badge: Credential, label: Label) -> bool:
    return badge.key.compromised_at is None and badge.unsecured == _says(label, badge.number, badge.position)


def _issue(label: Label, key: SigningKey, by: Actor, at: datetime) -> Credential:
    number = f"urn:uuid:{uuid4()}"
    last = Credential.objects.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    document = _says(label, number, position)
    signed = secure(document, key=private_key(), method=key.method, created=_moment(at))
    credential = Credential.objects.create(
        label=label, key=key, number=number, position=position, document=signed, issued_at=at
    )
    record("credential.issued", subject=credential, by=by, at=at, data={"label": label.pk, "level": label.level})
    return credential


def _says(label: Label, number: str, position: int) -> Document:
    scheme = label.scheme
    return badge(
        Claim(
            number=number,
            issuer=issuer(),
            home=settings.PUBLIC_URL,
            page=settings.PUBLIC_URL + reverse("label-detail", args=[label.pk]),
            holder=f"{label.public_name} ({f'{label.place.postcode} {label.place.municipality}'.strip()})",
            level=label.level,
            level_name=LEVEL_NAMES[Level(label.level)],
            rules=f"Voldoet na een audit aan versie {scheme.number} van de criteria ({scheme.holder}).",
            valid_from=_midnight(label.starts_on),
            valid_until=_midnight(label.ends_on and label.ends_on + timedelta(days=1)),
            position=str(position),
        )
    )


def _midnight(on: date | None) -> str:
    if on is None:
        raise ValueError("A label in force has dates.")
    return _moment(datetime.combine(on, time.min, tzinfo=timezone.get_default_timezone()))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
