"""Who may judge a label file: the right role, no tie to its holder, and a declaration; asked again at each step."""

from datetime import date

from django.utils.translation import gettext as _

from labels.enums import AssessmentKind, AssessmentStatus, Duty
from labels.models import Application, Assignment, EmployerMembership
from labels.models.ties import of_the_city, organisations_tied_to, works_for_the_city
from marketplace.accounts.models import Membership, Organisation
from marketplace.actor import Actor, Role
from marketplace.workflow import Refusal

AUDITORS = (Role.AUDITOR, Role.PARTNER_AUDITOR)
DECIDERS = (Role.DECIDER, Role.LABEL_OFFICER)
ROLES: dict[str, tuple[Role, ...]] = {
    Duty.AUDITOR: AUDITORS,
    Duty.ASSISTANT: AUDITORS,
    Duty.MODERATOR: AUDITORS,
    Duty.REVIEWER: DECIDERS,
    Duty.DECIDER: DECIDERS,
}
MOST_AUDITORS = 2


def outsiders_only(application: Application) -> bool:
    """The city as host and the schools of its network are judged and decided on by outsiders (domain 8.3)."""
    return of_the_city().filter(pk=application.organisation_id).exists()


def may_be_assigned(
    application: Application, person_id: int, organisation: Organisation, duty: str, by: Actor, on: date
) -> Refusal | None:
    """The person is not who assigns, holds a fitting role there, has no duty on the file yet, and no tie."""
    held = Membership.objects.in_force(on).filter(user=person_id, organisation=organisation, role__in=ROLES[duty])
    if not held.exists():
        return Refusal("assignment.role", _("Deze persoon heeft niet de rol die bij deze taak hoort."))
    if person_id == by.user_id:
        return Refusal("assignment.yourself", _("Niemand wijst zichzelf aan. Vraag het aan een collega."))
    if application.assignments.filter(person=person_id).exists():
        sentence = _("Deze persoon heeft of had al een taak in dit dossier. Niemand doet er twee.")
        return Refusal("assignment.twice", sentence)
    return _room_for(application, duty, on) or no_tie(application, person_id, organisation, duty, on)


def _room_for(application: Application, duty: str, on: date) -> Refusal | None:
    """Two auditors at most, and a moderator only when the two did not settle in time or one of them is gone."""
    running = application.assignments.filter(duty=duty, ended_at=None).count()
    if duty == Duty.AUDITOR and running >= MOST_AUDITORS:
        return Refusal("assignment.enough", _("Er zijn al twee auditoren. Stop eerst de taak van een van hen."))
    joint = application.assessments.filter(kind=AssessmentKind.MODERATED, status=AssessmentStatus.OPEN)
    if duty == Duty.AUDITOR and joint.exists():
        return Refusal("assignment.compared", _("De oordelen liggen al naast elkaar. Wijs een moderator aan."))
    if duty != Duty.MODERATOR:
        return None
    both_there = application.assignments.filter(duty=Duty.AUDITOR, ended_at=None).count() == MOST_AUDITORS
    if not joint.exists() or running or (both_there and not joint.filter(settle_by_on__lt=on).exists()):
        sentence = _("Een moderator is er alleen, en één keer, als twee auditoren het niet op tijd eens werden.")
        return Refusal("assignment.no_moderation", sentence)
    return None


def no_tie(application: Application, person_id: int, organisation: Organisation, duty: str, on: date) -> Refusal | None:
    """No work for the holder now or in the last 24 months, no judge of an own member alone, outsiders for the city.

    What memberships do not show (board, advice, supply, coaching) the person declares. Whoever only assists may come
    from an employer organisation of which the holder is a member, or from the city. Mail addresses say nothing.
    """
    if organisations_tied_to(person_id, on).filter(pk=application.organisation_id).exists():
        sentence = _("Deze persoon werkt of werkte voor de aanvrager. Kies iemand zonder band.")
        return Refusal("assignment.works_there", sentence)
    if duty == Duty.ASSISTANT:
        return None
    return _from_the_city(application, person_id, organisation, on) or _own_member(application, organisation, duty, on)


def _from_the_city(application: Application, person_id: int, organisation: Organisation, on: date) -> Refusal | None:
    if not outsiders_only(application):
        return None
    if not organisation.is_city and not works_for_the_city(person_id, on):
        return None
    return Refusal("assignment.city", _("Dit dossier is van de stad zelf. Alleen mensen van buiten beoordelen het."))


def _own_member(application: Application, organisation: Organisation, duty: str, on: date) -> Refusal | None:
    """An employer organisation audits its own member only beside an auditor from outside, and never decides."""
    partners = EmployerMembership.objects.on(on).filter(member=application.organisation_id).values("partner")
    if not Organisation.objects.filter(pk=organisation.pk, pk__in=partners).exists():
        return None
    outside = application.assignments.filter(duty=Duty.AUDITOR, ended_at=None).exclude(organisation__in=partners)
    if duty == Duty.AUDITOR and outside.exists():
        return None
    sentence = _("De aanvrager is lid van deze organisatie. Neem iemand anders, of eerst een auditor van buiten.")
    return Refusal("assignment.own_member", sentence)


def ready(assignment: Assignment, on: date) -> Refusal | None:
    """Declared to have no tie, and still without one today."""
    if assignment.declared_at is None:
        return Refusal("assignment.undeclared", _("Verklaar eerst dat je geen band hebt met de aanvrager."))
    return no_tie(assignment.application, assignment.person_id, assignment.organisation, assignment.duty, on)


def auditors_asked(application: Application) -> int:
    """How many judge this file by its scheme."""
    scheme = application.scheme
    return scheme.assessors_heavy if outsiders_only(application) else scheme.assessors


def auditors_named(application: Application, by: Actor, on: date) -> Refusal | None:
    """An audit starts with as many auditors as the scheme asks."""
    asked = auditors_asked(application)
    if application.assignments.filter(duty=Duty.AUDITOR, ended_at=None).count() >= asked:
        return None
    return Refusal("application.no_auditor", _("Wijs eerst aan wie de audit doet: %(count)s.") % {"count": asked})
