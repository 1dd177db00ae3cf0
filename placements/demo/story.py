"""Plays one dual student and one school placement from the first offer to the first day, and one that is hired away."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from companies.models import Mentor, Recognition, Site
from marketplace.accounts.access import actor_for
from marketplace.accounts.models import Membership
from marketplace.actor import Actor, Role
from placements.actions import agreement, capacity, family, offer, placement, signature, start
from placements.actions.host_tie import say_host_tie
from placements.actions.link import actor_of, issue_links
from placements.actions.request import submit_requests
from placements.demo.clock import on_day
from placements.demo.trades import fits
from placements.demo.weeks import first_day, newest_school_day
from placements.demo.world import World
from placements.enums import CheckItem, EndReason, HealthOutcome, HostTie, Party, SignedBy
from placements.models import Agreement, Capacity, PersonalLink, Placement, PlacementRequest
from schools.models import LegalRepresentative, Student

BEFORE = timedelta(days=35)  # the story begins five weeks before its placements do


@dataclass
class Story:
    """Who plays, and on which days."""

    world: World
    student: Student
    site: Site
    starts_on: date

    def actor(self, organisation_id: int, role: str) -> Actor:
        """The first person with a role in an organisation, as an actor on the story's days."""
        held = Membership.objects.filter(organisation=organisation_id, role=role, ends_on=None)
        row = held.select_related("user").order_by("pk")[:1].get()
        return actor_for(row.user, organisation_id, self.world.today)

    @property
    def hr(self) -> Actor:
        return self.actor(self.site.company_id, Role.HR)

    @property
    def coordinator(self) -> Actor:
        return self.actor(self.student.school_id, Role.COORDINATOR)

    @property
    def coach(self) -> Actor:
        return self.actor(self.student.school_id, Role.COACH)

    @property
    def director(self) -> Actor:
        return self.actor(self.student.school_id, Role.DIRECTOR)

    @property
    def mentor(self) -> Actor:
        return self.actor(self.site.company_id, Role.MENTOR)

    @property
    def pupil(self) -> Actor:
        """The one student of the school with an account."""
        return self.actor(self.student.school_id, Role.STUDENT)

    @property
    def mentors(self) -> QuerySet[Mentor]:
        """Of the site; the first has an account."""
        return Mentor.objects.filter(site=self.site).order_by("pk")


def play(world: World, star: Student, students: list[Student], site: Site) -> list[Student]:
    """A dual student and one in a school placement, each from offer to running, and one whom the company would hire.

    `students` are those of a school with people, `star` the dual one, `site` is of a company with people.
    """
    pupil = first_player(world, students, site, is_dual=False)
    dual = Story(world=world, student=star, site=site, starts_on=first_day(world.today))
    stage = Story(world=world, student=pupil, site=site, starts_on=newest_school_day(world.today))
    for name, story, mentor in (
        ("running_dual", dual, dual.mentors[0]),
        ("running_stage", stage, stage.mentors.reverse()[0]),
    ):
        world.objects[name] = _play(story, mentor).pk
    others = [student for student in students if student not in (star, pupil)]
    hired = first_player(world, others, site, is_dual=False)
    stopped = _hire(Story(world=world, student=hired, site=site, starts_on=stage.starts_on))
    world.objects["hired"] = stopped.pk
    return [star, pupil, hired]


def first_player(world: World, students: list[Student], site: Site, *, is_dual: bool) -> Student:
    """Somebody whose programme the site teaches, and without an account as yet.

    A minor if there is one, so that a representative signs too; otherwise the oldest, of age on all days of the story.
    """
    fitting = [student for student in students if student.programme.is_dual == is_dual and student.user_id is None]
    return min(
        fitting,
        key=lambda student: (
            not fits(site, student.programme),
            not student.is_minor_on(world.today),
            student.born_on,
        ),
    )


def _play(story: Story, mentor: Mentor) -> Placement:
    row, people = _agree(story, mentor)
    with on_day(story.starts_on - BEFORE + timedelta(days=7)):
        _sign(story, row, people)
        _tick(story, row)
    with on_day(story.starts_on):
        return placement.start(placement=row, by=story.coach)


def _hire(story: Story) -> Placement:
    """The student goes to work there before the diploma: the place stops, and the platform asks the coach about it."""
    row, _ = _agree(story, story.mentors[0])
    with on_day(story.world.today):
        return placement.stop(placement=row, by=story.coach, reason=EndReason.HIRED)


