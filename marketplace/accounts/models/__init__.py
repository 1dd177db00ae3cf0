"""Users, organisations and who may act for them."""

from marketplace.accounts.models.invitation import Invitation, JoinRequest
from marketplace.accounts.models.membership import Membership
from marketplace.accounts.models.organisation import Organisation
from marketplace.accounts.models.user import User

__all__ = ["Invitation", "JoinRequest", "Membership", "Organisation", "User"]
