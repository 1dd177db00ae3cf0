"""A stage that runs, over HTTP: the student's week by link, the mentor's tap, scores side by side, what is reached."""

import pytest

from schools.models import Programme
from tests.factories.schools import CompetenceFactory
from tests.journeys.beginnings import STAGE
from tests.journeys.players import Guest
from tests.journeys.post import last_mail_to
from tests.journeys.test_mentor_leaves import started

pytestmark = pytest.mark.django_db


def test_a_stage_is_followed_up(company, school, clock):
    hr, coach = company.hr, school.coach
    placement = started(company, school, clock)
    hr.open(placement)
    hr.follow("Opvolging")
    hr.follow("eerste gesprek")
    hr.sees("nog geen lijst van competenties")
    CompetenceFactory(programme=Programme.objects.get(code=STAGE))  # the school's list arrives
    clock("2027-03-03 09:00 +0100")
    coach.send_links(placement)
    adil = Guest("adil@demo.example")
    adil.open_link()
    week = f"{adil.link}week/"
    adil.open(week)
    adil.press("Bewaar mijn week", day="2027-03-10", text="Leveringen gecontroleerd")
    adil.sees("Deze week is nog niet begonnen")
    assert "Leveringen gecontroleerd" in adil.page.html
    adil.press("Bewaar mijn week", day="2027-03-03", text="Leveringen gecontroleerd")
    adil.sees("Je mentor bevestigt het")

    hr.open(placement)
    hr.follow("Opvolging")
    hr.sees("Leveringen gecontroleerd", "na de eerste week")
    hr.press("Zo was het")
    hr.sees("bevestigd")
    hr.press("Noteer de afwezigheid", starts_on="2027-03-01", ends_on="2027-03-01", cause="ill", told_by="student")
    hr.sees("ziek gemeld")
    hr.misses("Bezoeken en gesprekken")

    coach.open(f"{placement}follow-up/")
    coach.press("Plan", kind="visit", planned_on="2027-03-02")
    coach.press("Bewaar", held_on="2027-03-04", note="Alles loopt goed.")
    coach.sees("Dit gesprek moet nog komen", "Alles loopt goed.")
    coach.press("Bewaar", held_on="2027-03-02", note="Alles loopt goed.")
    coach.sees("Alles loopt goed.")

    for moment, day in (("eerste gesprek", "2027-03-02"), ("na de eerste week", "2027-03-03")):
        hr.open(f"{placement}follow-up/")
        hr.follow(moment)
        form, _button = hr.page.form_with("Bewaar mijn scores")
        hr.press("Bewaar mijn scores", **{name: "2" for name in form.names if name.startswith("score_")})
        hr.sees("meestal alleen")
        coach.open(f"{placement}follow-up/")
        coach.follow(moment)
        coach.press("Noteer het gesprek", held_on=day)
    coach.sees("twee keer goed genoeg gezien")
    coach.send_links(placement)
    assert "Dit is een nieuwe link" in last_mail_to(adil.email), "there is nothing to sign"
    adil.open_link()
    adil.follow("Wat ik leerde")
    adil.sees("twee keer goed genoeg gezien", "Dit is van jou.")
    adil.follow("Zeg zelf hoe ver je staat")
    form, _button = adil.page.form_with("Bewaar mijn scores")
    adil.press("Bewaar mijn scores", **{name: "1" for name in form.names if name.startswith("score_")})
    adil.sees("Jullie praten er samen over")
    hr.open(f"{placement}follow-up/")
    hr.follow("halverwege")
    hr.sees("met hulp")

    clock("2027-03-05 09:00 +0100")
    coach.open(placement)
    coach.press(
        "Stop vroeger", reason="MUTUAL", last_on="2027-03-04", next_step="Zoekt een ander magazijn",
        next_person="Toon Traject1",
    )  # fmt: skip
    coach.send_links(placement)
    adil.open_link()
    adil.follow("Wat ik leerde")
    adil.sees("twee keer goed genoeg gezien", "Download Open Badges", "zonder Europees zegel")
