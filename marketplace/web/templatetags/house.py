"""Tags and filters of the house: `{% load house %}`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, Form
from django.template import Context
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop, ngettext

from marketplace import geo
from marketplace.web import pictures
from marketplace.web.icons import ICONS
from marketplace.web.panels import Panel
from marketplace.web.tones import ICON_OF_TONE, TONE_OF_STATUS, status_of
from marketplace.workflow import Step

register = template.Library()

WORDS = (
    gettext_noop("nul"),
    gettext_noop("één"),
    gettext_noop("twee"),
    gettext_noop("drie"),
    gettext_noop("vier"),
    gettext_noop("vijf"),
    gettext_noop("zes"),
    gettext_noop("zeven"),
    gettext_noop("acht"),
    gettext_noop("negen"),
    gettext_noop("tien"),
)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An outline; silent for the ear unless it has a label of its own."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    svg = '<svg class="icon" viewBox="0 0 24 24" focusable="false" {}><path d="{}"/></svg>'
    return format_html(svg, spoken, ICONS[name])


@register.inclusion_tag("web/tags/pill.html")
def pill(thing: Any, tone: str = "") -> dict[str, Any]:
    """The status of a row (or a member of a closed list), in its colour with its icon and its words."""
    value, words = status_of(thing)
    tone = tone or TONE_OF_STATUS.get(value, "")
    return {"tone": tone, "words": words, "icon": ICON_OF_TONE.get(tone)}


@register.inclusion_tag("web/tags/step_buttons.html", takes_context=True)
def step_buttons(context: Context, steps: Sequence[Step], url_prefix: str) -> dict[str, Any]:
    """A POST button a step, to `<url_prefix><step>/`; the first open one is the primary, a refused one is off."""
    first_open = next((step.step for step in steps if step.refusal is None), None)
    return {"steps": steps, "prefix": url_prefix, "primary": first_open, "csrf_token": context.get("csrf_token")}


@register.filter
def weekday_date(day: date | None) -> str:
    """ma 1 sep 2026"""
    return formats.date_format(_local(day), "D j M Y").replace(".", "").lower() if day else ""


@register.filter
def clock(moment: datetime | time | None) -> str:
    """13.00 uur"""
    return gettext("%(time)s uur") % {"time": formats.time_format(_local(moment), "H.i")} if moment else ""


@register.filter
def moment(at: datetime | None) -> str:
    """ma 1 sep 2026, 13.00 uur"""
    return f"{weekday_date(at)}, {clock(at)}" if at else ""


@register.filter
def km(distance_km: float | None) -> str:
    """4,2 km · ± 25 min met de fiets"""
    if distance_km is None:
        return ""
    words = gettext("%(km)s km · ± %(minutes)s min met de fiets")
    return words % {"km": formats.number_format(distance_km, 1), "minutes": geo.bike_minutes(float(distance_km))}


@register.filter
def counted(number: int) -> str:
    """Counts up to ten in words: drie; above that in figures."""
    return gettext(WORDS[number]) if 0 <= number < len(WORDS) else formats.number_format(number)


@register.filter
def school_year(start_year: int) -> str:
    """2026 → 2026-27"""
    return f"{start_year}-{(start_year + 1) % 100:02d}"


@register.inclusion_tag("web/tags/gauge.html")
def gauge(split: Any, realised: Any = None, *, asks: bool = True) -> dict[str, Any]:
    """The 60/40 bar of a plan (`placements.competences.Split`), what was realised below it when that is known.

    Who only reads or signs the plan is not asked to move or explain anything: `asks=False`.
    """
    return {"planned": pictures.gauge(split, asks=asks), "realised": pictures.gauge(realised) if realised else None}


@register.inclusion_tag("web/tags/week.html")
def week_view(week: Mapping[str, Sequence[str]], school_days: Sequence[int] = (), wrong: str = "") -> dict[str, Any]:
    """Seven days; `week` maps ISO weekdays ("1" is Monday) to start and end, `wrong` says which rule is broken."""
    return {"days": pictures.week(week, school_days), "wrong": wrong}


@register.inclusion_tag("web/tags/week_blocks.html")
def week_blocks(blocks: Sequence[Mapping[str, Any]], wrong: Collection[int] = ()) -> dict[str, Any]:
    """Seven days with their blocks of work and school; the weekdays in `wrong` are outlined: a rule is broken there."""
    return {"days": pictures.blocks_of_week(blocks, wrong)}


@register.inclusion_tag("web/tags/countdown.html")
def countdown(days: int, last_day: date) -> dict[str, Any]:
    """nog 6 opleidingsdagen, tot ma 28 sep"""
    words = ngettext("nog %(days)s opleidingsdag", "nog %(days)s opleidingsdagen", days) % {"days": days}
    return {"days": days, "last_day": last_day, "words": words, "tone": pictures.tone_of_days(days)}


@register.inclusion_tag("web/tags/meter.html")
def meter(label: str, value: float, shown: str = "") -> dict[str, Any]:
    """A part score from 0 to 100 as a short bar with its words; `shown` replaces the figure behind it."""
    return {"label": label, "width": f"{min(max(float(value), 0), 100):.1f}%", "shown": shown or f"{value:.0f}"}


@register.inclusion_tag("web/tags/chart.html")
def chart(title: str, rows: Sequence[tuple[str, float]], unit: str = "") -> dict[str, Any]:
    """Horizontal bars from zero with their figures beside them, and the same in a table."""
    return {"title": title, "rows": pictures.bars(rows), "unit": unit}


@register.simple_tag
def panel(hung: Panel, context: dict[str, Any]) -> str:
    """Render a panel that an app hung on this page."""
    return render_to_string(hung.template, {"panel": hung, **context})


@register.simple_tag
def tile_url() -> str:
    """The address of map tiles, empty when the map shows outlines only."""
    return settings.TILE_URL


@register.simple_tag
def tile_attribution() -> str:
    """Whom the tiles are from."""
    return settings.TILE_ATTRIBUTION


@register.simple_tag(takes_context=True)
def with_query(context: Context, **changes: Any) -> str:
    """The address of this page with some of its query changed; None drops a part. For pages, sorting and chips."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag
def chosen(form: Form) -> list[dict[str, Any]]:
    """What a filter form narrows by now: each field's name, label and the words of its value."""
    if not form.is_bound:
        return []
    form.is_valid()
    return [
        {"name": field.html_name, "label": field.label, "words": _in_words(field, form.cleaned_data[field.name])}
        for field in form.visible_fields()
        if form.cleaned_data.get(field.name)
    ]


@register.simple_tag(takes_context=True)
def without_query(context: Context, name: str) -> str:
    """The address of this page without one part of its query, on the first page."""
    return with_query(context, **{name: None, "page": None})


def _in_words(field: BoundField, value: Any) -> str:
    if isinstance(value, date):
        return weekday_date(value)
    return str(dict(getattr(field.field, "choices", ())).get(value, value))


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
