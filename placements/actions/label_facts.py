"""Hand to labels what placements tell of companies and schools."""

from django.db import transaction
from django.utils import timezone

from companies.models import Site
from labels.actions.fact import record_evidence
from labels.models import Fact
from marketplace.accounts.models import Organisation
from marketplace.actor import Actor
from placements.rules.label_facts import facts_on


@transaction.atomic
def tell_labels(*, by: Actor) -> int:
    """Write down what changed since the last time; how many facts that were. Called every night."""
    on = timezone.localdate()
    told = facts_on(on)
    known = _newest({fact.organisation_id for fact in told})
    new = [fact for fact in told if known.get((fact.organisation_id, fact.site_id, fact.key)) != fact.value]
    organisations = Organisation.objects.in_bulk({fact.organisation_id for fact in new})
    sites = Site.objects.in_bulk({fact.site_id for fact in new if fact.site_id})
    for fact in new:
        site = sites.get(fact.site_id) if fact.site_id else None
        organisation = organisations[fact.organisation_id]
        record_evidence(organisation=organisation, site=site, key=fact.key, value=fact.value, as_of=on, by=by)
    return len(new)


def _newest(organisations: set[int]) -> dict[tuple[int, int | None, str], dict[str, object]]:
    """The last value of each fact."""
    rows = Fact.objects.filter(organisation__in=organisations).order_by("as_of_on", "pk")
    return {(row.organisation_id, row.site_id, row.key): row.value for row in rows}
