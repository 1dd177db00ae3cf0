"""Why a claim, a recognition or a mentor does not do; each answers nothing or a sentence for the person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from dateutil.relativedelta import relativedelta
from django.db.models import Field
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from companies.enums import CompanyStatus
from companies.models import Company, Mentor, Recognition, Site
from marketplace.accounts.models import Membership, Organisation
from marketplace.accounts.rules import MANAGERS
from marketplace.actor import COMPANY_ROLES, Actor
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal


@dataclass(frozen=True)
class Problem(Refusal):
    """A refusal that knows whether it stops (hard) or only warns."""

    is_hard: bool = True


Figures = Mapping[str, Decimal]


def verified(company: Company) -> Refusal | None:
    """A company acts in the market once a label officer has confirmed company and person."""
    if company.status == CompanyStatus.VERIFIED:
        return None
    return Refusal(
        "company.unverified",
        _("De stad heeft je onderneming nog niet bevestigd. Je krijgt een mail zodra dat gebeurt."),
    )


def not_own_company(company: Company, by: Actor, on: date) -> Refusal | None:
    """An officer who works for the company, or registered it, does not decide about it."""
    held = Membership.objects.not_ended(on).filter(organisation=company.pk, role__in=COMPANY_ROLES)
    if not held.filter(user=by.user_id).exists() and company.claimed_by_id != by.user_id:
        return None
    return Refusal("company.own", _("Dit is je eigen onderneming. Een andere labelmedewerker beslist erover."))


def free_to_register(organisation: Organisation, user_id: int | None, on: date) -> Refusal | None:
    """An organisation without members may be claimed; with members by those alone who let colleagues in there."""
    if Company.objects.filter(organisation=organisation).exclude(status=CompanyStatus.REFUSED).exists():
        return Refusal(
            "company.taken", _("Deze onderneming is al geregistreerd. Vraag een collega om je toe te laten.")
        )
    members = Membership.objects.filter(organisation=organisation, revoked_at=None)
    if members.exists() and not members.in_force(on).filter(user=user_id, role__in=MANAGERS).exists():
        return Refusal(
            "company.has_members", _("Deze organisatie heeft al leden. Vraag een collega om je toe te laten.")
        )
    return None


def establishment_known(site: Site) -> Refusal | None:
    """The label and a recognition (SAO, OAO, DA) are given for an establishment number."""
    if site.establishment_number:
        return None
    return Refusal(
        "site.no_establishment_number",
        _("Vul eerst het vestigingsnummer van deze vestiging in: het label en een erkenning horen bij dat nummer."),
    )


def recognised(site_id: int, programme_code: str, starts_on: date, ends_on: date) -> Refusal | None:
    """R05: a recognition for this programme and site holds on every day of the period."""
    rows = Recognition.objects.in_force(starts_on, ends_on).filter(site=site_id, programme_code=programme_code)
    if rows.exists():
        return None
    return Refusal(
        "recognition.missing",
        _("Deze vestiging heeft voor deze opleiding geen erkenning die de hele periode geldt. Vraag ze aan."),
    )


def recognition_not_too_long(starts_on: date, ends_on: date) -> Refusal | None:
    """A recognition lasts at most five years (R05)."""
    years = int(Figure.objects.value("recognition_years", starts_on))
    if ends_on <= starts_on + relativedelta(years=years):
        return None
    return Refusal(
        "recognition.too_long", _("Een erkenning duurt hoogstens %(years)s jaar. Kijk de datums na.") % {"years": years}
    )


def mentor_problems(
    mentor: Mentor, *, starts_on: date, ends_on: date, strict: bool, on: date, figures: Figures | None = None
) -> list[Problem]:
    """What stands in the way of this mentor for a placement in a period (R10, R11, presence); hard ones first.

    `strict` for SAO, OAO and DA: there the conditions of R10 and R11 stop, for other forms they warn. The figures are
    those in force on day `on`; who asks about many mentors reads them once.
    """
    figures = figures or Figure.objects.in_force(on)
    legal = [problem for check in LEGAL_CHECKS if (problem := check(mentor, starts_on, ends_on, figures))]
    if not strict:
        legal = [Problem(problem.code, problem.sentence, is_hard=False) for problem in legal]
    found = [*_presence(mentor, starts_on, ends_on), *legal]
    return sorted(found, key=lambda problem: not problem.is_hard)


def seen_facts_are_past(facts: Mapping[str, Any], on: date) -> Refusal | None:
    """What is told of a mentor's papers and past lies before today; a day that is still to come is a typing error."""
    for name in PAST_FACTS:
        if facts.get(name) and facts[name] > on:
            field = cast("Field[Any, Any]", Mentor._meta.get_field(name))
            fact = capfirst(str(field.verbose_name))
            return Refusal("mentor.day_to_come", _("%(fact)s: deze dag moet nog komen.") % {"fact": fact})
    return None


