"""The closed lists of placements."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """The forms of workplace learning (circular SO/2015/01, 31 Aug 2015; Securex, kind of agreement, 27 May 2022)."""

    VISIT = "VISIT", _("bedrijfsbezoek")
    OBSERVE = "OBSERVE", _("kijkstage")
    STAGE = "STAGE", _("leerlingenstage")
    SAO = "SAO", _("stageovereenkomst alternerende opleiding (SAO)")
    OAO = "OAO", _("overeenkomst alternerende opleiding (OAO)")
    DA = "DA", _("deeltijdse arbeidsovereenkomst (DA)")
    SNUFFEL = "SNUFFEL", _("snuffelstage")
    AANLOOP = "AANLOOP", _("aanloopfase")
    TEACHER = "TEACHER", _("bedrijfsstage van een leraar")


DUAL_FORMS = frozenset({Form.SAO, Form.OAO, Form.DA})
STAGE_FORMS = frozenset({Form.STAGE, Form.AANLOOP})  # activities instead of a plan per competence
WORK_FORMS = DUAL_FORMS | STAGE_FORMS  # real work: R01, the label, mentors and agreements apply
ACTIVITY_FORMS = STAGE_FORMS | {Form.TEACHER}  # a list of activities; for a teacher what they come to learn
CHOSEN_FORMS = (
    Form.VISIT,
    Form.OBSERVE,
    Form.SNUFFEL,
    Form.AANLOOP,
    Form.TEACHER,
)  # a company offers them, others follow (R03)
PAID_FORMS = frozenset({Form.OAO, Form.DA})


class Transport(models.TextChoices):
    PUBLIC = "public", _("openbaar vervoer")
    BIKE = "bike", _("fiets")
    SHUTTLE = "shuttle", _("pendelbus van het bedrijf")


class CapacityStatus(models.TextChoices):
    DRAFT = "draft", _("ontwerp")
    PUBLISHED = "published", _("gepubliceerd")
    CLOSED = "closed", _("afgesloten")


class RequestStatus(models.TextChoices):
    OPEN = "open", _("zoekt een plaats")
    PLACED = "placed", _("heeft een plaats")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    ENDED = "ended", _("afgelopen")


class OfferKind(models.TextChoices):
    OFFER = "offer", _("aanbod")
    AGREED = "agreed", _("telefonisch afgesproken")


class OfferStatus(models.TextChoices):
    SENT = "sent", _("wacht op de onderneming")
    ACCEPTED = "accepted", _("aanvaard")
    DECLINED = "declined", _("nee gezegd")
    LAPSED = "lapsed", _("geen antwoord op tijd")
    WITHDRAWN = "withdrawn", _("ingetrokken door de school")
    SUPERSEDED = "superseded", _("een andere onderneming zei eerst ja")


class DeclineReason(models.TextChoices):
    """The closed list of reasons for a no; none of them is about the person."""

    NO_MENTOR = "no_mentor", _("er is geen mentor vrij")
    PERIOD = "period", _("de periode past niet")
    DAYS = "days", _("de dagen passen niet")
    TASKS = "tasks", _("we kunnen deze competenties niet aanbieden")
    FULL = "full", _("we hebben al iemand gevonden")
    OTHER_TEAM = "reorganisation", _("ons team verandert nu te veel")


class PlacementStatus(models.TextChoices):
    ACCEPTED = "accepted", _("de onderneming zei ja")
    AGREED = "agreed", _("iedereen is akkoord")
    SIGNING = "signing", _("wordt getekend")
    SIGNED = "signed", _("getekend")
    RUNNING = "running", _("loopt")
    ENDED = "ended", _("afgelopen")
    ENDED_EARLY = "ended_early", _("vroeger gestopt")
    STOPPED = "stopped", _("ging niet door")


FOLLOWED = (PlacementStatus.RUNNING, PlacementStatus.ENDED, PlacementStatus.ENDED_EARLY)
HOLDS_SEAT = ("accepted", "agreed", "signing", "signed", "running")


class EndReason(models.TextChoices):
    """Why a placement ends or does not go on; a list of our own."""

    END_DATE = "END_DATE", _("de einddatum")
    QUALIFIED_EARLY = "QUALIFIED_EARLY", _("vroeger gekwalificeerd")
    MUTUAL = "MUTUAL", _("in onderling akkoord")
    PUPIL_STOPS = "PUPIL_STOPS", _("de leerling stopt")
    COMPANY_STOPS = "COMPANY_STOPS", _("de onderneming stopt")
    SCHOOL_STOPS = "SCHOOL_STOPS", _("de school stopt")
    RECOGNITION_LIFTED = "RECOGNITION_LIFTED", _("de erkenning is opgeheven")
    MENTOR_LOST = "MENTOR_LOST", _("geen mentor meer")
    FORCE_MAJEURE = "FORCE_MAJEURE", _("overmacht")
    SAFETY = "SAFETY", _("veiligheid")
    ETHICS_BREACH = "ETHICS_BREACH", _("inbreuk op de ethische code")
    MOVED = "MOVED", _("de leerling verhuisde")
    HIRED = "HIRED", _("de leerling gaat er werken")
    OTHER = "OTHER", _("andere")


OF_TEACHER = {
    EndReason.PUPIL_STOPS: _("de leraar stopt"),
    EndReason.MOVED: _("de leraar verhuisde"),
    EndReason.HIRED: _("de leraar gaat er werken"),
}


def end_reasons(*, of_teacher: bool) -> list[tuple[str, Any]]:
    """Each reason with its words; where a teacher learns the words are about a teacher."""
    own = OF_TEACHER if of_teacher else {}
    return [(value, own.get(EndReason(value), label)) for value, label in EndReason.choices]


class AgreementStatus(models.TextChoices):
    DRAFT = "draft", _("ontwerp")
    SIGNING = "signing", _("klaar om te tekenen")
    SEALED = "sealed", _("door iedereen getekend")
    REFUSED = "refused", _("iemand tekent niet: de trajectbegeleider kijkt ernaar")
    VOIDED = "voided", _("vervangen door een nieuwe versie")


class Party(models.TextChoices):
    COMPANY = "company", _("onderneming")
    SCHOOL = "school", _("school")
    STUDENT = "student", _("leerling")
    REPRESENTATIVE = "representative", _("wettelijke vertegenwoordiger")


class SignatureStatus(models.TextChoices):
    OPEN = "open", _("nog niet getekend")
    SIGNED = "signed", _("getekend")
    REFUSED = "refused", _("geweigerd")


class SignedBy(models.TextChoices):
    """The way in which a signature was given."""

    ACCOUNT = "account", _("met een account")
    LINK = "link", _("met een persoonlijke link")
    WITNESS = "witness", _("op het toestel van de school, met een getuige")
    PAPER = "paper", _("op papier, bewaard door de school")


class LinkPurpose(models.TextChoices):
    """What a personal link is for; it does nothing else."""

    ANSWER = "answer", _("antwoorden op een plaats")
    SIGN = "sign", _("een overeenkomst lezen en tekenen")


class CodeWay(models.TextChoices):
    """How somebody got the code that opens a personal link."""

    MAIL = "mail", _("per mail")
    SMS = "sms", _("per sms")
    SCHOOL = "school", _("van de school, die de persoon kende")


class HostTie(models.TextChoices):
    """What ties a representative to the company where the student learns."""

    NONE = "none", _("Nee")
    WORKS = "works", _("Ja, ik werk er")
    OWNS = "owns", _("Ja, ik ben eigenaar of bestuurder")


class ProposalStatus(models.TextChoices):
    """A change to one line of a training plan that one side asks of the other."""

    OPEN = "open", _("wacht op antwoord")
    ACCEPTED = "accepted", _("aanvaard")
    COUNTERED = "countered", _("tegenvoorstel gedaan")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class PriorLearningStatus(models.TextChoices):
    """The road of a competence acquired elsewhere: asked, proposed by the coach, decided by the class council."""

    ASKED = "asked", _("gevraagd")
    PROPOSED = "proposed", _("voorgelegd aan de klassenraad")
    RECOGNISED = "recognised", _("erkend door de klassenraad")
    REFUSED = "refused", _("niet erkend door de klassenraad")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class EvidenceKind(models.TextChoices):
    """What may show that a competence was acquired elsewhere; a list of our own."""

    CERTIFICATE = "certificate", _("diploma, getuigschrift of attest")
    EVALUATION = "evaluation", _("evaluatie van een vroegere werkplek")
    REFERENCE = "reference", _("woord van een studentenjob of vrijwilligerswerk")
    PORTFOLIO = "portfolio", _("werkstuk of talentportfolio")
    TEST = "test", _("praktijkproef")
    CONVERSATION = "conversation", _("gesprek")


class DayKind(models.TextChoices):
    """Why a day of a week schedule differs from its weekday (R17)."""

    FREE = "free", _("vrij")
    OTHER = "other", _("andere uren")
    HOLIDAY = "holiday", _("werkt in een schoolvakantie")
    RECOVERY = "recovery", _("inhaaldag: vrij voor een gewerkte vakantiedag")


FREE_DAYS = frozenset({DayKind.FREE, DayKind.RECOVERY})


class SuspensionCause(models.TextChoices):
    """Why an agreement rests for a while; no word on anybody's health."""

    ABSENT = "absent", _("de leerling is afwezig")
    NO_WORK = "no_work", _("er is tijdelijk geen werk")
    CLOSED = "closed", _("de onderneming is gesloten")


