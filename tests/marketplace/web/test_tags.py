"""What the tags of the house show."""

from datetime import UTC, date, datetime, time
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.db import models
from django.template import Context, Template
from django.test import RequestFactory

from marketplace.web.icons import ICONS
from marketplace.workflow import Refusal, Step


class Answer(models.TextChoices):
    SENT = "sent", "wacht op antwoord"
    DECLINED = "declined", "nee gezegd"
    UNKNOWN = "unheard_of", "iets anders"


def shown(text, **context):
    return " ".join(Template("{% load house %}" + text).render(Context(context)).split())


def split(work=480, school=200, general=120, third=0, band="green"):
    total = work + school + general + third
    return SimpleNamespace(
        work_hours=Fraction(work),
        school_hours=Fraction(school),
        general_hours=Fraction(general),
        third_hours=Fraction(third),
        share=Fraction(work, total) if total else None,
        band=band,
    )


@pytest.mark.parametrize("name", sorted(ICONS))
def test_an_icon_is_silent_without_a_label(name):
    svg = shown("{% icon name %}", name=name)
    assert 'aria-hidden="true"' in svg
    assert "style=" not in svg


def test_an_icon_with_a_label_has_a_name_for_the_ear():
    assert 'role="img" aria-label="Kaart"' in shown('{% icon "map" "Kaart" %}')


@pytest.mark.parametrize(
    ("answer", "tone"), [(Answer.SENT, "waiting"), (Answer.DECLINED, "stopped")], ids=["sent", "declined"]
)
def test_a_pill_says_its_state_in_words_and_colour(answer, tone):
    row = SimpleNamespace(status=answer.value, get_status_display=lambda: answer.label)
    assert f"pill--{tone}" in shown("{% pill row %}", row=row)
    assert answer.label in shown("{% pill row %}", row=row)
    assert shown("{% pill row %}", row=row) == shown("{% pill answer %}", answer=answer)


def test_a_pill_of_an_unknown_state_has_words_only_unless_a_tone_is_given():
    assert shown("{% pill a %}", a=Answer.UNKNOWN) == '<span class="pill">iets anders</span>'
    assert "pill--attention" in shown('{% pill a "attention" %}', a=Answer.UNKNOWN)


def test_steps_are_post_buttons_and_a_refused_one_is_off_with_its_sentence():
    steps = [
        Step("sign", "Teken", Refusal("x", "De gegevens zijn nog niet nagekeken.")),
        Step("accept", "Zeg ja", None),
        Step("decline", "Zeg nee", None),
    ]
    html = shown('{% step_buttons steps "/offers/3/" %}', steps=steps, csrf_token="token")
    assert html.count('method="post"') == 3
    assert 'action="/offers/3/accept/"' in html
    assert '<button class="button" disabled aria-describedby="why-sign">' in html
    assert '<p class="next-step__why" id="why-sign">De gegevens zijn nog niet nagekeken.</p>' in html
    assert html.count("button--primary") == 1
    assert html.count('value="token"') == 3


def test_no_steps_show_nothing():
    assert shown('{% step_buttons steps "/" %}', steps=[]) == ""


@pytest.mark.parametrize(
    ("filter_name", "value", "expected"),
    [
        ("weekday_date", date(2026, 9, 1), "di 1 sep 2026"),
        ("weekday_date", datetime(2026, 8, 31, 22, 30, tzinfo=UTC), "di 1 sep 2026"),
        ("weekday_date", date(2027, 3, 1), "ma 1 mrt 2027"),
        ("weekday_date", None, ""),
        ("clock", time(13), "13.00 uur"),
        ("clock", datetime(2026, 9, 1, 7, 5, tzinfo=UTC), "09.05 uur"),
        ("clock", time(0), "00.00 uur"),
        ("clock", None, ""),
        ("moment", datetime(2026, 9, 1, 11, tzinfo=UTC), "di 1 sep 2026, 13.00 uur"),
        ("moment", None, ""),
        ("km", 4.2, "4,2 km · ± 25 min met de fiets"),
        ("km", None, ""),
        ("counted", 3, "drie"),
        ("counted", 10, "tien"),
        ("counted", 11, "11"),
        ("counted", -1, "-1"),
        ("school_year", 2026, "2026-27"),
        ("school_year", 2099, "2099-00"),
    ],
)
def test_filters(filter_name, value, expected):
    assert shown("{{ value|" + filter_name + " }}", value=value) == expected


