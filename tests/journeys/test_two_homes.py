"""A minor with two parents in two homes who both must sign, over HTTP: neither finds anything of the other."""

import pytest

from tests.journeys.beginnings import COLUMNS, class_list, student
from tests.journeys.players import Guest
from tests.journeys.post import mails_to

pytestmark = pytest.mark.django_db
MIRA = student("Mira", "Tweehuis", **{"duaal sinds": "16/11/2026", "trajectbegeleider": "Toon Traject1"})
MOTHER = {"email": "moeder@demo.example", "phone": "0470 11 22 33", "signs": "moet tekenen"}
FATHER = {"email": "vader@demo.example", "phone": "0470 44 55 66", "signs": "moet tekenen"}
OF_MOTHER = ("moeder@demo", "470112233", "470 11 22 33", "2018")
OF_FATHER = ("vader@demo", "470445566", "470 44 55 66", "9120")


def test_two_homes_that_know_nothing_of_each_other(company, school, clock):
    hr, coordinator, coach, director = company.hr, school.coordinator, school.coach, school.director
    hr.recognise(hr.publish("Logistiek duaal", places=2))
    coordinator.upload(with_two_homes(MIRA, "2018", "9120"))
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
    knows_nothing(mother, OF_FATHER)
    knows_nothing(father, OF_MOTHER)
    coach.open(agreement)
    coach.sees("door iedereen getekend")
    hr.open(agreement)
    hr.misses(*OF_MOTHER[:3], *OF_FATHER[:3])


def with_two_homes(row, first, second):
    """The class list with a second postcode."""
    head, line = class_list(row | {"postcode": first}).split("\n")
    assert head == ";".join(COLUMNS)
    return f"{head};postcode 2\n{line};{second}"


def knows_nothing(guest, words):
    """Neither on the pages of the link nor in any mail."""
    guest.open_link()
    assert "Een persoonlijke link" not in guest.page.text
    for path in (guest.page.path, guest.link, f"{guest.link}report/"):
        guest.open(path)
        guest.misses(*words)
    told = [word for text in mails_to(guest.email) for word in words if word in text]
    assert not told
