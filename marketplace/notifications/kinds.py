"""Kinds of messages whose mail a person may turn down; what is not listed here is always mailed at once."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.actor import COMPANY_ROLES, SCHOOL_ROLES, Role


@dataclass(frozen=True)
class Kind:
    """Messages with one of these first words in their code, and the roles that get them."""

    words: frozenset[str]
    label: str | Promise
    roles: frozenset[str]


KINDS = {
    "offer": Kind(frozenset({"offer"}), _("Vragen naar een plaats, en de antwoorden"), COMPANY_ROLES | SCHOOL_ROLES),
    "match": Kind(frozenset({"match", "round"}), _("Matches en matchingrondes"), COMPANY_ROLES | SCHOOL_ROLES),
    "placement": Kind(frozenset({"placement", "review"}), _("Leerlingen op de werkplek"), COMPANY_ROLES | SCHOOL_ROLES),
    "capacity": Kind(frozenset({"capacity"}), _("De plaatsen die je aanbiedt"), COMPANY_ROLES),
    "company": Kind(frozenset({"company"}), _("Nieuwe ondernemingen"), frozenset({Role.LABEL_OFFICER})),
}
ALWAYS = frozenset({"placement.not_ready"})  # the student must not be sent: nobody may miss it


def kind_of(code: str) -> str | None:
    """The kind of a message, or None for what is always mailed: agreements, labels, fees, cases, an unsafe start."""
    if code in ALWAYS:
        return None
    word = code.partition(".")[0]
    return next((name for name, kind in KINDS.items() if word in kind.words), None)


def kinds_for(roles: frozenset[str]) -> dict[str, Kind]:
    """The kinds that somebody with these roles gets."""
    return {name: kind for name, kind in KINDS.items() if not kind.roles.isdisjoint(roles)}
