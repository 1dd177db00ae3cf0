"""The closed lists of schools."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Grade(models.TextChoices):
    FIRST = "1", _("eerste graad")
    SECOND = "2", _("tweede graad")
    THIRD = "3", _("derde graad")
    SEVENTH = "7", _("zevende jaar")
    OV3 = "ov3", _("buitengewoon onderwijs, opleidingsvorm 3")
    OTHER = "other", _("andere")


class Finality(models.TextChoices):
    TRANSFER = "D", _("doorstroom")
    DOUBLE = "DA", _("dubbele finaliteit")
    LABOUR_MARKET = "A", _("arbeidsmarkt")


class Place(models.TextChoices):
    """Where a competence is mainly learnt."""

    WORK = "W", _("werkplek")
    SCHOOL = "S", _("school")
    BOTH = "B", _("allebei")
    THIRD = "X", _("derde plaats")


class Need(models.TextChoices):
    """Practical needs that a site may have to meet; never a diagnosis."""

    STEP_FREE = "step_free", _("toegang zonder trappen")
    FIXED_CONTACT = "fixed_contact", _("een vaste contactpersoon")
    QUIET_PLACE = "quiet_place", _("een rustige plek voor pauzes")
    WRITTEN_STEPS = "written_steps", _("opdrachten op papier of in beeld")
    PLAIN_DUTCH = "plain_dutch", _("eenvoudig Nederlands")
    FIXED_HOURS = "fixed_hours", _("vaste uren")
    NO_HEIGHTS = "no_heights", _("niet werken op hoogte")
    NO_LIFTING = "no_lifting", _("niet zwaar tillen")


class Attest(models.TextChoices):
    """Proofs that a place may ask for."""

    FOOD_SAFETY = "food_safety", _("voedselveiligheid (HACCP)")
    VCA = "vca", _("basisveiligheid (VCA)")
    FIRST_AID = "first_aid", _("eerste hulp")
    GOOD_CONDUCT = "good_conduct", _("goed gedrag (gezien door de school)")
    CAR_LICENCE = "car_licence", _("rijbewijs B")


class ProofKind(models.TextChoices):
    """Proofs of study that decide on the learning allowance (page of the Flemish government, November 2025)."""

    YEAR_PASSED = "year_passed", _("een jaar alternerende opleiding geslaagd")
    SECOND_GRADE = "second_grade", _("getuigschrift van de tweede graad")
    FIRST_OF_THIRD = "first_of_third", _("eerste jaar van de derde graad geslaagd")
    QUALIFICATION = "qualification", _("kwalificatiefase BuSO OV3 geslaagd")


class DiplomaStep(models.TextChoices):
    """What the school notes about the diploma of secondary education."""

    DECIDED = "decided", _("de klassenraad besliste dat het diploma komt")
    HELD = "held", _("het diploma is behaald")


class DiplomaStage(models.TextChoices):
    """How far a student is on a day; the ethics code allows other offers at each (domain section 5, R24)."""

    STUDYING = "studying", _("nog geen diploma secundair onderwijs")
    DECIDED = "decided", _("de klassenraad besliste dat het diploma komt")
    HOLDER = "holder", _("heeft het diploma en volgt nog een opleiding")
    FINISHED = "finished", _("heeft het diploma en de opleiding is voorbij")


class Weeks(models.TextChoices):
    EVERY = "every", _("elke week")
    EVEN = "even", _("even weken")
    ODD = "odd", _("oneven weken")


class Authority(models.TextChoices):
    """Why somebody may sign for a minor."""

    PARENT = "parent", _("ouder")
    GUARDIAN = "guardian", _("voogd")
    FOSTER = "foster", _("pleegouder met overgedragen gezag")
    INSTITUTION = "institution", _("instelling")


class Signs(models.TextChoices):
    """Which signature of a representative an agreement needs: joint authority (may, must), sole authority, or none."""

    MAY = "may", _("één van de vertegenwoordigers volstaat")
    MUST = "must", _("moet tekenen")
    SOLE = "sole", _("beslist alleen: de anderen tekenen niet")
    NOT = "not", _("tekent niet")


class Channel(models.TextChoices):
    MAIL = "mail", _("mail")
    PHONE = "phone", _("telefoon")
    PAPER = "paper", _("brief via de school")


class ContactLanguage(models.TextChoices):
    DUTCH = "nl", "Nederlands"
    ENGLISH = "en", "English"
    FRENCH = "fr", "français"
    TURKISH = "tr", "Türkçe"
    ARABIC = "ar", "العربية"


class Language(models.TextChoices):
    """Languages that a student speaks and that a place may ask for."""

    DUTCH = "nl", _("Nederlands")
    FRENCH = "fr", _("Frans")
    ENGLISH = "en", _("Engels")
    GERMAN = "de", _("Duits")
    SPANISH = "es", _("Spaans")
    TURKISH = "tr", _("Turks")
    ARABIC = "ar", _("Arabisch")
    POLISH = "pl", _("Pools")
    ROMANIAN = "ro", _("Roemeens")
    UKRAINIAN = "uk", _("Oekraïens")
