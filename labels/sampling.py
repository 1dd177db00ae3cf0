"""The draw of a campaign, which anybody can replay: `python -m labels.sampling replay FILE`; standard library only.

Every holder has as many tickets as its weight. Ticket t of holder c is the SHA-256 of "seed:digest:c:t" in hexadecimal.
The lowest ticket of a holder is its place; the lowest places are drawn. So the chance to be drawn first is the weight
divided by all weights, and a holder that is drawn does not change the order of the others.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

ALGORITHM = "sha256-tickets-1"
Document = dict[str, Any]


@dataclass(frozen=True, order=True)
class Line:
    """One holder in the published population: its code, its weight (1 or more), and the proof of its closed part."""

    code: str
    weight: int
    proof: str

    def __str__(self) -> str:
        return f"{self.code},{self.weight},{self.proof}\n"


def digest_of(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def population_digest(lines: Iterable[Line]) -> str:
    """The digest of all lines "code,weight,proof", ordered by code, each ending with a line feed."""
    return digest_of("".join(str(line) for line in sorted(lines)))


def closed_part(salt: str, reasons: Sequence[str], files: Mapping[str, int]) -> str:
    """What only the holder reads: why it weighs what it weighs, and its own files; its digest is published as proof."""
    return json.dumps({"files": files, "reasons": sorted(reasons), "salt": salt}, sort_keys=True, separators=(",", ":"))


def seed_of(secret: str, public_number: str) -> str:
    """The secret that was promised by its digest, and a number that nobody could know then."""
    return f"{secret}:{public_number}"


def lowest_ticket(seed: str, digest: str, code: str, weight: int) -> str:
    """The lowest of as many tickets as the weight."""
    return min(digest_of(f"{seed}:{digest}:{code}:{number}") for number in range(1, weight + 1))


def drawn(seed: str, digest: str, weights: Mapping[str, int], number: int) -> list[str]:
    """The codes with the lowest tickets, in the order in which they are drawn; at most `number`."""
    return sorted(weights, key=lambda code: (lowest_ticket(seed, digest, code, weights[code]), code))[:number]


def draw_size(holders: int, percent: int, fewest: int, most: int) -> int:
    """That share of the holders, rounded up, inside the bounds, and never more than there are."""
    return min(holders, most, max(fewest, -(-holders * percent // 100)))


def waves_of(order: Sequence[str], waves: int) -> dict[str, int]:
    """Code -> wave (from 1): those drawn first come first, each wave as large as the others, or one larger."""
    return {code: place * waves // len(order) + 1 for place, code in enumerate(order)}


def replay(document: Document) -> list[str]:
    """Draws again from a published file and checks it; a sentence for everything that does not hold.

    A holder's own file says `own`: its closed part is checked, and the files that are drawn of it.
    """
    lines = [Line(row["code"], row["weight"], row["proof"]) for row in document["holders"]]
    seed, digest = seed_of(document["secret"], document["public_number"]), document["digest"]
    order = drawn(seed, digest, {line.code: line.weight for line in lines}, document["number"])
    checks = {
        "this is another algorithm": document["algorithm"] == ALGORITHM,
        "a code stands there twice": len({line.code for line in lines}) == len(lines),
        "the digest is not that of the population": population_digest(lines) == digest,
        "the secret is not the one that was promised": digest_of(document["secret"]) == document["commitment"],
        "others are drawn than was published": waves_of(order, document["waves"]) == document["drawn"],
        "the own part is not the one in the population": _own_holds(document, lines),
        "other files are drawn than was told": _own_files(document) == set(document.get("own", {}).get("drawn", [])),
    }
    return [problem for problem, holds in checks.items() if not holds]


def _own_holds(document: Document, lines: Iterable[Line]) -> bool:
    own = document.get("own")
    return own is None or (own["code"], digest_of(own["part"])) in {(line.code, line.proof) for line in lines}


def _own_files(document: Document) -> set[str]:
    own = document.get("own")
    if own is None or own["code"] not in document["drawn"]:
        return set()
    seed, files = seed_of(document["secret"], document["public_number"]), json.loads(own["part"])["files"]
    return set(drawn(seed, document["digest"], files, document["files_each"]))


def main(arguments: Sequence[str]) -> str:
    """The verdict on a file, in words; the exit code is 1 when something does not hold, 2 for a wrong command."""
    if len(arguments) != 2 or arguments[0] != "replay":
        print("python -m labels.sampling replay FILE", file=sys.stderr)  # noqa: T201 -- a command
        raise SystemExit(2)
    document = json.loads(Path(arguments[1]).read_text(encoding="utf-8"))
    if problems := replay(document):
        raise SystemExit("\n".join(problems))
    told = [f"{code} wave {wave}" for code, wave in document["drawn"].items()]
    files = [f"{code} is an own file" for code in document.get("own", {}).get("drawn", [])]
    return "\n".join([f"The draw holds: {len(told)} of {len(document['holders'])} holders.", *told, *files])


if __name__ == "__main__":
    print(main(sys.argv[1:]))  # noqa: T201 -- a command
