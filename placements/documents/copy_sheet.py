"""The copy sheet: the checked data in the order in which people type them over; it is never an agreement itself."""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import override

from companies.models import Company
from marketplace.identifiers import format_enterprise_number, format_establishment_number, format_telephone
from marketplace.pdf import make_pdf
from marketplace.web.templatetags.numbers import euro
from placements.documents.row_marks import Marked, marked
from placements.documents.schedule import schedule_annex
from placements.enums import PAID_FORMS, WORK_FORMS, Form, Party
from placements.models import Agreement, Placement
from placements.rules.form_terms import parties_of
from placements.rules.placement import is_minor
from placements.rules.signatory import of_minor
from placements.week import day_in_words, days_in_words
from schools.enums import Place

TEMPLATE = Path(__file__).parent / "copy_sheet.typ"
LANGUAGE = "nl"
UNKNOWN = "nog niet ingevuld"
HOURS = ("work_hours", "school_hours", "third_hours")
ASK_YOURSELF = "vraag je aan de leerling zelf; het platform bewaart dit niet"
Fields = list[tuple[str, str]]


def copy_sheet_pdf(agreement: Agreement, on: date) -> bytes:
    """The sheet as a PDF; it carries no seal and no number, because it binds nobody."""
    with override(LANGUAGE):
        facts = {"sections": marked_sections(agreement, on), "amends": _amends(agreement), "where": _where(agreement)}
        return make_pdf(TEMPLATE, facts | {"student": agreement.body["student"]["name"], "version": agreement.version})


def _amends(agreement: Agreement) -> str:
    """From which day an amendment changes which version; empty of a first one."""
    if (before := agreement.before) is None or agreement.in_force_on is None:
        return ""
    day = day_in_words(agreement.in_force_on.isoformat())
    return f"Bijlage bij versie {before.version}, geldt vanaf {day}."


def _where(agreement: Agreement) -> str:
    """Which document binds; on paper "hier" would be the sheet itself."""
    return (
        "de tekst die op het platform getekend wordt" if agreement.is_signed_here else agreement.get_binding_display()
    )


def marked_sections(agreement: Agreement, on: date) -> list[tuple[str, list[Marked]]]:
    """The sections; of an amendment each row says in words how it differs from the sheet of the version before.

    Rows are compared as they stand here, because who types over looks for the row: `body_changes` tells the same
    differences of the text, where one is not always one row.
    """
    now, before = sections_of(agreement, on), agreement.before
    if before is None:
        return [(title, [(*field, "") for field in fields]) for title, fields in now]
    before.placement = agreement.placement
    was = dict(sections_of(before, on))
    return [(title, [*marked(was.get(title, []), fields)]) for title, fields in now]


def sections_of(agreement: Agreement, on: date) -> list[tuple[str, Fields]]:
    """Headings with their fields: the parties, what, when, pay, the plan, who signs (on a day).

    The public pages of the official counter name its steps in this order, but not its screens: compare once a year.
    """
    body, placement = agreement.body, agreement.placement
    sections = [
        ("Onderneming", _company(body["company"], placement.company)),
        ("Vestiging", _workplace(body["workplace"])),
        ("School", _school(body["school"], placement)),
        ("Leraar" if placement.is_of_teacher else "Leerling", _student(body)),
        ("Opleiding en vorm", _programme(body)),
        ("Periode en uren", _period(body)),
        ("Mentor", [("Naam", row.mentor.name) for row in placement.mentors.all() if row.seat is not None]),
        ("Vergoeding", _pay(body)),
        *_content(body),
        ("Wie moet tekenen", signers_of(agreement, on)),
    ]
    return [(title, [_filled(field) for field in fields]) for title, fields in sections if fields]


def _filled(field: tuple[str, str]) -> tuple[str, str]:
    """An empty field says that it is: who types over does not have to guess."""
    label, value = field
    return label, value or UNKNOWN


def signers_of(agreement: Agreement, on: date) -> Fields:
    """Each party with its name; for a minor on that day each representative who signs (R07)."""
    placement, body = agreement.placement, agreement.body
    names = {party: body[party]["name"] for party in (Party.COMPANY, Party.SCHOOL, Party.STUDENT)}
    parties = parties_of(placement.form, on)
    signing = [(str(party.label).capitalize(), names[party]) for party in parties]
    if Party.STUDENT not in parties or not is_minor(placement, on):
        return signing
    people = placement.student.representatives.filter(pk__in=of_minor(placement, on).allowed).order_by("pk")
    return signing + [(str(Party.REPRESENTATIVE.label).capitalize(), str(row)) for row in people]


