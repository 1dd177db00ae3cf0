"""Forms on the page of a placement: meeting, mentor, stop, and a yes that the school saw."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Mentor
from marketplace.web.fields import DayInput, choose_among, choose_from
from placements.enums import EndReason, Party, end_reasons
from placements.models import Placement
from placements.rules.signatory import of_minor
from schools.models import LegalRepresentative


class MomentInput(forms.DateTimeInput):
    """The browser's own picker of day and hour."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MeetingForm(forms.Form):
    """When and where company and student meet."""

    at = forms.DateTimeField(label=_("Dag en uur"), widget=MomentInput, input_formats=["%Y-%m-%dT%H:%M"])
    where = forms.CharField(label=_("Waar"), max_length=200)


class MeetingResultForm(forms.Form):
    """How the meeting went."""

    went_well = forms.TypedChoiceField(
        choices=[("yes", _("Ja, we gaan verder")), ("no", _("Nee, we stoppen"))],
        coerce=lambda value: value == "yes",
        label=_("Verliep de kennismaking goed?"),
        widget=forms.RadioSelect,
    )


class MentorForm(forms.Form):
    """Who guides the student."""

    mentor = forms.ModelChoiceField(Mentor.objects.none(), label=_("Mentor"), empty_label=None)

    def __init__(self, data: Any = None, *, mentors: Any, **options: Any) -> None:
        super().__init__(data, **options)
        choose_from(self, "mentor", mentors)
        field: Any = self.fields["mentor"]
        field.widget.choices = [(mentor.pk, str(mentor)) for mentor in mentors]  # read once for all forms of a page


class TakeOverForm(MentorForm):
    """Who guides the student from a day on."""

    starts_on = forms.DateField(label=_("Vanaf welke dag?"), widget=DayInput)

    def __init__(self, data: Any = None, *, mentors: Any, **options: Any) -> None:
        super().__init__(data, mentors=mentors, **options)
        self.fields["mentor"].label = _("Nieuwe mentor")


class StandInForm(MentorForm):
    """Who guides the student on the days that the mentor is away."""

    starts_on = forms.DateField(label=_("Eerste dag"), widget=DayInput)
    ends_on = forms.DateField(label=_("Laatste dag"), widget=DayInput)

    def __init__(self, data: Any = None, *, mentors: Any, **options: Any) -> None:
        super().__init__(data, mentors=mentors, **options)
        self.fields["mentor"].label = _("Vervanger")


class StopForm(forms.Form):
    """Why a placement does not go on."""

    reason = forms.ChoiceField(label=_("Waarom stopt deze plaats?"))

    def __init__(self, data: Any = None, *, placement: Placement, **options: Any) -> None:
        super().__init__(data, **options)
        reasons = end_reasons(of_teacher=placement.is_of_teacher)
        choose_among(
            self, "reason", [("", _("Kies een reden")), *(row for row in reasons if row[0] != EndReason.END_DATE)]
        )


class EndEarlyForm(StopForm):
    """An early end: why, since when, and who goes on with the student."""

    last_on = forms.DateField(label=_("Echte laatste dag"), initial=timezone.localdate, widget=DayInput)
    next_step = forms.CharField(label=_("Wat gebeurt er nu met de leerling?"), max_length=100)
    next_person = forms.CharField(
        label=_("Wie doet dat?"),
        max_length=80,
        help_text=_("Voornaam en naam. De school bevestigt of verandert dit als ze het dossier sluit."),
    )

    def __init__(self, data: Any = None, *, placement: Placement, **options: Any) -> None:
        super().__init__(data, placement=placement, **options)
        if placement.is_of_teacher:
            self.fields["next_step"].label = _("Wat gebeurt er nu met de leraar?")


class WitnessForm(forms.Form):
    """A yes on paper or in person."""

    party = forms.ChoiceField(label=_("Wie zei ja?"))
    witness = forms.CharField(label=_("Wie zag of hoorde het?"), max_length=120, help_text=_("Voornaam en naam."))

    def __init__(self, data: Any = None, *, placement: Placement, **options: Any) -> None:
        super().__init__(data, **options)
        allowed = of_minor(placement, timezone.localdate()).allowed
        self.signers = placement.student.representatives.filter(pk__in=allowed).order_by("pk")
        people = [(f"{row.pk}", row.name) for row in self.signers]
        learner = _("de leraar") if placement.is_of_teacher else _("de leerling")
        choose_among(self, "party", [(Party.STUDENT.value, learner), *people])

    def clean(self) -> dict[str, Any]:
        """Who: the student, or one representative by its key."""
        cleaned = super().clean() or {}
        chosen: LegalRepresentative | None = None
        if cleaned.get("party", "").isdigit():
            chosen = self.signers.get(pk=cleaned["party"])
            cleaned["party"] = Party.REPRESENTATIVE.value
        return {**cleaned, "representative": chosen}
