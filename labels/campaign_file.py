"""What a campaign publishes, as the file that `python -m labels.sampling replay` reads; Django, no HTTP."""

from typing import Any

from labels.enums import SpotCheckStatus
from labels.models import Campaign, CampaignEntry
from labels.sampling import ALGORITHM, closed_part


def published(campaign: Campaign) -> dict[str, Any]:
    """The promise and the population by code; after the draw also the secret, the number and who is drawn when."""
    entries = sorted(campaign.entries.all(), key=lambda entry: entry.code)
    document = {
        "algorithm": ALGORITHM,
        "commitment": campaign.commitment,
        "digest": campaign.digest,
        "number": campaign.number,
        "waves": campaign.waves,
        "files_each": campaign.files_each,
        "public_source": campaign.public_source,
        "holders": [{"code": row.code, "weight": row.weight, "proof": row.proof} for row in entries],
    }
    if not campaign.is_drawn:
        return document
    drawn = {row.code: row.wave for row in entries if row.wave}
    return document | {"secret": campaign.secret, "public_number": campaign.public_number, "drawn": drawn}


def own_file(entry: CampaignEntry) -> dict[str, Any]:
    """The same with a holder's closed part: its reasons, its salt, and the codes of its files."""
    checks = list(entry.checks.all())
    part = closed_part(entry.salt, entry.reasons, {check.code: check.weight for check in checks})
    drawn = [check.code for check in checks if check.status != SpotCheckStatus.LISTED]
    return published(entry.campaign) | {"own": {"code": entry.code, "part": part, "drawn": sorted(drawn)}}
