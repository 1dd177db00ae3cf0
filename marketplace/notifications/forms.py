"""How somebody wants to hear of each kind of message."""

from typing import Any

from django import forms

from marketplace.notifications.kinds import kinds_for
from marketplace.notifications.models import Preference, Way


class PreferencesForm(forms.Form):
    """One choice for each kind that these `roles` get; it begins as `user` left it."""

    def __init__(self, *args: Any, user: Any, roles: frozenset[str], **options: Any) -> None:
        super().__init__(*args, **options)
        kept = dict(Preference.objects.filter(user=user).values_list("kind", "way"))
        for name, kind in kinds_for(roles).items():
            self.fields[name] = forms.ChoiceField(
                label=str(kind.label), choices=Way, widget=forms.RadioSelect, initial=kept.get(name, Way.AT_ONCE)
            )
