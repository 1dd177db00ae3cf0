"""What the city fills in for a matching round, and a school for a match."""

from secrets import randbelow
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.web.fields import DayInput, RowsField, choose_from
from placements.enums import DropReason, Method, Policy
from placements.models import Match
from schools.models import Programme

LARGEST_SEED = 2**31 - 1


class RoundForm(forms.Form):
    name = forms.CharField(label=_("Naam"), max_length=120, help_text=_("Bijvoorbeeld: start september 2027"))
    starts_on = forms.DateField(
        label=_("Plaatsingen vanaf"),
        widget=DayInput,
        help_text=_("Alleen vragen die binnen deze dagen vallen, doen mee."),
    )
    ends_on = forms.DateField(label=_("Plaatsingen tot en met"), widget=DayInput)
    programmes = RowsField(
        Programme.objects.order_by("name", "pk"),
        label=_("Opleidingen"),
        required=False,
        help_text=_("Kies er geen: dan doen alle opleidingen mee."),
    )
    closes_on = forms.DateField(
        label=_("Sluitingsdag"),
        widget=DayInput,
        help_text=_("Vanaf die dag gaan de plaatsen in de ronde niet meer los, tot de matches gepubliceerd zijn."),
    )
    review_until_on = forms.DateField(
        label=_("Nakijken tot en met"),
        widget=DayInput,
        help_text=_("Wat een school dan niet nakeek, wordt vrijgegeven."),
    )
    method = forms.ChoiceField(
        label=_("Methode"),
        choices=Method,
        initial=Method.STABLE,
        help_text=_(
            "Stabiel: niemand ziet een plaats die hij liever had, naar iemand met minder voorrang gaan. "
            "Optimaal: zo veel mogelijk leerlingen krijgen een plaats."
        ),
    )
    policy = forms.ChoiceField(label=_("Voorrang"), choices=Policy, initial=Policy.LOTTERY)
    seed = forms.IntegerField(
        label=_("Startgetal van de loting"),
        min_value=0,
        max_value=LARGEST_SEED,
        help_text=_("Willekeurig gekozen en voor iedereen zichtbaar. Met dit getal kan iedereen de loting overdoen."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"seed": randbelow(LARGEST_SEED)})


class DropForm(forms.Form):
    reason = forms.ChoiceField(label=_("Waarom schrap je deze match?"), choices=DropReason, widget=forms.RadioSelect)


class PublishForm(forms.Form):
    """The matches that a coordinator ticked."""

    matches = RowsField(
        Match.objects.none(), label=_("Matches"), error_messages={"required": _("Vink minstens één match aan.")}
    )

    def __init__(self, data: Any = None, *, matches: Any) -> None:
        super().__init__(data)
        choose_from(self, "matches", matches)


class SendForm(forms.Form):
    student_told_on = forms.DateField(
        label=_("De leerlingen weten het sinds"),
        widget=DayInput,
        help_text=_("Vertel het eerst aan je leerlingen: de onderneming krijgt hun naam pas na haar ja."),
    )