def _company(said: dict[str, Any], company: Company) -> Fields:
    committee = str(company.joint_committee) if company.joint_committee else ""
    number = format_enterprise_number(said["enterprise_number"]) if said["enterprise_number"] else ""
    return [
        ("Naam", said["name"]),
        ("Ondernemingsnummer", number),
        ("Adres", said["address"]),
        ("Paritair comité", committee),
    ]


def _workplace(said: dict[str, Any]) -> Fields:
    number = format_establishment_number(said["establishment_number"]) if said["establishment_number"] else ""
    return [("Naam", said["name"]), ("Vestigingsnummer", number), ("Adres", said["address"])]


def _school(said: dict[str, Any], placement: Placement) -> Fields:
    coach = placement.coach
    phone = format_telephone(coach.phone) if coach and coach.phone else ""
    return [
        ("Naam", said["name"]),
        ("Instellingsnummer", said["institution_number"]),
        ("Trajectbegeleider", coach.name if coach else ""),
        ("Telefoon", phone),
    ]


def _student(body: dict[str, Any]) -> Fields:
    """The declaration of work asks a national number, who is paid has an account; a visit asks neither."""
    said, form = body["student"], body["form"]
    if form not in WORK_FORMS:
        return [("Naam", said["name"])]
    asked = "Rijksregisternummer en rekeningnummer" if form in PAID_FORMS else "Rijksregisternummer"
    return [("Naam", said["name"]), ("Geboortedatum", day_in_words(said["born_on"])), (asked, ASK_YOURSELF)]


def _programme(body: dict[str, Any]) -> Fields:
    said = body["programme"]
    return [("Vorm", str(Form(body["form"]).label)), ("Opleiding", said["name"]), ("Code", said["code"])]


def _period(body: dict[str, Any]) -> Fields:
    days = [("Eerste dag", day_in_words(body["starts_on"])), ("Laatste dag", day_in_words(body["ends_on"]))]
    return [*days, *_schedule(body)]


def _schedule(body: dict[str, Any]) -> Fields:
    """The signed hours day by day, with the days that differ; of an older text the days alone."""
    if "schedule" not in body:
        return [("Dagen en uren", days_in_words(body["week"]))]
    annex = schedule_annex(body["schedule"])
    week = [(str(days).capitalize(), str(hours)) for days, hours in annex["week"]]
    return week + [(day, f"{kind} {hours} {reason}".strip()) for day, kind, hours, reason in annex["days"]]


def _pay(body: dict[str, Any]) -> Fields:
    if "allowance" in body:
        paid = body["allowance"]
        return [
            ("Per maand op de eerste dag", euro(paid["month_cents"])),
            ("Stap", f"{paid['step']}: {paid['reason']}"),
        ]
    return [("Betaald", "ja, volgens de sector" if body["is_paid"] else "nee")]


def _content(body: dict[str, Any]) -> list[tuple[str, Fields]]:
    """The plan; or the activities and what was arranged, of which a teacher's letter has both."""
    if "plan" in body:
        return [("Opleidingsplan", _plan(body["plan"]))]
    arrangement = [("Afspraak", body["arrangement"])] if "arrangement" in body else []
    return [("Afspraken", arrangement), ("Activiteiten", _activities(body))]


def _activities(body: dict[str, Any]) -> Fields:
    if not body.get("activities"):
        return []
    return [("Halve dagen", str(body["half_days"])), *(("Activiteit", text) for text in body["activities"])]


def _plan(plan: dict[str, Any]) -> Fields:
    together = (sum(row[name] for row in plan["lines"]) for name in HOURS)
    return [
        *((f"{row['code']} {row['text']}", _hours(row)) for row in plan["lines"]),
        ("Samen", _sum(*together)),
        ("Algemene vorming op school", f"{plan['general_hours']} uur"),
        ("Weken", str(plan["weeks"])),
    ]


def _hours(row: dict[str, Any]) -> str:
    """Where a competence is learnt, with its hours."""
    return f"{Place(row['place']).label}: {_sum(*(row[name] for name in HOURS))}"


def _sum(work: int, school: int, third: int) -> str:
    """Hours at work, at school and in a third place."""
    return f"{work} uur werkplek, {school} uur school{f', {third} uur derde plaats' if third else ''}"
