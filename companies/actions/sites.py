"""Add and change sites, find them on the map, and note when they are closed."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from companies.enums import Location
from companies.models import Closure, Company, Site
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.jobs.actions import enqueue
from marketplace.reference.actions import Located, has_geocoder, locate, locate_at_once


@transaction.atomic
def add_site(*, company: Company, by: Actor, **facts: Any) -> Site:
    """Add an establishment; it is saved at once on its postcode's point, a job looks for the address."""
    ensure_hr_of(company.pk, by)
    site = Site(company=company, **facts)
    _place(site, locate_at_once(**_address(site)))
    site.save()
    record("site.added", subject=site, by=by)
    _look_for(site)
    return site


@transaction.atomic
def change_site(*, site: Site, by: Actor, **facts: Any) -> Site:
    """Change a site; a new address is located anew."""
    ensure_hr_of(site.company_id, by)
    locked = Site.objects.select_for_update(of=("self",)).get(pk=site.pk)
    before = _address(locked)
    for name, value in facts.items():
        setattr(locked, name, value)
    if moved := _address(locked) != before:
        _place(locked, locate_at_once(**_address(locked)))
    locked.save()
    record("site.changed", subject=locked, by=by, data={"moved": moved})
    if moved:
        _look_for(locked)
    return locked


def locate_site(*, site_id: int) -> None:
    """Ask the geocoder where a site is; raises GeocoderAway when it is down. An address that moved meanwhile stays."""
    site = Site.objects.get(pk=site_id)
    asked = _address(site)
    located = locate(**asked)
    with transaction.atomic():
        current = Site.objects.select_for_update(of=("self",)).get(pk=site_id)
        if _address(current) == asked:
            _place(current, located)
            current.save(update_fields=["lat", "lon", "location"])


@transaction.atomic
def add_closure(*, site: Site, starts_on: date, ends_on: date, by: Actor) -> Closure:
    """Note days on which a site is closed; they stop the clock of answers (R29)."""
    ensure_hr_of(site.company_id, by)
    closure = Closure.objects.create(site=site, starts_on=starts_on, ends_on=ends_on)
    record("closure.added", subject=closure, by=by)
    return closure


@transaction.atomic
def remove_closure(*, closure: Closure, by: Actor) -> None:
    """Take away days of closure."""
    ensure_hr_of(closure.site.company_id, by)
    record("closure.removed", subject=closure, by=by)
    closure.delete()


def ensure_hr_of(company_id: int, by: Actor) -> None:
    """Raise PermissionDenied unless the actor is HR of this company or the system."""
    if not by.is_system and not (by.has(Role.HR) and by.organisation_id == company_id):
        raise PermissionDenied


def _address(site: Site) -> dict[str, str]:
    return {"street": site.street, "postcode": site.postcode, "municipality": site.municipality}


def _place(site: Site, located: Located) -> None:
    site.lat, site.lon = located.point or (None, None)
    known = Location.ADDRESS if located.is_exact else Location.POSTCODE
    site.location = known if located.point else Location.UNKNOWN


def _look_for(site: Site) -> None:
    if has_geocoder() and site.location != Location.ADDRESS:
        enqueue("locate_site", site_id=site.pk)
