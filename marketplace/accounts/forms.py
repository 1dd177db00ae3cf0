"""Forms for accounts."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User


class NameForm(forms.Form):
    """Asks a new user's name next to what allauth asks."""

    name = forms.CharField(label=_("Je naam"), max_length=120)

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth when the account is made."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
