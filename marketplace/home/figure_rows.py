"""How the figures are named and listed for the administrator; the pages themselves are in `figures`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from marketplace.reference.families import families
from marketplace.reference.models import Figure

OWN = "Voorstel van het product: "  # many sources start so: it says whose figure it is, not which


@dataclass(frozen=True)
class FigureRow:
    """One figure: its name for people, its value on a day and the one that comes; `source` only where it tells more."""

    code: str
    name: str
    now: Figure | None
    coming: Figure | None
    source: str

    def holds(self, words: str) -> bool:
        """Whether every word stands in its name, its code or its source."""
        text = f"{self.name} {self.code} {self.source}".lower()
        return all(word in text for word in words.lower().split())


def figure_rows(on: date) -> list[FigureRow]:
    """Every figure, by name."""
    values = defaultdict(list)
    for figure in Figure.objects.order_by("in_force_on"):
        values[figure.code].append(figure)
    return sorted(_rows(values, on), key=lambda row: row.name.lower())


def figure_name(code: str, first_source: str) -> str:
    """What a figure is: of a sector, which sector and which figure; else what its first source says of it."""
    return _names_in_families().get(code) or _first_words(first_source)


def _rows(values: Mapping[str, Sequence[Figure]], on: date) -> Iterator[FigureRow]:
    names = _names_in_families()
    for code, figures in values.items():
        now = next((row for row in reversed(figures) if row.in_force_on <= on), None)
        coming = next((row for row in figures if row.in_force_on > on), None)
        source = (now or figures[0]).source
        name = names.get(code) or _first_words(figures[0].source)
        yield FigureRow(code, name, now, coming, "" if _first_words(source) == name else source)


def _names_in_families() -> dict[str, str]:
    members = {ask: ask() for ask in {family.members for family in families.values()}}
    return {
        f"{prefix}{key}": f"{name}: {family.name}"
        for prefix, family in families.items()
        for key, name in members[family.members].items()
    }


def _first_words(source: str) -> str:
    name = source.removeprefix(OWN)
    return name[:1].upper() + name[1:]
