"""Judge a run by what groups of students got; reads and computes, writes nothing."""

from dataclasses import asdict

from django.utils import timezone

from marketplace.reference.models import Figure
from placements.matching.columns import Block, Candidates, Numbers
from placements.matching.fairness import gaps, outcomes
from placements.models import FairnessReport, Round
from placements.rules.round_groups import NOT_TO_CHOOSE_BY, groups_of


def fairness_of(row: Round, block: Block, candidates: Candidates, chosen: Numbers, placed: Numbers) -> FairnessReport:
    """The report of a run, not yet of a row: `chosen` [n] rows in `candidates` or -1, `placed` [n] who has a match."""
    on = timezone.localdate()
    least = int(Figure.objects.value("round_least_group", on))
    most_points = int(Figure.objects.value("round_fairness_points", on))
    groups = groups_of(row, block.requests.id.tolist())
    shown = {kind: outcomes(labels, candidates, chosen, placed, least=least) for kind, labels in groups.items()}
    found = [
        {"kind": kind} | asdict(gap)
        for kind in NOT_TO_CHOOSE_BY
        for gap in gaps(groups[kind], candidates, least=least, most_points=most_points)
    ]
    told = {kind: [asdict(group) for group in rows] for kind, rows in shown.items()}
    return FairnessReport(least=least, most_points=most_points, groups=told, gaps=found)
