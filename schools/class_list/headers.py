"""Column names of class lists: the words that schools use for each field, and columns that are never read."""

import unicodedata
from collections.abc import Iterable, Mapping

NUMBER = "number"
REPRESENTATIVES = (1, 2)
WORDS: dict[str, tuple[str, ...]] = {
    NUMBER: ("leerlingnummer", "leerlingennummer", "leerlingnr", "leerlingid", "stamnummer", "internnummer", "nummer"),
    "first_name": ("voornaam", "voornamen", "roepnaam"),
    "last_name": ("familienaam", "achternaam", "naam", "familienaamleerling"),
    "born_on": ("geboortedatum", "geborenop", "gebdatum"),
    "class_name": ("klas", "klasnaam", "klasgroep", "klascode"),
    "programme": ("opleiding", "richting", "studierichting", "opleidingscode", "administratievegroep"),
    "study_year": ("leerjaar", "studiejaar", "jaar"),
    "postcode": ("postcode", "postcode1", "postnummer"),
    "postcode_2": ("postcode2", "tweedepostcode"),
    "email": ("mail", "email", "mailadres", "emailadres", "mailleerling", "emailleerling"),
    "phone": ("gsm", "gsmnummer", "telefoon", "telefoonnummer", "tel", "mobiel"),
    "dual_since_on": ("duaalsinds", "induaalsinds", "startduaal"),
    "languages": ("talen", "talenleerling", "spreekt"),
    "coach": ("trajectbegeleider", "coach", "begeleider"),
}
REPRESENTATIVE_WORDS: dict[str, tuple[str, ...]] = {
    "name": ("", "naam"),
    "email": ("mail", "email", "mailadres", "emailadres"),
    "phone": ("gsm", "telefoon", "telefoonnummer", "tel"),
    "language": ("taal", "contacttaal"),
}
REPRESENTATIVE_PREFIXES = ("ouder", "vertegenwoordiger", "voogd")
NATIONAL_WORDS = ("rijksregister", "insz", "nationaalnummer", "nationaalnr", "bisnummer")
TEMPLATE = (
    "leerlingnummer", "voornaam", "familienaam", "geboortedatum", "klas", "opleiding", "leerjaar", "postcode",
    "postcode 2", "mail", "gsm", "talen", "duaal sinds", "trajectbegeleider", "ouder 1 naam", "ouder 1 mail",
    "ouder 1 gsm", "ouder 1 taal", "ouder 2 naam", "ouder 2 mail", "ouder 2 gsm", "ouder 2 taal",
)  # fmt: skip


def plain(text: str) -> str:
    """Letters and digits only, lower case, without accents: how words of people are compared."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if character.isalnum())


def is_national(column: str) -> bool:
    """Whether a column says that it holds national register numbers."""
    name = plain(column)
    return name in ("rrn", "rrnr", "nn") or any(word in name for word in NATIONAL_WORDS)


def fields_of(columns: Iterable[str]) -> dict[str, str]:
    """The column of each field that was found: field → column; the first column of several with one meaning."""
    found: dict[str, str] = {}
    for column in columns:
        if field := _FIELDS.get(plain(column)):
            found.setdefault(field, column)
    return found


def representative_prefix(order: int) -> str:
    """What the fields of the first or second representative begin with."""
    return f"representative_{order}_"


def _by_word() -> Mapping[str, str]:
    fields = {word: field for field, words in WORDS.items() for word in words}
    for order in REPRESENTATIVES:
        for part, words in REPRESENTATIVE_WORDS.items():
            field = representative_prefix(order) + part
            fields |= {f"{prefix}{order}{word}": field for prefix in REPRESENTATIVE_PREFIXES for word in words}
            fields |= {f"{word}{prefix}{order}": field for prefix in REPRESENTATIVE_PREFIXES for word in words}
    return fields


_FIELDS = _by_word()
