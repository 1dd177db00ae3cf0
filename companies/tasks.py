"""Looks for sites on the map in the background."""

from celery import shared_task

from companies.actions import locate_site
from companies.models import Site
from marketplace.jobs.actions import enqueue, handles
from marketplace.reference.actions import has_geocoder


@handles("locate_site")
def locate_one(*, site_id: int) -> None:
    """Locate one site; a geocoder that is away raises, and the job is tried again."""
    locate_site(site_id=site_id)


@shared_task
def locate_sites() -> int:
    """Each night: look again for sites that could not be found; their number."""
    ids = list(Site.objects.to_locate(has_geocoder()).values_list("pk", flat=True))
    for site_id in ids:
        enqueue("locate_site", site_id=site_id)
    return len(ids)
