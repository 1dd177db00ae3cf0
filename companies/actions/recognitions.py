"""Record official recognitions as a training company."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import rules
from companies.actions.sites import ensure_hr_of
from companies.models import Recognition, Site
from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.workflow import refuse, refuse_if


@transaction.atomic
def record_recognition(
    *,
    site: Site,
    programme_code: str,
    by: Actor,
    requested_on: date | None = None,
    reference: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Recognition:
    """Record that a recognition for a programme was requested on a day, or was given with reference and dates.

    A later record replaces the earlier one of the same programme and site. Refused: `site.no_establishment_number`,
    `recognition.incomplete`, `recognition.dates`, `recognition.too_long`.
    """
    ensure_hr_of(site.company_id, by)
    refuse_if(rules.establishment_known(site))
    _ensure_whole(requested_on, reference, starts_on, ends_on)
    facts = {"requested_on": requested_on, "reference": reference, "starts_on": starts_on, "ends_on": ends_on}
    recognition, made = Recognition.objects.update_or_create(site=site, programme_code=programme_code, defaults=facts)
    record("recognition.recorded", subject=recognition, by=by, data={"new": made})
    return recognition


def _ensure_whole(requested_on: date | None, reference: str, starts_on: date | None, ends_on: date | None) -> None:
    if not (reference or starts_on or ends_on):
        if requested_on is None:
            refuse("recognition.incomplete", _("Vul in wanneer je de erkenning vroeg, of haar referentie en datums."))
        return
    if not (reference and starts_on and ends_on):
        refuse("recognition.incomplete", _("Een erkenning heeft een referentie, een eerste en een laatste dag."))
    if ends_on < starts_on:
        refuse("recognition.dates", _("De laatste dag van de erkenning ligt voor de eerste."))
    refuse_if(rules.recognition_not_too_long(starts_on, ends_on))
