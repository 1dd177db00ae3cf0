"""Forms for sites, mentors and closures."""

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.models import Closure, Mentor, Site
from marketplace.web.fields import DayInput, EstablishmentNumberField, PostcodeField, TelephoneField


class SiteForm(forms.ModelForm):
    class Meta:
        model = Site
        fields = [
            "name",
            "street",
            "postcode",
            "municipality",
            "establishment_number",
            "contact_name",
            "contact_phone",
            "contact_email",
        ]
        field_classes = {
            "postcode": PostcodeField,
            "establishment_number": EstablishmentNumberField,
            "contact_phone": TelephoneField,
        }
        help_texts = {
            "name": _("Zoals je collega's ze noemen, bijvoorbeeld Magazijn Haven."),
            "establishment_number": _(
                "Je hebt het nodig voor het label en voor SAO, OAO en DA. Het begint met 2 tot 8: 2.123.456.791."
            ),
            "contact_phone": _("Hierop bellen een leerling of trajectbegeleider als er iets is."),
        }


class MentorForm(forms.ModelForm):
    class Meta:
        model = Mentor
        fields = [
            "name",
            "born_on",
            "profession",
            "in_practice_since_on",
            "has_education_proof",
            "extract_dated_on",
            "extract_seen_on",
            "designated_on",
            "trained_on",
            "most_students",
            "email",
            "phone",
            "available_from_on",
            "left_on",
        ]
        field_classes = {"phone": TelephoneField}
        widgets = dict.fromkeys(
            [
                "born_on",
                "in_practice_since_on",
                "extract_dated_on",
                "extract_seen_on",
                "designated_on",
                "trained_on",
                "available_from_on",
                "left_on",
            ],
            DayInput,
        )
        help_texts = {
            "born_on": _("Voor SAO, OAO en DA is een mentor minstens 25, of 23 met een bewijs van vooropleiding."),
            "in_practice_since_on": _("Voor SAO, OAO en DA is dat minstens vijf jaar."),
            "extract_dated_on": _("We bewaren alleen de datums, nooit het uittreksel zelf."),
            "trained_on": _("Nog niet gedaan? Laat leeg: het mag tot twaalf maanden na de eerste dag als mentor."),
            "most_students": _("Twee is gewoon, drie het meeste."),
            "email": _("Alleen nodig als de mentor een account wil."),
        }


class ClosureForm(forms.ModelForm):
    class Meta:
        model = Closure
        fields = ["starts_on", "ends_on"]
        widgets = {"starts_on": DayInput, "ends_on": DayInput}
