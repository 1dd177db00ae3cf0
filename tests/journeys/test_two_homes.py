"""A minor with parents in two homes who must sign, over HTTP and in Chromium: neither finds anything of the other."""

import base64
import json
import re
import subprocess

import pytest

from tests.journeys.beginnings import COLUMNS, class_list, student
from tests.journeys.chromium import in_both_windows
from tests.journeys.players import Guest
from tests.journeys.post import mails_to

pytestmark = [pytest.mark.django_db, in_both_windows]
MIRA = student("Mira", "Tweehuis", **{"duaal sinds": "16/11/2026", "trajectbegeleider": "Toon Traject1"})
MOTHER = {"email": "moeder@demo.example", "phone": "0470 11 22 33", "signs": "moet tekenen"}
FATHER = {"email": "vader@demo.example", "phone": "0470 44 55 66", "signs": "moet tekenen"}
OF_MOTHER = ("moeder@demo", "470112233", "470 11 22 33", r"\b2660\b")
OF_FATHER = ("vader@demo", "470445566", "470 44 55 66", r"\b9120\b")


def test_two_homes_that_know_nothing_of_each_other(company, school, clock):
    hr, coordinator, coach, director = company.hr, school.coordinator, school.coach, school.director
    hr.recognise(hr.publish("Logistiek duaal", places=2))
    coordinator.upload(with_two_homes(MIRA, "2660", "9120"))
    coordinator.set_school_days("5LOG", (1, 2))
    coordinator.add_representative("Mira Tweehuis", "Moeder Noord", **MOTHER)
    coordinator.add_representative("Mira Tweehuis", "Vader Zuid", **FATHER)
    coordinator.ask("Mira Tweehuis", starts_on="2027-01-11", ends_on="2027-06-30")
    coordinator.offer("Mira Tweehuis", "Demo Kraan", told_on="2026-11-23")
    placement = hr.say_yes(company.mentor)
    coach.send_links(placement)
    mira, mother, father = Guest("mira@demo.example"), Guest(MOTHER["email"]), Guest(FATHER["email"])
    mira.say_yes()
    mother.say_yes()
    knows_nothing(mother, OF_FATHER)
    knows_nothing(father, OF_MOTHER)

    agreement = coach.draft_agreement(placement)
    coach.check_data(agreement)
    hr.check_data(agreement)
    clock("2026-11-23 09:05 +0100")
    for signer in (hr, director):
        signer.sign(agreement)
    mira.sign()
    mother.sign()
    hr.open(agreement)
    hr.sees("klaar om te tekenen", "Nog te tekenen door: Vader Zuid")
    father.sign()
    papers = {"text/html", "application/pdf", "application/json", "text/calendar"}
    assert knows_nothing(mother, OF_FATHER) == papers
    assert knows_nothing(father, OF_MOTHER) == papers
    coach.open(agreement)
    coach.sees("door iedereen getekend")
    for _page in hr.every_page(agreement):
        hr.misses(*OF_MOTHER[:3], *OF_FATHER[:3])


def with_two_homes(row, first, second):
    """The class list with a second postcode."""
    head, line = class_list(row | {"postcode": first}).split("\n")
    assert head == ";".join(COLUMNS)
    return f"{head};postcode 2\n{line};{second}"


def knows_nothing(guest, words):
    """Neither on a page, paper, proof or calendar that the link leads to, nor in any mail; the kinds that were read."""
    guest.open_link()
    assert "Een persoonlijke link" not in guest.page.text
    kinds = set()
    for path in reachable(guest):
        kind, text = read(guest, path)
        kinds.add(kind)
        assert not [word for word in words if re.search(word, text)], path
    assert not [word for text in mails_to(guest.email) for word in words if re.search(word, text)]
    return kinds


def reachable(guest):
    """Every address under one's own link that links and the calendar's button lead to."""
    seen, waiting = set(), [guest.page.path, guest.link, f"{guest.link}report/"]
    while waiting:
        if (path := waiting.pop()) in seen:
            continue
        seen.add(path)
        waiting += [href for _words, href in guest.open(path).links if href.startswith(guest.link)]
    guest.open_link()
    if "Maak een agenda-link" in guest.page:
        guest.press("Maak een agenda-link")
        seen.add(re.search(r"/calendar/[\w-]+\.ics", guest.page.text)[0])
    return seen


def read(guest, path):
    """The kind of an answer and everything that it says, a proof with the paper inside it."""
    kind, content = guest.window.fetch(path)
    if kind == "application/pdf":
        return kind, words_of(content)
    if kind == "application/json":
        proof = json.loads(content)
        return kind, " ".join([words_of(base64.b64decode(proof["pdf"])), *texts_in(proof["evidence"])])
    return kind, content.decode()


def texts_in(value):
    """Every text of a JSON value; its numbers are keys of rows and say nothing."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)


def words_of(pdf):
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
