"""Where the administrator finds the criteria of the label."""

from django.utils.translation import gettext_lazy

from marketplace.actor import Role
from marketplace.web.panels import add_link

add_link(gettext_lazy("Criteria"), "scheme-list", Role.ADMINISTRATOR, rank=66)
