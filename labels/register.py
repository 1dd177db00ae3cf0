"""The public register as rows: what everybody may know of a label; no name of a person, no reason."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from companies.models import Company
from labels.models import Label
from marketplace.identifiers import format_enterprise_number, format_establishment_number
from marketplace.reference.models import Postcode

COLUMNS = (
    "organisation",
    "enterprise_number",
    "site",
    "establishment_number",
    "postcode",
    "municipality",
    "district",
    "sector",
    "level",
    "audited",
    "status",
    "since",
    "until",
    "url",
)


def entries(labels: Iterable[Label]) -> list[dict[str, Any]]:
    """One flat row a label, with days as ISO text and numbers as people know them."""
    labels = list(labels)
    districts = dict(Postcode.objects.exclude(district="").values_list("code", "district"))
    sectors = dict(
        Company.objects.filter(pk__in={label.organisation_id for label in labels}).values_list("pk", "sector")
    )
    return [_entry(label, districts, sectors) for label in labels]


def _entry(label: Label, districts: dict[str, str], sectors: dict[int, str]) -> dict[str, Any]:
    number = label.organisation.enterprise_number
    establishment = label.site.establishment_number if label.site else None
    return {
        "organisation": label.organisation.name,
        "enterprise_number": format_enterprise_number(number) if number else "",
        "site": label.site.name if label.site else "",
        "establishment_number": format_establishment_number(establishment) if establishment else "",
        "postcode": label.place.postcode,
        "municipality": label.place.municipality,
        "district": districts.get(label.place.postcode, ""),
        "sector": sectors.get(label.organisation_id, ""),
        "level": label.level,
        "audited": label.is_audited,
        "status": label.status,
        "since": label.starts_on.isoformat() if label.starts_on else "",
        "until": label.ends_on.isoformat() if label.ends_on else "",
        "url": settings.PUBLIC_URL + reverse("label-detail", args=[label.pk]),
    }
