"""Reckon where places are short after a round and what one more would bring, and store it for the city."""

from dataclasses import replace
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from companies.models import Mentor, Site
from marketplace.reference.models import Postcode
from placements.actions.round_solve import SOLVERS, Outcome, serving_of, solve, weights_of
from placements.enums import Method
from placements.matching import Assignment, optimal_matching
from placements.matching.candidates import market_of
from placements.matching.columns import Numbers
from placements.matching.marginal import gain
from placements.matching.shortage import Ask, asks, best_of_each, where_short, with_closed
from placements.models import PlacementRequest, Round, ShortageReport
from schools.models import Home

MOST_CALLS = 20


def report_shortage(*, round_id: int) -> None:
    """Read and match a finished round once more and store its report; an older report of it is replaced."""
    row = Round.objects.get(pk=round_id)
    if row.finished_at is None:
        return
    solved = solve(row, lambda phase, done, total: None)
    run = _with_closed(row, solved)
    optimum = optimal_matching(run.market)
    found = asks(run.block, run.market, optimum, a_mentor=Mentor._meta.get_field("most_students").default)
    fields = {
        "made_at": timezone.now(),
        "input_digest": solved.digest,
        "students": run.market.n_students,
        "placed": int((run.assignment.place >= 0).sum()),
        "most_placed": int((optimum.place >= 0).sum()),
        "areas": _areas(run),
        "calls": _calls(row, run, optimum, found),
        "sites": _sites(found, optimum),
    }
    with transaction.atomic():
        ShortageReport.objects.update_or_create(round=row, defaults=fields)


def _with_closed(row: Round, run: Outcome) -> Outcome:
    """The same run with the places that had no seat or no mentor in its market: they hold nobody, but may be asked."""
    candidates, order = with_closed(run.block, run.candidates, weights_of(row)), serving_of(row, run.block)
    market = market_of(candidates, run.block, lottery=order.lottery, priority=order.priority)
    return replace(run, candidates=candidates, arrays=replace(run.arrays, market=market))


def _areas(run: Outcome) -> list[dict[str, Any]]:
    """Programme by area: students, those without a place, and seats that were offered; the shortest first."""
    block, asked, offered = run.block, run.block.requests, run.block.seats
    homes, sites = _home_areas(asked.id), _site_areas(offered.site)
    named = sorted(set(homes) | set(sites))
    number = {name: index for index, name in enumerate(named)}
    rows = where_short(
        block,
        run.assignment.place < 0,
        np.array([number[name] for name in homes], np.int64),
        np.array([number[name] for name in sites], np.int64),
    )
    keys = ("programme", "area", "students", "without", "seats")
    return [dict(zip(keys, (row[0], named[row[1]], *row[2:]), strict=True)) for row in rows]


def _home_areas(requests: Numbers) -> list[str]:
    """The area of each request's first home, by rising id of the request."""
    students = dict(PlacementRequest.objects.filter(pk__in=requests.tolist()).values_list("pk", "student"))
    homes = Home.objects.filter(student__in=students.values()).order_by("-pk").values_list("student", "postcode")
    first, areas = dict(homes), area_names()
    return [areas.get(first.get(students.get(pk, 0), ""), "") for pk in requests.tolist()]


def _site_areas(sites: Numbers) -> list[str]:
    postcodes, areas = dict(Site.objects.filter(pk__in=set(sites.tolist())).values_list("pk", "postcode")), area_names()
    return [areas.get(postcodes[site], "") for site in sites.tolist()]


def area_names() -> dict[str, str]:
    """Postcode -> the district where a municipality has districts, else the municipality."""
    rows = Postcode.objects.values_list("code", "district", "municipality")
    return {code: district or municipality for code, district, municipality in rows}


def _calls(row: Round, run: Outcome, optimum: Assignment, found: list[Ask]) -> list[dict[str, Any]]:
    """What to ask of which company, each once: the highest limits, solved again, the most useful first."""
    company = dict(Site.objects.filter(pk__in={ask.site for ask in found}).values_list("pk", "company"))
    best = best_of_each(found, optimum, company)[:MOST_CALLS]
    calls = [_call(row, run, optimum, ask) | {"company": company[ask.site]} for ask in best]
    return sorted(calls, key=lambda call: (-call["placed"], -call["most_placed"], -call["total"]))


def _call(row: Round, run: Outcome, optimum: Assignment, ask: Ask) -> dict[str, Any]:
    """`placed` more by the round's own method, `most_placed` and `total` more by the optimal one."""
    most, _after = gain(run.market, optimum, ask.more)
    own, after = gain(run.market, run.assignment, ask.more, solve=SOLVERS[Method(row.method)])
    return {
        "site": ask.site,
        "kind": ask.kind,
        "capacity": ask.capacity,
        "programme": _programme(run, ask, after),
        "placed": own.placed,
        "most_placed": most.placed,
        "total": most.total,
    }


def _programme(run: Outcome, ask: Ask, after: Assignment) -> int | None:
    """The programme of the student who comes to the site with the addition; None when nobody does."""
    seats = run.block.seats
    here = np.zeros(len(run.market.capacity) + 1, bool)  # -1, no place, is the last
    here[seats.place[seats.site == ask.site]] = True
    come = here[after.place] & (after.place != run.assignment.place)
    found = run.block.requests.programme[come]
    return int(found[0]) if len(found) else None


def _sites(found: list[Ask], optimum: Assignment) -> list[dict[str, Any]]:
    """Of each site the most that one place and one mentor more would bring: students, and points beside them."""
    duals = optimum.duals
    assert duals is not None  # noqa: S101 -- the optimal solver always gives them
    sites: dict[int, dict[str, Any]] = {}
    for ask in found:
        students, points = ask.most(duals)
        told = sites.setdefault(ask.site, {"site": ask.site})
        told[ask.kind] = max(told.get(ask.kind, [0, 0]), [students, points])
    return sorted(sites.values(), key=lambda told: max(told[kind] for kind in told if kind != "site"), reverse=True)
