"""Promise places, post to the ledger what happened, and ask and answer the yearly question."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from labels.actions.fact import record_evidence
from labels.enums import FactKey, PledgeAnswer, PledgeKind
from labels.models import Label, Pledge, PledgeEntry, PledgeQuestion
from labels.models.pledge import balances, total_of
from labels.rules import pledge as rules
from marketplace.accounts.models import Membership, Organisation, User
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.mail.actions import queue
from marketplace.period import school_year_of
from marketplace.reference.models import Figure
from marketplace.school_calendar import is_working_day
from marketplace.workflow import Refused, refuse_if

LINK_LASTS = timedelta(days=184)  # from April until after the school year began, when the page says that it has
SALT = "labels.pledge"
DELIVERED = (PledgeKind.STARTED, PledgeKind.COMPLETED, PledgeKind.ENDED_EARLY)


@transaction.atomic
def promise_places(*, school_year: int, sector: str, places: int, by: Actor) -> Pledge:
    """Promise places of the actor's own company for a school year and sector; a new number takes the old one's place.

    Refused: `pledge.no_power_to_sign`, `pledge.year_closed`. Raises PermissionDenied for anybody but HR.
    """
    if not by.has(Role.HR) or by.organisation_id is None or by.user_id is None:
        raise PermissionDenied
    refuse_if(rules.may_promise(by) or rules.year_is_open(school_year, timezone.localdate()))
    return _put(by.organisation_id, by.user_id, school_year, {sector: places}, by)[0]


def _put(organisation_id: int, user_id: int, school_year: int, places: Mapping[str, int], by: Actor) -> list[Pledge]:
    at, pledges = timezone.now(), []
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    for sector, number in places.items():
        values = {"places": number, "promised_by_id": user_id, "promised_at": at}
        pledge, _made = Pledge.objects.update_or_create(
            organisation=organisation, school_year=school_year, sector=sector, defaults=values
        )
        record("pledge.promised", subject=pledge, by=by, at=at, data={"school_year": school_year, "places": number})
        pledges.append(pledge)
    _record_c23(organisation, school_year, by, timezone.localdate(at))
    return pledges


@transaction.atomic
def post_to_pledge(
    *, organisation: Organisation, school_year: int, sector: str, kind: str, reference: str, by: Actor, places: int = 1
) -> PledgeEntry:
    """Write in the ledger that something happened; the same `reference` and `kind` a second time changes nothing."""
    at = timezone.now()
    facts = {"organisation": organisation, "school_year": school_year, "sector": sector, "places": places, "at": at}
    entry, made = PledgeEntry.objects.get_or_create(reference=reference, kind=kind, defaults=facts)
    if made:
        record("pledge.posted", subject=entry, by=by, at=at, data={"kind": kind, "places": places})
        if kind in DELIVERED:
            _record_c23(organisation, school_year, by, timezone.localdate(at))
    return entry


def _record_c23(organisation: Organisation, school_year: int, by: Actor, on: date) -> None:
    """What criterion C23 reads: promised against delivered places of a school year (R35)."""
    total = total_of(balances(organisation.pk), school_year)
    value = {"school_year": school_year, "promised": total.promised, "started": total.started}
    record_evidence(organisation=organisation, site=None, key=FactKey.PLEDGE, value=value, as_of=on, by=by)


def ask_companies(*, by: Actor) -> int:
    """Mail the question for the next school year to every company with a label that did not promise yet; how many.

    Only on working days, from a month that is a figure, and never in a declared closure: then on a later day.
    """
    on = timezone.localdate()
    first_month = int(Figure.objects.value("pledge_question_month", on))
    if not is_working_day(on) or not first_month <= on.month <= 8:
        return 0
    school_year = school_year_of(on) + 1
    open_ones = [pk for pk in _to_ask(school_year, on) if not rules.is_closed(pk, on)]
    return sum(_ask(organisation_id, school_year, by) for organisation_id in open_ones)


def _to_ask(school_year: int, on: date) -> list[int]:
    """Companies with a valid label, no promise for the year, and no question but a maybe whose day has come."""
    promised = Pledge.objects.filter(school_year=school_year).values("organisation")
    asked = PledgeQuestion.objects.filter(school_year=school_year).exclude(
        answer=PledgeAnswer.MAYBE, ask_again_on__lte=on
    )
    held = Label.objects.valid_on(on).filter(site__isnull=False)
    rows = held.exclude(Q(organisation__in=promised) | Q(organisation__in=asked.values("organisation")))
    return sorted(set(rows.values_list("organisation", flat=True)))


@transaction.atomic
def _ask(organisation_id: int, school_year: int, by: Actor) -> int:
    at = timezone.now()
    fresh = {"asked_at": at, "ask_again_on": None, "answer": "", "reason": "", "answered_by": None, "answered_at": None}
    question, _made = PledgeQuestion.objects.update_or_create(
        organisation_id=organisation_id, school_year=school_year, defaults=fresh
    )
    record("pledge.asked", subject=question, by=by, at=at)
    signers = Membership.objects.in_force(timezone.localdate(at)).filter(role=Role.HR, may_sign=True)
    for member in signers.filter(organisation=organisation_id).select_related("user", "organisation"):
        _mail(question, member)
    return 1


def _mail(question: PledgeQuestion, member: Membership) -> None:
    url = f"{settings.PUBLIC_URL}/pledges/answer/{link_of(question, member.user)}/"
    year = f"{question.school_year}-{(question.school_year + 1) % 100:02d}"
    context = {"url": url, "year": year, "company": member.organisation.name}
    queue("labels/pledge_mail", to=member.user.email, language=member.user.language, context=context)


def link_of(question: PledgeQuestion, user: User) -> str:
    """The signed token that answers this one question for one person, and nothing else."""
    return signing.dumps({"question": question.pk, "user": user.pk}, salt=SALT)


def open_question(*, token: str) -> tuple[PledgeQuestion, int]:
    """The question of a token and the person whom it was mailed to; changes nothing.

    Refused: `pledge.link_unknown`, `pledge.link_expired` after `LINK_LASTS`.
    """
    try:
        signed = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.SignatureExpired as error:
        late = signing.loads(token, salt=SALT)
        raise Refused(rules.EXPIRED, PledgeQuestion.objects.filter(pk=late["question"]).first()) from error
    except signing.BadSignature as error:
        raise Refused(rules.UNKNOWN) from error
    question = PledgeQuestion.objects.select_related("organisation").filter(pk=signed["question"]).first()
    if question is None:
        raise Refused(rules.UNKNOWN)
    return question, signed["user"]


def places_before(question: PledgeQuestion) -> dict[str, int]:
    """Sector -> places promised for the school year before the one that is asked about."""
    rows = Pledge.objects.filter(organisation=question.organisation_id, school_year=question.school_year - 1)
    return dict(rows.filter(places__gte=1).order_by("sector").values_list("sector", "places"))


@transaction.atomic
def answer_question(
    *, token: str, answer: str, reason: str = "", places: Mapping[str, int] | None = None
) -> PledgeQuestion:
    """Answer by the mailed link, once: the same places, fewer (`places` by sector), maybe later, or not this year.

    Refused: what `open_question` refuses, and what `rules.may_answer` and `rules.answer_is_whole` refuse.
    """
    at = timezone.now()
    found, user_id = open_question(token=token)
    question = PledgeQuestion.objects.select_for_update(of=("self",)).get(pk=found.pk)
    on, before, fewer = timezone.localdate(at), places_before(question), places or {}
    refusal = rules.may_answer(question, user_id, on) or rules.answer_is_whole(answer, reason, fewer, before)
    refuse_if(refusal, question)
    by = Actor(user_id=user_id, organisation_id=question.organisation_id, roles=frozenset({Role.HR}), may_sign=True)
    question.answer, question.answered_by_id, question.answered_at = answer, user_id, at
    question.reason = reason if answer == PledgeAnswer.NOT_THIS_YEAR else ""
    days = int(Figure.objects.value("pledge_maybe_days", on))
    question.ask_again_on = on + timedelta(days=days) if answer == PledgeAnswer.MAYBE else None
    question.save()
    record("pledge.answered", subject=question, by=by, at=at, data={"answer": answer, "reason": question.reason})
    promised = {PledgeAnswer.SAME.value: before, PledgeAnswer.FEWER.value: fewer}.get(answer)
    if promised:
        _put(question.organisation_id, user_id, question.school_year, promised, by)
    return question
