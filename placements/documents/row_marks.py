"""What differs between two lists of rows that people type over, said in words beside each row."""

from collections.abc import Iterator, Sequence

Row = tuple[str, str]
Marked = tuple[str, str, str]


def marked(was: Sequence[Row], now: Sequence[Row]) -> Iterator[Marked]:
    """The rows of now in their order, each with what differs, and behind them those that are gone."""
    old, new = _once(was), _once(now)
    same = old.keys() & new.keys()
    for label, value in now:
        changed = f"gewijzigd, was: {old[label]}" if label in same else "nieuw"
        yield label, value, "" if (label, value) in was else changed
    gone = (row for row in was if row not in now and row[0] not in same)
    yield from ((label, "–", f"vervalt, was: {value}") for label, value in gone)


def _once(rows: Sequence[Row]) -> dict[str, str]:
    """Those of which the label stands there once: of the activities of a stage none takes the place of another."""
    labels = [label for label, _value in rows]
    return {label: value for label, value in rows if labels.count(label) == 1}
