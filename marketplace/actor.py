"""Who acts: the roles and the Actor that every action is told."""

from dataclasses import dataclass, field, replace
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A role belongs to one capacity of an organisation: company, school, city or partner."""

    HR = "hr", _("HR")
    MENTOR = "mentor", _("mentor")
    COORDINATOR = "coordinator", _("coördinator")
    COACH = "coach", _("trajectbegeleider")
    DIRECTOR = "director", _("directeur")
    STUDENT = "student", _("leerling")
    REPRESENTATIVE = "representative", _("wettelijke vertegenwoordiger")
    LABEL_OFFICER = "label_officer", _("labelmedewerker")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("stadsbeheerder")
    PARTNER_AUDITOR = "partner_auditor", _("auditor van een partner")
    DECIDER = "decider", _("beslisser")
    PANEL_MEMBER = "panel_member", _("lid van een beroepspanel")
    SYSTEM = "system", _("systeem")


COMPANY_ROLES = frozenset({Role.HR, Role.MENTOR})
SCHOOL_ROLES = frozenset({Role.COORDINATOR, Role.COACH, Role.DIRECTOR, Role.STUDENT})
CITY_ROLES = frozenset({Role.LABEL_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR})
PARTNER_ROLES = frozenset({Role.PARTNER_AUDITOR, Role.DECIDER, Role.PANEL_MEMBER})
SCHOOL_STAFF = SCHOOL_ROLES - {Role.STUDENT}
STAFF_ROLES = COMPANY_ROLES | SCHOOL_STAFF | CITY_ROLES | PARTNER_ROLES


@dataclass(frozen=True)
class Actor:
    """The one who acts: a person in one organisation, an API key, somebody with a personal link, or the system.

    `roles` are those in force on the day `on` in that one organisation; without a day (a link, a key) nothing that
    lasts a term is read. `student_id` is set for a student (account or link),
    `representative_id` for a legal representative (link); both keys belong to `schools`.
    """

    user_id: int | None = None
    organisation_id: int | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    may_sign: bool = False
    student_id: int | None = None
    representative_id: int | None = None
    on: date = date.max

    @property
    def is_system(self) -> bool:
        """Whether the platform itself acts (sweepers, background jobs)."""
        return Role.SYSTEM in self.roles

    def has(self, *roles: str) -> bool:
        """Whether this actor holds one of the roles."""
        return not self.roles.isdisjoint(roles)

    def only(self, *roles: str) -> "Actor":
        """The same actor with none but these roles: who holds others too, acts in these alone."""
        return replace(self, roles=self.roles & set(roles))


ANONYMOUS = Actor()
SYSTEM = Actor(roles=frozenset({Role.SYSTEM}))
