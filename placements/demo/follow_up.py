"""Plays the first weeks of the running dual placement, up to what its student, mentor and coach still have to do."""

from datetime import date, timedelta

from marketplace.actor import Actor
from placements.actions.evaluation import competences_of, hold_evaluation, score_competences
from placements.actions.follow_up import confirm_week_note, write_week_note
from placements.demo.clock import on_day
from placements.demo.story import Story
from placements.demo.weeks import told_weeks
from placements.demo.world import World
from placements.enums import Score
from placements.models import Evaluation, Placement, WeekNote
from schools.models import Competence

FRIDAY = timedelta(days=4)
TOLD = (
    "Ik leerde het team en het materiaal kennen, en keek eerst goed mee (demo).",
    "Ik werkte samen met mijn mentor. Op het einde deed ik een stuk alleen (demo).",
)


def play_follow_up(world: World, row: Placement) -> None:
    """Weeks are told, all but the newest confirmed; in the newest talk the student's score is missing."""
    story = Story(world=world, student=row.student, site=row.site, starts_on=row.starts_on)
    learnt = competences_of(row)
    _tell_weeks(story, row, learnt)
    if learnt:
        _talk(story, row, learnt)


def _tell_weeks(story: Story, row: Placement, learnt: list[Competence]) -> None:
    """The student writes on Friday; on Monday the mentor confirms what was written before the newest week."""
    notes: list[WeekNote] = []
    for monday, text in zip(told_weeks(row.starts_on, story.world.today), TOLD, strict=False):
        with on_day(_day_within(story, monday + FRIDAY)):
            notes.append(write_week_note(placement=row, day=monday, text=text, competences=learnt[:2], by=story.pupil))
    for note in notes[:-1]:
        with on_day(_day_within(story, note.monday_on + timedelta(days=7))):
            confirm_week_note(note=note, by=story.mentor)


def _day_within(story: Story, day: date) -> date:
    return min(max(day, story.starts_on), story.world.today)


def _talk(story: Story, row: Placement, learnt: list[Competence]) -> None:
    """Each moment that has come was held, but for the newest: there the student scores next."""
    come = Evaluation.objects.filter(placement=row, planned_on__lte=story.world.today).order_by("planned_on")
    if not come:  # of the first days of a school year
        return
    *held, newest = come
    for talk in held:
        with on_day(talk.planned_on):
            _score(talk, learnt, Score.WITH_HELP, story.mentor, story.coach, story.pupil)
            hold_evaluation(evaluation=talk, held_on=talk.planned_on, by=story.coach)
    with on_day(newest.planned_on):
        _score(newest, learnt, Score.MOSTLY_ALONE, story.mentor, story.coach)


def _score(talk: Evaluation, learnt: list[Competence], score: Score, *people: Actor) -> None:
    for person in people:
        score_competences(evaluation=talk, scores={row.pk: score for row in learnt}, by=person)
