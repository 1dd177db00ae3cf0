"""Where coach and mentor find their own students."""

from django.utils.translation import gettext_lazy

from marketplace.actor import Role
from marketplace.web.panels import add_link

add_link(gettext_lazy("Mijn leerlingen"), "own-students", Role.COACH, Role.MENTOR, rank=5)
