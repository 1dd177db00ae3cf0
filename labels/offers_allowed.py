"""What a company may offer to a student before, around and after the diploma, as one table without a database."""

from dataclasses import dataclass

from marketplace.translatable import gettext_noop

WHO = {
    "studying": gettext_noop("nog geen diploma secundair onderwijs"),
    "decided": gettext_noop("de klassenraad besliste dat het diploma komt"),
    "holder": gettext_noop("heeft het diploma, volgt nog een opleiding (bijvoorbeeld een zevende jaar)"),
    "finished": gettext_noop("heeft het diploma en de opleiding is voorbij"),
}
WHAT = {
    "training": gettext_noop("een leerplek met OAO, SAO, DA of stageovereenkomst"),
    "talk": gettext_noop("zeggen: kom eens praten na je diploma"),
    "summer_job": gettext_noop("een studentenjob in juli of augustus"),
    "job_elsewhere": gettext_noop("een studentenjob in het schooljaar, op een andere plek dan de leerplek"),
    "job_here": gettext_noop("een studentenjob in het schooljaar, op de leerplek zelf"),
    "later_contract": gettext_noop("een contract dat pas na het diploma en de opleiding begint"),
    "contract_now": gettext_noop("een vast of tijdelijk contract dat nu begint"),
    "ibo": gettext_noop("een individuele beroepsopleiding (IBO)"),
    "bonus": gettext_noop("geld of een voordeel om met school te stoppen"),
    "poaching": gettext_noop("weghalen bij een andere leerplek"),
}
CODE_ALLOWS = gettext_noop("Ethische code, punt 3: wat wel mag")
CODE_FORBIDS = gettext_noop("Ethische code, punten 1 en 2: eerst het diploma")
FORMS = gettext_noop("Ethische code, punt 3; omzendbrieven SO/2015/01 en SO/2019/01 over leren op de werkplek")
STUDENT_WORK = gettext_noop("Ethische code, punt 3; wet van 3 juli 1978 op de arbeidsovereenkomsten, titel VII")
HIRING_DUTY = gettext_noop("Ethische code, punt 2; een IBO bij VDAB verplicht om aan te werven")
OUTSIDE = gettext_noop("De ethische code gaat over leerlingen die nog een opleiding volgen")

WAIT_FOR_COUNCIL = gettext_noop("Nog niet. Wacht tot de klassenraad beslist; zeg nu alleen dat je later wilt praten.")
WAIT_FOR_DIPLOMA = gettext_noop("Nee. Een leerling krijgt geen arbeidscontract vóór het diploma.")
WAIT_FOR_END = gettext_noop("Nee. Het contract begint niet voor de laatste dag van de opleiding.")
NOT_BOUND = gettext_noop("Nee. Zolang het diploma er niet is, moet het contract van het diploma afhangen.")
ONLY_AFTER = gettext_noop("Ja, als het begint na de laatste dag van de opleiding en van het diploma afhangt.")
ONLY_AFTER_PROGRAMME = gettext_noop("Ja, als het begint na de laatste dag van de opleiding.")
NOT_HERE = gettext_noop("Nee. Op de leerplek zelf is de leerling er om te leren; in juli en augustus kan het wel.")
NEVER = gettext_noop("Nee, nooit.")
NO_IBO = gettext_noop("Nee. Een IBO eindigt in een aanwerving en kan dus niet voor een leerling.")
YES = gettext_noop("Ja.")
YES_AS_TRAINING = gettext_noop("Ja. Dat is leren op de werkplek: de leerling blijft op school ingeschreven.")
YES_NO_STUDENT = gettext_noop("Ja. Dit is geen leerling meer.")
NO_TRAINING = gettext_noop("Nee. Een leerplek hoort bij een opleiding, en die is voorbij.")


@dataclass(frozen=True)
class Answer:
    """Whether it is allowed, the sentence for the person, and the source that says so."""

    is_allowed: bool
    sentence: str
    source: str


def _row(studying: Answer, decided: Answer, holder: Answer, finished: Answer) -> dict[str, Answer]:
    return {"studying": studying, "decided": decided, "holder": holder, "finished": finished}


def _students(answer: Answer, finished: Answer) -> dict[str, Answer]:
    """The same answer for everybody who still follows a course."""
    return _row(answer, answer, answer, finished)


FREE = Answer(True, YES_NO_STUDENT, OUTSIDE)
TABLE: dict[str, dict[str, Answer]] = {
    "training": _students(Answer(True, YES_AS_TRAINING, FORMS), Answer(False, NO_TRAINING, FORMS)),
    "talk": _students(Answer(True, YES, CODE_ALLOWS), FREE),
    "summer_job": _students(Answer(True, YES, STUDENT_WORK), FREE),
    "job_elsewhere": _students(Answer(True, YES, STUDENT_WORK), FREE),
    "job_here": _students(Answer(False, NOT_HERE, CODE_ALLOWS), FREE),
    "later_contract": _row(
        Answer(False, WAIT_FOR_COUNCIL, CODE_ALLOWS),
        Answer(True, ONLY_AFTER, CODE_ALLOWS),
        Answer(True, ONLY_AFTER_PROGRAMME, CODE_ALLOWS),
        FREE,
    ),
    "contract_now": _row(
        Answer(False, WAIT_FOR_DIPLOMA, CODE_FORBIDS),
        Answer(False, WAIT_FOR_DIPLOMA, CODE_FORBIDS),
        Answer(False, WAIT_FOR_END, CODE_ALLOWS),
        FREE,
    ),
    "ibo": _students(Answer(False, NO_IBO, HIRING_DUTY), FREE),
    "bonus": _students(Answer(False, NEVER, CODE_FORBIDS), FREE),
    "poaching": _students(Answer(False, NEVER, CODE_FORBIDS), FREE),
}


def may_offer(what: str, who: str) -> Answer:
    """The answer for one kind of offer (`WHAT`) and one kind of person (`WHO`); KeyError for any other word."""
    return TABLE[what][who]
