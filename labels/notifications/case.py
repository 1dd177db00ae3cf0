"""The sentences that cases tell; none of them says who reported."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import register

register(
    {
        "case.opened": _("Er is een melding over de ethische code. Neem ze binnen vijf werkdagen in behandeling."),
        "case.danger": _("Er is een melding van gevaar. Kijk er nu naar."),
        "case.acknowledged": _("Je melding is bij de stad aangekomen. Iemand behandelt ze."),
        "case.hear": _("De stad vraagt jullie kant van een melding over de ethische code."),
        "case.stated": _("%(about)s vertelde haar kant. Beslis nu."),
        "case.decided": _("De stad besliste over een melding over de ethische code. Lees de uitkomst en de redenen."),
        "case.outcome": _("De stad besliste over je melding. Je hoort er meer over van wie ze behandelt."),
        "case.reconsideration_asked": _(
            "Een organisatie vraagt een heroverweging in een ethisch dossier. Wie het niet behandelde, beslist."
        ),
        "case.reconsidered": _("De stad antwoordde op jullie vraag om een heroverweging. Lees de uitkomst."),
        "case.late": _("Een ethisch dossier is over zijn termijn."),
    }
)