class Moment(models.TextChoices):
    """The moments at which mentor, coach and student look back together; a default of our own."""

    INTAKE = "intake", _("eerste gesprek")
    WEEK_1 = "week_1", _("na de eerste week")
    WEEK_4 = "week_4", _("na vier weken")
    MIDDLE = "middle", _("halverwege")
    END = "end", _("op het einde")


class Score(models.IntegerChoices):
    """How somebody shows a competence on the floor; a scale of our own."""

    NOT_SEEN = 0, _("niet gezien")
    WITH_HELP = 1, _("met hulp")
    MOSTLY_ALONE = 2, _("meestal alleen")
    ALONE_AND_SAFE = 3, _("alleen en veilig")


class ReachedWay(models.TextChoices):
    """How a competence came to be reached: twice seen well enough, or decided by the class council."""

    SCORES = "scores", _("twee keer goed genoeg gezien")
    COUNCIL = "council", _("beslist door de klassenraad")


class AbsenceCause(models.TextChoices):
    """Why a student was not there; a closed list, so that nothing about health is written down."""

    ILL = "ill", _("ziek gemeld")
    ACCIDENT = "accident", _("arbeidsongeval")
    LEAVE = "leave", _("verlof of klein verlet")
    CLOSED = "closed", _("de onderneming was dicht")
    SCHOOL = "school", _("activiteit van de school")
    TRANSPORT = "transport", _("vervoer")
    UNKNOWN = "unknown", _("zonder bericht")


