"""Let people in, let them go, and let them stand in for each other."""

from marketplace.accounts.actions.invitations import (
    accept_invitation,
    find_invitation,
    invite,
    on_subject_accepted,
    sign_up_with_invitation,
    withdraw_invitation,
    withdraw_open_invitations,
)
from marketplace.accounts.actions.join_requests import ask_to_join, decide_join_request
from marketplace.accounts.actions.memberships import (
    add_member,
    confirm_membership,
    end_membership,
    holders,
    name_stand_in,
    refuse_membership,
)
from marketplace.accounts.actions.profile import change_profile, own_organisations, set_language

__all__ = [
    "accept_invitation",
    "add_member",
    "ask_to_join",
    "change_profile",
    "confirm_membership",
    "decide_join_request",
    "end_membership",
    "find_invitation",
    "holders",
    "invite",
    "name_stand_in",
    "on_subject_accepted",
    "own_organisations",
    "refuse_membership",
    "set_language",
    "sign_up_with_invitation",
    "withdraw_invitation",
    "withdraw_open_invitations",
]
