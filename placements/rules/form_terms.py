"""What a form asks on a day and who signs it; and why new terms of a form are refused."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.workflow import Refusal
from placements.enums import WORK_FORMS, CheckItem, Party
from placements.models import FormDocument, FormTerms

ALWAYS = frozenset({Party.COMPANY})
SIGNERS = (Party.COMPANY, Party.SCHOOL, Party.STUDENT)


def parties_of(form: str, on: date) -> tuple[Party, ...]:
    """Who signs a form on a day, besides the representatives of a minor."""
    signers = FormTerms.objects.holding(form, on).signers
    return tuple(party for party in SIGNERS if party in signers)


def checks_of(form: str, on: date) -> list[FormDocument]:
    """What somebody ticks before the first day; the other documents the platform knows itself."""
    return [row for row in FormDocument.objects.holding(form, on) if row.document in CheckItem.values]


def signers_fit(form: str, signers: Collection[str]) -> Refusal | None:
    """A company always signs, real work is signed by who does it, and nothing without a second party."""
    needed = ALWAYS | ({Party.STUDENT} if form in WORK_FORMS else {Party.SCHOOL})
    if needed <= set(signers) <= set(SIGNERS):
        return None
    if form in WORK_FORMS:
        return Refusal("form.signers", _("Bij echt werk tekenen minstens de onderneming en de leerling."))
    return Refusal("form.signers", _("Onderneming en school bevestigen deze vorm allebei."))


def day_ahead(in_force_on: date, on: date) -> Refusal | None:
    """What has been decided stays as it was."""
    if in_force_on >= on:
        return None
    return Refusal("form.in_the_past", _("Kies een dag vanaf vandaag: wat al beslist is, blijft zoals het was."))


def day_free(is_taken: bool) -> Refusal | None:
    return Refusal("form.day_taken", _("Op die dag gaat al iets anders in.")) if is_taken else None
