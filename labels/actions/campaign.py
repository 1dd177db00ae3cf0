"""Make a campaign, announce it with its promise, draw, begin the visits, and close it with frozen results."""

import secrets
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from labels.actions import spot_check as check_actions
from labels.models import Campaign, CampaignEntry, Label, SpotCheck
from labels.models.campaign import LEADERS
from labels.rules import campaign as rules
from labels.sampling import closed_part, digest_of, drawn, population_digest, seed_of, waves_of
from labels.tickets import population, signals, tickets
from labels.workflow.campaign import campaigns as workflow
from labels.workflow.campaign import checks as check_workflow
from marketplace.actor import SYSTEM, Actor
from marketplace.audit.actions import record
from marketplace.workflow import refuse_if

CODE_BYTES, SALT_BYTES, SECRET_BYTES = 5, 16, 32


@transaction.atomic
def make_campaign(
    *,
    kind: str,
    name: str,
    fewest: int,
    most: int,
    files_each: int,
    waves: int,
    draws_on: date,
    visits_start_on: date,
    visits_end_on: date,
    public_source: str,
    by: Actor,
) -> Campaign:
    """A draft with its bounds and days; nothing is promised yet.

    Refused: `campaign.bounds`, `campaign.days`, `campaign.waves`, `campaign.too_soon`.
    """
    if not by.has(*LEADERS) or by.user_id is None:
        raise PermissionDenied
    at = timezone.now()
    bounds = {"fewest": fewest, "most": most, "files_each": files_each, "waves": waves}
    days = {"draws_on": draws_on, "visits_start_on": visits_start_on, "visits_end_on": visits_end_on}
    campaign = Campaign(kind=kind, name=name, public_source=public_source, **bounds, **days)
    refuse_if(rules.plan_holds(campaign) or rules.announced_in_time(campaign, by, timezone.localdate(at)))
    campaign.made_by_id, campaign.made_at = by.user_id, at
    campaign.save()
    record("campaign.made", subject=campaign, by=by, at=at, data={"kind": kind, **bounds})
    return campaign


@transaction.atomic
def announce(*, campaign: Campaign, by: Actor) -> Campaign:
    """Fix the population and publish its digest, the number and the digest of the secret; each holder is told.

    Refused: `campaign.too_soon`, `campaign.nobody`, `campaign.too_few`.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    entries, checks = _population(campaign, on)
    refuse_if(rules.enough_drawn(campaign, len(entries), on))
    secret = secrets.token_hex(SECRET_BYTES)
    promise = {
        "secret": secret,
        "commitment": digest_of(secret),
        "digest": population_digest(entry.line for entry in entries),
        "number": rules.number_of(campaign, len(entries), on),
    }
    announced = workflow.take(campaign, "announce", by=by, at=at, **promise)
    CampaignEntry.objects.bulk_create(entries)
    SpotCheck.objects.bulk_create(checks)
    told = [entry.organisation_id for entry in entries]
    check_actions.tell_holders(told, "campaign.announced", path=reverse("spot-check-own"), name=announced.name)
    return announced


def _population(campaign: Campaign, on: date) -> tuple[list[CampaignEntry], list[SpotCheck]]:
    """An entry for each holder and a check for each of its files, with random codes, in memory."""
    labels = list(population(campaign.kind, on).order_by("pk"))
    known, files = signals(labels, on), defaultdict(list)
    for label in labels:
        files[label.organisation_id].append(label)
    made = [_entry(campaign, organisation_id, held, known, on) for organisation_id, held in sorted(files.items())]
    return [entry for entry, _checks in made], [check for _entry, checks in made for check in checks]


def _entry(
    campaign: Campaign, organisation_id: int, labels: list[Label], known: dict[int, list[str]], on: date
) -> tuple[CampaignEntry, list[SpotCheck]]:
    """A holder has as many tickets as its heaviest file, so that many sites do not weigh more."""
    reasons, salt = sorted({reason for label in labels for reason in known[label.pk]}), secrets.token_hex(SALT_BYTES)
    entry = CampaignEntry(campaign=campaign, organisation_id=organisation_id, reasons=reasons, salt=salt)
    entry.code, entry.weight = secrets.token_hex(CODE_BYTES), max(tickets(known[label.pk], on) for label in labels)
    checks = [
        SpotCheck(entry=entry, label=label, code=secrets.token_hex(CODE_BYTES), weight=tickets(known[label.pk], on))
        for label in labels
    ]
    entry.proof = digest_of(closed_part(salt, reasons, {check.code: check.weight for check in checks}))
    return entry, checks


@transaction.atomic
def draw(*, campaign: Campaign, public_number: str, by: Actor) -> Campaign:
    """Draw with the secret and the public number, spread over the waves; the secret is public from now on.

    Refused: `campaign.draw_day`, `campaign.population_changed`.
    """
    done = workflow.take(campaign, "draw", by=by, public_number=public_number.strip())
    seed = seed_of(done.secret, done.public_number)
    entries = {entry.code: entry for entry in done.entries.prefetch_related("checks")}
    order = drawn(seed, done.digest, {code: entry.weight for code, entry in entries.items()}, done.number)
    for code, wave in waves_of(order, done.waves).items():
        entries[code].wave = wave
        _pick_files(done, entries[code], seed)
    CampaignEntry.objects.bulk_update(entries.values(), ["wave"])
    return done


def _pick_files(campaign: Campaign, entry: CampaignEntry, seed: str) -> None:
    files = {check.code: check for check in entry.checks.all()}
    weights = {code: check.weight for code, check in files.items()}
    starts_on, visit_by_on = campaign.days_of(entry.wave or 1)
    for code in drawn(seed, campaign.digest, weights, campaign.files_each):
        check_workflow.take(files[code], "pick", by=SYSTEM, starts_on=starts_on, visit_by_on=visit_by_on)


@transaction.atomic
def discard(*, campaign: Campaign, by: Actor) -> Campaign:
    """Throw a draft away; what is announced stays."""
    return workflow.take(campaign, "discard", by=by)


@transaction.atomic
def start_visits(*, campaign: Campaign, by: Actor) -> Campaign:
    """Ask the holders of the first wave; the others follow by themselves. Refused: `campaign.visits_day`."""
    started = workflow.take(campaign, "visit", by=by)
    check_actions.ask_due(SpotCheck.objects.filter(entry__campaign=started))
    return started


@transaction.atomic
def close(*, campaign: Campaign, by: Actor) -> Campaign:
    """Freeze the results: from now on no check of this campaign takes a step. Refused: `campaign.unfinished`."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    return workflow.take(campaign, "close", by=by, results_digest=results_digest(campaign))


def results_digest(campaign: Campaign) -> str:
    """The digest of every result, in the order of the codes: what a closed campaign was closed with."""
    return digest_of("".join(f"{line}\n" for line in _results(campaign)))


def _results(campaign: Campaign) -> Iterable[str]:
    rows = SpotCheck.objects.filter(entry__campaign=campaign, entry__wave__isnull=False)
    for code, file, status in sorted(rows.values_list("entry__code", "code", "status")):
        yield f"{code},{file},{status}"
