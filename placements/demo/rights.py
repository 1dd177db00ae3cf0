"""Plays what the city does with labels: promised places, reports, campaigns, a file in audit and one in objection."""

from datetime import timedelta

from companies.models import Company, Site
from labels.actions import appeal, assessment, assignment, campaign, decision, panel, spot_check
from labels.actions import application as files
from labels.actions.pledge import promise_places
from labels.enums import AppealKind, CampaignKind, Duty, Holder, Judgement, Outcome, SpotCheckStatus
from labels.models import Answer, Application, Campaign, EmployerMembership, Label, SpotCheck
from labels.questions import questions_of
from marketplace.accounts.access import actor_for
from marketplace.accounts.models import Membership, Organisation, User
from marketplace.actor import Actor, Role
from marketplace.period import school_year_of
from placements.demo.cases import play_cases
from placements.demo.clock import on_day
from placements.demo.people import add_account
from placements.demo.world import World
from schools.models import School

IN_ORDER, ABSENT, WEAK = 2, 0, "C04"
REASON = "De risicoanalyse is ouder dan een jaar (demo)."
GROUNDS = "De nieuwe risicoanalyse zat bij het bewijs, maar de auditor keek naar de oude (demo)."
FILED, DECIDED, OBJECTED = 50, 12, 6  # days ago
CAMPAIGNS = (
    ("Steekproef van het najaar (demo)", 70, True),
    ("Steekproef van nu (demo)", 20, False),
)  # days ago, closed


def play_labels(world: World, signer: User) -> None:
    """Two companies promise places, the city handles three reports, checks holders, and judges two files."""
    officer = _first(world, Role.LABEL_OFFICER)
    provisional = Label.objects.valid_on(world.today).filter(level="provisional", site__isnull=False)
    keys = provisional.order_by("-pk").values_list("site", flat=True)[:2]
    sites = list(Site.objects.filter(pk__in=list(keys)).select_related("company__organisation").order_by("-pk"))
    _promise_places(world)
    hr = Membership.objects.in_force(world.today).filter(role=Role.HR).order_by("pk")[:1].get()
    place = Site.objects.filter(company=hr.organisation_id).select_related("company__organisation").order_by("pk")[:1]
    play_cases(world, sites, officer=officer, holder=_actor(world, hr), place=place.get())
    for name, days, is_closed in CAMPAIGNS:
        _play_campaign(world, officer, signer, name, days, is_closed=is_closed)
    _in_audit(world, officer, signer, sites[0])
    _in_objection(world, officer, signer, sites[1])


def _promise_places(world: World) -> None:
    year = school_year_of(world.today)
    for member in Membership.objects.in_force(world.today).filter(role=Role.HR, may_sign=True).order_by("pk"):
        sector = Company.objects.get(pk=member.organisation_id).sector
        for ahead in (0, 1):
            promise_places(school_year=year + ahead, sector=sector, places=2 + ahead, by=_actor(world, member))


def _play_campaign(world: World, officer: Actor, signer: User, name: str, days: int, *, is_closed: bool) -> None:
    first = world.today - timedelta(days=days)
    with on_day(first):
        row = campaign.make_campaign(
            kind=CampaignKind.YEARLY,
            name=name,
            fewest=2,
            most=Label.objects.count(),
            files_each=1,
            waves=1,
            draws_on=first + timedelta(days=8),
            visits_start_on=first + timedelta(days=10),
            visits_end_on=first + timedelta(days=40),
            public_source="De trekking van de Nationale Loterij van die dag (demo)",
            by=officer,
        )
        campaign.announce(campaign=row, by=officer)
    with on_day(first + timedelta(days=8)):
        campaign.draw(campaign=row, public_number="7 12 23 31 40 44", by=officer)
    with on_day(first + timedelta(days=10)):
        campaign.start_visits(campaign=row, by=officer)
    asked = SpotCheck.objects.filter(entry__campaign=row, status=SpotCheckStatus.ASKED).order_by("pk")
    with on_day(first + timedelta(days=14)):
        _check(world, officer, signer, list(asked) if is_closed else list(asked[:1]), is_closed=is_closed)
        if is_closed:
            campaign.close(campaign=Campaign.objects.get(pk=row.pk), by=officer)


def _check(world: World, officer: Actor, signer: User, checks: list[SpotCheck], *, is_closed: bool) -> None:
    """The holders answer; of a closed campaign the auditor reported, the last one not in order."""
    auditor = Membership.objects.in_force(world.today).filter(role=Role.AUDITOR).order_by("pk")[:1].get()
    spot_check.assign_checks(checks=checks, auditor=auditor, by=officer)
    for check in checks:
        holder = _holder(signer, check.entry.organisation_id)
        spot_check.answer(check=check, answer="De werkleider ontvangt de auditor, elke dag voor tien uur.", by=holder)
        if is_closed:
            step = "fault" if check == checks[-1] else "keep"
            spot_check.report(
                check=check, step=step, report="Gezien op de werkvloer (demo).", by=_actor(world, auditor)
            )


