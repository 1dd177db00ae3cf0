"""Families of figures: one kind with a figure for each member, which an app above names when it starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Family:
    """Figures of one kind: the code of each is the prefix and the key of its member, as in `sector_week_124`.

    `members`: key of a member -> its name for people; `hint`: in one sentence, which values fit.
    """

    prefix: str
    name: Text
    hint: Text
    fits: Callable[[Decimal], bool]
    members: Callable[[], Mapping[str, str]]

    def holds(self, code: str) -> bool:
        """Whether a code is that of a member that exists."""
        return code.startswith(self.prefix) and code.removeprefix(self.prefix) in self.members()


families: dict[str, Family] = {}


def register(*added: Family) -> None:
    """Let the administrator give members of these families a figure of their own."""
    families.update((family.prefix, family) for family in added)


def family_of(code: str) -> Family | None:
    """The family of a code, whether or not it has that member; none for a figure that stands alone."""
    return next((family for prefix, family in families.items() if code.startswith(prefix)), None)