class ContactKind(models.TextChoices):
    VISIT = "visit", _("bezoek op de werkplek")
    CALL = "call", _("telefoon of videogesprek")
    TALK = "talk", _("gesprek op school")


class HandOverStatus(models.TextChoices):
    """The file of a placement that ended early."""

    OPEN = "open", _("dossier open")
    CLOSED = "closed", _("dossier gesloten")


class HiringCause(models.TextChoices):
    """Why the school is asked whether a company offered a student work (domain section 5, R24)."""

    HIRED = "hired", _("de werkplek stopte omdat de leerling er gaat werken")
    LEFT_SCHOOL = "left_school", _("de leerling verliet de school zonder diploma, tijdens of kort na de werkplek")


class HiringQuestionStatus(models.TextChoices):
    """A question that the school answers before anybody is accused."""

    OPEN = "open", _("wacht op de school")
    CLEARED = "cleared", _("niets aan de hand")
    REPORTED = "reported", _("doorgegeven aan de stad")


class CheckItem(models.TextChoices):
    """The short list before the first day (Codex on well-being at work, book X, titles 3 and 4)."""

    RISK_ANALYSIS = "risk_analysis", _("risicoanalyse van de werkpost")
    WORKSTATION_SHEET = "workstation_sheet", _("werkpostfiche ontvangen")
    HEALTH = "health", _("gezondheidsbeoordeling: niet nodig, of geschikt")
    DIMONA = "dimona", _("Dimona-aangifte gedaan")
    INSURANCE = "insurance", _("verzekering in orde")
    HOUSE_RULES = "house_rules", _("huisregels ontvangen")


