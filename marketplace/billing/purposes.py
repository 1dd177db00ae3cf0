"""Where higher floors say what happens when a charge of theirs changes, by the kind in its reference."""

from collections.abc import Callable

Changed = Callable[[str, str], None]
purposes: dict[str, Changed] = {}


def register(kind: str, changed: Changed) -> None:
    """Call `changed(key, status)` in the transaction in which a charge of the reference kind:key changes status."""
    purposes[kind] = changed


def tell(reference: str, status: str) -> None:
    """Tell the one whose charge it is; KeyError for a kind that nobody registered."""
    kind, _, key = reference.partition(":")
    purposes[kind](key, status)
