"""Two of each principal in different organisations, and one with an ended membership for every role."""

from companies.models import Mentor, Site
from marketplace.accounts.models import Membership, Organisation, User
from marketplace.actor import CITY_ROLES, PARTNER_ROLES, Role
from placements.demo.names import CITIES, PARTNERS
from placements.demo.people import add_account, add_api_key, add_second_factor
from placements.demo.world import World
from schools.models import Coach, School, Student


def add_city(world: World) -> dict[str, Membership]:
    """Two city organisations with all city roles; the first of each role by name of the role."""
    cities = [Organisation.objects.create(name=name, is_city=True, source="demo") for name in CITIES]
    return _one_each(world, cities, sorted(CITY_ROLES))


def add_partners(world: World) -> dict[str, Membership]:
    """Two partner organisations (auditor, decider, panel member)."""
    partners = [Organisation.objects.create(name=name, is_partner=True, source="demo") for name in PARTNERS]
    return _one_each(world, partners, sorted(PARTNER_ROLES))


def _one_each(world: World, organisations: list[Organisation], roles: list[str]) -> dict[str, Membership]:
    first: dict[str, Membership] = {}
    for role in roles:
        members = [add_account(world, organisation, role) for organisation in organisations]
        add_account(world, organisations[0], role, ended=True)
        first[role] = members[0]
    return first


def add_company_people(world: World, sites: list[Site]) -> Membership:
    """HR, a mentor with an account and an API key in two companies; the first HR person."""
    first = None
    for site in _of_different_companies(sites):
        person = add_account(world, site.company.organisation, Role.HR)
        mentor = add_account(world, site.company.organisation, Role.MENTOR)
        Mentor.objects.filter(pk=Mentor.objects.filter(site=site).order_by("pk")[:1]).update(
            user=mentor.user, name=mentor.user.name
        )
        add_api_key(world, person)
        first = first or person
    add_account(world, sites[0].company.organisation, Role.HR, ended=True)
    add_account(world, sites[0].company.organisation, Role.MENTOR, ended=True)
    assert first is not None  # noqa: S101 -- there are always two companies
    return first


def _of_different_companies(sites: list[Site]) -> list[Site]:
    second = next(site for site in sites if site.company_id != sites[0].company_id)
    return [sites[0], second]


def add_school_people(world: World, students: dict[School, Student]) -> Membership:
    """Coordinator, coach, director, an account for one student and an API key in each school; the first coordinator."""
    first = None
    for school, student in students.items():
        coordinator = add_account(world, school.organisation, Role.COORDINATOR)
        coach = add_account(world, school.organisation, Role.COACH)
        guide = Coach.objects.filter(school=school).order_by("pk")[:1].get()
        Coach.objects.filter(pk=guide.pk).update(user=coach.user, name=coach.user.name)
        add_account(world, school.organisation, Role.DIRECTOR)
        _let_in(student, guide, add_account(world, school.organisation, Role.STUDENT).user)
        add_api_key(world, coordinator)
        first = first or coordinator
    for role in (Role.COORDINATOR, Role.COACH, Role.DIRECTOR, Role.STUDENT):
        add_account(world, next(iter(students)).organisation, role, ended=True)
    assert first is not None  # noqa: S101 -- there are always two schools
    return first


def _let_in(student: Student, coach: Coach, user: User) -> None:
    """The student has this account, in their own name, and is guided by the coach with an account."""
    user.name = f"{student.first_name} {student.last_name}"
    user.save(update_fields=["name"])
    student.user, student.coach = user, coach
    student.save(update_fields=["user", "coach"])


def protect(world: World) -> None:
    """A second factor for the newest administrator, whose secret stands in the accounts file."""
    second = Membership.objects.filter(role=Role.ADMINISTRATOR, ends_on=None).order_by("-pk")[:1].get()
    add_second_factor(world, second)
