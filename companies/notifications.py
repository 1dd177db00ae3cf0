"""The sentences that companies tell."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "company.registered": _("%(company)s wacht op je bevestiging."),
    "company.confirmed": _("De stad heeft %(company)s bevestigd. Je kunt nu vestigingen en mentoren toevoegen."),
    "company.refused": _("De stad kan %(company)s niet bevestigen: %(reason)s"),
}
