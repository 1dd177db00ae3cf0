"""What a password must be, in the words of the house."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _


class LongEnough(password_validation.MinimumLengthValidator):
    """At least `min_length` characters; Django 5.2 has no Dutch sentence for it."""

    def get_error_message(self) -> str:
        return _("Dit wachtwoord is te kort: neem minstens %(count)s tekens.") % {"count": self.min_length}

    def get_help_text(self) -> str:
        return _("Minstens %(count)s tekens.") % {"count": self.min_length}


class NotCommon(password_validation.CommonPasswordValidator):
    """None of the passwords that everybody tries first."""

    def get_error_message(self) -> str:
        return _("Dit wachtwoord gebruiken veel mensen: kies een ander.")

    def get_help_text(self) -> str:
        return _("Geen wachtwoord dat veel mensen gebruiken, zoals “welkom123”.")
