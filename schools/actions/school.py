"""Invite a school, and keep its sites and days off."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.accounts.actions import invite
from marketplace.accounts.models import Organisation
from marketplace.accounts.models.organisation import Source
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.identifiers import WrongIdentifier, parse_institution_number
from marketplace.workflow import refuse, refuse_if
from schools.models import DayOff, School, SchoolSite
from schools.rules import ends_after_start, not_invited_yet


@transaction.atomic
def invite_school(
    *,
    institution_number: str,
    name: str,
    postcode: str,
    director_email: str,
    by: Actor,
    municipality: str = "",
    street: str = "",
    phone: str = "",
) -> School:
    """Invite the director of a school, known by its number or made now; the mail holds a single-use link.

    The `phone` is kept where the school has none yet: from then on the number is its own affair.

    Refused: `school.institution_number` for a number of another shape, `school.has_members` when it joined already,
    and those of `accounts.actions.invite`. A second invitation replaces an open one to the same address.
    """
    number = _institution_number(institution_number)
    school = School.objects.select_related("organisation").filter(institution_number=number).first()
    if school is None:
        school = _make_school(number, name, street, postcode, municipality, by)
    refuse_if(not_invited_yet(school))
    if phone and not school.phone:
        change_school_phone(school=school, phone=phone, by=by)
    invite(organisation=school.organisation, email=director_email, role=Role.DIRECTOR, may_sign=True, by=by)
    record("school.invited", subject=school, by=by)
    return school


def _institution_number(text: str) -> str:
    try:
        return parse_institution_number(text)
    except WrongIdentifier as error:
        refuse("school.institution_number", _(error.template) % error.params)


def _make_school(number: str, name: str, street: str, postcode: str, municipality: str, by: Actor) -> School:
    organisation = Organisation.objects.create(
        name=name, street=street, postcode=postcode, municipality=municipality, source=Source.INVITATION
    )
    school = School.objects.create(organisation=organisation, institution_number=number)
    record("school.made", subject=school, by=by)
    return school


@transaction.atomic
def change_school_phone(*, school: School, phone: str, by: Actor) -> School:
    """Keep the number that families call when a coach has none."""
    school.phone = phone
    school.save(update_fields=["phone"])
    record("school.phone_changed", subject=school, by=by)
    return school


@transaction.atomic
def keep_absences(*, school: School, keeps_absences: bool, by: Actor) -> School:
    """Whether absences at the workplace are noted here, or in the school's own system."""
    school.keeps_absences = keeps_absences
    school.save(update_fields=["keeps_absences"])
    record("school.absences_kept", subject=school, by=by, data={"here": keeps_absences})
    return school


@transaction.atomic
def add_school_site(*, name: str, postcode: str, municipality: str, by: Actor, street: str = "") -> SchoolSite:
    """Add a place where the actor's school gives lessons."""
    site = SchoolSite.objects.create(
        school_id=by.organisation_id, name=name, street=street, postcode=postcode, municipality=municipality
    )
    record("school_site.added", subject=site, by=by)
    return site


@transaction.atomic
def change_school_site(
    *, site: SchoolSite, name: str, postcode: str, municipality: str, by: Actor, street: str = ""
) -> SchoolSite:
    """Change the name or address of a place."""
    site.name, site.street, site.postcode, site.municipality = name, street, postcode, municipality
    site.save()
    record("school_site.changed", subject=site, by=by)
    return site


@transaction.atomic
def add_day_off(*, starts_on: date, ends_on: date, name: str, by: Actor) -> DayOff:
    """Add days without lessons to the school's calendar; they stop the clocks of training days.

    Refused: `day_off.ends_before_start`.
    """
    refuse_if(ends_after_start(starts_on, ends_on))
    day_off = DayOff.objects.create(school_id=by.organisation_id, starts_on=starts_on, ends_on=ends_on, name=name)
    record("day_off.added", subject=day_off, by=by)
    return day_off


@transaction.atomic
def remove_day_off(*, day_off: DayOff, by: Actor) -> None:
    """Take days without lessons off the calendar."""
    record("day_off.removed", subject=day_off, by=by)
    day_off.delete()
