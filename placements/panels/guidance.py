"""Where mentors, coaches and the city find tips and trainings."""

from django.utils.translation import gettext_lazy

from marketplace.actor import SCHOOL_STAFF, Role
from marketplace.web.panels import add_link

add_link(
    gettext_lazy("Tips en opleiding"), "guidance", Role.HR, Role.MENTOR, *SCHOOL_STAFF, Role.ADMINISTRATOR, rank=85
)
