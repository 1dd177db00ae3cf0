"""What people change about their own account."""

from datetime import date

from django.db.models import QuerySet

from marketplace.accounts.models import Membership, Organisation, User


def change_profile(*, user: User, name: str, language: str) -> User:
    """Change one's own name and language; mails and pages follow."""
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    return user


def set_language(*, user: User, language: str) -> None:
    """Remember the language a person switched to."""
    User.objects.filter(pk=user.pk).update(language=language)


def own_organisations(user: User, on: date) -> QuerySet[Organisation]:
    """The organisations in which a person holds a role on a day."""
    held = Membership.objects.in_force(on).filter(user=user)
    return Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name")
