"""Ask student, mentor and coach at mid-term and at the end, keep nameless answers, and pool them for the label."""

import hmac
from datetime import date, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from companies.models import Site
from labels.actions.fact import record_evidence
from labels.enums import FactKey
from marketplace.actor import SYSTEM, Actor
from marketplace.audit.actions import record
from marketplace.mail.actions import queue
from marketplace.period import school_year_of
from marketplace.reference.models import Figure
from marketplace.workflow import Refused, refuse_if
from placements.enums import WORK_FORMS, PlacementStatus, SurveyMoment, SurveyParty
from placements.family_texts import SOURCE
from placements.models import MentorAssignment, Placement, Survey, SurveyAnswer
from placements.rules import survey as rules

SALT = "placements.survey"
OVER = (PlacementStatus.ENDED, PlacementStatus.ENDED_EARLY)
KEYS = {FactKey.TALKS: "talks", FactKey.EVALUATIONS: "evaluation", FactKey.SURVEY: "voice"}


def ask(*, by: Actor) -> int:
    """Mail everybody around real work whose moment has come, each once a moment; the number of mails."""
    on = timezone.localdate()
    rows = Placement.objects.filter(form__in=WORK_FORMS)  # who only looks on, or teaches, has no mentor to speak of
    rows = rows.select_related("student__user", "coach__user", "site__company__organisation")
    running = [row for row in rows.filter(status=PlacementStatus.RUNNING) if rules.half_way(row) <= on]
    since = on - timedelta(days=int(Figure.objects.value("survey_open_days", on)))
    over = rows.filter(status__in=OVER, ended_on__gte=since)
    asked = [_ask(row, SurveyMoment.HALF_WAY, on, by) for row in running]
    return sum(asked + [_ask(row, SurveyMoment.END, on, by) for row in over])


@transaction.atomic
def _ask(placement: Placement, moment: SurveyMoment, on: date, by: Actor) -> int:
    done = set(placement.surveys.filter(moment=moment).values_list("party", flat=True))
    people = {party: mail for party, mail in _people(placement).items() if mail and party not in done}
    for party, (address, language) in people.items():
        survey = Survey.objects.create(placement=placement, party=party, moment=moment, asked_on=on)
        record("survey.asked", subject=survey, by=by)
        url = f"{settings.PUBLIC_URL}/surveys/{link_of(survey)}/"
        context = {"url": url, "company": placement.site.company.organisation.name}
        queue("placements/survey_mail", to=address, language=language, context=context)
    return len(people)


def _people(placement: Placement) -> dict[SurveyParty, tuple[str, str] | None]:
    """Address and language of the student, the main mentor and the coach, where we have one."""
    mentors = MentorAssignment.objects.filter(placement=placement, is_stand_in=False)
    main = mentors.select_related("mentor__user").order_by("-starts_on", "-pk").first()
    found = {
        SurveyParty.STUDENT: placement.student,
        SurveyParty.MENTOR: main.mentor if main else None,
        SurveyParty.COACH: placement.coach,
    }
    return {party: _reach(person) for party, person in found.items()}


def _reach(person: object) -> tuple[str, str] | None:
    user, own = getattr(person, "user", None), getattr(person, "email", "")
    if user and user.is_active:
        return user.email, user.language
    return (own, SOURCE) if own else None


def link_of(survey: Survey) -> str:
    """The signed token that answers this one survey, and nothing else."""
    return signing.dumps(survey.pk, salt=SALT)


def open_survey(*, token: str) -> Survey:
    """The survey of a token; changes nothing. Refused: `survey.unknown`, `survey.closed`."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Refused(rules.UNKNOWN) from error
    rows = Survey.objects.select_related("placement__site__company__organisation", "placement__programme")
    survey = rows.filter(pk=key).first()
    if survey is None:
        raise Refused(rules.UNKNOWN)
    refuse_if(rules.closed(survey, timezone.localdate()), survey.placement.site)
    return survey


@transaction.atomic
def answer(*, token: str, talks: int, evaluation: int, voice: int) -> SurveyAnswer:
    """Keep one answer without a person; the audit event names the site alone.

    Refused: `survey.unknown`, `survey.closed`, `survey.answered`.
    """
    survey = open_survey(token=token)
    Survey.objects.select_for_update().get(pk=survey.pk)
    refuse_if(rules.answered(ticket_of(survey)), survey.placement.site)
    row = SurveyAnswer.objects.create(
        site_id=survey.placement.site_id,
        school_year=school_year_of(timezone.localdate()),
        party=survey.party,
        ticket=ticket_of(survey),
        talks=talks,
        evaluation=evaluation,
        voice=voice,
    )
    record("survey.answered", subject=survey.placement.site, by=SYSTEM, data={"party": survey.party})
    return row


def ticket_of(survey: Survey) -> str:
    """A keyed hash of what was asked."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{SALT}:{survey.pk}".encode(), "sha256").hexdigest()


def pool(*, by: Actor) -> int:
    """Write down for the label what three years of answers say of each site, from five answers on; how many sites.

    Done once a month, so that nobody can tell one answer from the number before it.
    """
    on = timezone.localdate()
    figures = Figure.objects.in_force(on)
    since = school_year_of(on) - int(figures["survey_years"]) + 1
    rows = [row for row in SurveyAnswer.objects.pooled(since) if row["answers"] >= int(figures["survey_least_answers"])]
    sites = Site.objects.select_related("company__organisation").in_bulk([row["site"] for row in rows])
    for row in rows:
        _write(sites[row["site"]], row, on, by)
    return len(rows)


@transaction.atomic
def _write(site: Site, row: dict[str, float], on: date, by: Actor) -> None:
    for key, question in KEYS.items():
        value = {"answers": row["answers"], "mean": round(float(row[f"mean_{question}"]), 1)}
        record_evidence(organisation=site.company.organisation, site=site, key=key, value=value, as_of=on, by=by)
