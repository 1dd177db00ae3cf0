"""Where a company reads what students, mentors and coaches say."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.web.panels import add_link

add_link(_("Bevraging"), "survey-results", Role.HR, rank=74)
