"""A fairness report for people: the groups with their shares, and in sentences what the score does indirectly."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.workflow import Text
from placements.models import FairnessReport, RoundRun
from placements.rules.match_reason import LABELS
from placements.rules.round_groups import KINDS, SUPPORT, SUPPORT_WORDS, UNKNOWN

CHOOSING_BY = {
    "school": gettext_lazy("de school"),
    "neighbourhood": gettext_lazy("de woonplaats"),
    "support": gettext_lazy("de nood aan eenvoudig Nederlands"),
}


@dataclass(frozen=True)
class Counted:
    """A count in words with its share of 100; no share where so few are in it, or out of it, that they are told."""

    words: str
    share: int | None


@dataclass(frozen=True)
class GroupTold:
    """One group in words."""

    label: Text
    students: int
    placed: Counted
    first_choices: Counted
    median_km: float | None


@dataclass(frozen=True)
class KindTold:
    """All groups of one kind that are large enough, and the rows of its chart."""

    kind: str
    title: Text
    groups: list[GroupTold]

    @property
    def bars(self) -> list[tuple[str, float]]:
        shares = [(str(group.label), group.placed.share) for group in self.groups]
        return [(label, share) for label, share in shares if share is not None]


@dataclass(frozen=True)
class GapTold:
    """One group beside all others in a part of the score, in points of 100."""

    label: Text
    mean: int
    others: int


@dataclass(frozen=True)
class FlagTold:
    """What a part of the score may do indirectly, and the groups in which it shows."""

    sentence: str
    groups: list[GapTold]


@dataclass(frozen=True)
class FairnessTold:
    """A report in words."""

    run: RoundRun
    least: int
    rule: str
    kinds: list[KindTold]
    flags: list[FlagTold]


def fairness_told(report: FairnessReport) -> FairnessTold:
    """The report of a run in words."""
    rule = _(
        "We vergelijken elk deel van de score gemiddeld voor een groep en voor alle anderen. Scheelt dat %(points)s "
        "punten op 100 of meer, dan staat het hier."
    )
    kinds = [
        KindTold(kind, KINDS[kind], [_group(kind, row, report.least) for row in rows])
        for kind, rows in report.groups.items()
    ]
    return FairnessTold(
        run=report.run,
        least=report.least,
        rule=rule % {"points": report.most_points},
        kinds=kinds,
        flags=_flags(report.gaps),
    )


def _group(kind: str, row: dict[str, Any], least: int) -> GroupTold:
    students, placed = row["students"], row["placed"]
    return GroupTold(
        label=_label(kind, row["label"]),
        students=students,
        placed=_counted(placed, students, least),
        first_choices=_counted(row["first_choices"], students, least),
        median_km=row["median_km"] if placed >= least else None,
    )


def _counted(number: int, students: int, least: int) -> Counted:
    """Of these students; one to `least` of them, and all but so few, are told as a limit."""
    if 0 < number < least:
        return Counted(_("minder dan %(limit)s") % {"limit": least}, None)
    if 0 < students - number < least:
        return Counted(_("meer dan %(limit)s") % {"limit": students - least}, None)
    share = round(100 * number / students)
    return Counted(f"{number} ({share} %)", share)


def _label(kind: str, label: str) -> Text:
    if label == UNKNOWN:
        return _("niet bekend")
    return SUPPORT_WORDS[label] if kind == SUPPORT else label


def _flags(gaps: list[dict[str, Any]]) -> list[FlagTold]:
    """One flag for each part of the score and kind of group, in the order in which they were found."""
    found: dict[tuple[str, str], list[GapTold]] = {}
    for gap in gaps:
        told = GapTold(_label(gap["kind"], gap["label"]), gap["mean"], gap["others"])
        found.setdefault((gap["part"], gap["kind"]), []).append(told)
    return [FlagTold(_sentence(part, kind), groups) for (part, kind), groups in found.items()]


def _sentence(part: str, kind: str) -> str:
    sentence = _(
        "‘%(part)s’ scheelt sterk tussen groepen. Zo kan de score onrechtstreeks kiezen op %(by)s, en dat mag niet. "
        "Kijk of dit gewicht nog past."
    )
    return sentence % {"part": LABELS[part], "by": CHOOSING_BY[kind]}
