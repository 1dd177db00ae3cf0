"""Places of invented companies and requests of invented students, in bulk."""

from django.utils import timezone

from companies.models import Site
from placements.demo.hosts import recognise
from placements.demo.trades import fits
from placements.demo.world import World
from placements.enums import CapacityStatus
from placements.models import Capacity, PlacementRequest
from schools.models import Programme, Student

WEEKS = (
    {"3": ["08:00", "16:30"], "4": ["08:00", "16:30"], "5": ["08:00", "16:30"]},
    {str(day): ["08:30", "16:30"] for day in range(1, 6)},
)


def form_of(programme: Programme) -> str:
    """The first form that the programme allows."""
    return programme.forms[0]


def add_capacity(world: World, sites: list[Site]) -> list[Capacity]:
    """Published capacity: each offer is for one programme at a site whose trade fits, for the whole period."""
    seats = _spread(world)
    fitting = {programme: [site for site in sites if fits(site, programme)] for programme in world.programmes}
    asked = [world.pick_programme() for _ in range(world.scale.offers)]
    pairs = [(world.random.choice(fitting[programme]), programme) for programme in asked]
    period = world.ahead
    rows = Capacity.objects.bulk_create(
        [
            Capacity(
                site=site,
                company_id=site.company_id,
                school_year=world.school_year,
                starts_on=max(world.today, period.starts_on.replace(month=9, day=1, year=world.school_year)),
                ends_on=period.ends_on,
                week=WEEKS[0] if programme.is_dual and world.random.random() < 0.6 else WEEKS[1],
                forms=programme.forms,
                places=places,
                mentors_later=places,
                languages=["nl"],
                attests=["vca"] if world.random.random() < 0.05 else [],
                supports=["plain_dutch"] if world.random.random() < 0.5 else [],
                transport=["public", "bike"] if world.random.random() < 0.8 else ["bike"],
                status=CapacityStatus.PUBLISHED,
                published_at=timezone.now(),
            )
            for (site, programme), places in zip(pairs, seats, strict=True)
        ],
        batch_size=2_000,
    )
    through = Capacity.programmes.through
    through.objects.bulk_create(
        [
            through(capacity_id=row.pk, programme_id=programme.pk)
            for row, (_, programme) in zip(rows, pairs, strict=True)
        ],
        batch_size=5_000,
    )
    recognise({(site.pk, programme) for site, programme in pairs}, world)
    return rows


def _spread(world: World) -> list[int]:
    """How many seats each offer has: at least one, together `scale.places`."""
    seats = [1] * world.scale.offers
    for _ in range(world.scale.places - world.scale.offers):
        seats[world.random.randrange(world.scale.offers)] += 1
    return seats


def add_requests(world: World, students: list[Student]) -> int:
    """One open request for each student; the number made."""
    period = world.ahead
    rows = PlacementRequest.objects.bulk_create(
        [
            PlacementRequest(
                student=student,
                school_id=student.school_id,
                programme=student.programme,
                form=form_of(student.programme),
                school_year=world.school_year,
                starts_on=period.starts_on,
                ends_on=period.ends_on,
                weekdays=[3, 4, 5],
                reach_km=world.random.choice([10, 15, 15, 20, 25]),
                submitted_at=timezone.now(),
            )
            for student in students
        ],
        batch_size=2_000,
    )
    return len(rows)
