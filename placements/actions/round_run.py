"""Run a matching round: here, or in parts on any number of workers; a second run leaves nothing double."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.actor import SYSTEM
from marketplace.jobs import actions as jobs
from marketplace.jobs.models import Job, JobState
from placements.actions.round_files import forget_work
from placements.actions.round_parts import COLLECT, JOB, collect, hand_out, solve_one, write_out
from placements.actions.round_solve import Prepared, Progress, certified, prepare, solved
from placements.actions.round_store import store
from placements.enums import RoundPhase, RoundStatus
from placements.matching import Assignment, MarketError
from placements.matching.arrays import ProofError
from placements.models import Round, RoundPart, RoundRun
from placements.workflow.round import rounds

WHOLE = "round"
KINDS = (WHOLE, JOB, COLLECT)
WAIT_SECONDS = 0.5
UNPROVEN = gettext_lazy(
    "Deze berekening bewijst haar resultaat niet, dus er is niets bewaard. Verwittig de beheerder: %(why)s"
)


class RunEnded(Exception):  # noqa: N818 -- it is an answer, not a fault
    """The run was stopped or failed while this worker was busy with it."""


def run_round(*, round_id: int, run_id: int | None = None, progress: Progress | None = None) -> None:
    """Do the present run of a round; without one, or when it is not `run_id`, nothing.

    Above `settings.ROUND_SPLIT_ABOVE` pairs it is handed out in parts, and the last part has them collected.
    What goes wrong is stored on the round with a sentence, so that it can be started again.
    """
    run = present_run(round_id, run_id)
    if run is None:
        return
    with _watched(run):
        if not run.parts.exists():  # else it was handed out by a worker that was lost since
            _begin(run, _telling(run, progress))


def _begin(run: RoundRun, tell: Progress) -> None:
    prepared = prepare(run.round, tell)
    if len(prepared.market.student) <= settings.ROUND_SPLIT_ABOVE:
        _finish(run, prepared, solved(run.round, prepared, tell), tell)
        return
    parts = write_out(run, prepared)
    tell(RoundPhase.SOLVE, 0, len(parts))
    hand_out(run, parts)


def run_to_end(*, round_id: int, progress: Progress) -> None:
    """Run a round here until it has ended, with the other workers at its side; each job is done by one of them."""
    while run := present_run(round_id):
        if not _work_on(round_id, progress):
            progress(run.round.phase, run.round.steps_done, run.round.steps_total)
            fail_lost()
            sleep(WAIT_SECONDS)


def _work_on(round_id: int, progress: Progress) -> bool:
    """Claim and do the next job of this round that no worker has; whether there was one."""
    now = timezone.now()
    free = Q(state=JobState.WAITING, due_at__lte=now) | Q(state=JobState.RUNNING, lease_until_at__lt=now)
    mine = Job.objects.filter(kind__in=KINDS, arguments__round_id=round_id, attempts__lt=jobs.MOST_ATTEMPTS)
    job = mine.filter(free).order_by("pk").first()
    if job is not None:
        jobs.run(job.pk, **({} if job.kind == JOB else {"progress": progress}))
    return job is not None


def run_part(*, round_id: int, run_id: int, part: int) -> None:
    """Solve one part of a run that was handed out; when the run has ended, nothing."""
    run = present_run(round_id, run_id)
    if run is None:
        return
    with _watched(run):
        solve_one(run, part)
        done, total = parts_done(run)
        _telling(run)(RoundPhase.SOLVE, done, total)


def collect_round(*, round_id: int, run_id: int, progress: Progress | None = None) -> None:
    """Put the parts of a run together, certify the whole and store it; when the run has ended, nothing."""
    run = present_run(round_id, run_id)
    if run is None:
        return
    with _watched(run):
        _finish(run, *collect(run), _telling(run, progress))


def present_run(round_id: int, run_id: int | None = None) -> RoundRun | None:
    """The run of this round that has not ended; none when it is another than `run_id`."""
    running = RoundRun.objects.filter(round=round_id, round__status=RoundStatus.RUNNING, ended_at=None)
    wanted = running if run_id is None else running.filter(pk=run_id)
    return wanted.select_related("round").first()


def parts_done(run: RoundRun) -> tuple[int, int]:
    """How many parts of a run are done, of how many."""
    parts = RoundPart.objects.filter(run=run)
    return parts.exclude(done_at=None).count(), parts.count()


def _finish(run: RoundRun, prepared: Prepared, assignment: Assignment, tell: Progress) -> None:
    outcome = certified(run.round, prepared, assignment, tell)
    tell(RoundPhase.STORE, 0, 0)
    store(run, outcome)


@contextmanager
def _watched(run: RoundRun) -> Iterator[None]:
    """What goes wrong fails the run; when it has ended meanwhile, there is nothing left to do."""
    try:
        yield
    except RunEnded:
        forget_work(run)
    except MarketError as wrong:
        fail(run, _("De gegevens van deze ronde kloppen niet: %(why)s") % {"why": wrong})
    except ProofError as why:
        fail(run, UNPROVEN % {"why": why})
    except Exception as fault:
        if isinstance(fault, FileNotFoundError) and not _goes_on(run):  # its folder went when it was stopped
            return
        fail(run, _("De ronde stopte door een fout in het platform. Start ze opnieuw of verwittig de beheerder."))
        raise


def _goes_on(run: RoundRun) -> bool:
    return RoundRun.objects.filter(pk=run.pk, ended_at=None).exists()


def _telling(run: RoundRun, also: Progress | None = None) -> Progress:
    """Writes the progress on the round's row, where its page reads it; raises RunEnded when the run has ended."""
    phase_before = run.round.phase

    def write(phase: str, done: int, total: int) -> None:
        nonlocal phase_before
        changes = {} if phase == phase_before else {"phase_started_at": timezone.now()}
        phase_before = phase
        running = Round.objects.filter(pk=run.round_id, runs__pk=run.pk, runs__ended_at=None)
        if not running.update(phase=phase, steps_done=done, steps_total=total, **changes):
            raise RunEnded
        if also is not None:
            also(phase, done, total)

    return write


def fail_lost() -> int:
    """Fail the rounds that no job is running any more, so that they can be started again; how many."""
    running = list(RoundRun.objects.filter(round__status=RoundStatus.RUNNING, ended_at=None).select_related("round"))
    alive = {arguments["round_id"] for arguments in jobs.work_of(*KINDS)}
    lost = [run for run in running if run.round_id not in alive]
    for run in lost:
        fail(run, _("De ronde viel vijf keer stil. Start ze opnieuw of verwittig de beheerder."))
    return len(lost)


@transaction.atomic
def fail(run: RoundRun, sentence: str) -> None:
    """End a run with a sentence on its round; one that has ended is left alone."""
    row = Round.objects.select_for_update().get(pk=run.round_id)
    if row.status == RoundStatus.RUNNING and _goes_on(run):
        end_run(run)
        rounds.take(row, "fail", by=SYSTEM, phase="", fault=sentence[:300])


def end_run(run: RoundRun) -> None:
    """Mark a run as over without a result, and remove its folder once that is certain."""
    RoundRun.objects.filter(pk=run.pk, ended_at=None).update(ended_at=timezone.now())
    transaction.on_commit(lambda: forget_work(run))
