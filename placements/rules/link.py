"""When a personal link opens: plain sentences for somebody who has no account, with whom to call."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.workflow import Refusal
from placements.models import PersonalLink, Placement
from placements.rules.placement import is_minor
from schools.enums import Signs

UNKNOWN = Refusal("link.unknown", _("Deze link klopt niet. Kijk of je hem helemaal hebt gekopieerd, of bel de school."))


def closed(link: PersonalLink, at: datetime) -> Refusal | None:
    """Expired, replaced by a newer link, or of a representative without a say: removed, or of an adult by now (R07)."""
    if link.withdrawn_at is not None:
        return Refusal(
            "link.withdrawn", _("Deze link is vervangen door een nieuwe. %(call)s") % {"call": whom_to_call(link)}
        )
    if link.representative and link.representative.signs == Signs.NOT:
        return Refusal("link.no_say", _("Deze link werkt niet meer. %(call)s") % {"call": whom_to_call(link)})
    if link.representative and not is_minor(link.placement, timezone.localdate(at)):
        return Refusal(
            "link.adult",
            _("De leerling is nu meerderjarig en regelt dit zelf. %(call)s") % {"call": whom_to_call(link)},
        )
    if link.expires_at <= at:
        return Refusal("link.expired", _("Deze link is verlopen. %(call)s") % {"call": whom_to_call(link)})
    return None


def foreign(link: PersonalLink, by: Actor) -> Refusal | None:
    """Somebody who is logged in as another person got the link forwarded: it answers for its own person only."""
    if by.user_id is None or (link.student_id is not None and by.student_id == link.student_id):
        return None
    sentence = _("Deze link is persoonlijk en is niet van jou. Ben je het toch? Log dan eerst uit. %(call)s")
    return Refusal("link.foreign", sentence % {"call": whom_to_call(link)})


def whom_to_call(link: PersonalLink) -> str:
    """The sentence that says whom to call."""
    name, phone = contact_of(link.placement)
    if phone:
        return _("Bel %(name)s op %(phone)s.") % {"name": name, "phone": phone}
    return _("Bel %(name)s.") % {"name": name}


def contact_of(placement: Placement) -> tuple[str, str]:
    """Name and telephone of the coach; where the coach has no telephone, those of the school."""
    coach = placement.coach
    if coach and coach.phone:
        return coach.name, coach.phone
    return placement.school.organisation.name, placement.school.phone