def _in_audit(world: World, officer: Actor, signer: User, site: Site) -> Application:
    """A file that was handed in and found complete, with an auditor at work."""
    hr = _holder(signer, site.company_id)
    with on_day(world.today - timedelta(days=FILED)):
        file = files.start(holder=Holder.COMPANY, sites=[site], by=hr)
        for row in file.answers.all():
            files.answer(answer=row, score=IN_ORDER, by=hr)
        file = files.complete(application=files.submit(application=file, by=hr), by=officer)
        _give_duty(world, officer, file, Duty.AUDITOR, Role.AUDITOR)
        return assignment.start_audit(application=file, by=officer)


def _in_objection(world: World, officer: Actor, signer: User, site: Site) -> None:
    """A file that was refused by two deciders, disputed by its holder, and is now before a panel."""
    file = _in_audit(world, officer, signer, site)
    auditor = _first(world, Role.AUDITOR)
    with on_day(world.today - timedelta(days=DECIDED)):
        questions = questions_of(file, world.today)
        judgements = {row.answer: _judged(row.answer, row.is_measurable) for row in questions}
        assessment.judge(application=file, judgements=judgements, by=auditor)
        file = assessment.hand_in(application=file, by=auditor)
        reviewer = _give_duty(world, officer, file, Duty.REVIEWER, Role.LABEL_OFFICER)
        file = decision.review(application=file, remarks="Gelezen.", by=reviewer)
        reasons = {"outcome": Outcome.REFUSED.value, "level": "", "reasons": f"{WEAK}: {REASON}"}
        for index in (0, 1):
            decider = _give_duty(world, officer, file, Duty.DECIDER, Role.DECIDER, index)
            decision.decide(application=file, verdicts=dict.fromkeys(file.sites.all(), reasons), by=decider)
    with on_day(world.today - timedelta(days=OBJECTED)):
        place, hr = file.sites.get(), _holder(signer, site.company_id)
        row = appeal.lodge(kind=AppealKind.OBJECTION, grounds=GROUNDS, place=place, by=hr)
        panel.compose(appeal=row, members=_panel(world, signer), by=officer)


def _judged(answer: Answer, is_measurable: bool) -> dict[str, object]:
    if not is_measurable:
        return {"judgement": Judgement.NOT_MEASURABLE, "score": None, "reason": ""}
    weak = answer.criterion.code == WEAK
    reason = REASON if weak else ""
    return {"judgement": Judgement.SCORED, "score": ABSENT if weak else IN_ORDER, "reason": reason}


def _give_duty(world: World, officer: Actor, file: Application, duty: str, role: str, index: int = 0) -> Actor:
    """The first (or next) person with a role who is not the officer gets a duty and declares to have no tie."""
    rows = Membership.objects.in_force(world.today).filter(role=role).exclude(user=officer.user_id).order_by("pk")
    member = rows[index : index + 1].get()
    assignment.assign(application=file, member=member, duty=duty, by=officer)
    assignment.declare(application=file, by=_actor(world, member))
    return _actor(world, member)


def _panel(world: World, signer: User) -> dict[str, Membership]:
    """The employers' forum, the sector fund, and a school that lends somebody to panels."""
    employer, outside = Membership.objects.in_force(world.today).filter(role=Role.PANEL_MEMBER).order_by("pk")[:2]
    member = Organisation.objects.filter(pk__in=Company.objects.values("pk")).order_by("pk")[:1].get()
    EmployerMembership.objects.create(
        partner=employer.organisation, member=member, starts_on=world.today - timedelta(days=900), stated_by=signer
    )
    school = School.objects.select_related("organisation").order_by("-pk")[:1].get().organisation
    school.is_partner = True
    school.save()
    return {"school": add_account(world, school, Role.PANEL_MEMBER), "employer": employer, "outside": outside}


def _first(world: World, role: str) -> Actor:
    return _actor(world, Membership.objects.in_force(world.today).filter(role=role).order_by("pk")[:1].get())


def _actor(world: World, member: Membership) -> Actor:
    return actor_for(member.user, member.organisation_id, world.today)


def _holder(signer: User, organisation_id: int) -> Actor:
    """Somebody who signs for a holder; most of the invented ones have no people of their own."""
    role = Role.HR if Company.objects.filter(pk=organisation_id).exists() else Role.DIRECTOR
    return Actor(user_id=signer.pk, organisation_id=organisation_id, roles=frozenset({role}), may_sign=True)
