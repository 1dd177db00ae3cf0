"""Labels of the demo at every level, awarded before the story begins, and their badges."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from companies.models import Site
from labels.actions.credential import issue_missing
from labels.actions.measure import suspend_now
from labels.enums import ApplicationStatus, Holder, LabelStatus, Level, Outcome
from labels.models import Application, ApplicationSite, Label, Scheme
from marketplace.accounts.access import actor_for
from marketplace.accounts.models import Membership, User
from marketplace.commitments.models import Commitment, TextKind, TextVersion
from placements.demo.world import World
from schools.models import School

LEVELS = (Level.LABEL, Level.PROVISIONAL, Level.DISTINCTION, Level.PROVISIONAL)
SCORES = {Level.LABEL: 72, Level.DISTINCTION: 91}
TERM_YEARS = 3
AUDITED_DAYS_AGO, PROMISED_DAYS_AGO = 200, 60


def add_labels(world: World, holders: Sequence[Site] | Sequence[School], signer: User, officer: User) -> None:
    """One label for each site or school: every second one provisional, of the others half with distinction.

    An audited one comes from a file that the city decided on by an invented reference.
    """
    for index, holder in enumerate(holders):
        level = LEVELS[index % len(LEVELS)]
        site = holder if isinstance(holder, Site) else None
        organisation_id = site.company_id if site else holder.pk
        asked = None if level == Level.PROVISIONAL else _awarded(world, organisation_id, site, level, signer)
        _add_label(world, organisation_id, site, asked, signer=signer, officer=officer)


def finish_labels(world: World, officer: Membership) -> None:
    """One audited label is suspended provisionally; all audited ones get their badge when there is a key."""
    issue_missing()
    by = actor_for(officer.user, officer.organisation_id, world.today)
    audited = Label.objects.with_badge(world.today).filter(site__isnull=False)
    suspend_now(label=audited.order_by("-pk")[:1].get(), reason="Onderzoek na een ongeval (demo).", by=by)


def _add_label(
    world: World, organisation_id: int, site: Site | None, asked: ApplicationSite | None, *, signer: User, officer: User
) -> None:
    first = world.today - timedelta(days=AUDITED_DAYS_AGO if asked else PROMISED_DAYS_AGO)
    last = first.replace(year=first.year + TERM_YEARS, day=1) - timedelta(days=1)
    Label.objects.create(
        organisation_id=organisation_id,
        site=site,
        scheme=_scheme(world, site),
        application_site=asked,
        level=asked.level if asked else Level.PROVISIONAL,
        status=LabelStatus.ACTIVE,
        promised_by=signer,
        promised_at=timezone.now(),
        confirmed_by=officer,
        starts_on=first,
        ends_on=last if asked else date(world.school_year + 2, 8, 31),
    )


def _awarded(world: World, organisation_id: int, site: Site | None, level: Level, signer: User) -> ApplicationSite:
    at, on = timezone.now(), world.today - timedelta(days=AUDITED_DAYS_AGO)
    text = TextVersion.objects.in_force(TextKind.ETHICS_CODE, world.today)
    commitment, _ = Commitment.objects.get_or_create(
        text=text, organisation_id=organisation_id, defaults={"signed_by": signer, "signed_at": at}
    )
    application = Application.objects.create(
        organisation_id=organisation_id,
        holder=Holder.COMPANY if site else Holder.SCHOOL,
        scheme=_scheme(world, site),
        status=ApplicationStatus.AWARDED,
        started_by=signer,
        submitted_by=signer,
        body_decided_on=on,
        body_reference=f"DEMO_CBS_{on:%Y}_{organisation_id:05d}",
        commitment=commitment,
        **dict.fromkeys(("started_at", "submitted_at", "completed_at", "passed_at", "decided_at", "awarded_at"), at),
    )
    return ApplicationSite.objects.create(
        application=application, site=site, outcome=Outcome.GRANTED, level=level, score=SCORES[level]
    )


def _scheme(world: World, site: Site | None) -> Scheme:
    return Scheme.objects.in_force(Holder.COMPANY if site else Holder.SCHOOL, world.today)
