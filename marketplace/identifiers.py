"""Numbers that people type: parse every usual notation to bare digits, check them, and format them for reading.

Check digits: FPS Economy, identification numbers (19 September 2023), and Febelfin's structured communication; R36.
Only digits are stored; the parse functions raise WrongIdentifier, the format functions expect parsed digits.
"""

import re
import unicodedata
from collections.abc import Mapping

from marketplace.translatable import gettext_noop

SENTENCES = {
    "enterprise_number_shape": gettext_noop("Een ondernemingsnummer heeft 10 cijfers, bijvoorbeeld 0123.456.749."),
    "enterprise_number_start": gettext_noop("Een ondernemingsnummer begint met 0 of 1, dit begint met %(digit)s."),
    "enterprise_number_check": gettext_noop(
        "Dit ondernemingsnummer klopt niet: het controlegetal hoort %(check)s te zijn."
    ),
    "establishment_number_shape": gettext_noop("Een vestigingsnummer heeft 10 cijfers, bijvoorbeeld 2.123.456.791."),
    "establishment_number_start": gettext_noop("Een vestigingsnummer begint met 2 tot 8, dit begint met %(digit)s."),
    "establishment_number_check": gettext_noop(
        "Dit vestigingsnummer klopt niet: het controlegetal hoort %(check)s te zijn."
    ),
    "structured_communication_shape": gettext_noop(
        "Een gestructureerde mededeling heeft 12 cijfers, bijvoorbeeld +++123/4567/89002+++."
    ),
    "structured_communication_check": gettext_noop(
        "Deze gestructureerde mededeling klopt niet: het controlegetal hoort %(check)s te zijn."
    ),
    "postcode_shape": gettext_noop("Een Belgische postcode heeft 4 cijfers, bijvoorbeeld 2000."),
    "postcode_range": gettext_noop("Belgische postcodes gaan van 1000 tot 9992, %(postcode)s bestaat dus niet."),
    "institution_number_shape": gettext_noop(
        "Een instellingsnummer van een school heeft 6 cijfers, bijvoorbeeld 012345."
    ),
    "telephone_shape": gettext_noop(
        "Dit is geen telefoonnummer: typ het zoals 03 123 45 67, of met + en het land vooraan."
    ),
    "telephone_belgian": gettext_noop(
        "Een Belgisch telefoonnummer heeft 9 cijfers, of 10 voor een mobiel nummer, de eerste 0 inbegrepen."
    ),
}


class WrongIdentifier(ValueError):  # noqa: N818 -- the number is wrong, not the program
    """A number that cannot be right.

    `template` is the Dutch sentence with named gaps, for gettext; `params` fills the gaps; str() is both together.
    """

    def __init__(self, code: str, params: Mapping[str, str] | None = None) -> None:
        self.code = code
        self.template = SENTENCES[code]
        self.params = dict(params or {})
        super().__init__(self.template % self.params)


def parse_enterprise_number(text: str) -> str:
    """Return the ten digits of an enterprise number: 0 or 1 first, with or without BE, dots, or its leading zero."""
    digits = _digits_after_prefix(text)
    if re.fullmatch("[2-9][0-9]{8}", digits):
        digits = "0" + digits
    return _checked(digits, "enterprise_number", first_digits="01")


def parse_establishment_number(text: str) -> str:
    """Return the ten digits of an establishment (unit) number, 2 to 8 first."""
    return _checked(_digits_after_prefix(text), "establishment_number", first_digits="2345678")


def parse_structured_communication(text: str) -> str:
    """Return the twelve digits of a structured communication, typed with or without +++ or *** and slashes."""
    digits = re.sub(r"[\s+*/.\-]", "", _plain(text))
    if not re.fullmatch("[0-9]{12}", digits):
        raise WrongIdentifier("structured_communication_shape")
    return _same(digits, structured_communication(int(digits[:10])), "structured_communication")


def structured_communication(number: int) -> str:
    """Return the twelve digits for a payment: a number below ten thousand million and its check digits (0 is 97)."""
    if not 0 <= number < 10**10:
        raise ValueError("A structured communication holds a number of at most ten digits.")
    return f"{number:010d}{number % 97 or 97:02d}"