def stand_in_missing(site: Site, on: date) -> Problem | None:
    """R13: a second mentor of the site can take over; a warning."""
    if Mentor.objects.choosable(site.pk, on).count() > 1:
        return None
    return Problem(
        "mentor.no_stand_in", _("Er is geen tweede mentor die kan overnemen. Voeg er een toe."), is_hard=False
    )


def _presence(mentor: Mentor, starts_on: date, ends_on: date) -> list[Problem]:
    name = {"name": mentor.name}
    found = []
    if mentor.available_from_on and mentor.available_from_on > starts_on:
        found.append(Problem("mentor.not_yet", _("%(name)s is op de eerste dag nog niet beschikbaar.") % name))
    if mentor.left_on and mentor.left_on < starts_on:
        found.append(Problem("mentor.left", _("%(name)s is op de eerste dag geen mentor meer.") % name))
    elif mentor.left_on and mentor.left_on < ends_on:
        sentence = _("%(name)s vertrekt voor het einde. Kies wie dan overneemt.") % name
        found.append(Problem("mentor.leaves", sentence, is_hard=False))
    return found


def _age(mentor: Mentor, starts_on: date, ends_on: date, figures: Figures) -> Problem | None:
    """R10: 25 on the first day, 23 with proof of earlier education."""
    age = relativedelta(starts_on, mentor.born_on).years
    needed, with_proof = int(figures["mentor_age"]), int(figures["mentor_age_with_proof"])
    if age >= (with_proof if mentor.has_education_proof else needed):
        return None
    facts = {"name": mentor.name, "age": age, "needed": needed, "with_proof": with_proof}
    if age >= with_proof:
        sentence = _(
            "%(name)s is op de eerste dag %(age)s jaar. Vanaf %(with_proof)s jaar kan met een bewijs van vooropleiding,"
            " anders vanaf %(needed)s."
        )
    else:
        sentence = _("%(name)s is op de eerste dag %(age)s jaar, een mentor is minstens %(with_proof)s.")
    return Problem("mentor.too_young", sentence % facts)


def _practice(mentor: Mentor, starts_on: date, ends_on: date, figures: Figures) -> Problem | None:
    """R10: five years in the profession on the first day; proof of relevant education makes it a warning."""
    needed = int(figures["mentor_practice_years"])
    if mentor.in_practice_since_on + relativedelta(years=needed) <= starts_on:
        return None
    facts = {"name": mentor.name, "needed": needed}
    sentence = _("%(name)s werkt op de eerste dag nog geen %(needed)s jaar in het beroep.") % facts
    return Problem("mentor.too_little_practice", sentence, is_hard=not mentor.has_education_proof)


def _extract(mentor: Mentor, starts_on: date, ends_on: date, figures: Figures) -> Problem | None:
    """R10: extract 596.2 was seen and is at most twelve months old at designation."""
    if not mentor.extract_dated_on or not mentor.extract_seen_on:
        sentence = _("Het uittreksel uit het strafregister (model 596.2) van %(name)s is nog niet gezien.")
        return Problem("mentor.extract_missing", sentence % {"name": mentor.name})
    months = int(figures["mentor_extract_months"])
    if mentor.extract_dated_on + relativedelta(months=months) >= mentor.designated_on:
        return None
    facts = {"name": mentor.name, "months": months}
    sentence = _("Het uittreksel van %(name)s was bij de aanstelling ouder dan %(months)s maanden. Vraag een nieuw.")
    return Problem("mentor.extract_old", sentence % facts)


def _training(mentor: Mentor, starts_on: date, ends_on: date, figures: Figures) -> Problem | None:
    """R11: mentor training within twelve months of designation; stops once that term is over."""
    if mentor.trained_on and mentor.trained_on <= starts_on:
        return None
    deadline = training_deadline(mentor, figures)
    if deadline >= ends_on:
        return None
    if deadline < starts_on:
        sentence = _("%(name)s had de mentoropleiding al moeten afronden.") % {"name": mentor.name}
        return Problem("mentor.untrained", sentence)
    sentence = _("%(name)s moet de mentoropleiding tijdens deze periode afronden.") % {"name": mentor.name}
    return Problem("mentor.training_due", sentence, is_hard=False)


def training_deadline(mentor: Mentor, figures: Figures) -> date:
    """The last day to finish the mentor training (R11)."""
    return mentor.designated_on + relativedelta(months=int(figures["mentor_training_months"]))


PAST_FACTS = ("born_on", "in_practice_since_on", "extract_dated_on", "extract_seen_on", "trained_on")
LEGAL_CHECKS: tuple[Callable[[Mentor, date, date, Figures], Problem | None], ...] = (
    _age,
    _practice,
    _extract,
    _training,
)
