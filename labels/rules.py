"""Why a label does not count, and why it cannot be promised or confirmed; each answers nothing or a sentence."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from companies.models import Company
from companies.rules import Problem, establishment_known, verified
from labels.enums import LabelStatus
from labels.models import Label
from marketplace.accounts.models import Membership
from marketplace.actor import COMPANY_ROLES, SCHOOL_ROLES, Actor
from marketplace.commitments.actions import is_committed
from marketplace.commitments.models import TextKind
from marketplace.period import school_year_of, school_year_period
from marketplace.reference.models import Postcode
from marketplace.workflow import Refusal

WAIT_AFTER_WITHDRAWAL = relativedelta(months=12)  # our choice, docs/reference/field.md


def label_valid(site_id: int, on: date) -> Refusal | None:
    """A site hosts students on a day while its label, at least provisional, is valid on that day."""
    if Label.objects.valid_on(on).filter(site=site_id).exists():
        return None
    return Refusal("label.not_valid", _("Deze vestiging heeft op die dag geen geldig label."))


def provisional_end(granted_on: date) -> date:
    """31 August of the school year after the one in which a provisional label is granted (docs/reference/field.md)."""
    return school_year_period(school_year_of(granted_on) + 1).ends_on


def holder_ready(label: Label, by: Actor, on: date) -> Refusal | None:
    """The company is confirmed and its site has an establishment number; a school is known to the city already."""
    if label.site is None:
        return None
    return verified(Company.objects.get(pk=label.organisation_id)) or establishment_known(label.site)


def code_signed(label: Label, by: Actor, on: date) -> Refusal | None:
    """No label without the ethics code in force."""
    if is_committed(label.organisation_id, TextKind.ETHICS_CODE, on):
        return None
    return Refusal("label.code_not_signed", _("De ethische code is nog niet getekend."))


def not_own_promise(label: Label, by: Actor, on: date) -> Refusal | None:
    """Whoever promised, or works for the holder, does not decide."""
    held = Membership.objects.not_ended(on).filter(
        organisation=label.organisation_id, role__in=COMPANY_ROLES | SCHOOL_ROLES
    )
    if not held.filter(user=by.user_id).exists() and label.promised_by_id != by.user_id:
        return None
    return Refusal(
        "label.own_promise", _("Dit is een belofte van jezelf of je organisatie. Een andere labelmedewerker beslist.")
    )


def is_over(label: Label, by: Actor, on: date) -> Refusal | None:
    """A label expires after its last day."""
    if label.ends_on and label.ends_on < on:
        return None
    return Refusal("label.still_running", _("Dit label loopt nog."))


def may_promise(organisation_id: int, site_id: int | None, on: date) -> Refusal | None:
    """One label at a time for a site or school, and after a withdrawal a year of waiting."""
    labels = Label.objects.filter(organisation=organisation_id, site=site_id)
    if labels.filter(status=LabelStatus.PROMISED).exists():
        return Refusal("label.promised", _("Je belofte is er al. Ze wacht op een medewerker van de stad."))
    if labels.filter(status__in=[LabelStatus.ACTIVE, LabelStatus.SUSPENDED], ends_on__gte=on).exists():
        return Refusal("label.exists", _("Er is al een label."))
    if labels.filter(status=LabelStatus.WITHDRAWN, ends_on__gt=on - WAIT_AFTER_WITHDRAWAL).exists():
        return Refusal(
            "label.withdrawn", _("Het label is ingetrokken. Vanaf een jaar daarna kun je het opnieuw vragen.")
        )
    return None


def outside_municipalities(label: Label) -> Problem | None:
    """R37: a site outside the scheme's municipalities is a warning on which the label officer decides."""
    postcode = label.site.postcode if label.site else label.organisation.postcode
    nis = Postcode.objects.filter(code=postcode).values_list("nis", flat=True).first()
    if nis in label.scheme.municipalities:
        return None
    sentence = _("Deze plek ligt buiten de gemeenten van het label. Beslis of ze voor Antwerpse leerlingen telt.")
    return Problem("label.outside_municipalities", sentence, is_hard=False)
