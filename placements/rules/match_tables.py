"""Tables that matching looks at, read together: one query for all of them."""

from operator import itemgetter
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, QuerySet, Value
from django.db.models.functions import Cast

NO_NUMBER, NO_DAY = Cast(Value(None), BigIntegerField()), Cast(Value(None), DateField())
NO_TEXT = Value("", CharField())
NUMBERS, TEXT, FIRST_DAY = 3, 3, 4

Rows = list[tuple[Any, ...]]


class Tables:
    """Collects what is to be read; `read` asks for all of it at once."""

    def __init__(self) -> None:
        self._parts: list[QuerySet[Any, Any]] = []
        self._rows: list[Rows] = []
        self._wanted: list[list[int]] = []

    def add(self, rows: QuerySet[Any, Any], *numbers: str, text: str = "", days: tuple[str, ...] = ()) -> Rows:
        """A list that `read` fills, unordered, with at most three whole numbers of each row, then text, then days."""
        place = Value(len(self._parts), BigIntegerField())
        spare = [NO_NUMBER] * (NUMBERS - len(numbers))
        columns = [place, *numbers, *spare, text or NO_TEXT, *days, *[NO_DAY] * (2 - len(days))]
        self._parts.append(rows.order_by().values_list(*columns))
        self._rows.append([])
        last = [TEXT] * bool(text) + [FIRST_DAY + day for day in range(len(days))]
        self._wanted.append([1 + column for column in [*range(len(numbers)), *last]])
        return self._rows[-1]

    def read(self) -> None:
        """Fills the lists."""
        cuts = [_cut(wanted) for wanted in self._wanted]
        for row in self._parts[0].union(*self._parts[1:], all=True):
            self._rows[row[0]].append(cuts[row[0]](row))


def _cut(wanted: list[int]) -> Any:
    """What takes these columns of a row, always as a tuple."""
    return itemgetter(slice(1, 1 + len(wanted))) if wanted == [*range(1, 1 + len(wanted))] else itemgetter(*wanted)
