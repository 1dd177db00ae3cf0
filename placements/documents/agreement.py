"""The sealed agreement on paper: the signed body, who signed and how, and its annexes."""

from pathlib import Path
from typing import Any

from django.template.defaultfilters import date as in_words
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import override

from marketplace.identifiers import format_enterprise_number, format_establishment_number
from marketplace.pdf import make_pdf
from marketplace.qr import qr_on_paper
from marketplace.web.templatetags.numbers import euro
from placements.competences import Line, Split, percent, split
from placements.documents.annexes import plain_sentences, roles_of
from placements.documents.schedule import schedule_annex
from placements.enums import Form, Party, SignatureStatus, SignedBy
from placements.models import Agreement, Signature
from placements.rules.body_difference import body_changes
from placements.rules.plan import norms_on
from placements.week import day_in_words, days_in_words
from schools.enums import Place

TEMPLATE = Path(__file__).parent / "agreement.typ"
LANGUAGE = "nl"  # agreements are in Dutch (Flemish decree of 19 July 1973)


def write_agreement(agreement: Agreement, number: str, address: str) -> bytes:
    """The PDF of a sealed version, not yet sealed itself; `number` and `address` are printed on it."""
    with override(LANGUAGE):
        return make_pdf(
            TEMPLATE, printed_facts(agreement) | {"number": number, "address": address, "qr": qr_on_paper(address)}
        )


def printed_facts(agreement: Agreement) -> dict[str, Any]:
    """What the template prints; the text comes from the signed body alone."""
    body = agreement.body
    return {
        "title": _title(body["form"]),
        "version": agreement.version,
        "amendment": _amendment(agreement),
        "parties": _parties(body),
        "facts": _facts(body),
        "plan": _plan(body["plan"], agreement) if "plan" in body else None,
        "schedule": schedule_annex(body["schedule"]) if "schedule" in body else None,
        "activities": body.get("activities", []),
        "half_days": _half_days(body.get("half_days")),
        "arrangement": body.get("arrangement", ""),
        "signatures": [_signature(slot) for slot in _signed(agreement)],
        "sealed": _moment(agreement.sealed_at),
        "digest": agreement.digest,
        "sentences": plain_sentences(agreement),
        "roles": roles_of(body["form"]),
    }


def _amendment(agreement: Agreement) -> dict[str, Any] | None:
    """What a version amends, from which day, and what is different in it; None of a first version."""
    before, said = agreement.before, agreement.body.get("amends")
    if before is None or said is None:
        return None
    day = day_in_words(said["in_force_on"])
    changes = body_changes(before.body, agreement.body)
    return {
        "title": f"Bijlage bij versie {said['version']}, geldt vanaf {day}",
        "says": f"Tot die dag geldt versie {said['version']} (vingerafdruk {said['digest'][:12]}). Vanaf die dag "
        f"geldt de tekst hieronder, die alles herhaalt.{_overtaken(agreement, before)}",
        "changes": [[row.line, str(row.column), row.before, row.after] for row in changes],
    }


def _overtaken(agreement: Agreement, before: Agreement) -> str:
    amended = agreement.amends
    if amended is None or amended.pk == before.pk:
        return ""
    return f" Versie {amended.version}, die nog niet was ingegaan, gaat niet in."


def _half_days(number: int | None) -> str:
    return "" if number is None else f"{number} halve dag{'en' if number != 1 else ''}"


TITLES = {
    Form.STAGE: "Leerlingenstageovereenkomst",
    Form.AANLOOP: "Overeenkomst voor de aanloopfase",
    Form.TEACHER: "Afsprakenbrief voor een bedrijfsstage van een leraar",
    Form.VISIT: "Afspraken over een bedrijfsbezoek",
    Form.OBSERVE: "Afspraken over een kijkstage",
    Form.SNUFFEL: "Afspraken over een snuffelstage",
}


def _title(form: str) -> str:
    """What the paper is; a dual form is named after its agreement, with a capital in front."""
    label = str(Form(form).label)
    return TITLES.get(Form(form), label[0].upper() + label[1:])


def _parties(body: dict[str, Any]) -> list[list[str]]:
    company, school, student = body["company"], body["school"], body["student"]
    learner = "De leraar" if body["form"] == Form.TEACHER else "De leerling"
    return [
        [
            "De onderneming",
            company["name"],
            " · ".join(part for part in (company["address"], _enterprise(company["enterprise_number"])) if part),
        ],
        ["De school", school["name"], f"instellingsnummer {school['institution_number']}"],
        [learner, student["name"], f"geboren op {day_in_words(student['born_on'])}" if "born_on" in student else ""],
    ]


