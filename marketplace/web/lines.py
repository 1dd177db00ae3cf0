"""Lines of a role's home that several tables fill, read in one query."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Aggregate, BigIntegerField, Count, DateField, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse
from django.utils.functional import Promise

Text = str | Promise
NO_KEY, NO_DAY = Cast(Value(None), BigIntegerField()), Cast(Value(None), DateField())


@dataclass(frozen=True)
class Row:
    """What every source reads, so that all of them fit in one query."""

    key: int | None
    fill: dict[str, str]
    day: date | None
    count: int | None


@dataclass(frozen=True)
class Line:
    """One line of a home; `count` is that of a number, 1 for a row."""

    words: str
    url: str
    count: int = 1
    verb: Text = ""
    note: Text = ""
    day: date | None = None


@dataclass(frozen=True)
class Lines:
    """A line for each row: `fill` names the columns for the gaps in `words` and `note`.

    `page` is the name of an address that takes `arguments`, then the row's `key` where there is one; `query` stands
    behind it. `day` is the last day of what waits, or the day itself of what comes.
    """

    rows: QuerySet[Any]
    page: str
    words: Text
    fill: Mapping[str, str | Combinable] = field(default_factory=dict)
    verb: Text = ""
    day: str | Combinable | None = None
    key: str | None = "pk"
    arguments: tuple[str, ...] = ()
    query: str = ""
    note: Text = ""
    most: int = 20

    def part(self, place: Value) -> QuerySet[Any, Any]:
        """Its part of the one query."""
        key = NO_KEY if self.key is None else Cast(F(self.key), BigIntegerField())
        day = NO_DAY if self.day is None else Cast(self.day, DateField())
        return self.rows.order_by().values_list(place, key, JSONObject(**self.fill), day, Value(1, BigIntegerField()))

    def lines(self, rows: list[Row]) -> Iterator[Line]:
        """The nearest days first, at most `most`."""
        for row in sorted(rows, key=lambda row: (row.day is None, row.day or date.max, row.key or 0))[: self.most]:
            url = reverse(self.page, args=[*self.arguments, *([] if row.key is None else [row.key])])
            yield Line(str(self.words) % row.fill, url + self.query, 1, self.verb, str(self.note) % row.fill, row.day)


@dataclass(frozen=True)
class Number:
    """One line for all rows together: how many there are (or the sum `of` them), in `words(number)`."""

    rows: QuerySet[Any]
    words: Callable[[int], Text]
    url: str
    of: Aggregate = field(default_factory=lambda: Count("pk"))
    verb: Text = ""
    note: Text = ""

    def part(self, place: Value) -> QuerySet[Any, Any]:
        """Its part of the one query."""
        rows = self.rows.order_by().values(place=place).annotate(number=Cast(self.of, BigIntegerField()))
        return rows.values_list("place", NO_KEY, JSONObject(), NO_DAY, "number")

    def lines(self, rows: list[Row]) -> Iterator[Line]:
        """One line; where the database had nothing to count, the number is zero."""
        count = sum(row.count or 0 for row in rows)
        yield Line(str(self.words(count)), self.url, count, self.verb, self.note)


def read(sources: Sequence[Lines | Number]) -> list[Line]:
    """The lines of all sources in their order: one query for any number of sources."""
    parts = [source.part(Value(position, BigIntegerField())) for position, source in enumerate(sources)]
    found: dict[int, list[Row]] = defaultdict(list)
    for position, *row in parts[0].union(*parts[1:], all=True) if parts else ():
        found[position].append(Row(*row))
    return [line for position, source in enumerate(sources) for line in source.lines(found[position])]
