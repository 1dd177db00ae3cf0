"""What the platform knows of a holder on a day: read where it lives, or from the facts that upper floors wrote."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from companies.models import Mentor, Recognition, Site
from labels.enums import FactKey, Holder
from labels.models import Application, Fact
from marketplace.commitments.models import Commitment, TextKind, TextVersion
from marketplace.reference.models import Figure
from schools.models import Coach

Value = dict[str, Any]
Figures = Mapping[str, Decimal]
Place = int | None  # the site, or None for the whole organisation
BEST, IN_ORDER, STARTED, ABSENT = 3, 2, 1, 0


@dataclass(frozen=True)
class Known:
    """One thing known: its plain value, the day, and the score that it gives (None: it informs, somebody judges)."""

    value: Value
    as_of_on: date
    score: int | None


def known_of(application: Application, on: date) -> dict[tuple[str, Place], Known]:
    """Everything known about a file's holder and its sites by key and site; what is missing was not measured yet."""
    sites = [row.site for row in application.sites.all() if row.site]
    read = _of_school(application, on) if application.holder == Holder.SCHOOL else _of_company(application, sites, on)
    figures = Figure.objects.in_force(on)
    found = {place: Known(value, on, _score(place[0], value, figures)) for place, value in read.items()}
    for fact in Fact.objects.known_on(application.organisation_id, on):
        found[fact.key, fact.site_id] = Known(fact.value, fact.as_of_on, _score(fact.key, fact.value, figures))
    return found


def has_run(known: Mapping[tuple[str, Place], Known], site_id: Place) -> bool:
    """Whether a placement has run at a site (or, for the whole holder, anywhere): practice can be judged there."""
    counts = {place: one.value.get("count", 0) for (key, place), one in known.items() if key == FactKey.PLACEMENTS}
    return bool(sum(counts.values()) if site_id is None else counts.get(site_id, 0))


def _of_company(application: Application, sites: list[Site], on: date) -> dict[tuple[str, Place], Value]:
    found: dict[tuple[str, Place], Value] = dict(_signed(application, on))
    mentors = list(Mentor.objects.present_on(on).filter(site__in=sites))
    recognised = Recognition.objects.in_force(on, on).filter(site__in=sites).values_list("site", flat=True)
    for site in sites:
        own = [mentor for mentor in mentors if mentor.site_id == site.pk]
        found[FactKey.REGISTRATION, site.pk] = {
            "registered": site.company.is_verified and bool(site.establishment_number)
        }
        found[FactKey.RECOGNITIONS, site.pk] = {"count": list(recognised).count(site.pk)}
        found[FactKey.MENTORS, site.pk] = {
            "count": len(own),
            "extracts_seen": sum(mentor.extract_seen_on is not None for mentor in own),
        }
        found[FactKey.MENTORS_TRAINED, site.pk] = {
            "count": len(own),
            "trained": sum(mentor.trained_on is not None for mentor in own),
        }
    return found


def _of_school(application: Application, on: date) -> dict[tuple[str, Place], Value]:
    coaches = Coach.objects.filter(school=application.organisation_id, is_active=True).count()
    return {
        **_signed(application, on),
        (FactKey.REGISTRATION, None): {"registered": True},  # a school exists only with its institution number
        (FactKey.COACHES, None): {"count": coaches},
    }


def _signed(application: Application, on: date) -> dict[tuple[str, Place], Value]:
    kinds = {FactKey.CODE_SIGNED: TextKind.ETHICS_CODE, FactKey.DATA_ARRANGEMENT: TextKind.DATA_ARRANGEMENT}
    accepted = [TextVersion.objects.accepted(kind, on).values("pk") for kind in kinds.values()]
    texts = Q(text__in=accepted[0]) | Q(text__in=accepted[1])
    signed = set(
        Commitment.objects.filter(texts, organisation=application.organisation_id).values_list("text__kind", flat=True)
    )
    return {(key, None): {"signed": kind in signed} for key, kind in kinds.items()}


def _score(key: str, value: Value, figures: Figures) -> int | None:
    judge = SCORES.get(key)
    return judge(value, figures) if judge else None


def _yes(name: str) -> Callable[[Value, Figures], int]:
    return lambda value, figures: BEST if value.get(name) else ABSENT


def _recognitions(value: Value, figures: Figures) -> int | None:
    """One for every programme or none: what lies between, or is not asked, is for people to judge."""
    return BEST if value["count"] else None


def _mentors(value: Value, figures: Figures) -> int:
    """A mentor and a stand-in, each with an extract 596.2 that was seen (R10)."""
    if not value["count"]:
        return ABSENT
    if value["extracts_seen"] < value["count"]:
        return STARTED
    return BEST if value["count"] > 1 else IN_ORDER


