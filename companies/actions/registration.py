"""Register or claim a company, and confirm or refuse it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from companies import rules
from companies.enums import CompanyStatus
from companies.models import Company, JointCommittee
from companies.workflow import companies as workflow
from marketplace.accounts.actions import add_member, withdraw_open_invitations
from marketplace.accounts.models import Membership, Organisation, User
from marketplace.actor import COMPANY_ROLES, SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role, tell_user
from marketplace.workflow import refuse_if


@transaction.atomic
def register(
    *,
    enterprise_number: str,
    name: str,
    by_user: User,
    street: str = "",
    postcode: str = "",
    municipality: str = "",
    **facts: Any,
) -> Company:
    """Make the company of a new number, or claim a known organisation without members; `facts` as `change_company`.

    The person becomes HR without power to sign, and both wait for a label officer. A known organisation keeps its name
    and address. Refused: `company.taken`, `company.has_members`.
    """
    at = timezone.now()
    address = {"street": street, "postcode": postcode, "municipality": municipality}
    organisation, _ = Organisation.objects.get_or_create(
        enterprise_number=enterprise_number, defaults={"name": name, **address}
    )
    refuse_if(rules.free_to_register(organisation, by_user.pk, timezone.localdate(at)))
    by = Actor(user_id=by_user.pk, organisation_id=organisation.pk)
    company = _claim(organisation, by, at, facts)
    if not Membership.objects.not_ended(timezone.localdate(at)).filter(
        user=by_user, organisation=organisation, role=Role.HR
    ):
        add_member(user=by_user, organisation=organisation, role=Role.HR, may_sign=False, by=by)
    _tell_officers(company)
    return company


def _claim(organisation: Organisation, by: Actor, at: datetime, facts: dict[str, Any]) -> Company:
    """The company row, made once: whoever comes second finds it taken."""
    claimed = {"claimed_by_id": by.user_id, "claimed_at": at, **facts}
    company, made = Company.objects.get_or_create(organisation=organisation, defaults=claimed)
    if made:
        record("company.registered", subject=company, by=by, at=at, data={"source": organisation.source})
        return company
    if company.status != CompanyStatus.REFUSED:
        refuse_if(rules.free_to_register(organisation, by.user_id, timezone.localdate(at)))
    system = replace(SYSTEM, user_id=by.user_id, organisation_id=organisation.pk)
    return workflow.take(company, "claim_again", by=system, at=at, refusal_reason="", **claimed)


def _tell_officers(company: Company) -> None:
    for city in Organisation.objects.filter(is_city=True):
        path = reverse("company-unconfirmed")
        tell_role(city.pk, Role.LABEL_OFFICER, "company.registered", path=path, company=str(company))


@transaction.atomic
def confirm(*, companies: Iterable[Company], may_sign: bool, by: Actor) -> list[Company]:
    """Confirm companies with the person who registered each; `may_sign` gives those persons the power to sign.

    All or none. Refused: `company.own`, `company.confirm.wrong_status` when a colleague was first.
    """
    at = timezone.now()
    confirmed = [workflow.take(company, "confirm", by=by, at=at) for company in companies]
    for company in confirmed:
        if may_sign:
            _let_sign(company, by, at)
        if company.claimed_by_id:
            path = reverse("company-own")
            tell_user(company.claimed_by_id, "company.confirmed", path=path, company=str(company))
    return confirmed


def _let_sign(company: Company, by: Actor, at: datetime) -> None:
    held = Membership.objects.in_force(timezone.localdate(at)).filter(
        organisation=company.pk, user=company.claimed_by_id, role=Role.HR
    )
    for membership in held.select_for_update(of=("self",)):
        membership.may_sign = True
        membership.save(update_fields=["may_sign"])
        record("membership.may_sign", subject=membership, by=by, at=at)


@transaction.atomic
def refuse_company(*, company: Company, reason: str, by: Actor) -> Company:
    """Refuse company and person with a reason; the person loses access and the organisation is free to be claimed.

    Whoever that person let in or invited loses it too. Refused: `company.own`.
    """
    at = timezone.now()
    refused = workflow.take(company, "refuse", by=by, at=at, refusal_reason=reason)
    claims = Membership.objects.filter(organisation=refused.pk, role__in=COMPANY_ROLES, revoked_at=None)
    for membership in claims:
        record("membership.refused", subject=membership, by=by, at=at)
    claims.update(revoked_at=at)
    withdraw_open_invitations(organisation=refused.organisation, by=by, at=at)
    if refused.claimed_by_id:
        path = reverse("company-register")
        tell_user(refused.claimed_by_id, "company.refused", path=path, company=str(refused), reason=reason)
    return refused


@transaction.atomic
def change_company(
    *,
    company: Company,
    sector: str,
    joint_committee: JointCommittee | None,
    size_class: str,
    trade_name: str | None = None,
    by: Actor,
) -> Company:
    """Change the facts of a company: sector (letter of NACE-BEL 2008), joint committee, size; None keeps a trade name.

    With a trade name the company is a sole trader: the register shows that name, not the person's.
    """
    locked = Company.objects.visible_to(by).select_for_update(of=("self",)).get(pk=company.pk)
    locked.sector, locked.joint_committee, locked.size_class = sector, joint_committee, size_class
    locked.save(update_fields=["sector", "joint_committee", "size_class"])
    if trade_name is not None:
        Organisation.objects.filter(pk=locked.pk).update(trade_name=trade_name)
    record("company.changed", subject=locked, by=by)
    return locked