def parse_postcode(text: str) -> str:
    """Return the four digits of a Belgian postcode, typed with or without B- and a place name behind it."""
    found = re.fullmatch(r"(?:BE?[\s-]*)?([0-9]{4})(?:\s[^0-9]+)?", _plain(text))
    if not found:
        raise WrongIdentifier("postcode_shape")
    postcode = found[1]
    if not "1000" <= postcode <= "9992":
        raise WrongIdentifier("postcode_range", {"postcode": postcode})
    return postcode


def parse_institution_number(text: str) -> str:
    """Return the six digits of a school's institution number; a spreadsheet may have eaten the leading zero."""
    found = re.fullmatch(r"([0-9]{2,3})[\s.\-]?([0-9]{3})", _plain(text))
    if not found:
        raise WrongIdentifier("institution_number_shape")
    return (found[1] + found[2]).zfill(6)


def parse_telephone(text: str) -> str:
    """Return a telephone number in E.164, Belgian unless another country is typed: +3231234567, +32470123456."""
    typed = re.sub(r"[\s./\-()]", "", re.sub(r"\(0\)", "", _plain(text)))
    typed = re.sub("^00", "+", typed)
    if not re.fullmatch(r"\+?[0-9]{8,15}", typed):
        raise WrongIdentifier("telephone_shape")
    if typed.startswith("+") and not typed.startswith("+32"):
        return _foreign(typed)
    return "+32" + _belgian_subscriber(typed)


def format_enterprise_number(digits: str) -> str:
    """0566988259 → 0566.988.259"""
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def format_establishment_number(digits: str) -> str:
    """2147812701 → 2.147.812.701"""
    return f"{digits[:1]}.{digits[1:4]}.{digits[4:7]}.{digits[7:]}"


def format_structured_communication(digits: str) -> str:
    """312401398067 → +++312/4013/98067+++"""
    return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"


def format_telephone(number: str) -> str:
    """+32470123456 → +32 470 12 34 56; numbers of other countries stay as they are."""
    if not number.startswith("+32"):
        return number
    subscriber = number[3:]
    if len(subscriber) == 9:
        return re.sub(r"(...)(..)(..)(..)", r"+32 \1 \2 \3 \4", subscriber)
    if subscriber[0] in "2349":
        return re.sub(r"(.)(...)(..)(..)", r"+32 \1 \2 \3 \4", subscriber)
    return re.sub(r"(..)(..)(..)(..)", r"+32 \1 \2 \3 \4", subscriber)


def _plain(text: str) -> str:
    """Fold full-width and other look-alike characters, trim, and use upper case."""
    return unicodedata.normalize("NFKC", text).strip().upper()


def _digits_after_prefix(text: str) -> str:
    """Drop the words in front of a register number (BTW, TVA, VAT, KBO, BCE, BE) and its separators."""
    bare = re.sub(r"[\s.\-/_:]", "", _plain(text))
    return re.sub("^(?:BTW|TVA|VAT|KBO|BCE)?(?:BE)?", "", bare)


def _checked(digits: str, kind: str, *, first_digits: str) -> str:
    """Last two digits = 97 minus the rest of dividing the first eight by 97."""
    if not re.fullmatch("[0-9]{10}", digits):
        raise WrongIdentifier(f"{kind}_shape")
    if digits[0] not in first_digits:
        raise WrongIdentifier(f"{kind}_start", {"digit": digits[0]})
    return _same(digits, f"{digits[:8]}{97 - int(digits[:8]) % 97:02d}", kind)


def _same(typed: str, right: str, kind: str) -> str:
    if typed != right:
        raise WrongIdentifier(f"{kind}_check", {"check": right[-2:]})
    return typed


def _foreign(typed: str) -> str:
    if typed.startswith("+0"):
        raise WrongIdentifier("telephone_shape")
    return typed


def _belgian_subscriber(typed: str) -> str:
    """Eight digits, or nine for a mobile number (45 to 49 first), after the country and the leading 0."""
    subscriber = re.sub(r"^(?:\+?32(?=0?[1-9][0-9]{7,8}$)0?|\+320?|0)", "", typed)
    if not re.fullmatch("4[5-9][0-9]{7}|(?!4[5-9])[1-9][0-9]{7}", subscriber):
        raise WrongIdentifier("telephone_belgian")
    return subscriber
