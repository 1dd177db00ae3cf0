"""Who promises places, when the yearly question is asked, and how long its link answers."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from companies.models import Closure, Site
from labels.enums import PledgeAnswer
from labels.models import PledgeQuestion
from marketplace.accounts.models import Membership
from marketplace.actor import Actor, Role
from marketplace.period import school_year_of, school_year_period
from marketplace.workflow import Refusal

UNKNOWN = Refusal("pledge.link_unknown", _("Deze link klopt niet. Meld je aan om plaatsen te beloven."))

EXPIRED = Refusal("pledge.link_expired", _("Deze link is te oud. Meld je aan om plaatsen te beloven."))


def may_promise(by: Actor) -> Refusal | None:
    """A promise binds the company, so somebody of HR with the power to sign makes it."""
    if by.may_sign:
        return None
    return Refusal(
        "pledge.no_power_to_sign", _("Alleen iemand die mag tekenen, belooft plaatsen. Vraag het die collega.")
    )


def year_is_open(school_year: int, on: date) -> Refusal | None:
    """One promises for this school year and the next; what is over stands."""
    if school_year_of(on) <= school_year <= school_year_of(on) + 1:
        return None
    return Refusal("pledge.year_closed", _("Je belooft voor dit schooljaar of voor het volgende."))


def may_answer(question: PledgeQuestion, user_id: int, on: date) -> Refusal | None:
    """The link answers once, before the school year begins, for who is still of HR with the power to sign."""
    signers = Membership.objects.in_force(on).filter(role=Role.HR, may_sign=True)
    if not signers.filter(organisation=question.organisation_id, user=user_id).exists():
        return Refusal("pledge.not_a_signer", _("Je tekent niet meer voor deze onderneming. Een collega antwoordt."))
    if question.answer and question.answer != PledgeAnswer.MAYBE:
        return Refusal("pledge.answered", _("Het antwoord is er al. Meld je aan om het te veranderen."))
    if on >= school_year_period(question.school_year).starts_on:
        return Refusal("pledge.question_over", _("Het schooljaar is begonnen. Meld je aan om plaatsen te beloven."))
    return None


def answer_is_whole(answer: str, reason: str, places: Mapping[str, int], before: Mapping[str, int]) -> Refusal | None:
    """Fewer says how many, and less than before; not this year says why."""
    if answer == PledgeAnswer.NOT_THIS_YEAR and not reason:
        return Refusal("pledge.reason_needed", _("Kies waarom het dit jaar niet gaat."))
    if answer == PledgeAnswer.SAME and not before:
        return Refusal(
            "pledge.nothing_before", _("Er was nog geen belofte. Meld je aan en beloof een aantal plaatsen.")
        )
    if answer == PledgeAnswer.FEWER and not 0 < sum(places.values()) < sum(before.values()):
        return Refusal("pledge.not_fewer", _("Vul een kleiner aantal in dan vorig jaar, en minstens één."))
    return None


def is_closed(company_id: int, on: date) -> bool:
    """Whether a company is in a declared closure: every active site of it is closed that day."""
    sites = Site.objects.filter(company=company_id, is_active=True)
    closed = Closure.objects.filter(starts_on__lte=on, ends_on__gte=on).values("site")
    return sites.exists() and not sites.exclude(pk__in=closed).exists()
