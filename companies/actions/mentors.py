"""Add and change mentors, and give one an account."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.actions.sites import ensure_hr_of
from companies.models import Mentor, Site
from companies.rules import seen_facts_are_past
from marketplace.accounts.actions import invite
from marketplace.accounts.models import User
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.workflow import refuse, refuse_if


@transaction.atomic
def add_mentor(*, site: Site, by: Actor, **facts: Any) -> Mentor:
    """Add a mentor with the dates of R10 to R12; what is missing shows where a placement needs it.

    Refused: `mentor.day_to_come`.
    """
    ensure_hr_of(site.company_id, by)
    refuse_if(seen_facts_are_past(facts, timezone.localdate()))
    mentor = Mentor.objects.create(site=site, **facts)
    record("mentor.added", subject=mentor, by=by)
    return mentor


@transaction.atomic
def change_mentor(*, mentor: Mentor, by: Actor, **facts: Any) -> Mentor:
    """Change a mentor's facts. Refused: `mentor.day_to_come`."""
    ensure_hr_of(mentor.site.company_id, by)
    refuse_if(seen_facts_are_past(facts, timezone.localdate()))
    locked = Mentor.objects.select_for_update(of=("self",)).get(pk=mentor.pk)
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.save()
    record("mentor.changed", subject=locked, by=by)
    return locked


@transaction.atomic
def invite_mentor(*, mentor: Mentor, by: Actor) -> None:
    """Mail the mentor a link to an account. Refused: `mentor.no_email`, `mentor.has_account`, those of `invite`."""
    ensure_hr_of(mentor.site.company_id, by)
    if mentor.user_id:
        refuse("mentor.has_account", _("Deze mentor heeft al een account."))
    if not mentor.email:
        refuse("mentor.no_email", _("Vul eerst het mailadres van deze mentor in."))
    organisation = mentor.site.company.organisation
    invite(organisation=organisation, email=mentor.email, role=Role.MENTOR, may_sign=False, by=by, subject_id=mentor.pk)


@transaction.atomic
def link_mentor(*, subject_id: int, user: User, by: Actor) -> None:
    """The invited person has an account now: this mentor's.

    Refused: `mentor.other_company` when the invitation is of another organisation, `mentor.has_account`.
    """
    mentor = Mentor.objects.select_for_update(of=("self",)).select_related("site").get(pk=subject_id)
    if mentor.site.company_id != by.organisation_id:
        refuse("mentor.other_company", _("Deze uitnodiging hoort bij een andere onderneming. Vraag HR een nieuwe."))
    if mentor.user_id not in (None, user.pk):
        refuse("mentor.has_account", _("Deze mentor heeft al een account."))
    mentor.user = user
    mentor.save(update_fields=["user"])
    record("mentor.linked", subject=mentor, by=by)
