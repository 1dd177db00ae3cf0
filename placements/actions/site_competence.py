"""The activity list of a site for a programme, as HR keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from companies.models import Site
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from placements.models import SiteCompetence
from schools.models import Competence, Programme


@dataclass(frozen=True)
class Offered:
    """What a site says of one competence; without activities and offered: it says nothing."""

    is_offered: bool = True
    activities: str = ""
    equipment: str = ""


@transaction.atomic
def save_activity_list(*, site: Site, programme: Programme, rows: Mapping[int, Offered], by: Actor) -> int:
    """Write the list by the key of the competence; how many of them the site says something of.

    Plans that are drafted later start from it; those that exist stay. Raises PermissionDenied for all but HR of the
    site's company.
    """
    if not by.has(Role.HR) or site.company_id != by.organisation_id:
        raise PermissionDenied
    said = 0
    for competence in Competence.objects.filter(programme=programme, pk__in=rows):
        said += _save(site, competence, rows[competence.pk])
    record("site.activity_list_saved", subject=site, by=by, data={"programme": programme.pk, "competences": said})
    return said


def _save(site: Site, competence: Competence, row: Offered) -> bool:
    activities, own = row.activities.strip(), SiteCompetence.objects.filter(site=site, competence=competence)
    if row.is_offered and not activities:
        own.delete()
        return False
    fields = {"is_offered": row.is_offered, "activities": activities, "equipment": row.equipment.strip()}
    silent = {"is_offered": False, "activities": "", "equipment": ""}
    SiteCompetence.objects.update_or_create(
        site=site, competence=competence, defaults=fields if row.is_offered else silent
    )
    return True
