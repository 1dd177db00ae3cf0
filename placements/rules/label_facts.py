"""What placements tell about companies and schools for the label: plain numbers over the last year, never a person."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Count, F, Q, QuerySet, Sum

from labels.enums import FactKey
from marketplace.reference.models import Figure
from placements.enums import DUAL_FORMS, WORK_FORMS, OfferStatus, PlacementStatus, PriorLearningStatus
from placements.models import Agreement, Offer, Placement, PlanLine, PriorLearning, StartCheck

STARTED = (PlacementStatus.RUNNING, PlacementStatus.ENDED, PlacementStatus.ENDED_EARLY)
Whose = tuple[int, int | None]  # the organisation, and the site or None
Placements = QuerySet[Placement]


@dataclass(frozen=True)
class Told:
    """One fact: of which organisation and site (None: the whole), under which FactKey, with its numbers."""

    organisation_id: int
    site_id: int | None
    key: str
    value: dict[str, Any]


def facts_on(on: date) -> list[Told]:
    """Everything that placements tell on a day; a handful of queries however many there are."""
    since = on - relativedelta(years=1)
    started = Placement.objects.filter(status__in=STARTED, form__in=WORK_FORMS)
    recent = started.filter(starts_on__gte=since)
    dual = recent.filter(form__in=DUAL_FORMS)
    sources = (
        _run(started),
        _plans(dual),
        _risk_analyses(recent),
        _shares(on),
        _answers(since),
        _visits(dual),
        _earlier(since, on),
    )
    return [fact for source in sources for fact in source]


def _of_both(rows: Placements) -> Iterator[tuple[Whose, int]]:
    """The key of each placement, once for its site and once for its school."""
    for key, company, site, school in rows.values_list("pk", "company", "site", "school"):
        yield (company, site), key
        yield (school, None), key


def _run(started: Placements) -> Iterator[Told]:
    """How many placements have run."""
    counts = Counter(whose for whose, _key in _of_both(started))
    return (Told(*whose, FactKey.PLACEMENTS, {"count": count}) for whose, count in counts.items())


def _parts(rows: Iterable[tuple[Whose, int]], key: str, whole: str, part: str, good: set[int]) -> Iterator[Told]:
    """How many placements of each holder are good."""
    found: dict[Whose, list[bool]] = defaultdict(list)
    for whose, placement in rows:
        found[whose].append(placement in good)
    return (Told(*whose, key, {whole: len(said), part: sum(said)}) for whose, said in found.items())


def _plans(dual: Placements) -> Iterator[Told]:
    """Dual placements with a plan that everybody had signed by the first day (C14, S04)."""
    signed = set(dual.filter(agreements__sealed_at__date__lte=F("starts_on")).values_list("pk", flat=True))
    return _parts(_of_both(dual), FactKey.PLANS_SIGNED, "plans", "signed", signed)


def _risk_analyses(recent: Placements) -> Iterator[Told]:
    """Placements whose risk analysis was at most a year old on the first day (C04, R14)."""
    checks = StartCheck.objects.filter(item="risk_analysis", done_on__isnull=False, placement__in=recent)
    dated = checks.values_list("placement", "document_on", "placement__starts_on")
    in_time = {key for key, document_on, starts_on in dated if document_on >= starts_on - relativedelta(years=1)}
    at_sites = (((company, site), key) for key, company, site in recent.values_list("pk", "company", "site"))
    return _parts(at_sites, FactKey.RISK_ANALYSIS, "placements", "in_time", in_time)


def _shares(on: date) -> Iterator[Told]:
    """The mean share of hours on the floor over the running plans of a site (C15); signed plans only."""
    lines = PlanLine.objects.filter(
        plan__agreement__in=Agreement.objects.in_force(on), plan__agreement__placement__status=PlacementStatus.RUNNING
    )
    plans = lines.values(
        company=F("plan__agreement__placement__company"),
        site=F("plan__agreement__placement__site"),
        plan_key=F("plan"),
        general=F("plan__general_hours"),
    ).annotate(work=Sum("work_hours"), rest=Sum(F("school_hours") + F("third_hours")))
    shares: dict[Whose, list[float]] = defaultdict(list)
    for row in plans:
        total = row["work"] + row["rest"] + row["general"]
        if total:
            shares[row["company"], row["site"]].append(row["work"] / total)
    for whose, found in shares.items():
        yield Told(*whose, FactKey.WORK_SHARE, {"share": round(sum(found) / len(found), 3), "plans": len(found)})


def _answers(since: date) -> Iterator[Told]:
    """Offers that a company answered, and those that lapsed; closures and holidays never counted (R29)."""
    ended = Offer.objects.filter(sent_at__date__gte=since).values("company")
    late = Count("pk", filter=Q(status=OfferStatus.LAPSED))
    answered = Count("pk", filter=Q(status__in=[OfferStatus.ACCEPTED, OfferStatus.DECLINED]))
    for row in ended.annotate(late=late, answered=answered):
        if row["late"] or row["answered"]:
            yield Told(row["company"], None, FactKey.ANSWER_TIME, {"answered": row["answered"], "late": row["late"]})


def _visits(dual: Placements) -> Iterator[Told]:
    """Visits that coaches held at dual placements (S06: three a school year)."""
    held = Count("contacts", filter=Q(contacts__kind="visit", contacts__held_on__isnull=False))
    rows = dual.values("school").annotate(placements=Count("pk", distinct=True), visits=held)
    for school, placements, visits in rows.values_list("school", "placements", "visits"):
        yield Told(school, None, FactKey.VISITS, {"placements": placements, "visits": visits})


def _earlier(since: date, on: date) -> Iterator[Told]:
    """Competences acquired elsewhere: decided by a school within the term (S05), counted at a company (C18)."""
    term = timedelta(days=int(Figure.objects.value("prior_learning_days", on)))
    decided = PriorLearning.objects.filter(
        status__in=[PriorLearningStatus.RECOGNISED, PriorLearningStatus.REFUSED], decided_at__date__gte=since
    )
    by_school: dict[int, list[bool]] = defaultdict(list)
    for school, asked_at, decided_at in decided.values_list("student__school", "asked_at", "decided_at"):
        by_school[school].append(decided_at is not None and decided_at - asked_at <= term)
    for school, said in by_school.items():
        yield Told(school, None, FactKey.EARLIER_COMPETENCES, {"decided": len(said), "in_term": sum(said)})
    known = PlanLine.objects.filter(prior_learning__isnull=False)
    lines = known.values(company=F("plan__agreement__placement__company"))
    counted = lines.annotate(count=Count("prior_learning", distinct=True)).values_list("company", "count")
    for company, count in counted:
        yield Told(company, None, FactKey.EARLIER_COMPETENCES, {"count": count})
