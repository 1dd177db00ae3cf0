"""How large the demo city is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Numbers of rows to make; `offers` are capacities, `places` the seats in all of them together."""

    companies: int
    schools: int
    students: int
    offers: int
    places: int
    programmes: int


SCALES = {
    "small": Scale(companies=12, schools=4, students=150, offers=48, places=150, programmes=8),
    "city": Scale(companies=2_000, schools=50, students=22_000, offers=5_000, places=25_000, programmes=60),
}
