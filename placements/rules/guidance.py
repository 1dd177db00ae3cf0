"""Why a tip, a training or a certificate cannot be kept like that."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from companies.models import Mentor
from marketplace.workflow import Refusal
from placements.models import TrainingCertificate
from schools.models import Coach


def shown_in_order(from_on: date, until_on: date | None) -> Refusal | None:
    """What the city shows ends on its first day at the earliest."""
    if until_on is None or until_on >= from_on:
        return None
    return Refusal("guidance.dates", _("De laatste dag valt voor de eerste. Kies een latere laatste dag."))


def seen_in_order(dated_on: date, seen_on: date, on: date) -> Refusal | None:
    """A certificate exists before somebody sees it, and nobody has seen it tomorrow."""
    if seen_on > on:
        return Refusal("certificate.future", _("Je kunt een getuigschrift niet in de toekomst gezien hebben."))
    if dated_on > seen_on:
        return Refusal("certificate.dates", _("Het getuigschrift is jonger dan de dag waarop je het zag. Kijk ze na."))
    return None


def certificate_new(person: Mentor | Coach, title: str, provider: str, dated_on: date) -> Refusal | None:
    """One training of one day is noted once."""
    holder = {"mentor": person} if isinstance(person, Mentor) else {"coach": person}
    same = TrainingCertificate.objects.filter(title=title, provider=provider, dated_on=dated_on, **holder)
    return Refusal("certificate.twice", _("Dit getuigschrift staat er al.")) if same.exists() else None
