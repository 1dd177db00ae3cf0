"""The annexes that go with an agreement: the plain sentences for the family, and what mentor and coach do."""

from datetime import date
from typing import Any

from marketplace.identifiers import format_telephone
from marketplace.period import Period
from placements.enums import DUAL_FORMS, WORK_FORMS, Form
from placements.family_texts import SOURCE, five_of, texts_of
from placements.models import Agreement
from placements.week import day_in_words, days_in_words

MENTOR_LINES = [
    "De mentor ontvangt de leerling op de eerste dag, toont de werkplek en legt de veiligheid uit.",
    "De mentor leert de leerling de taken, doet ze voor en laat ze steeds meer alleen doen.",
    "De mentor praat minstens elke twee weken rustig met de leerling over wat goed gaat en wat beter kan.",
    "De mentor belt de %(coach)s zodra iets misloopt, en zwijgt tegen anderen over de leerling.",
    "De mentor zegt mee hoe ver de leerling staat.",
]
VOTE = "De mentor stemt mee in de klassenraad."  # dual learning alone: Onderwijs.vlaanderen.be, Leerlingenevaluatie
COACH_LINES = [
    "De %(coach)s is het vaste aanspreekpunt van de leerling, de ouders en de mentor.",
    "De %(coach)s maakt %(content)s met de onderneming en de leerling, en past %(it)s aan als dat nodig is.",
    "De %(coach)s bezoekt de werkplek en is bereikbaar telkens als de leerling aan het werk is.",
    "De %(coach)s zoekt mee een oplossing als het moeilijk gaat: niemand blijft alleen achter.",
]


def roles_of(form: str) -> list[dict[str, Any]]:
    """What mentor and coach do, in the words of the form; nothing where nobody works."""
    if form not in WORK_FORMS:
        return []
    is_dual = form in DUAL_FORMS
    words = {
        "coach": "stagebegeleider" if form == Form.STAGE else "trajectbegeleider",
        "content": "het opleidingsplan" if is_dual else "de lijst van activiteiten",
        "it": "het" if is_dual else "ze",
    }
    mentor = [*MENTOR_LINES, VOTE] if is_dual else MENTOR_LINES
    return [
        {"title": "Wat de mentor doet", "lines": [line % words for line in mentor]},
        {"title": f"Wat de {words['coach']} doet", "lines": [line % words for line in COACH_LINES]},
    ]


def plain_sentences(agreement: Agreement) -> list[str]:
    """What, where, when, paid or not, whom to call; and that this does not stop school."""
    body = agreement.body
    texts = texts_of(SOURCE, is_teacher=body["form"] == Form.TEACHER)
    facts = {
        "company": body["company"]["name"],
        "programme": body["programme"]["name"],
        "place": f"{body['workplace']['name']}, {body['workplace']['address']}",
        "first": day_in_words(body["starts_on"]),
        "last": day_in_words(body["ends_on"]),
        "days": days_in_words(body["week"]),
        "contact": _contact(agreement),
    }
    period = Period(*(date.fromisoformat(body[name]) for name in ("starts_on", "ends_on")))
    return [texts[key] % facts for key in (*five_of(body["form"], period), "school")]


def _contact(agreement: Agreement) -> str:
    """Whom to call, with the number where there is one."""
    coach = agreement.placement.coach
    if coach is None:
        return str(agreement.body["school"]["name"])
    return f"{coach.name}, {format_telephone(coach.phone)}" if coach.phone else coach.name
