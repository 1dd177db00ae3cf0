"""How many anonymous matches a company may refuse in a round."""

from collections import Counter
from datetime import date

from django.db.models import Count
from django.utils.translation import ngettext_lazy

from marketplace.actor import Actor
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal
from placements.models import Match, MatchRefusal, Round


def refused_by(company_id: int | None, row: Round) -> int:
    """How many matches a company has refused in a round."""
    return MatchRefusal.objects.filter(round=row, company=company_id).count()


def most_refusals(on: date) -> int:
    """How many it may refuse."""
    return int(Figure.objects.value("round_refusals_per_company", on))


def refusals_left(match: Match, by: Actor, on: date) -> Refusal | None:
    """A company refuses a few matches only; after that it can say no to an offer, as always."""
    most = most_refusals(on)
    if refused_by(match.capacity.company_id, match.round) < most:
        return None
    sentence = ngettext_lazy(
        "Je weigerde al %(most)s match in deze ronde. Past ook deze niet, zeg dan nee als de school een aanbod doet.",
        "Je weigerde al %(most)s matches in deze ronde. Past ook deze niet, zeg dan nee als de school een aanbod doet.",
        most,
    )
    return Refusal("match.refusals_used_up", sentence % {"most": most})


def refused_in(company_id: int | None) -> Counter[int]:
    """Round -> how many matches a company has refused in it."""
    rows = MatchRefusal.objects.filter(company=company_id).order_by().values_list("round")
    return Counter(dict(rows.annotate(number=Count("pk"))))
