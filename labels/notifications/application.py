"""The sentences that label files tell."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "application.submitted": _("%(holder)s diende een labeldossier in. Kijk na of het volledig is."),
        "application.complete": _("Je labeldossier is volledig. De stad wijst nu auditoren aan."),
        "application.ask": _("Je labeldossier is nog niet volledig: %(missing)s"),
    }
)
