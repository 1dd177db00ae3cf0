"""Plays one dual student and one school placement to the first day, and runs a matching round."""

from placements.demo.world import World


def play(world: World) -> None:
    """The story."""
