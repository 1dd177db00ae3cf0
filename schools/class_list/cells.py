"""Reads the cells of a class list: many notations in, one value out, or one sentence."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from marketplace.identifiers import WrongIdentifier, parse_postcode, parse_telephone
from schools.class_list.headers import plain
from schools.enums import ContactLanguage, Language

DAY_NOTATIONS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y", "%d/%m/%y", "%Y/%m/%d", "%Y%m%d")
MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
LANGUAGE_WORDS = {
    "nl": ("nl", "nederlands", "ned"),
    "en": ("en", "engels", "english"),
    "fr": ("fr", "frans", "francais"),
    "tr": ("tr", "turks", "turkce"),
    "ar": ("ar", "arabisch"),
}
SPOKEN_WORDS = LANGUAGE_WORDS | {
    "de": ("de", "duits"),
    "es": ("es", "spaans"),
    "pl": ("pl", "pools"),
    "ro": ("ro", "roemeens"),
    "uk": ("uk", "oekraiens"),
}
AND = re.compile(  # beside a word of three letters or more; in "nl en fr" it is English
    r"(?<=\w{3})\.?\s+en\s+(?=\w)|(?<=\w)\s+en\s+(?=\w{3})|\band\b", re.IGNORECASE
)
BETWEEN_LANGUAGES = re.compile(r"[\s,;./+&|()-]+")
YOUNGEST, OLDEST = 10, 75  # ages between which a birth date is believed


class WrongCell(ValueError):  # noqa: N818 -- the cell is wrong, not the program
    """A cell that cannot be read; str() is the sentence for the person."""


def day(text: str) -> str:
    """A day as ISO text, from 3/3/2009, 03-03-2009, 3.3.09, 2009-03-03, 3 maart 2009."""
    digits = re.sub(r"\s*[./-]\s*", "/", _with_month_number(text)) if not re.match(r"\d{4}-", text) else text
    for notation in DAY_NOTATIONS:
        try:
            return datetime.strptime(digits, notation).date().isoformat()  # noqa: DTZ007 -- only its day is kept
        except ValueError:
            continue
    raise WrongCell(_("%(text)s is geen datum: schrijf dag/maand/jaar, zoals 3/9/2009.") % {"text": text})


def birth_day(text: str, on: date) -> str:
    """A birth date as ISO text, of somebody who may be a student on that day."""
    found = day(text)
    if not YOUNGEST <= on.year - int(found[:4]) <= OLDEST:
        raise WrongCell(_("Kijk de geboortedatum na: %(text)s.") % {"text": text})
    return found


def study_year(text: str) -> int:
    """1 to 8, from 5, 5de, 5e jaar."""
    found = re.match(r"([1-8])(?!\d)", text)
    if not found:
        raise WrongCell(_("Het leerjaar is een cijfer van 1 tot 8, niet %(text)s.") % {"text": text})
    return int(found[1])


def postcode(text: str) -> str:
    """Four digits."""
    return _identifier(parse_postcode, text)


def phone(text: str) -> str:
    """A telephone number in E.164; a spreadsheet may have eaten the leading zero."""
    return _identifier(parse_telephone, f"0{text}" if re.fullmatch("[1-9][0-9]{7,8}", text) else text)


def email(text: str) -> str:
    """A mail address in lower case."""
    try:
        validate_email(text)
    except ValidationError as error:
        raise WrongCell(_("%(text)s is geen mailadres.") % {"text": text}) from error
    return text.lower()


def language(text: str) -> str:
    """The code of a contact language."""
    if code := _code(text, LANGUAGE_WORDS):
        return code
    raise WrongCell(unknown_language(text, ContactLanguage.labels))


def languages(text: str) -> list[str]:
    """The codes of what a student speaks, from "Nederlands en Frans" or "nl/fr"; what we do not know stays out."""
    spoken = {code for word in _spoken_words(text) if (code := _code(word, SPOKEN_WORDS))}
    return sorted(spoken, key=Language.values.index)


def unknown_languages(text: str) -> list[str]:
    """The words among what a student speaks that are none of our languages."""
    return [word for word in _spoken_words(text) if not _code(word, SPOKEN_WORDS)]


def unknown_language(word: str, labels: Iterable[object] = Language.labels) -> str:
    """What to tell about a language that is none of these."""
    known = ", ".join(str(label) for label in labels)
    return _("De taal %(text)s kennen we niet. Kies uit: %(known)s.") % {"text": word, "known": known}


def short(most: int) -> Callable[[str], str]:
    """A reader of plain text of at most that many characters."""

    def read(text: str) -> str:
        if len(text) > most:
            raise WrongCell(_("%(text)s… is te lang: hoogstens %(most)s tekens.") % {"text": text[:20], "most": most})
        return text

    return read


def _spoken_words(text: str) -> list[str]:
    """Each part with a letter in it, once."""
    words = dict.fromkeys(BETWEEN_LANGUAGES.split(AND.sub(" ", text)))
    return [word for word in words if any(sign.isalpha() for sign in word)]


def _code(text: str, words: Mapping[str, Collection[str]]) -> str | None:
    return next((code for code, notations in words.items() if plain(text) in notations), None)


def _identifier(parse: Callable[[str], str], text: str) -> str:
    try:
        return parse(text)
    except WrongIdentifier as error:
        raise WrongCell(_(error.template) % error.params) from error


def _with_month_number(text: str) -> str:
    found = re.fullmatch(r"(\d{1,2})[\s.-]+([a-z]{3})[a-z]*\.?[\s.-]+(\d{2,4})", text.strip().casefold())
    if not found:
        return text
    word = {"mrt": "maa", "maart": "maa"}.get(found[2], found[2])
    return f"{found[1]}/{MONTHS.index(word) + 1}/{found[3]}" if word in MONTHS else text
