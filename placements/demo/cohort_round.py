"""One matching round of the demo, over everybody who still looks for a place."""

from datetime import timedelta

from marketplace.accounts.access import actor_for
from marketplace.accounts.models import Membership
from placements.actions.round import open_round, start_round
from placements.actions.round_run import run_round
from placements.demo.clock import on_day
from placements.demo.world import World


def play_round(world: World, administrator: Membership) -> None:
    """Opened a week ago, closed yesterday, run now; the schools may review it until next week."""
    by = actor_for(administrator.user, administrator.organisation_id, world.today)
    period = world.ahead
    with on_day(world.today - timedelta(days=7)):
        row = open_round(
            by=by,
            name="Matching van de demo",
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            closes_on=world.today - timedelta(days=1),
            review_until_on=world.today + timedelta(days=7),
            seed=world.random.randrange(1, 10**6),
        )
    run_round(round_id=start_round(round=row, by=by).pk)
    world.objects["round"] = row.pk
