"""The sentences that an audit and its decision tell."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "assignment.made": _("Je krijgt een taak in het labeldossier van %(holder)s. Zeg eerst of je een band hebt."),
        "assessment.differs": _(
            "Twee oordelen over %(holder)s verschillen. Beslis samen wat het wordt, criterium per criterium."
        ),
        "application.returned": _("De audit van %(holder)s komt terug. Lees wat je moet nakijken en dien opnieuw in."),
        "finding.mend": _("De auditor vroeg verbeteringen in je labeldossier. Antwoord op elke vaststelling."),
        "application.granted": _("Er is beslist over je labeldossier. De stad bekrachtigt de beslissing nog."),
        "application.refused": _("Je labeldossier is geweigerd. In het dossier lees je waarom en wat je kan doen."),
        "application.awarded": _("Je label is uitgereikt. Je vindt het bij je labels, met je badge."),
    }
)
