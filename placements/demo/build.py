"""Builds the demo city step by step and tells what it holds."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management import call_command

from marketplace.actor import SYSTEM, Role
from placements.actions.timer import run_timers
from placements.demo.cohort import add_schools, add_students
from placements.demo.cohort_round import play_round
from placements.demo.follow_up import play_follow_up
from placements.demo.hosts import add_companies
from placements.demo.labels import add_labels, finish_labels
from placements.demo.market import add_capacity, add_requests
from placements.demo.principals import add_city, add_company_people, add_partners, add_school_people, protect
from placements.demo.rights import play_labels
from placements.demo.scale import SCALES
from placements.demo.story import first_player, play
from placements.demo.world import World, new_world
from placements.models import Placement
from schools.models import School, Student


def build(*, seed: int, scale: str, today: date, tell: Callable[[str], Any]) -> World:
    """Reference facts, people, companies, schools, places, requests; then the story and one matching round."""
    call_command("load_reference", verbosity=0)
    world = new_world(seed=seed, today=today, scale=SCALES[scale])
    city = add_city(world)
    add_partners(world)
    officer, signer = city[Role.LABEL_OFFICER].user, city[Role.ADMINISTRATOR].user
    tell("companies, sites, mentors and labels")
    sites = add_companies(world, signer, officer)
    tell("schools and students")
    schools = add_schools(world, signer)
    add_labels(world, schools[:-1], signer, officer)
    students = add_students(world, schools)
    add_company_people(world, sites)
    own = [student for student in students if student.school_id == schools[0].pk]
    star = first_player(world, own, sites[0], is_dual=True)
    add_school_people(world, {schools[0]: star, schools[1]: _first_of(schools[1], students)})
    protect(world)
    tell("two placements, from the first offer to the first day, and one student who is hired away")
    players = play(world, star, own, sites[0])
    play_follow_up(world, Placement.objects.get(pk=world.objects["running_dual"]))
    tell("places and requests")
    add_capacity(world, sites)
    add_requests(world, [student for student in students if student not in players])
    tell("one matching round over everybody else")
    play_round(world, city[Role.ADMINISTRATOR])
    finish_labels(world, city[Role.LABEL_OFFICER])
    tell("promised places, reports, campaigns, a file in audit and one in objection, timers")
    play_labels(world, signer)
    run_timers(by=SYSTEM)
    return world


def _first_of(school: School, students: list[Student]) -> Student:
    return next(student for student in students if student.school_id == school.pk)
