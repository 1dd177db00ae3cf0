"""Write the competence list of a programme, or correct it."""

from collections.abc import Sequence

from django.db import transaction

from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.workflow import refuse_if
from schools import competence_rules as rules
from schools.curriculum import CompetenceRow
from schools.models import Competence, Programme


@transaction.atomic
def write_competences(
    *, programme: Programme, rows: Sequence[CompetenceRow], general_hours: int, by: Actor
) -> list[Competence]:
    """Write the list that every training plan of the programme starts from; `general_hours` of a school year.

    A row with the code of a competence corrects that one; any other row is added, and what no row names goes away.
    Plans keep the places and hours that they took over. Refused: `competences.not_dual`, `competences.shipped`,
    `competences.known`, `competences.not_taught`, `competences.number`, `competences.text`, `competences.twice`,
    `competences.hours`, `competences.no_work`, `competences.used`.
    """
    row = Programme.objects.select_for_update().get(pk=programme.pk)
    refuse_if(rules.may_write(row, by) or rules.rows_whole(rows))
    there = {each.code: each for each in row.competences.select_for_update()}
    named = {each.code for each in rows}
    gone = [each for each in there.values() if each.code not in named]
    refuse_if(rules.unused(gone))
    row.competences.filter(pk__in=[each.pk for each in gone]).delete()
    row.general_hours = general_hours
    row.save(update_fields=["general_hours"])
    written = _written(row, rows, there)
    record("competences.written", subject=row, by=by, data={"number": len(written)})
    return written


def _written(programme: Programme, rows: Sequence[CompetenceRow], there: dict[str, Competence]) -> list[Competence]:
    last = max((each.number for each in there.values()), default=0)
    written = []
    for row in rows:
        if row.code not in there:
            last += 1
        competence = there.get(row.code) or _added(programme, last)
        competence.text_nl, competence.usual_place = row.text_nl, row.place
        competence.work_hours, competence.school_hours = row.work_hours, row.school_hours
        competence.save()
        written.append(competence)
    return written


def _added(programme: Programme, number: int) -> Competence:
    code = f"{programme.code}-{programme.grade}-{number:02}"
    return Competence(programme=programme, number=number, code=code)