class Document(models.TextChoices):
    """What a form may ask; those that are also a `CheckItem` are ticked, of the others the platform knows itself."""

    ARRANGEMENT = "arrangement", _("afsprakenbrief, bevestigd door beide kanten")
    AGREEMENT = "agreement", _("overeenkomst, getekend door iedereen die moet")
    PLAN = "plan", _("opleidingsplan of activiteitenlijst")
    RISK_ANALYSIS = CheckItem.RISK_ANALYSIS.value, _("risicoanalyse van de werkpost, hoogstens een jaar oud")
    WORKSTATION_SHEET = CheckItem.WORKSTATION_SHEET.value, _("werkpostfiche")
    HEALTH = CheckItem.HEALTH.value, _("gezondheidsbeoordeling: niet nodig, of geschikt")
    DIMONA = CheckItem.DIMONA.value, _("Dimona-aangifte")
    INSURANCE = CheckItem.INSURANCE.value, _("verzekering")
    HOUSE_RULES = CheckItem.HOUSE_RULES.value, _("huisregels")
    RECOGNITION = "recognition", _("erkenning van de vestiging voor de opleiding")
    MENTOR_EXTRACT = "mentor_extract", _("uittreksel 596.2 van de mentor gezien")
    MENTOR_TRAINING = "mentor_training", _("mentoropleiding")
    ETHICS_CODE = "ethics_code", _("ethische code, aanvaard door beide kanten")
    REGISTRATION = "registration", _("referentie van het officiële loket")


class Strength(models.TextChoices):
    """How strongly a form asks a document."""

    BLOCKS = "blocks", _("zonder dit start de leerling niet")
    ASKED = "asked", _("nodig")
    ADVISED = "advised", _("aangeraden")
    NOT = "not", _("niet nodig")


class Binding(models.TextChoices):
    """Which document binds the parties: there is never a second one."""

    PLATFORM = "platform", _("de tekst die hier getekend wordt")
    PAPER = "paper", _("een overeenkomst op papier")
    COUNTER = "counter", _("de overeenkomst in het officiële loket")


class HealthOutcome(models.TextChoices):
    """The two answers with which a student may start (R15); no other word on health is kept."""

    NOT_NEEDED = "not_needed", _("niet nodig")
    FIT = "fit", _("geschikt")


class ReviewStatus(models.TextChoices):
    """A placement under a label that was suspended (R32): the school looks at it again."""

    OPEN = "open", _("te bekijken")
    KEPT = "kept", _("gaat door")
    LIFTED = "lifted", _("het label geldt weer")
    OVER = "over", _("de plaats is voorbij")


class RoundStatus(models.TextChoices):
    OPEN = "open", _("open")
    RUNNING = "running", _("loopt")
    REVIEW = "review", _("wordt nagekeken")
    PUBLISHED = "published", _("gepubliceerd")
    FAILED = "failed", _("mislukt")
    STOPPED = "stopped", _("gestopt")
    CANCELLED = "cancelled", _("geannuleerd")


class RunKind(models.TextChoices):
    FIRST = "first", _("eerste berekening")
    REMATCH = "rematch", _("herberekening")


class Method(models.TextChoices):
    STABLE = "stable", _("stabiel")
    OPTIMAL = "optimal", _("optimaal")


class MatchStatus(models.TextChoices):
    REVIEW = "review", _("na te kijken")
    PUBLISHED = "published", _("gepubliceerd")
    DROPPED = "dropped", _("geschrapt door de coördinator")
    RELEASED = "released", _("vrijgegeven op de nakijkdatum")
    REFUSED = "refused", _("geweigerd door de onderneming")
    MOVED = "moved", _("vervangen bij een herberekening")


