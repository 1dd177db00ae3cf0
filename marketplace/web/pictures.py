"""The figures behind server-made pictures: widths and heights as SVG attributes, words for the ear."""

from collections.abc import Collection, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.web.tones import ATTENTION, STOPPED

FIRST_HOUR, LAST_HOUR = 6, 22
DAYS = (_("ma"), _("di"), _("wo"), _("do"), _("vr"), _("za"), _("zo"))
SEGMENTS = (
    ("work_hours", "work", _("werkplek")),
    ("third_hours", "third", _("derde plaats")),
    ("general_hours", "general", _("algemene vorming")),
    ("school_hours", "school", _("school")),
)
BANDS: dict[str, str | Promise] = {
    "green": _("Dat is dicht bij 60/40."),
    "amber": _("Dat wijkt af van 60/40. Leg uit waarom dat voor deze leerling goed is."),
    "grey": _("Dat ligt ver van 60/40. Kijk of er uren kunnen verschuiven, of leg uit waarom niet."),
}

TOLD: dict[str, str | Promise] = BANDS | {
    "amber": _("Dat wijkt af van 60/40."),
    "grey": _("Dat ligt ver van 60/40."),
}


def gauge(split: Any, *, asks: bool = True) -> dict[str, Any]:
    """Segments of a split from left to right, its share in whole per cent (None for an empty plan) and its band.

    `asks`: whether the reader is one of those who may move the hours or explain them.
    """
    total = split.work_hours + split.school_hours + split.general_hours + split.third_hours
    return {
        "segments": _segments(split, total),
        "percent": None if split.share is None else _whole(split.share * 100),
        "total": _hours(total),
        "band": (BANDS if asks else TOLD)[getattr(split.band, "value", split.band)],
    }


def _segments(split: Any, total: Any) -> list[dict[str, Any]]:
    found, left = [], Fraction()
    for attribute, name, words in SEGMENTS:
        hours = Fraction(getattr(split, attribute))
        if hours:
            width = hours / Fraction(total) * 100
            found.append(
                {"name": name, "words": words, "hours": _hours(hours), "share": _whole(width)}
                | {"x": _percent(left), "end": _percent(left + width), "width": _percent(width)}
            )
            left += width
    return found


def week(hours: Mapping[str, Sequence[str]], school_days: Sequence[int]) -> list[dict[str, Any]]:
    """Monday to Sunday with the block of work in a bar from 6 to 22 hours, or school, or nothing."""
    return [_day(number, hours.get(str(number)), number in school_days) for number in range(1, 8)]


def blocks_of_week(blocks: Sequence[Mapping[str, Any]], wrong: Collection[int]) -> list[dict[str, Any]]:
    """Monday to Sunday with each block ("weekday", "starts", "ends", "place") in its bar; a gap is a break."""
    return [
        {
            "name": DAYS[number - 1],
            "is_wrong": number in wrong,
            "blocks": [_block(row) for row in blocks if row["weekday"] == number],
        }
        for number in range(1, 8)
    ]


def _block(row: Mapping[str, Any]) -> dict[str, Any]:
    start, end = _height(row["starts"]), _height(row["ends"])
    shown = {"start": row["starts"].replace(":", "."), "end": row["ends"].replace(":", ".")}
    return {**shown, "place": row["place"], "y": _percent(start), "height": _percent(max(end - start, 0))}


def _day(number: int, times: Sequence[str] | None, is_school: bool) -> dict[str, Any]:
    day: dict[str, Any] = {"name": DAYS[number - 1], "work": None, "is_school": is_school}
    if times:
        start, end = (_height(text) for text in times)
        day["work"] = {"y": _percent(start), "height": _percent(max(end - start, 0))}
        day["work"] |= {"start": times[0].replace(":", "."), "end": times[1].replace(":", ".")}
    return day


def _height(text: str) -> float:
    hours, minutes = text.split(":")[:2]
    share = (int(hours) + int(minutes) / 60 - FIRST_HOUR) / (LAST_HOUR - FIRST_HOUR)
    return min(max(share, 0), 1) * 100


def bars(rows: Sequence[tuple[str, float]]) -> list[dict[str, Any]]:
    """Rows of a chart; the longest bar fills the width."""
    longest = max((value for _label, value in rows), default=0) or 1
    return [
        {"label": label, "value": value, "shown": number_format(value), "width": _percent(value / longest * 100)}
        for label, value in rows
    ]


def tone_of_days(days: int) -> str:
    """Five training days or fewer ask for attention; none left is over."""
    if days <= 0:
        return STOPPED
    return ATTENTION if days <= 5 else ""


def _percent(number: Any) -> str:
    return f"{float(number):.2f}%"


def _whole(number: Fraction) -> int:
    return int(Decimal(float(number)).quantize(Decimal(1), ROUND_HALF_UP))


def _hours(number: Any) -> str:
    return number_format(Decimal(float(number)).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize().__format__("f"))