def test_the_gauge_says_the_share_and_draws_each_segment():
    html = shown("{% gauge split %}", split=split(third=40))
    assert "57 % op de werkplek, doel 60 %" in html
    assert 'class="gauge__work" x="0.00%" y="0" width="57.14%"' in html
    assert '<line class="gauge__third" x1="57.14%" x2="61.90%"' in html
    assert "school: 200 uur (24 %)" in html
    assert "style=" not in html


def test_the_gauge_leaves_out_segments_without_hours():
    assert "gauge__third" not in shown("{% gauge split %}", split=split())


def test_the_gauge_shows_what_was_realised_below_the_plan():
    html = shown("{% gauge split done %}", split=split(), done=split(work=100, band="amber"))
    assert "gauge__bar--realised" in html
    assert "Tot nu: 24 % op de werkplek" in html


def test_an_empty_plan_gets_a_hint_and_no_bar():
    html = shown("{% gauge split %}", split=split(0, 0, 0, band="grey"))
    assert "nog geen uren" in html
    assert "<svg" not in html


def test_the_week_shows_work_school_and_days_off():
    html = shown("{% week_view week days %}", week={"1": ["08:00", "16:30"]}, days=[3])
    assert html.count("<li>") == 7
    assert 'y="12.50%" height="53.12%"' in html
    assert "08.00" in html
    assert html.count("week__school") == 1
    assert html.count('class="week__off"') == 5


def test_a_broken_rule_of_the_week_has_its_sentence():
    html = shown("{% week_view week wrong='Te lang na elkaar.' %}", week={"1": ["23:00", "05:00"]})
    assert "week__wrong" in html
    assert "Te lang na elkaar." in html


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (6, "nog 6 opleidingsdagen, tot ma 28 sep 2026", ""),
        (1, "nog 1 opleidingsdag, tot", " countdown--attention"),
        (0, "vandaag is de laatste opleidingsdag", " countdown--stopped"),
        (-2, "de termijn liep af op ma 28 sep 2026", " countdown--stopped"),
    ],
)
def test_the_countdown(days, words, tone):
    html = shown("{% countdown days last %}", days=days, last=date(2026, 9, 28))
    assert words in html
    assert f'class="countdown{tone}"' in html


@pytest.mark.parametrize(("value", "width"), [(73, "73.0%"), (0, "0.0%"), (140, "100.0%"), (-3, "0.0%")])
def test_the_meter_stays_between_0_and_100(value, width):
    assert f'width="{width}"' in shown("{% meter 'Afstand' value %}", value=value)


def test_the_meter_shows_other_words_when_given():
    assert ">alle<" in shown("{% meter 'Dagen' 100 'alle' %}")


def test_a_chart_starts_at_zero_and_has_its_table():
    html = shown("{% chart 'Plaatsen' rows 'plaatsen' %}", rows=[("Zorg", 140), ("Bouw", 35)])
    assert 'width="100.00%"' in html
    assert 'width="25.00%"' in html
    assert '<td class="number">35 plaatsen</td>' in html


@pytest.mark.parametrize("rows", [[], [("Zorg", 0)]])
def test_a_chart_without_anything_does_not_divide_by_zero(rows):
    assert "<figure" in shown("{% chart 'Plaatsen' rows %}", rows=rows)


def test_with_query_keeps_the_rest_of_the_address():
    request = RequestFactory().get("/places/?sector=zorg&page=2")
    assert shown("{% with_query page=3 %}", request=request) == "?sector=zorg&amp;page=3"
    assert shown("{% with_query page=None %}", request=request) == "?sector=zorg"
    assert shown("{% with_query sector='' page=None %}", request=request) == "?"


def test_the_map_hands_its_points_over_as_data(settings):
    settings.TILE_URL = "https://tiles.example/{z}/{x}/{y}.png"
    html = shown('{% include "web/includes/map.html" %}', points=[{"number": 1, "name": "</script>"}])
    assert 'data-tiles="https://tiles.example/{z}/{x}/{y}.png"' in html
    assert '<script id="map-points" type="application/json">' in html
    assert html.count("</script>") == 3
