"""What a student reached, as Open Badges 3.0 in one presentation for a talent portfolio; pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from labels.proof import BADGE_CONTEXT, VC_CONTEXT, Document

NAME = "Ik werk mee aan de toekomst van A"


@dataclass(frozen=True)
class Achieved:
    """One reached competence; all text. `number` is a urn:uuid, `since` a moment in UTC."""

    number: str
    code: str
    competence: str
    programme: str
    how: str
    since: str


def competence_badge(achieved: Achieved, *, issuer: str, home: str, holder: str, name: str) -> Document:
    """The badge of one competence, without its proof; `holder` is the urn of the student, who shows it to anybody."""
    return {
        "@context": [VC_CONTEXT, BADGE_CONTEXT],
        "id": achieved.number,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": NAME, "url": home},
        "validFrom": achieved.since,
        "name": achieved.competence,
        "credentialSubject": {
            "id": holder,
            "type": ["AchievementSubject"],
            "name": name,
            "achievement": {
                "id": f"{home}/competences/{achieved.code}",
                "type": ["Achievement"],
                "achievementType": "Competency",
                "name": achieved.competence,
                "description": achieved.programme,
                "criteria": {"id": f"{home}/", "narrative": achieved.how},
            },
        },
    }


def presentation(badges: Iterable[Document], *, holder: str) -> Document:
    """All badges of one student in one file that wallets and portfolios read."""
    return {
        "@context": [VC_CONTEXT],
        "type": ["VerifiablePresentation"],
        "holder": holder,
        "verifiableCredential": list(badges),
    }
