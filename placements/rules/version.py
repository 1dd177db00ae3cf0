"""Which of the signed versions of an agreement holds on a day, which are still to hold, and which never will."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from placements.enums import AgreementStatus
from placements.models import Agreement


def version_on(rows: Iterable[Agreement], on: date) -> Agreement | None:
    """The one of these that holds on a day, as `in_force` asks it of the database."""
    begun = (row for row in rows if row.status == AgreementStatus.SEALED and (row.in_force_on or date.min) <= on)
    return max(begun, key=lambda row: row.version, default=None)


def versions_after(agreement: Agreement, rows: Sequence[Agreement], on: date) -> Iterator[Agreement]:
    """The sealed versions of these that are still to hold after this one, in turn; none after one that never holds."""
    if is_overtaken(agreement, rows):
        return
    ahead = [row for row in rows if row.status == AgreementStatus.SEALED and row.version > agreement.version]
    found = min(ahead, key=lambda row: row.in_force_on or date.max, default=None)
    if found and found.in_force_on and found.in_force_on > on:
        yield found
        yield from versions_after(found, rows, on)


def is_overtaken(row: Agreement, rows: Sequence[Agreement]) -> bool:
    """A newer signed version begins before this one."""
    newer = [other for other in rows if other.status == AgreementStatus.SEALED and other.version > row.version]
    return any(other.in_force_on and row.in_force_on and other.in_force_on < row.in_force_on for other in newer)


def was_dropped(row: Agreement, rows: Sequence[Agreement]) -> bool:
    """An amendment that no later one took the place of."""
    replaced = any(other.version > row.version and other.amends_id == row.amends_id for other in rows)
    return row.status == AgreementStatus.VOIDED and row.amends_id is not None and not replaced