def _enterprise(digits: str) -> str:
    return f"ondernemingsnummer {format_enterprise_number(digits)}" if digits else ""


PAID = {
    Form.OAO: "ja, een leervergoeding",
    Form.DA: "ja, het loon van de sector",
    Form.TEACHER: "nee, de school betaalt de leraar verder",
}


def _facts(body: dict[str, Any]) -> list[list[str]]:
    place = body["workplace"]
    digits = place["establishment_number"]
    unit = f" (vestigingseenheid {format_establishment_number(digits)})" if digits else ""
    return [
        ["Opleiding", body["programme"]["name"]],
        ["Werkplek", f"{place['name']}, {place['address']}{unit}"],
        ["Periode", _period(body)],
        ["Dagen en uren", days_in_words(body["week"])],
        ["Betaald", PAID.get(body["form"], "nee")],
        *_allowance(body),
    ]


def _period(body: dict[str, Any]) -> str:
    first, last = day_in_words(body["starts_on"]), day_in_words(body["ends_on"])
    return first if first == last else f"{first} tot en met {last}"


def _allowance(body: dict[str, Any]) -> list[list[str]]:
    """What the company pays a month on the first day."""
    if "allowance" not in body:
        return []
    paid = body["allowance"]
    says = f"{euro(paid['month_cents'])} per maand op de eerste dag: stap {paid['step']}, {paid['reason']}."
    return [["Leervergoeding", f"{says} Daarna volgt het bedrag de wet en de studies van de leerling."]]


def _plan(plan: dict[str, Any], agreement: Agreement) -> dict[str, Any]:
    """The lines with what they add up to; 60/40 is what the city aims at on the first day (R20)."""
    hours = ("work_hours", "school_hours", "third_hours")
    norms = norms_on(agreement.placement.starts_on)
    shares = split(
        [Line(row["place"], *(row[name] for name in hours)) for row in plan["lines"]], plan["general_hours"], norms
    )
    return {
        "lines": [
            [row["code"], row["text"], str(Place(row["place"]).label), *(str(row[name]) for name in hours)]
            for row in plan["lines"]
        ],
        "details": [[f"{row['code']} {row['text']}", said] for row in plan["lines"] if (said := _details(row))],
        "totals": [str(getattr(shares, name)) for name in hours],
        "general_hours": plan["general_hours"],
        "weeks": plan["weeks"],
        "share": _share(shares, plan["weeks"]),
    }


def _share(shares: Split, weeks: int) -> str:
    """How much of the plan is at work, a week and in all; of an empty plan nothing."""
    if shares.share is None:
        return ""
    weekly = f"gemiddeld {number_format(percent(shares.work_hours / weeks / 100))} uur per week, " if weeks else ""
    share, target = number_format(percent(shares.share)), number_format(percent(shares.norms.target, 0))
    return f"Op de werkplek: {weekly}{share} % van alle uren (doel: {target} %)."


DETAILS = {"third_place": "Derde plaats", "activities": "Activiteiten", "equipment": "Toestellen en materiaal"}


def _details(row: dict[str, Any]) -> list[str]:
    """What was agreed of a line beyond its hours, a sentence each."""
    days = [day_in_words(row[name]) for name in ("starts_on", "ends_on") if name in row]
    period = [f"Periode: {' tot en met '.join(days)}"] if days else []
    return period + [f"{words}: {row[name]}" for name, words in DETAILS.items() if name in row]


def _signed(agreement: Agreement) -> list[Signature]:
    rows = agreement.signatures.filter(status=SignatureStatus.SIGNED).order_by("answered_at", "pk")
    return list(rows.select_related("user"))


def _signature(slot: Signature) -> list[str]:
    way = str(SignedBy(slot.way).label)
    seen = f"{way}: {slot.witness}" if slot.witness else way
    if slot.paper_on:
        seen = f"{seen}; getekend op {in_words(slot.paper_on, 'j F Y')}"
    return [str(Party(slot.party).label), slot.name, seen, _moment(slot.answered_at)]


def _moment(at: Any) -> str:
    return in_words(timezone.localtime(at), "j F Y, H.i \\u\\u\\r") if at else ""
