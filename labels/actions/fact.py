"""Write down what the platform knows about a holder; called by the floors above when something happens."""

from datetime import date
from typing import Any

from django.db import transaction

from companies.models import Site
from labels.models import Fact
from marketplace.accounts.models import Organisation
from marketplace.actor import Actor
from marketplace.audit.actions import record


@transaction.atomic
def record_evidence(
    *, organisation: Organisation, site: Site | None, key: str, value: dict[str, Any], as_of: date, by: Actor
) -> Fact:
    """Keep what is known on a day under a FactKey; the same day again replaces it.

    `value` holds numbers and days by name ({"share": 0.62, "plans": 4}), never a person. `site` is null for what holds
    for the whole organisation, and for a school.
    """
    fact, _made = Fact.objects.update_or_create(
        organisation=organisation, site=site, key=key, as_of_on=as_of, defaults={"value": value}
    )
    record("label.fact", subject=fact, by=by, data={"key": key})
    return fact
