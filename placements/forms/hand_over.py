"""What is filled in after an early end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.web.fields import choose_from
from placements.models import HandOver
from schools.models import Coach


class WordForm(forms.Form):
    """One's own word."""

    text = forms.CharField(
        label=_("Waarom stopte het?"),
        help_text=_(
            "Kort en eerlijk. Schrijf niets over gezondheid. De onderneming, de school en wie er leerde, lezen dit."
        ),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
    )


class CloseForm(forms.Form):
    """The real hours on the floor, and who goes on: what was proposed stands in the fields already."""

    work_hours = forms.IntegerField(label=_("Echte uren op de werkplek"), min_value=0, max_value=5000)
    next_step = forms.CharField(label=_("Wat gebeurt er nu met de leerling?"), max_length=100)
    next_coach = forms.ModelChoiceField(
        Coach.objects.none(),
        label=_("Wie van de school gaat verder?"),
        help_text=_("Kies iemand, of noem hieronder de andere organisatie."),
        empty_label=_("niemand van de school: een andere organisatie"),
        required=False,
    )
    next_organisation = forms.CharField(
        label=_("Of gaat een andere organisatie verder?"),
        help_text=_("Haar naam, en met wie je sprak."),
        max_length=80,
        required=False,
    )

    def __init__(self, data: Any = None, *, hand_over: HandOver, **options: Any) -> None:
        placement = hand_over.placement
        coaches = Coach.objects.filter(school=placement.school_id, is_active=True).order_by("name", "pk")
        own = {coach.name.casefold(): coach.pk for coach in coaches}
        self.lists_proposal = hand_over.next_person.casefold() in own
        next_coach = own.get(hand_over.next_person.casefold(), placement.coach_id)
        super().__init__(data, initial={"next_step": hand_over.next_step, "next_coach": next_coach}, **options)
        choose_from(self, "next_coach", coaches)
        if placement.is_of_teacher:
            self.fields["next_step"].label = _("Wat gebeurt er nu met de leraar?")
