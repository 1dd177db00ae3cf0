"""Invented schools with classes, coaches, students, homes and representatives."""

from datetime import date

from django.utils import timezone

from marketplace.accounts.models import Organisation, User
from marketplace.commitments.models import Commitment, TextKind, TextVersion
from placements.demo.hosts import enterprise_number
from placements.demo.names import FIRST, LAST, SCHOOLS, SECOND
from placements.demo.people import born_on, person_name
from placements.demo.world import World
from schools.models import Coach, Home, LegalRepresentative, School, SchoolClass, SchoolSite, Student

LANGUAGES = ["nl", "nl", "nl", "nl", "fr", "en", "tr", "ar"]
SCHOOL_DAYS = {True: [1, 2], False: [1, 2, 3, 4, 5]}  # dual students work on the other weekdays


def add_schools(world: World, signer: User) -> list[School]:
    """Schools with a site and coaches, code and data arrangement signed."""
    organisations = Organisation.objects.bulk_create(
        Organisation(
            name=f"{SCHOOLS[index % len(SCHOOLS)]} {SECOND[index % len(SECOND)]}{_roman(index)} (demo)",
            enterprise_number=enterprise_number(5_000 + index),
            source="demo",
            municipality="Antwerpen",
        )
        for index in range(world.scale.schools)
    )
    schools = School.objects.bulk_create(
        School(organisation=organisation, institution_number=f"{990_001 + index}")
        for index, organisation in enumerate(organisations)
    )
    for kind in (TextKind.ETHICS_CODE, TextKind.DATA_ARRANGEMENT):
        text = TextVersion.objects.in_force(kind, timezone.localdate())
        Commitment.objects.bulk_create(
            Commitment(text=text, organisation=organisation, signed_by=signer, signed_at=timezone.now())
            for organisation in organisations
        )
    _add_sites_and_coaches(world, schools)
    return schools


def _roman(index: int) -> str:
    return "" if index < len(SECOND) else f" {index // len(SECOND) + 1}"


def _add_sites_and_coaches(world: World, schools: list[School]) -> None:
    places = [(school, world.pick_postcode()) for school in schools]
    SchoolSite.objects.bulk_create(
        SchoolSite(school=school, name="Hoofdgebouw", postcode=place.code, municipality=place.municipality)
        for school, place in places
    )
    Coach.objects.bulk_create(
        Coach(
            school=school,
            name=person_name(world),
            email=f"coach.{school.pk}.{index}@demo.example",
            phone=f"+323203{school.pk % 100:02d}{index:02d}",
        )
        for school in schools
        for index in range(3)
    )


def add_students(world: World, schools: list[School]) -> list[Student]:
    """Students spread over schools and programmes, with homes and, for minors, representatives."""
    classes = _add_classes(world, schools)
    coaches: dict[int, list[Coach]] = {}
    for coach in Coach.objects.filter(school__in=schools):
        coaches.setdefault(coach.school_id, []).append(coach)
    students = Student.objects.bulk_create(
        [_student(world, number, classes, coaches) for number in range(world.scale.students)], batch_size=2_000
    )
    _add_homes(world, students)
    _add_representatives(world, students)
    return students


def _add_classes(world: World, schools: list[School]) -> dict[int, list[SchoolClass]]:
    """Each school teaches some of the programmes; by index of the programme its classes."""
    count = max(3, len(world.programmes) // 4)
    pairs = [(index % len(schools), index) for index in range(len(world.programmes))]  # every programme somewhere
    for place in range(len(schools)):
        taught = world.random.sample(range(len(world.programmes)), min(count, len(world.programmes)))
        pairs += [(place, index) for index in taught]
    made = SchoolClass.objects.bulk_create(
        SchoolClass(
            school=schools[place],
            name=f"{world.programmes[index].grade}{world.programmes[index].code}",
            school_year=world.school_year,
            programme=world.programmes[index],
            study_year=STUDY_YEAR.get(world.programmes[index].grade, 5),
            school_days=SCHOOL_DAYS[world.programmes[index].is_dual],
        )
        for place, index in dict.fromkeys(pairs)
    )
    by_programme: dict[int, list[SchoolClass]] = {}
    for row in made:
        by_programme.setdefault(row.programme_id, []).append(row)
    return by_programme


STUDY_YEAR = {"2": 4, "3": 5, "7": 7, "ov3": 5}


def _student(
    world: World, number: int, classes: dict[int, list[SchoolClass]], coaches: dict[int, list[Coach]]
) -> Student:
    programme = world.pick_programme()
    row = world.random.choice(classes[programme.pk])
    first, last = world.random.choice(FIRST), world.random.choice(LAST)
    return Student(
        school_id=row.school_id,
        number=f"D{number + 1:06d}",
        first_name=first,
        last_name=last,
        born_on=born_on(world, world.random.choice([16, 16, 17, 17, 17, 18, 19])),
        programme=programme,
        study_year=row.study_year,
        school_class=row,
        coach=world.random.choice(coaches[row.school_id]),
        email=f"leerling{number + 1}@demo.example",
        languages=sorted({"nl", world.random.choice(LANGUAGES)}),
        attests=["vca"] if world.random.random() < 0.2 else [],
        needs=["plain_dutch"] if world.random.random() < 0.1 else [],
        dual_since_on=max(date(world.school_year, 9, 1), world.today) if programme.is_dual else None,
    )


def _add_homes(world: World, students: list[Student]) -> None:
    homes = []
    for student in students:
        weeks = ["even", "odd"] if world.random.random() < 0.1 else ["every"]
        for week in weeks:
            place = world.pick_postcode()
            homes.append(Home(student=student, postcode=place.code, weeks=week, lat=place.lat, lon=place.lon))
    Home.objects.bulk_create(homes, batch_size=2_000)


def _add_representatives(world: World, students: list[Student]) -> None:
    rows = []
    for student in students:
        if not student.is_minor_on(world.today):
            continue
        for number in range(1 + (world.random.random() < 0.5)):
            rows.append(
                LegalRepresentative(
                    student=student,
                    name=f"{world.random.choice(FIRST)} {student.last_name}",
                    language=world.random.choice(LANGUAGES),
                    email=f"ouder{number + 1}.{student.number.lower()}@demo.example",
                )
            )
    LegalRepresentative.objects.bulk_create(rows, batch_size=2_000)