def _agree(story: Story, mentor: Mentor) -> tuple[Placement, list[Actor]]:
    """From places and a request to everybody's yes; the placement, and those who answer by link."""
    with on_day(story.starts_on - BEFORE):
        place, request = _publish(story), _ask(story)
        sent = offer.send_offer(
            request=request, capacity=place, by=story.coordinator, student_told_on=story.starts_on - BEFORE
        )
    with on_day(story.starts_on - BEFORE + timedelta(days=2)):
        row = offer.accept(offer=sent, by=story.hr, wants_meeting=False, mentor=mentor)
        return row, _say_yes(story, row)


def _publish(story: Story) -> Capacity:
    """HR offers two places from the story's first day on, and says that the recognition is there."""
    programme = story.student.programme
    row = capacity.draft_capacity(site=story.site, by=story.hr, starts_on=story.starts_on, ends_on=_last_day(story))
    capacity.edit_capacity(
        capacity=row,
        by=story.hr,
        places=2,
        week={str(day): ["08:30", "16:30"] for day in range(1, 6)},
        tasks="Goederen ontvangen en controleren\nBestellingen klaarzetten\nMeewerken in het team",
    )
    capacity.choose_programmes(capacity=row, programmes=[programme], kinds=["work"], by=story.hr)
    if programme.is_dual:
        Recognition.objects.get_or_create(
            site=story.site,
            programme_code=programme.code,
            defaults={
                "reference": f"DEMO-{story.site.pk}-{programme.code}",
                "starts_on": story.world.today - timedelta(days=300),
                "ends_on": story.world.today + timedelta(days=900),
            },
        )
    return capacity.publish_capacity(capacity=row, by=story.hr)


def _last_day(story: Story) -> date:
    """The thirtieth of June of the running school year, in the summer its last day."""
    today = story.world.today
    june = date(today.year + (today.month >= 9), 6, 30)
    return june if june > today else date(june.year, 8, 31)


def _ask(story: Story) -> PlacementRequest:
    done = submit_requests(
        students=[story.student],
        by=story.coordinator,
        starts_on=story.starts_on,
        ends_on=_last_day(story),
        weekdays=[3, 4, 5],
        reach_km=60,
    )
    if done.refused:
        raise LookupError(f"The demo's request was refused: {done.refused[0][1].sentence}")
    return done.made[0]


def _say_yes(story: Story, row: Placement) -> list[Actor]:
    """Who has no account opens a link; the student and one representative say yes. All of them, the student first."""
    issue_links(placement=row, by=story.coach)
    guests = [actor_of(link) for link in PersonalLink.objects.filter(placement=row).order_by("pk")]
    people = [story.pupil, *guests] if story.student.user_id else guests
    for person in people[:2]:
        family.say_yes(placement=row, by=person, way=_way(person))
    return people


def _way(person: Actor) -> SignedBy:
    return SignedBy.ACCOUNT if person.user_id else SignedBy.LINK


def _sign(story: Story, row: Placement, people: list[Actor]) -> None:
    """Agreement drafted, data checked on both sides, then four signatures; the last seals it."""
    draft = agreement.draft_agreement(placement=row, by=story.coach)
    agreement.check_data(agreement=draft, by=story.coach)
    agreement.check_data(agreement=draft, by=story.hr)
    signing = Agreement.objects.get(pk=draft.pk)
    for actor, way in ((story.hr, SignedBy.ACCOUNT), (story.director, SignedBy.ACCOUNT)):
        signature.sign(agreement=signing, by=actor, way=way)
    for person in people[:2]:
        if person.representative_id:
            own = LegalRepresentative.objects.get(pk=person.representative_id)
            say_host_tie(agreement=signing, representative=own, tie=HostTie.NONE, by=person)
        signature.sign(agreement=signing, by=person, way=_way(person))


def _tick(story: Story, row: Placement) -> None:
    """Each owner ticks their items of the short list."""
    on = story.starts_on - BEFORE + timedelta(days=7)
    for check in row.checks.order_by("pk"):
        by = story.coach if check.owner == Party.SCHOOL else story.hr
        start.tick_check(
            check=check,
            done_on=on,
            by=by,
            document_on=on if check.item == CheckItem.RISK_ANALYSIS else None,
            outcome=HealthOutcome.FIT if check.item == CheckItem.HEALTH else "",
        )
