"""What a round would give with other settings: nobody's match changes."""

from collections.abc import Iterable
from copy import copy
from itertools import product
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.jobs.actions import enqueue, work_of
from marketplace.workflow import refuse_if
from placements.actions.round_fairness import fairness_of
from placements.actions.round_solve import Prepared, certified, prepare, serving_of, solved
from placements.actions.round_store import summary
from placements.matching import MarketError
from placements.matching.arrays import ProofError
from placements.matching.candidates import market_of
from placements.models import Round, Variant
from placements.models.round_study import VariantQuerySet
from placements.rules.what_if import can_be_studied

JOB = "what_if"


@transaction.atomic
def ask_variants(
    *,
    round: Round,  # noqa: A002 -- our word for it
    by: Actor,
    methods: Iterable[str],
    policies: Iterable[str],
    seed: int,
) -> list[Variant]:
    """Have a worker compute a round with every one of these settings; what was computed before is computed again.

    Refused: `variant.round_cancelled`. Raises PermissionDenied for anybody but the city administrator and the platform.
    """
    if not by.has(Role.ADMINISTRATOR, Role.SYSTEM):
        raise PermissionDenied
    refuse_if(can_be_studied(round))
    at = timezone.now()
    fresh: dict[str, Any] = {"asked_at": at, "asked_by_id": by.user_id, "finished_at": None, "result": {}, "fault": ""}
    rows = [
        Variant.objects.update_or_create(round=round, method=method, policy=policy, seed=seed, defaults=fresh)[0]
        for method, policy in product(methods, policies)
    ]
    record("round.what_if", subject=round, by=by, at=at, data={"variants": [row.pk for row in rows]})
    enqueue(JOB, round_id=round.pk)
    return rows


def run_variants(*, round_id: int) -> None:
    """Compute the variants of a round that wait; requests and capacity are read once, as they are now.

    What goes wrong is stored on the variants with a sentence, so that they can be asked again.
    """
    waiting = list(Variant.objects.waiting().filter(round=round_id).select_related("round").order_by("pk"))
    if not waiting:
        return
    try:
        _compute(waiting)
    except (MarketError, ProofError) as wrong:
        _fail(waiting, _("Deze vergelijking kan niet berekend worden: %(why)s") % {"why": wrong})
    except Exception:
        _fail(waiting, _("De vergelijking stopte door een fout in het platform. Vraag ze opnieuw."))
        raise


def _compute(waiting: list[Variant]) -> None:
    prepared = prepare(waiting[0].round, _silent)
    for row in waiting:
        result = _result(row, prepared)
        _still(row).update(result=result, finished_at=timezone.now())


def _still(row: Variant) -> VariantQuerySet:
    """The row, unless it was computed or asked again meanwhile."""
    return Variant.objects.waiting().filter(pk=row.pk, asked_at=row.asked_at)


def _fail(rows: Iterable[Variant], sentence: str) -> int:
    return sum(_still(row).update(fault=sentence[:300]) for row in rows)


def fail_lost() -> int:
    """Fail the variants that no job computes any more, so that they can be asked again; how many."""
    waiting = list(Variant.objects.waiting())
    alive = {arguments["round_id"] for arguments in work_of(JOB)}
    lost = [row for row in waiting if row.round_id not in alive]
    return _fail(lost, _("De vergelijking viel vijf keer stil. Vraag ze opnieuw of verwittig de beheerder."))


def _result(variant: Variant, read: Prepared) -> dict[str, Any]:
    row = copy(variant.round)
    row.method, row.policy, row.seed = variant.method, variant.policy, variant.seed
    order = serving_of(row, read.block)
    market = market_of(read.candidates, read.block, lottery=order.lottery, priority=order.priority)
    prepared = Prepared(read.block, read.candidates, market)
    outcome = certified(row, prepared, solved(row, prepared, _silent), _silent)
    report = fairness_of(row, read.block, read.candidates, outcome.chosen, outcome.chosen >= 0)
    told = summary(outcome, least=report.least) | {"blocking_pairs": outcome.certificate["blocking_pairs"]}
    return told | {"groups": {kind: report.groups[kind] for kind in ("school", "neighbourhood")}}


def _silent(phase: str, done: int, total: int) -> None:
    """A variant shows no progress."""
