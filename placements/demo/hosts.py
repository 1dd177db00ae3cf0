"""Invented companies with their sites, mentors, recognitions, code and labels."""

from datetime import date, timedelta

from django.utils import timezone

from companies.enums import CompanyStatus
from companies.models import Company, JointCommittee, Mentor, Recognition, Site
from marketplace.accounts.models import Organisation, User
from marketplace.commitments.models import Commitment, TextKind, TextVersion
from placements.demo.labels import add_labels
from placements.demo.names import SECOND, TRADES
from placements.demo.people import born_on, person_name
from placements.demo.world import World
from schools.models import Programme

COMMITTEE = {"F": "124", "C": "111", "G": "201", "H": "140.03", "I": "302", "Q": "331", "S": "314", "A": "145"}


def enterprise_number(index: int) -> str:
    """Well-formed numbers from a range that the public tables do not use."""
    base = f"{9_990_000 + index:08d}"
    return f"{base}{97 - int(base) % 97:02d}"


def establishment_number(index: int) -> str:
    """The same for sites."""
    base = f"{79_990_000 + index:08d}"
    return f"{base}{97 - int(base) % 97:02d}"


def add_companies(world: World, signer: User, officer: User) -> list[Site]:
    """Companies with one site each (every fifth has two), confirmed, code signed, each site with a label."""
    organisations = Organisation.objects.bulk_create(
        Organisation(
            name=_name(world, index, sector),
            enterprise_number=enterprise_number(index),
            source="demo",
            municipality="Antwerpen",
        )
        for index, sector in enumerate(_sectors(world))
    )
    committees = set(JointCommittee.objects.values_list("code", flat=True))
    companies = Company.objects.bulk_create(
        Company(
            organisation=organisation,
            status=CompanyStatus.VERIFIED,
            verified_at=timezone.now(),
            sector=sector,
            joint_committee_id=COMMITTEE[sector] if COMMITTEE[sector] in committees else None,
            size_class=world.random.choice(["under_10", "from_10", "from_50", "from_250"]),
        )
        for organisation, sector in zip(organisations, _sectors(world), strict=True)
    )
    sites = _add_sites(world, companies)
    _sign_code(companies, signer)
    add_labels(world, sites, signer, officer)
    _add_mentors(world, sites)
    return sites


def _sectors(world: World) -> list[str]:
    letters = list(TRADES)
    return [letters[index % len(letters)] for index in range(world.scale.companies)]


def _name(world: World, index: int, sector: str) -> str:
    trade = TRADES[sector][(index // len(TRADES)) % len(TRADES[sector])]
    number = index // (len(TRADES) * len(TRADES[sector]))
    return f"{trade} {world.random.choice(SECOND)}{f' {number + 1}' if number else ''} (demo)"


def _add_sites(world: World, companies: list[Company]) -> list[Site]:
    owners = [
        (company, name)
        for index, company in enumerate(companies)
        for name in (("Hoofdzetel", "Filiaal") if index % 5 == 4 else ("Hoofdzetel",))
    ]
    sites = []
    for index, (company, name) in enumerate(owners):
        postcode = world.pick_postcode()
        sites.append(
            Site(
                company=company,
                name=name,
                establishment_number=establishment_number(index),
                street=f"Demostraat {world.random.randrange(1, 200)}",
                postcode=postcode.code,
                municipality=postcode.municipality,
                lat=round(postcode.lat + world.random.gauss(0, 0.008), 5),
                lon=round(postcode.lon + world.random.gauss(0, 0.012), 5),
                location="address",
                contact_name=person_name(world),
                contact_phone=f"+32320{world.random.randrange(10**5):05d}",
            )
        )
    return Site.objects.bulk_create(sites)


def _sign_code(companies: list[Company], signer: User) -> None:
    text = TextVersion.objects.in_force(TextKind.ETHICS_CODE, timezone.localdate())
    Commitment.objects.bulk_create(
        Commitment(text=text, organisation_id=company.pk, signed_by=signer, signed_at=timezone.now())
        for company in companies
    )


def _add_mentors(world: World, sites: list[Site]) -> None:
    Mentor.objects.bulk_create(
        Mentor(
            site=site,
            name=person_name(world),
            born_on=born_on(world, world.random.randrange(28, 60)),
            profession="vakmedewerker",
            in_practice_since_on=world.today - timedelta(days=365 * world.random.randrange(6, 20)),
            extract_dated_on=world.today - timedelta(days=160),
            extract_seen_on=world.today - timedelta(days=150),
            designated_on=world.today - timedelta(days=145),
            trained_on=world.today - timedelta(days=500),
            most_students=world.random.choice([2, 2, 3]),
        )
        for site in sites
        for _ in range(world.random.choice([2, 3, 4]))
    )


def recognise(sites_and_programmes: set[tuple[int, Programme]], world: World) -> None:
    """A recognition in force for each site x dual programme; those that the story asked for stay."""
    wanted = {(site, programme.code) for site, programme in sites_and_programmes if programme.is_dual}
    held = set(Recognition.objects.values_list("site_id", "programme_code"))
    Recognition.objects.bulk_create(
        Recognition(
            site_id=site,
            programme_code=code,
            reference=f"DEMO-{site}-{code}",
            starts_on=world.today - timedelta(days=300),
            ends_on=date(world.school_year + 3, 12, 31),
        )
        for site, code in sorted(wanted - held)
    )
