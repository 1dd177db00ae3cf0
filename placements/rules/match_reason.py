"""The reasons of a match and what would help a near miss, in words."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from placements.matching.explain import reasons
from placements.matching.score import PARTS
from placements.rules.match_sentence import Pair, day_names, in_km, sentence_of

LABELS = {
    "competences": gettext_lazy("Competenties"),
    "travel": gettext_lazy("Verplaatsing"),
    "period": gettext_lazy("Periode en dagen"),
    "mentor": gettext_lazy("Mentoren"),
    "label": gettext_lazy("Label"),
    "support": gettext_lazy("Taal en ondersteuning"),
}


@dataclass(frozen=True)
class Told:
    """A part score for people: its name, 0-100, and what it means."""

    label: str
    score: int
    words: str


def told(parts: dict[str, int], weights: dict[str, int], km: float | None) -> list[Told]:
    """The part scores of a match in words, the one that costs most first."""
    ordered = reasons(parts, tuple(weights[part] for part in PARTS))
    return [Told(str(LABELS[reason.part]), reason.score, _words(reason.part, reason.score, km)) for reason in ordered]


def _words(part: str, score: int, km: float | None) -> str:
    if part == "travel":
        return _("gemiddeld %(km)s") % {"km": in_km(km)} if km is not None else _("afstand niet bekend")
    if part == "competences":
        return _("%(score)s %% van wat de leerling nog moet leren") % {"score": score}
    return next(words() for lowest, words in WORDS[part] if score >= lowest)


WORDS = {
    "period": (
        (100, lambda: _("dagen en periode passen helemaal")),
        (70, lambda: _("de plaats is er langer of op meer dagen")),
        (0, lambda: _("de plaats is er veel langer of op veel meer dagen")),
    ),
    "mentor": (
        (100, lambda: _("genoeg mentoren, allemaal opgeleid")),
        (50, lambda: _("niet alle mentoren zijn vrij of opgeleid")),
        (0, lambda: _("weinig mentoren vrij of opgeleid")),
    ),
    "label": (
        (100, lambda: _("label met onderscheiding")),
        (80, lambda: _("label")),
        (50, lambda: _("voorlopig label, nog niet geauditeerd")),
        (0, lambda: _("geen label nodig voor deze vorm")),
    ),
    "support": (
        (100, lambda: _("taal en praktische noden passen")),
        (50, lambda: _("niet alle praktische noden kunnen hier")),
        (0, lambda: _("taal of praktische noden passen niet")),
    ),
}


def helps(code: str, pair: Pair) -> str:
    """What would make a near miss fit; the rule's own sentence when nobody here can change it."""
    say = HELPS.get(code)
    return say(pair) if say else sentence_of(code, pair)


def _days(pair: Pair) -> str:
    words = ngettext("Past als %(days)s verschuift.", "Past als %(days)s verschuiven.", len(pair.days_missing))
    return words % {"days": day_names(pair.days_missing)}


def _reach(pair: Pair) -> str:
    return _("Past met een bereik van %(km)s km.") % {"km": number_format(-int(-(pair.km or 0) // 1), 0)}


def _language(pair: Pair) -> str:
    return _("Past als de leerling ook %(languages)s spreekt.") % {"languages": ", ".join(pair.languages_missing)}


HELPS = {
    "capacity.full": lambda _pair: _("Volzet."),
    "days.not_offered": _days,
    "place.too_far": _reach,
    "language.missing": _language,
    "mentor.none": lambda _pair: _("Past als de onderneming nog een mentor heeft. Bel gerust."),
    "recognition.none": lambda _pair: _("Past zodra de vestiging een erkenning aanvraagt voor deze opleiding."),
    "label.none": lambda _pair: _("Past zodra de vestiging een label heeft."),
}


def wider_reach_words(km: int, seats: int) -> str:
    """Nog 3 plaatsen binnen 14 km."""
    words = ngettext("Nog %(seats)s plaats binnen %(km)s km.", "Nog %(seats)s plaatsen binnen %(km)s km.", seats)
    return words % {"seats": seats, "km": km}
