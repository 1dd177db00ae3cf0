"""What people say about themselves."""

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User


class NameForm(forms.Form):
    """Asks a new user's name next to what allauth asks."""

    name = forms.CharField(label=_("Je naam"), max_length=120)

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth when the account is made; the language of the page becomes the user's."""
        user.name, user.language = self.cleaned_data["name"], get_language()
        user.save(update_fields=["name", "language"])


class ProfileForm(forms.Form):
    """Name and language."""

    name = forms.CharField(label=_("Je naam"), max_length=120)
    language = forms.ChoiceField(
        label=_("Taal van pagina's en mails"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


class InvitedSignUpForm(forms.Form):
    """A new account for an invited address, which is not asked again."""

    name = forms.CharField(label=_("Je naam"), max_length=120)
    password = forms.CharField(
        label=_("Kies een wachtwoord"),
        strip=False,
        help_text=_("Minstens 10 tekens, en geen wachtwoord dat veel mensen gebruiken."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """The rules of the settings."""
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]
