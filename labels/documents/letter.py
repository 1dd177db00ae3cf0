"""The letter of a decision: what was decided, why, criterion by criterion, and what the holder can do next."""

from datetime import date
from pathlib import Path
from typing import Any

from django.template.defaultfilters import date as in_words
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from labels.assessed import counted_last
from labels.enums import AppealStatus, Judgement, Level, Matter, MeasureStatus, Outcome, PanelPlace
from labels.models import Appeal, ApplicationSite, Finding, Measure
from labels.rules.appeal import rights_after
from labels.scoring import UNANSWERED
from marketplace.pdf import make_pdf
from marketplace.qr import qr_on_paper

TEMPLATE = Path(__file__).parent / "letter.typ"
LANGUAGE = "nl"  # the city writes to holders in Dutch (law of 18 July 1966 on the use of languages in public affairs)
Facts = dict[str, Any]


def letter_pdf(facts: Facts, number: str, address: str) -> bytes:
    """The PDF of a letter, not yet sealed itself; `number` and `address` are printed on it."""
    with override(LANGUAGE):
        return make_pdf(TEMPLATE, facts | {"number": number, "address": address, "qr": qr_on_paper(address)})


def decision_facts(place: ApplicationSite) -> Facts:
    """What the letter about one label of a file says: the deciders' reasons and each line of the score."""
    with override(LANGUAGE):
        application = place.application
        made = list(place.decisions.select_related("organisation").order_by("-attempt", "pk"))
        made = [one for one in made if one.attempt == made[0].attempt]
        decided_on = timezone.localdate(made[-1].decided_at)
        return {
            "title": _("Beslissing over je label"),
            "to": _address(application.organisation),
            "facts": [
                [_("Voor"), str(place)],
                [_("Beslissing"), _outcome(place)],
                [_("Punten"), _("%(points)s van 100") % {"points": _number(place.score)}],
                [_("Beslist op"), _day(decided_on)],
            ],
            "reasons": [[one.organisation.name, one.reasons] for one in made],
            "lines": _lines(place),
            "findings": [[_heavy(row), row.text] for row in _findings(place)],
            "rights": [] if place.outcome == Outcome.GRANTED else rights_after(decided_on),
        }


def appeal_facts(appeal: Appeal) -> Facts:
    """What the letter of a panel says: the vote of each side with its reasons."""
    with override(LANGUAGE):
        decided_on = timezone.localdate(appeal.decided_at)
        return {
            "title": _("Antwoord op je %(kind)s") % {"kind": appeal.get_kind_display()},
            "to": _address(appeal.organisation),
            "facts": [
                [_("Voor"), appeal.about],
                [_("Ingediend op"), _day(timezone.localdate(appeal.lodged_at))],
                [_("Uitkomst"), appeal.get_status_display()],
                [_("Beslist op"), _day(decided_on)],
            ],
            "reasons": [
                [f"{PanelPlace(seat.place).label}: {seat.get_verdict_display()}", seat.reasons]
                for seat in appeal.panel.order_by("place")
            ],
            "lines": [],
            "findings": [],
            "rights": rights_after(decided_on, appeal.kind) if appeal.status == AppealStatus.REJECTED else [],
        }


def measure_facts(measure: Measure) -> Facts:
    """What the letter about a measure says: from when it holds, why, and what each decider said."""
    with override(LANGUAGE):
        label, decided_on = measure.label, timezone.localdate(measure.decided_at)
        made = label.decisions.filter(attempt=measure.number).select_related("organisation").order_by("pk")
        is_taken = measure.status != MeasureStatus.REJECTED
        disputed = is_taken and measure.matter != Matter.REINSTATEMENT
        starts = [[_("Geldt vanaf"), _day(measure.effective_on)]] if is_taken else []
        return {
            "title": _("Beslissing over je label"),
            "to": _address(label.organisation),
            "facts": [
                [_("Voor"), label.holder_name],
                [_("Maatregel"), measure.get_matter_display()],
                [_("Beslissing"), _("de maatregel is genomen") if is_taken else _("de maatregel is niet genomen")],
                [_("Grond"), measure.get_ground_display()],
                *starts,
                [_("Beslist op"), _day(decided_on)],
            ],
            "reasons": [[_("Voorstel"), measure.reasons], *([one.organisation.name, one.reasons] for one in made)],
            "lines": [],
            "findings": [],
            "rights": rights_after(decided_on) if disputed else [],
        }


def _outcome(place: ApplicationSite) -> str:
    return str(Level(place.level).label if place.outcome == Outcome.GRANTED else _("geen label"))


def _lines(place: ApplicationSite) -> list[list[str]]:
    """Code and name, score in words, points of the weight, and the auditor's reason."""
    criteria = {row.code: row.name for row in place.application.scheme.criteria.all()}
    reasons = _reasons(place)
    return [
        [
            f"{line['code']} {criteria.get(line['code'], '')}",
            _judged(line),
            f"{_number(line['points'])} / {_number(line['weight'])}",
            " ".join(part for part in (_blocks(line), reasons.get(line["code"], "")) if part),
        ]
        for line in place.explanation.get("lines", [])
    ]


def _reasons(place: ApplicationSite) -> dict[str, str]:
    """What the auditor wrote, by code of the criterion; of the last attempt that was audited."""
    assessment = counted_last(place.application)
    if assessment is None:
        return {}
    rows = assessment.answers.select_related("answer__criterion").exclude(reason="")
    own = [row for row in rows if row.answer.application_site_id in (None, place.pk)]
    return {row.answer.criterion.code: row.reason for row in own}


def _judged(line: dict[str, Any]) -> str:
    if line["score"] is not None:
        return _("%(score)s van 3") % {"score": line["score"]}
    return _("geen antwoord") if line["judgement"] == UNANSWERED else str(Judgement(line["judgement"]).label)


def _blocks(line: dict[str, Any]) -> str:
    if line["knocks_out"]:
        return _("Dit sluit uit.")
    return _("Hierdoor geen onderscheiding.") if line["blocks_distinction"] else ""


def _findings(place: ApplicationSite) -> list[Finding]:
    rows = place.application.findings.select_related("answer").order_by("pk")
    return [row for row in rows if row.answer.application_site_id in (None, place.pk)]


def _heavy(finding: Finding) -> str:
    return f"{finding.get_grade_display()}, {finding.get_status_display()}"


def _address(organisation: Any) -> list[str]:
    town = f"{organisation.postcode} {organisation.municipality}".strip()
    return [line for line in (organisation.name, organisation.street, town) if line]


def _number(value: Any) -> str:
    return f"{float(value or 0):.1f}".replace(".", ",")


def _day(day: date) -> str:
    return in_words(day, "j F Y")
