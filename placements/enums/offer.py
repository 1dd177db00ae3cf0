"""What a school asks of a company, and its answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferKind(models.TextChoices):
    OFFER = "offer", _("aanbod")
    AGREED = "agreed", _("telefonisch afgesproken")


class OfferStatus(models.TextChoices):
    SENT = "sent", _("wacht op de onderneming")
    ACCEPTED = "accepted", _("aanvaard")
    DECLINED = "declined", _("nee gezegd")
    LAPSED = "lapsed", _("geen antwoord op tijd")
    WITHDRAWN = "withdrawn", _("ingetrokken door de school")
    SUPERSEDED = "superseded", _("een andere onderneming zei eerst ja")


class DeclineReason(models.TextChoices):
    """The closed list of reasons for a no; none of them is about the person."""

    NO_MENTOR = "no_mentor", _("er is geen mentor vrij")
    PERIOD = "period", _("de periode past niet")
    DAYS = "days", _("de dagen passen niet")
    TASKS = "tasks", _("we kunnen deze competenties niet aanbieden")
    FULL = "full", _("we hebben al iemand gevonden")
    OTHER_TEAM = "reorganisation", _("ons team verandert nu te veel")
