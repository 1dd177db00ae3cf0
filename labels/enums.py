"""The closed lists of labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Holder(models.TextChoices):
    COMPANY = "company", _("onderneming")
    SCHOOL = "school", _("school")


class Level(models.TextChoices):
    PROVISIONAL = "provisional", _("voorlopig label")
    LABEL = "label", _("label")
    DISTINCTION = "distinction", _("label met onderscheiding")


class LabelStatus(models.TextChoices):
    PROMISED = "promised", _("wacht op de labelmedewerker")
    ACTIVE = "active", _("actief")
    REFUSED = "refused", _("geweigerd")
    SUSPENDED = "suspended", _("geschorst")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    EXPIRED = "expired", _("verlopen")
    REPLACED = "replaced", _("vervangen door een nieuw label")


class CaseKind(models.TextChoices):
    """What a report on the ethics code is about; the points of the code."""

    EARLY_OFFER = "early_offer", _("een aanbod of contract vóór het diploma")
    PRESSURE = "pressure", _("druk om te stoppen met school")
    POACHING = "poaching", _("een leerling weghalen van een andere leerplek")
    SAFETY = "safety", _("onveilig werk")
    RESPECT = "respect", _("grensoverschrijdend gedrag of ongelijke behandeling")
    TASKS = "tasks", _("taken die niet in het plan staan")
    PRIVACY = "privacy", _("gegevens of beelden van een leerling")
    LABEL_USE = "label_use", _("oneerlijk gebruik van het label")
    OTHER = "other", _("iets anders")


class CaseStatus(models.TextChoices):
    REPORTED = "reported", _("gemeld")
    TAKEN = "taken", _("in behandeling")
    HEARING = "hearing", _("beide kanten worden gehoord")
    DECIDED = "decided", _("beslist")
    CLOSED = "closed", _("afgesloten")


class CaseFinding(models.TextChoices):
    UNFOUNDED = "unfounded", _("niet gegrond")
    MINOR = "minor", _("licht")
    MAJOR = "major", _("ernstig")


class PledgeKind(models.TextChoices):
    """What the ledger counts beside what was promised."""

    OFFERED = "offered", _("gepubliceerd")
    ASKED = "asked", _("gevraagd door scholen")
    MATCHED = "matched", _("ingenomen")
    STARTED = "started", _("gestart")
    COMPLETED = "completed", _("afgerond")
    ENDED_EARLY = "ended_early", _("vroeger gestopt")


class PledgeAnswer(models.TextChoices):
    """The answers to the yearly question."""

    SAME = "same", _("evenveel")
    FEWER = "fewer", _("minder")
    MAYBE = "maybe", _("misschien")
    NOT_THIS_YEAR = "not_this_year", _("dit jaar niet")


class PledgeReason(models.TextChoices):
    """Why a company promises no places this year."""

    NO_MENTOR = "no_mentor", _("we hebben geen mentor")
    NO_WORK = "no_work", _("we hebben te weinig werk")
    REORGANISATION = "reorganisation", _("ons team verandert te veel")
    NO_STUDENTS = "no_students", _("er kwamen geen leerlingen")
    OTHER = "other", _("een andere reden")


class KnockOut(models.TextChoices):
    """Whether a criterion below score 2 means no label."""

    NO = "no", _("nee")
    YES = "yes", _("ja")
    IF_DUAL = "if_dual", _("bij SAO, OAO of DA")
    RENEWAL = "renewal", _("bij verlenging")


class SchemeStatus(models.TextChoices):
    DRAFT = "draft", _("in opmaak")
    PROPOSED = "proposed", _("wacht op een tweede beheerder")
    PUBLISHED = "published", _("gepubliceerd")


class Theme(models.TextChoices):
    """The pages of the self-scan and of a label file."""

    ORDER = "order", _("In orde en veilig")
    RESPECT = "respect", _("Respect voor leerlingen")
    GUIDANCE = "guidance", _("Begeleiding")
    LEARNING = "learning", _("Leren op de werkplek")


class Stage(models.TextChoices):
    """When a criterion can be judged: from papers and promises, or only once a placement has run."""

    PROMISE = "promise", _("beloofd")
    PRACTICE = "practice", _("in de praktijk")


class Scope(models.TextChoices):
    """Whether a criterion is answered once for the holder or for each site."""

    HOLDER = "holder", _("een keer voor de hele organisatie")
    SITE = "site", _("voor elke vestiging")


class FactKey(models.TextChoices):
    """What the platform itself can know about a criterion."""

    REGISTRATION = "registration", _("inschrijving")
    RECOGNITIONS = "recognitions", _("Vlaamse erkenningen")
    RISK_ANALYSIS = "risk_analysis", _("risicoanalyses")
    CODE_SIGNED = "code_signed", _("ethische code")
    DATA_ARRANGEMENT = "data_arrangement", _("afspraken over gegevens")
    MENTORS = "mentors", _("mentoren")
    MENTORS_TRAINED = "mentors_trained", _("opgeleide mentoren")
    COACHES = "coaches", _("trajectbegeleiders")
    PLACEMENTS = "placements", _("werkplekken die gelopen hebben")
    PLANS_SIGNED = "plans_signed", _("getekende opleidingsplannen")
    WORK_SHARE = "work_share", _("aandeel op de werkplek")
    ANSWER_TIME = "answer_time", _("tijd om te antwoorden")
    TALKS = "talks", _("feedbackgesprekken")
    EVALUATIONS = "evaluations", _("evaluaties")
    VISITS = "visits", _("bezoeken")
    EARLIER_COMPETENCES = "earlier_competences", _("elders verworven competenties")
    SURVEY = "survey", _("bevraging")
    PLEDGE = "pledge", _("engagement")


class ApplicationStatus(models.TextChoices):
    DRAFT = "draft", _("in opmaak")
    SUBMITTED = "submitted", _("ingediend")
    INCOMPLETE = "incomplete", _("onvolledig")
    COMPLETE = "complete", _("volledig")
    AUDITING = "auditing", _("in audit")
    CORRECTING = "correcting", _("wacht op verbetering")
    AUDITED = "audited", _("audit klaar")
    REVIEWED = "reviewed", _("nagelezen")
    GRANTED = "granted", _("toegekend, nog niet uitgereikt")
    AWARDED = "awarded", _("uitgereikt")
    REFUSED = "refused", _("geweigerd")
    WITHDRAWN = "withdrawn", _("ingetrokken")


CLOSED_APPLICATION = (ApplicationStatus.AWARDED, ApplicationStatus.REFUSED, ApplicationStatus.WITHDRAWN)
EDITABLE_APPLICATION = (ApplicationStatus.DRAFT, ApplicationStatus.INCOMPLETE)


class FeeStatus(models.TextChoices):
    DUE = "due", _("te betalen")
    SETTLED = "settled", _("betaald")
    WAIVED = "waived", _("geen kosten")
    REVERSED = "reversed", _("terugbetaald na de uitreiking")


class Duty(models.TextChoices):
    """What a person does on one label file; nobody has two duties on the same file."""

    AUDITOR = "auditor", _("auditor")
    ASSISTANT = "assistant", _("helpt de auditor")
    REVIEWER = "reviewer", _("leest na")
    DECIDER = "decider", _("beslist")
    PANEL = "panel", _("zit in het beroepspanel")
    AWARDER = "awarder", _("noteert de beslissing van de stad en reikt uit")
    MODERATOR = "moderator", _("beslist waar twee auditoren verschillen")


SCORE_WORDS = (_("nog niet"), _("begonnen"), _("in orde"), _("voorbeeldig"))  # the steps of the scale, 0 to 3


class AssessmentKind(models.TextChoices):
    OWN = "own", _("eigen oordeel")
    MODERATED = "moderated", _("gezamenlijk oordeel")


class AssessmentStatus(models.TextChoices):
    OPEN = "open", _("bezig")
    SUBMITTED = "submitted", _("ingediend")


class SettlementStatus(models.TextChoices):
    """One criterion on which two auditors differ."""

    DIFFERS = "differs", _("verschilt")
    PROPOSED = "proposed", _("voorgesteld")
    SETTLED = "settled", _("afgesproken")


class VisitStatus(models.TextChoices):
    PLANNED = "planned", _("gepland")
    CANCELLED = "cancelled", _("afgezegd")


class AuditWay(models.TextChoices):
    DESK = "desk", _("op stukken")
    VISIT = "visit", _("met een bezoek")


class Judgement(models.TextChoices):
    SCORED = "scored", _("beoordeeld")
    NOT_APPLICABLE = "not_applicable", _("niet van toepassing")
    NOT_MEASURABLE = "not_measurable", _("nog niet meetbaar")
    LEFT_OUT = "left_out", _("weggelaten door een kleine onderneming")


class Grade(models.TextChoices):
    """How heavy a finding weighs."""

    MAJOR = "major", _("zware vaststelling")
    MINOR = "minor", _("lichte vaststelling")
    OBSERVATION = "observation", _("opmerking")


class FindingStatus(models.TextChoices):
    OPEN = "open", _("open")
    ANSWERED = "answered", _("beantwoord")
    CLOSED = "closed", _("afgesloten")


class Readers(models.TextChoices):
    """Who reads a note: everybody who judges the file, or city staff only."""

    SHARED = "shared", _("gedeeld met wie het dossier beoordeelt")
    CITY_ONLY = "city_only", _("alleen voor de stad")


class Outcome(models.TextChoices):
    GRANTED = "granted", _("ja")
    REFUSED = "refused", _("nee")


class Matter(models.TextChoices):
    """What a decision is about."""

    AWARD = "award", _("toekenning")
    SUSPENSION = "suspension", _("schorsing")
    REINSTATEMENT = "reinstatement", _("einde van de schorsing")
    WITHDRAWAL = "withdrawal", _("intrekking")


class Ground(models.TextChoices):
    """Why a label is suspended, withdrawn or given back (domain 8.3)."""

    DANGER = "danger", _("een ernstig ongeval of gevaar")
    ETHICS = "ethics", _("een ernstige uitkomst van een ethisch dossier")
    FINDING = "finding", _("een zware vaststelling bij een audit of controle")
    RECOGNITION = "recognition", _("een Vlaamse erkenning die wegviel")
    REFUSED_CHECK = "refused_check", _("een controle die geweigerd werd")
    UNSOLVED = "unsolved", _("na de schorsing is niets hersteld")
    FRAUD = "fraud", _("bedrog")
    MISUSE = "misuse", _("misbruik van het label")
    MENDED = "mended", _("de reden van de schorsing is hersteld")


class MeasureStatus(models.TextChoices):
    PROPOSED = "proposed", _("voorgesteld, wacht op een nalezer")
    RETURNED = "returned", _("teruggestuurd")
    REVIEWED = "reviewed", _("nagelezen, wacht op de beslissers")
    DECIDED = "decided", _("beslist, gaat nog in")
    IN_FORCE = "in_force", _("van kracht")
    REJECTED = "rejected", _("niet genomen")
    DROPPED = "dropped", _("teruggetrokken")
    LAPSED = "lapsed", _("vervallen")


OPEN_MEASURE = [MeasureStatus.PROPOSED.value, MeasureStatus.RETURNED.value, MeasureStatus.REVIEWED.value]


class AppealKind(models.TextChoices):
    CORRECTION = "correction", _("vraag om verbetering")
    OBJECTION = "objection", _("bezwaar")
    APPEAL = "appeal", _("beroep tegen een beslissing")


class AppealStatus(models.TextChoices):
    """Where it stands, and what a panel decided."""

    LODGED = "lodged", _("ingediend")
    HEARING = "hearing", _("bij het panel")
    REJECTED = "rejected", _("de beslissing blijft")
    CHANGED = "changed", _("de beslissing verandert")
    SENT_BACK = "sent_back", _("er wordt opnieuw beslist")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class Verdict(models.TextChoices):
    """What a member of a panel votes."""

    KEEP = "keep", _("De beslissing blijft")
    CHANGE = "change", _("De beslissing verandert: toch een label")
    SEND_BACK = "send_back", _("Er wordt opnieuw beslist")


class PanelPlace(models.TextChoices):
    """A panel has one member from each side."""

    SCHOOL = "school", _("iemand uit een school")
    EMPLOYER = "employer", _("iemand van een werkgever")
    OUTSIDE = "outside", _("iemand van buiten")


class CampaignKind(models.TextChoices):
    """Everybody without an audit, spread over two years; or a share of all holders each year."""

    BASELINE = "baseline", _("eerste audits van iedereen")
    YEARLY = "yearly", _("jaarlijkse steekproef")


class CampaignStatus(models.TextChoices):
    DRAFT = "draft", _("in opmaak")
    ANNOUNCED = "announced", _("aangekondigd")
    DRAWN = "drawn", _("geloot")
    VISITING = "visiting", _("controles lopen")
    CLOSED = "closed", _("afgesloten")
    DISCARDED = "discarded", _("weggegooid")


class Signal(models.TextChoices):
    """Why a file gets one more ticket in the draw."""

    NOT_AUDITED = "not_audited", _("nog niet geauditeerd")
    CASE = "case", _("een gegronde melding over de ethische code")
    LATE_ANSWERS = "late_answers", _("antwoorden die te laat kwamen")
    RECOGNITION = "recognition", _("een erkenning die afliep")
    FINDINGS = "findings", _("vaststellingen die nog open staan")


class SpotCheckStatus(models.TextChoices):
    """The life of one file in a campaign; only what is drawn leaves the first status."""

    LISTED = "listed", _("niet geloot")
    PICKED = "picked", _("geloot, nog niet gevraagd")
    ASKED = "asked", _("wacht op de houder")
    ANSWERED = "answered", _("wacht op de auditor")
    KEPT = "kept", _("in orde")
    SHORT = "short", _("niet in orde")
    SILENT = "silent", _("niet geantwoord")
    LAPSED = "lapsed", _("het label geldt niet meer")


CHECKED = (SpotCheckStatus.KEPT, SpotCheckStatus.SHORT, SpotCheckStatus.SILENT, SpotCheckStatus.LAPSED)
