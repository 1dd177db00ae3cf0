"""Inviting, ending and standing in."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.actor import Role
from marketplace.web.fields import DayInput


class InviteForm(forms.Form):
    """Who is invited for which role; `roles` are those that the actor may give."""

    email = forms.EmailField(label=_("Mailadres van je collega"))
    role = forms.ChoiceField(label=_("Rol"), widget=forms.RadioSelect)
    may_sign = forms.BooleanField(label=_("Mag tekenen voor de organisatie"), required=False)

    def __init__(self, *args: Any, roles: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["role"])
        # Students are invited from their own page.
        field.choices = [choice for choice in Role.choices if choice[0] in roles - {Role.STUDENT}]


class EndForm(forms.Form):
    """The last day of a membership."""

    ends_on = forms.DateField(
        label=_("Laatste dag"),
        help_text=_("Kies gisteren als de rol meteen moet stoppen. De laatste dag telt nog mee."),
        widget=DayInput,
    )


class StandInForm(forms.Form):
    """Which colleague stands in, from when to when."""

    user = forms.ModelChoiceField(label=_("Vervanger"), queryset=User.objects.none(), empty_label=_("Kies een collega"))
    starts_on = forms.DateField(label=_("Eerste dag"), widget=DayInput)
    ends_on = forms.DateField(label=_("Laatste dag"), widget=DayInput)

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["user"]).queryset = colleagues
