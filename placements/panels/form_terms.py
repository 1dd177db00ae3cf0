"""Where the administrator finds the forms of workplace learning."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.web.panels import add_link

add_link(_("Vormen"), "form-list", Role.ADMINISTRATOR, rank=94)
