"""What a number or a file is worth: genuine, changed, or not ours; nothing is kept, and nobody's data is shown."""

from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from marketplace.documents.models import SealCertificate, SealedDocument
from marketplace.documents.seal import seal_of


class Worth(Enum):
    """The verdicts, each with its sentence and the tone of its notice."""

    GENUINE = ("good", _("Dit document is echt: het platform verzegelde het en er is niets aan veranderd."))
    KNOWN = ("good", _("Het platform maakte een document met dit nummer. Laad je bestand op om te zien of het klopt."))
    CHANGED = ("stopped", _("Dit document draagt ons zegel, maar is daarna veranderd. Gebruik het niet."))
    FOREIGN = ("attention", _("Dit bestand draagt ons zegel niet: het komt niet van dit platform."))
    UNKNOWN = ("attention", _("Dit nummer kennen we niet. Kijk na of je het juist overtypte."))

    @property
    def tone(self) -> str:
        return str(self.value[0])

    @property
    def sentence(self) -> str:
        return str(self.value[1])


@dataclass(frozen=True)
class Verdict:
    """What it is worth, and the document when we know it."""

    worth: Worth
    document: SealedDocument | None = None


def judge_number(number: str) -> Verdict:
    """Whether the platform made a document with this number, typed in any way."""
    plain = "".join(sign for sign in number.upper() if sign.isalnum())
    document = SealedDocument.objects.filter(number="-".join(plain[at : at + 4] for at in range(0, 16, 4))).first()
    return Verdict(Worth.KNOWN, document) if document else Verdict(Worth.UNKNOWN)


def judge_file(content: bytes) -> Verdict:
    """Whether a file is exactly one that the platform sealed."""
    document = SealedDocument.objects.filter(digest=sha256(content).hexdigest()).first()
    if document:
        return Verdict(Worth.GENUINE, document)
    seal = seal_of(content)
    ours = seal and SealCertificate.objects.filter(fingerprint=seal.fingerprint).exists()
    if seal and ours and seal.is_intact:
        return Verdict(Worth.GENUINE)
    return Verdict(Worth.CHANGED if ours else Worth.FOREIGN)
