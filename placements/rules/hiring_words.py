"""What is said about offers, to who reads it: company and school read of the student, a student of themselves."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from labels import offers_allowed as said
from marketplace.actor import Actor, Role
from marketplace.workflow import Text
from placements.models import Placement
from placements.rules.side import sides_of
from schools.enums import DiplomaStage

MESSAGES: dict[DiplomaStage, Text] = {
    DiplomaStage.STUDYING: _("Deze leerling heeft nog geen diploma. Zeg gerust: kom na je diploma eens praten."),
    DiplomaStage.DECIDED: _(
        "De klassenraad besliste dat het diploma komt. Een contract mag, als het na de laatste schooldag begint en van "
        "het diploma afhangt."
    ),
    DiplomaStage.HOLDER: _("Deze leerling heeft het diploma. Een contract mag, als het na de opleiding begint."),
    DiplomaStage.FINISHED: _("Deze leerling heeft het diploma, en de opleiding is voorbij. Een contract mag."),
}
OWN_MESSAGES: dict[DiplomaStage, Text] = {
    DiplomaStage.STUDYING: _(
        "Je hebt nog geen diploma. Het bedrijf mag je wel vragen om na je diploma eens te komen praten."
    ),
    DiplomaStage.DECIDED: _(
        "De klassenraad besliste dat je je diploma krijgt. Een contract mag, als het na je laatste schooldag begint en "
        "van je diploma afhangt."
    ),
    DiplomaStage.HOLDER: _("Je hebt je diploma. Een contract mag, als het na je opleiding begint."),
    DiplomaStage.FINISHED: _("Je hebt je diploma en je opleiding is voorbij. Een contract mag."),
}
OWN_ANSWERS: dict[str, Text] = {  # of the sentences that speak to the company, or of "the student"
    said.WAIT_FOR_COUNCIL: _("Nog niet. Eerst beslist de klassenraad. Praten over later mag wel."),
    said.WAIT_FOR_DIPLOMA: _("Nee. Je krijgt geen arbeidscontract vóór je diploma."),
    said.NOT_HERE: _("Nee. Op je leerplek ben je er om te leren. In juli en augustus kan het wel."),
    said.YES_AS_TRAINING: _("Ja. Dat is leren op de werkplek: je blijft op school ingeschreven."),
    said.YES_NO_STUDENT: _("Ja. Je bent geen leerling meer."),
}


def reads_own(placement: Placement, actor: Actor) -> bool:
    """Whether the student of this placement reads it."""
    return sides_of(placement, actor).has(Role.STUDENT)


def message_of(stage: DiplomaStage, *, own: bool) -> Text:
    """What may be offered at this stage, in one or two sentences."""
    return (OWN_MESSAGES if own else MESSAGES)[stage]


def answer_of(sentence: str, *, own: bool) -> str:
    """A sentence of the table of offers as this reader gets it."""
    return str(OWN_ANSWERS[sentence]) if own and sentence in OWN_ANSWERS else gettext(sentence)
