"""What a handler and a holder write in a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from labels.enums import CaseFinding
from marketplace.web.fields import DayInput


class QuestionForm(forms.Form):
    """What the holder is asked."""

    question = forms.CharField(
        label=_("Wat vraag je aan de organisatie?"),
        help_text=_("De organisatie leest dit. Schrijf niet wie gemeld heeft, ook niet tussen de regels."),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
    )


class HeardForm(forms.Form):
    """The day on which who reported was heard."""

    heard_on = forms.DateField(label=_("Gesproken op"), widget=DayInput)


class FindingForm(forms.Form):
    """The outcome, with reasons that both sides read."""

    finding = forms.ChoiceField(label=_("Uitkomst"), choices=CaseFinding, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Waarom?"),
        help_text=_("De organisatie leest dit. Bij een ernstige uitkomst is haar label meteen geschorst."),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
    )


class StatementForm(forms.Form):
    """The holder's side."""

    statement = forms.CharField(
        label=_("Jullie kant"),
        help_text=_("Wat gebeurde er, en wat doen jullie eraan? Alleen de stad leest dit."),
        max_length=2000,
        widget=forms.Textarea({"rows": 8}),
    )


class GroundsForm(forms.Form):
    """Why a holder asks to look again."""

    grounds = forms.CharField(
        label=_("Waarom gaan jullie niet akkoord?"),
        help_text=_("Iemand die het dossier niet behandelde, leest dit en antwoordt."),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
    )


class AnswerForm(forms.Form):
    """What a colleague of the handler finds, never heavier than it was."""

    finding = forms.ChoiceField(label=_("Uitkomst"), choices=CaseFinding, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Waarom?"),
        help_text=_("De organisatie leest dit. Schrijf niet wie gemeld heeft."),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
    )


class HelpLineForm(forms.Form):
    """One telephone number."""

    name = forms.CharField(label=_("Naam"), max_length=80)
    phone = forms.RegexField(
        r"^[+]?[0-9 ]+$",
        label=_("Nummer"),
        max_length=20,
        error_messages={"invalid": _("Schrijf het nummer met cijfers en spaties.")},
    )
    purpose_nl = forms.CharField(label=_("Waarvoor, in het Nederlands"), max_length=160)
    purpose_en = forms.CharField(label=_("Waarvoor, in het Engels"), max_length=160, required=False)
    rank = forms.IntegerField(label=_("Plaats in de lijst"), min_value=1, max_value=99)
