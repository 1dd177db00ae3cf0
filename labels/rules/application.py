"""Why a label file cannot be handed in, checked or awarded; each answers nothing or a sentence."""

from datetime import date

from django.utils.translation import gettext as _

from labels.enums import FeeStatus
from labels.models import Application
from marketplace.accounts.models import Membership
from marketplace.actor import COMPANY_ROLES, SCHOOL_ROLES, Actor
from marketplace.commitments.models import Commitment, TextKind
from marketplace.workflow import Refusal


def may_sign(application: Application, by: Actor, on: date) -> Refusal | None:
    """A file binds the holder, so somebody with the power to sign hands it in."""
    if by.may_sign:
        return None
    return Refusal("application.no_power_to_sign", _("Alleen iemand die mag tekenen, kan het dossier indienen."))


def all_answered(application: Application, by: Actor, on: date) -> Refusal | None:
    """Every criterion has an answer for the file or for each of its sites."""
    count = application.answers.unanswered().count()
    if not count:
        return None
    sentence = _("Er zijn nog vragen zonder antwoord: %(count)s.") % {"count": count}
    return Refusal("application.unanswered", sentence)


def has_a_site(application: Application, by: Actor, on: date) -> Refusal | None:
    """A file asks for at least one label."""
    if application.sites.exists():
        return None
    return Refusal("application.no_site", _("Kies minstens één vestiging voor dit dossier."))


def not_own_file(application: Application, by: Actor, on: date) -> Refusal | None:
    """Whoever works for the holder does not check its file."""
    held = Membership.objects.not_ended(on).filter(role__in=COMPANY_ROLES | SCHOOL_ROLES, user=by.user_id)
    if not held.filter(organisation=application.organisation_id).exists():
        return None
    return Refusal("application.own_file", _("Dit is een dossier van je eigen organisatie. Een collega kijkt het na."))


def audit_passed(application: Application, by: Actor, on: date) -> Refusal | None:
    """No award without a passed audit."""
    if application.passed_at:
        return None
    return Refusal("application.not_passed", _("De audit van dit dossier is niet geslaagd."))


def body_decided(application: Application, by: Actor, on: date) -> Refusal | None:
    """An award exists when the competent body's day and reference are recorded."""
    if application.decided_at and application.body_decided_on:
        return None
    return Refusal("application.not_decided", _("Noteer eerst de dag en de referentie van de beslissing van de stad."))


def fee_settled(application: Application, by: Actor, on: date) -> Refusal | None:
    """The fee is paid or there is none."""
    if application.fee_status in (FeeStatus.SETTLED, FeeStatus.WAIVED):
        return None
    return Refusal("application.fee_due", _("De kosten van dit dossier zijn nog niet betaald."))


def code_signed(application: Application, by: Actor, on: date) -> Refusal | None:
    """The holder has signed the ethics code in force."""
    if Commitment.objects.in_force(TextKind.ETHICS_CODE, on).filter(organisation=application.organisation_id).exists():
        return None
    return Refusal("application.code_not_signed", _("De ethische code is nog niet getekend."))


SUBMIT = (may_sign, has_a_site, all_answered, code_signed)
AWARD = (audit_passed, body_decided, fee_settled, code_signed)
