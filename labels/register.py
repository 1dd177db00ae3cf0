"""The public register as rows: what everybody may know of a label; no name of a person, no reason."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.conf import settings
from django.urls import reverse

from companies.models import Company, Recognition
from labels.models import Credential, Label
from marketplace.identifiers import format_enterprise_number, format_establishment_number
from marketplace.reference.models import Postcode
from schools.models import Programme, SchoolClass

COLUMNS = (
    "organisation",
    "enterprise_number",
    "site",
    "establishment_number",
    "postcode",
    "municipality",
    "district",
    "sector",
    "programmes",
    "level",
    "audited",
    "status",
    "since",
    "until",
    "url",
    "credential_url",
)
AT_A_TIME = 200


def stream(labels: Iterable[Label], on: date) -> Iterator[dict[str, Any]]:
    """The rows of any number of labels, read some at a time."""
    rest = iter(labels)
    while some := list(islice(rest, AT_A_TIME)):
        yield from entries(some, on)


def entries(labels: Iterable[Label], on: date) -> list[dict[str, Any]]:
    """One flat row a label as on a day, with days as ISO text and numbers as people know them."""
    labels = list(labels)
    facts: dict[str, Any] = {
        "districts": dict(Postcode.objects.exclude(district="").values_list("code", "district")),
        "sectors": dict(
            Company.objects.filter(pk__in={label.organisation_id for label in labels}).values_list("pk", "sector")
        ),
        "programmes": _programmes(labels, on),
        "badges": set(Credential.objects.current().filter(label__in=labels).values_list("label", flat=True)),
    }
    return [_entry(label, **facts) for label in labels]


def _programmes(labels: list[Label], on: date) -> dict[int, list[str]]:
    """Label -> the names of what students learn there: official recognitions of a site, classes of a school."""
    recognised = Recognition.objects.in_force(on, on).filter(site__in={label.site_id for label in labels if label.site})
    held = {(site, code) for site, code in recognised.values_list("site", "programme_code")}
    names = dict(Programme.objects.filter(code__in={code for _, code in held}).values_list("code", "name"))
    schools = {label.organisation_id for label in labels if label.site is None}
    taught = set(SchoolClass.objects.filter(school__in=schools).values_list("school", "programme__name"))
    of_site = {site: sorted({names.get(code, code) for at, code in held if at == site}) for site, _ in held}
    of_school = {school: sorted(name for at, name in taught if at == school) for school, _ in taught}
    return {
        label.pk: of_site.get(label.site_id, []) if label.site_id else of_school.get(label.organisation_id, [])
        for label in labels
    }


def _entry(
    label: Label,
    *,
    districts: dict[str, str],
    sectors: dict[int, str],
    programmes: dict[int, list[str]],
    badges: set[int],
) -> dict[str, Any]:
    number, establishment = label.public_number, label.public_site_number
    page = settings.PUBLIC_URL + reverse("label-detail", args=[label.pk])
    return {
        "organisation": label.organisation.public_name,
        "enterprise_number": format_enterprise_number(number) if number else "",
        "site": label.site.name if label.site else "",
        "establishment_number": format_establishment_number(establishment) if establishment else "",
        "postcode": label.place.postcode,
        "municipality": label.place.municipality,
        "district": districts.get(label.place.postcode, ""),
        "sector": sectors.get(label.organisation_id, ""),
        "programmes": programmes[label.pk],
        "level": label.level,
        "audited": label.is_audited,
        "status": label.status,
        "since": label.starts_on.isoformat() if label.starts_on else "",
        "until": label.ends_on.isoformat() if label.ends_on else "",
        "url": page,
        "credential_url": f"{page}credential.json" if label.pk in badges else "",
    }
