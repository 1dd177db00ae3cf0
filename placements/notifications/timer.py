"""Reminders of what has a last day; none of them names a person."""

from django.utils.translation import gettext_lazy as _

from marketplace.notifications.texts import ByDays, register

register(
    {
        "timer.contract_search": ByDays(
            today=_("Een leerling %(programme)s zoekt nog een overeenkomst: vandaag is de laatste opleidingsdag."),
            tomorrow=_("Een leerling %(programme)s zoekt nog een overeenkomst: nog 1 opleidingsdag."),
            later=_("Een leerling %(programme)s zoekt nog een overeenkomst: nog %(days)s opleidingsdagen."),
        ),
        "timer.contract_search.late": _(
            "De opleidingsdagen om een overeenkomst te vinden zijn voorbij voor een leerling %(programme)s."
        ),
        "timer.registration": ByDays(
            today=_("Registreer de overeenkomst voor %(programme)s in het loket: vandaag is de laatste dag."),
            tomorrow=_("Registreer de overeenkomst voor %(programme)s in het loket: morgen is de laatste dag."),
            later=_("Registreer de overeenkomst voor %(programme)s in het loket: nog %(days)s dagen."),
        ),
        "timer.registration.late": _(
            "De overeenkomst voor %(programme)s is niet op tijd geregistreerd. Onderneming en leerling kunnen hun"
            " premie verliezen."
        ),
        "timer.mentor_training": ByDays(
            today=_("De mentor voor %(programme)s rondt nog de mentoropleiding af: vandaag is de laatste dag."),
            tomorrow=_("De mentor voor %(programme)s rondt nog de mentoropleiding af: morgen is de laatste dag."),
            later=_("De mentor voor %(programme)s rondt nog de mentoropleiding af: nog %(days)s dagen."),
        ),
        "timer.mentor_training.late": _("De mentor voor %(programme)s volgde de mentoropleiding niet op tijd."),
        "timer.risk_analysis": ByDays(
            today=_("De risicoanalyse van de plaats voor %(programme)s is vandaag nodig."),
            tomorrow=_("De risicoanalyse van de plaats voor %(programme)s is morgen nodig."),
            later=_("De risicoanalyse van de plaats voor %(programme)s is nodig binnen %(days)s dagen."),
        ),
        "timer.risk_analysis.late": _("De risicoanalyse van de plaats voor %(programme)s is te oud of ontbreekt."),
        "timer.health": ByDays(
            today=_("De gezondheidsbeoordeling voor de plaats voor %(programme)s is vandaag nodig."),
            tomorrow=_("De gezondheidsbeoordeling voor de plaats voor %(programme)s is morgen nodig."),
            later=_("De gezondheidsbeoordeling voor de plaats voor %(programme)s is nodig binnen %(days)s dagen."),
        ),
        "timer.health.late": _("De eerste dag voor %(programme)s is er, zonder gezondheidsbeoordeling."),
        "timer.evaluation": ByDays(
            today=_("Vandaag is er een evaluatiemoment voor een leerling %(programme)s."),
            tomorrow=_("Morgen is er een evaluatiemoment voor een leerling %(programme)s."),
            later=_("Binnen %(days)s dagen is er een evaluatiemoment voor een leerling %(programme)s."),
        ),
        "timer.evaluation.late": _(
            "Een evaluatiemoment voor een leerling %(programme)s is voorbij. Vul in hoe het ging."
        ),
        "timer.offer_answer": ByDays(
            today=_("Een school wacht op je antwoord voor een leerling %(programme)s: vandaag is de laatste dag."),
            tomorrow=_("Een school wacht op je antwoord voor een leerling %(programme)s: morgen is de laatste dag."),
            later=_("Een school wacht op je antwoord voor een leerling %(programme)s: nog %(days)s dagen."),
        ),
        "timer.offer_answer.teacher": ByDays(
            today=_("Een school wacht op je antwoord voor een leraar %(programme)s: vandaag is de laatste dag."),
            tomorrow=_("Een school wacht op je antwoord voor een leraar %(programme)s: morgen is de laatste dag."),
            later=_("Een school wacht op je antwoord voor een leraar %(programme)s: nog %(days)s dagen."),
        ),
        "timer.offer_answer.late": _("De antwoorddag van een aanbod voor %(programme)s is voorbij."),
        "timer.suspension": _(
            "De overeenkomst voor %(programme)s ligt al veertien dagen stil. Bel de onderneming en de leerling."
        ),
        "timer.suspension.late": _("De overeenkomst voor %(programme)s ligt langer dan veertien dagen stil."),
        "timer.hiring_answer": ByDays(
            today=_("Kreeg een leerling %(programme)s werk aangeboden? Zeg vandaag in een zin wat er was."),
            tomorrow=_("Kreeg een leerling %(programme)s werk aangeboden? Zeg uiterlijk morgen in een zin wat er was."),
            later=_(
                "Kreeg een leerling %(programme)s werk aangeboden? Zeg binnen %(days)s dagen in een zin wat er was."
            ),
        ),
        "timer.hiring_answer.late": _(
            "Niemand zei op tijd of een leerling %(programme)s werk aangeboden kreeg. Vraag het na en antwoord nu."
        ),
        "timer.hand_over_word": ByDays(
            today=_("Een plaats voor %(programme)s stopte vroeger. Zeg vandaag in een zin wat er was."),
            tomorrow=_("Een plaats voor %(programme)s stopte vroeger. Zeg uiterlijk morgen in een zin wat er was."),
            later=_("Een plaats voor %(programme)s stopte vroeger. Zeg binnen %(days)s dagen in een zin wat er was."),
        ),
        "timer.hand_over_word.late": _(
            "De onderneming zei niet op tijd waarom een plaats voor %(programme)s vroeger stopte. De school kan het"
            " dossier nu zonder haar woord sluiten."
        ),
        "timer.hand_over_file": ByDays(
            today=_("Een plaats voor %(programme)s stopte vroeger. Sluit het dossier vandaag."),
            tomorrow=_("Een plaats voor %(programme)s stopte vroeger. Sluit het dossier uiterlijk morgen."),
            later=_("Een plaats voor %(programme)s stopte vroeger. Sluit het dossier binnen %(days)s dagen."),
        ),
        "timer.hand_over_file.late": _(
            "Een plaats voor %(programme)s stopte vroeger en niemand sloot het dossier op tijd. Zeg wie verdergaat."
        ),
        "timer.city_late": _("Te laat bij %(school)s: %(kind)s."),
    }
)
