"""The annexes that go with every agreement: five plain sentences, and what mentor and coach do."""

from typing import Any

from placements.enums import Form
from placements.family_texts import SOURCE, texts_of
from placements.models import Agreement
from placements.week import day_in_words, days_in_words

MENTOR_ROLE: dict[str, Any] = {
    "title": "Wat de mentor doet",
    "lines": [
        "De mentor ontvangt de leerling op de eerste dag, toont de werkplek en legt de veiligheid uit.",
        "De mentor leert de leerling de taken van het plan, doet ze voor en laat ze steeds meer alleen doen.",
        "De mentor praat minstens elke twee weken rustig met de leerling over wat goed gaat en wat beter kan.",
        "De mentor belt de trajectbegeleider zodra iets misloopt, en zwijgt tegen anderen over de leerling.",
        "De mentor zegt mee hoe ver de leerling staat, en stemt mee in de klassenraad.",
    ],
}
COACH_ROLE: dict[str, Any] = {
    "title": "Wat de trajectbegeleider doet",
    "lines": [
        "De trajectbegeleider is het vaste aanspreekpunt van de leerling, de ouders en de mentor.",
        "De trajectbegeleider maakt het plan met de onderneming en de leerling, en past het aan als dat nodig is.",
        "De trajectbegeleider bezoekt de werkplek en is bereikbaar telkens als de leerling aan het werk is.",
        "De trajectbegeleider zoekt mee een oplossing als het moeilijk gaat: niemand blijft alleen achter.",
    ],
}


def plain_sentences(agreement: Agreement) -> list[str]:
    """What, where, when, paid or not, whom to call; and that this does not stop school."""
    body, coach = agreement.body, agreement.placement.coach
    texts = texts_of(SOURCE, is_teacher=body["form"] == Form.TEACHER)
    facts = {
        "company": body["company"]["name"],
        "programme": body["programme"]["name"],
        "place": f"{body['workplace']['name']}, {body['workplace']['address']}",
        "first": day_in_words(body["starts_on"]),
        "last": day_in_words(body["ends_on"]),
        "days": days_in_words(body["week"]),
        "contact": str(coach) if coach else body["school"]["name"],
    }
    paid = "paid" if body["is_paid"] else "unpaid"
    return [texts[name] % facts for name in ("what", "where", "when", paid, "call", "school")]