def _parts(part: str, whole: str) -> Callable[[Value, Figures], int | None]:
    """All is exemplary, four of five is in order, some is a start; without any there is nothing to judge."""

    def judge(value: Value, figures: Figures) -> int | None:
        if not value.get(whole):
            return None
        share = value[part] / value[whole]
        return BEST if share >= 1 else IN_ORDER if share >= 4 / 5 else STARTED if share > 0 else ABSENT

    return judge


def _work_share(value: Value, figures: Figures) -> int:
    """Against the usual share of the programmes hosted, else against the city's target of 60 % (R20)."""
    aim = Decimal(str(value.get("usual", figures["split_target"])))
    share = Decimal(str(value["share"]))
    if share >= aim:
        return BEST
    return IN_ORDER if share >= aim - (figures["split_target"] - figures["split_green_low"]) else STARTED


def _pledge(value: Value, figures: Figures) -> int:
    """At least one place pledged; delivered against pledged."""
    if not value.get("pledged"):
        return ABSENT
    if "delivered" not in value:
        return IN_ORDER
    return BEST if value["delivered"] >= value["pledged"] else STARTED


SURVEYED = (FactKey.TALKS, FactKey.EVALUATIONS, FactKey.SURVEY)
SCORES: dict[str, Callable[[Value, Figures], int | None]] = {
    FactKey.REGISTRATION: _yes("registered"),
    FactKey.RECOGNITIONS: _recognitions,
    FactKey.CODE_SIGNED: _yes("signed"),
    FactKey.MENTORS: _mentors,
    FactKey.MENTORS_TRAINED: _parts("trained", "count"),
    FactKey.PLANS_SIGNED: _parts("signed", "plans"),
    FactKey.RISK_ANALYSIS: _parts("in_time", "placements"),
    FactKey.EARLIER_COMPETENCES: _parts("in_term", "decided"),
    FactKey.WORK_SHARE: _work_share,
    FactKey.PLEDGE: _pledge,
}


def in_words(key: str, value: Value) -> str:
    """One sentence about what is known."""
    sentences = {
        FactKey.REGISTRATION: _("Inschrijving en nummers zijn bevestigd.")
        if value.get("registered")
        else _("De inschrijving is nog niet bevestigd."),
        FactKey.CODE_SIGNED: _("Getekend.") if value.get("signed") else _("Nog niet getekend."),
        FactKey.DATA_ARRANGEMENT: _("Getekend.") if value.get("signed") else _("Nog niet getekend."),
        FactKey.RECOGNITIONS: _("Erkenningen die nu gelden: %(count)s."),
        FactKey.MENTORS: _("Mentoren: %(count)s, van wie het uittreksel 596.2 gezien is: %(extracts_seen)s."),
        FactKey.MENTORS_TRAINED: _("Mentoren: %(count)s, van wie opgeleid: %(trained)s."),
        FactKey.COACHES: _("Trajectbegeleiders: %(count)s."),
        FactKey.PLACEMENTS: _("Werkplekken die gelopen hebben: %(count)s."),
        FactKey.PLANS_SIGNED: _("Duale plannen in een jaar: %(plans)s, op tijd getekend: %(signed)s."),
        FactKey.RISK_ANALYSIS: _(
            "Gestarte werkplekken in een jaar: %(placements)s, risicoanalyse op tijd: %(in_time)s."
        ),
        FactKey.WORK_SHARE: _("Lopende plannen: %(plans)s, gemiddeld aandeel op de werkplek: %(share)s."),
        FactKey.ANSWER_TIME: _("Vragen van scholen in een jaar: op tijd beantwoord %(answered)s, te laat %(late)s."),
        FactKey.VISITS: _("Duale werkplekken in een jaar: %(placements)s, bezoeken: %(visits)s."),
        FactKey.EARLIER_COMPETENCES: _earlier(value),
    }
    if key in SURVEYED and "mean" in value:
        return (
            _("Bevraging van leerlingen, mentoren en begeleiders: %(mean)s van 4, uit %(answers)s antwoorden.") % value
        )
    return str(sentences.get(FactKey(key), _numbers(value))) % value


def _earlier(value: Value) -> str:
    if "decided" in value:
        return _("Beslist over elders verworven competenties: %(decided)s, binnen de termijn: %(in_term)s.")
    return _("Elders verworven competenties die meetelden in plannen: %(count)s.")


def _numbers(value: Value) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(value.items())).replace("%", "%%")