LIVE_MATCHES = (MatchStatus.REVIEW, MatchStatus.PUBLISHED, MatchStatus.RELEASED)


class Policy(models.TextChoices):
    """Who is served first in a round; the names are those of `placements.matching.policy`."""

    LOTTERY = "lottery", _("iedereen gelijk: de loting beslist")
    DAYS_LEFT = "days_left", _("wie het minst opleidingsdagen over heeft eerst, daarna de loting")
    SCHOOLS_IN_TURN = (
        "schools_in_turn",
        _("de scholen om de beurt: eerst één leerling van elke school, dan de volgende"),
    )


class RoundPhase(models.TextChoices):
    READ = "read", _("vragen en plaatsen lezen")
    CANDIDATES = "candidates", _("zoeken wat past")
    SOLVE = "solve", _("plaatsen verdelen")
    CERTIFY = "certify", _("het resultaat nakijken")
    STORE = "store", _("het resultaat bewaren")


class DropReason(models.TextChoices):
    """The closed list of reasons why a school drops a match."""

    TRAVEL = "travel", _("de verplaatsing lukt niet")
    HAS_PLACE = "has_place", _("de leerling heeft al een plaats")
    OTHER_PLAN = "other_plan", _("de leerling volgt een ander traject")
    NOT_TOGETHER = "not_together", _("leerling en onderneming passen niet bij elkaar")
    TASKS = "tasks", _("de competenties passen niet")


STAYS_OUT = (DropReason.HAS_PLACE, DropReason.OTHER_PLAN)  # these students are not matched again in the round


class RematchCause(models.TextChoices):
    """Why a round is matched again."""

    CITY = "city", _("gevraagd door de stad")
    REFUSAL = "refusal", _("een onderneming weigerde een match")
    WEEKLY = "weekly", _("wekelijkse herberekening")


class RematchStatus(models.TextChoices):
    ASKED = "asked", _("wacht op berekening")
    RUNNING = "running", _("wordt berekend")
    READY = "ready", _("klaar om te bevestigen")
    DONE = "done", _("doorgevoerd")
    DISCARDED = "discarded", _("niet doorgevoerd")
    FAILED = "failed", _("mislukt")


class SurveyParty(models.TextChoices):
    """Who is asked about a workplace."""

    STUDENT = "student", _("leerling")
    MENTOR = "mentor", _("mentor")
    COACH = "coach", _("trajectbegeleider")


class SurveyMoment(models.TextChoices):
    HALF_WAY = "half_way", _("halverwege")
    END = "end", _("op het einde")


class TimerKind(models.TextChoices):
    """What must be done by a last day; the table of marks is `placements.timers`."""

    CONTRACT_SEARCH = "contract_search", _("overeenkomst zoeken")
    REGISTRATION = "registration", _("registreren in het Vlaamse loket")
    MENTOR_TRAINING = "mentor_training", _("mentoropleiding afronden")
    RISK_ANALYSIS = "risk_analysis", _("risicoanalyse vernieuwen of maken")
    HEALTH = "health", _("gezondheidsbeoordeling")
    EVALUATION = "evaluation", _("evaluatiemoment")
    OFFER_ANSWER = "offer_answer", _("antwoord op een aanbod")
    SUSPENSION = "suspension", _("schorsing van meer dan twee weken")
    HIRING_ANSWER = "hiring_answer", _("antwoord over aangeboden werk")


class Audience(models.TextChoices):
    """For whom a tip or a training is."""

    MENTOR = "mentor", _("mentoren")
    COACH = "coach", _("trajectbegeleiders")
    BOTH = "both", _("allebei")


class TipMoment(models.TextChoices):
    """When a tip helps, in the order of a placement."""

    BEFORE = "before", _("voor de eerste dag")
    FIRST = "first", _("op de eerste dag")
    WEEKLY = "weekly", _("elke week")
    HARD = "hard", _("als het moeilijk gaat")
    END = "end", _("op het einde")
