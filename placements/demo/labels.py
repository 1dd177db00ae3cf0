"""Labels of the demo at every level, awarded before the story begins, and their badges."""

from datetime import date, timedelta

from django.utils import timezone

from companies.models import Site
from labels.actions.credential import issue_missing
from labels.actions.label import suspend
from labels.enums import Level
from labels.models import Label, Scheme
from marketplace.accounts.access import actor_for
from marketplace.accounts.models import Membership, User
from placements.demo.world import World
from schools.models import School

LEVELS = (Level.LABEL, Level.PROVISIONAL, Level.DISTINCTION, Level.PROVISIONAL)
TERM_YEARS = 3


def add_site_labels(world: World, sites: list[Site], signer: User, officer: User) -> None:
    """One label a site: every second one provisional, the others audited as label or with distinction."""
    scheme = Scheme.objects.in_force("company", world.today)
    levels = [LEVELS[index % len(LEVELS)] for index in range(len(sites))]
    Label.objects.bulk_create(
        Label(organisation_id=site.company_id, site=site, scheme=scheme, **_facts(world, level, signer, officer))
        for site, level in zip(sites, levels, strict=True)
    )


def add_school_labels(world: World, schools: list[School], signer: User, officer: User) -> None:
    """The same for schools, but for the last one, which has none yet."""
    scheme = Scheme.objects.in_force("school", world.today)
    Label.objects.bulk_create(
        Label(organisation_id=school.pk, scheme=scheme, **_facts(world, LEVELS[index % len(LEVELS)], signer, officer))
        for index, school in enumerate(schools[:-1])
    )


def finish_labels(world: World, officer: Membership) -> None:
    """One audited label is suspended; all audited ones get their badge when there is a key."""
    issue_missing()
    by = actor_for(officer.user, officer.organisation_id, world.today)
    audited = Label.objects.with_badge(world.today).filter(site__isnull=False)
    suspend(label=audited.order_by("-pk")[:1].get(), reason="Onderzoek na een melding (demo).", by=by)


def _facts(world: World, level: Level, signer: User, officer: User) -> dict[str, object]:
    is_audited = level != Level.PROVISIONAL
    first = world.today - timedelta(days=200 if is_audited else 60)
    last = first.replace(year=first.year + TERM_YEARS, day=1) - timedelta(days=1)
    return {
        "level": level,
        "status": "active",
        "promised_by": signer,
        "promised_at": timezone.now(),
        "confirmed_by": officer,
        "starts_on": first,
        "ends_on": last if is_audited else date(world.school_year + 2, 8, 31),
    }
