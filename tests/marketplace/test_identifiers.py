import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace import identifiers
from marketplace.identifiers import (
    SENTENCES,
    WrongIdentifier,
    format_enterprise_number,
    format_establishment_number,
    format_structured_communication,
    format_telephone,
    parse_enterprise_number,
    parse_establishment_number,
    parse_institution_number,
    parse_postcode,
    parse_structured_communication,
    parse_telephone,
    structured_communication,
)

DIGITS = {
    parse_enterprise_number: {
        "0566.988.259": "0566988259",
        "0877.510.104": "0877510104",
        "0248.015.142": "0248015142",
        "566988259": "0566988259",
        "BE 0566.988.259": "0566988259",
        "be0566988259": "0566988259",
        "BTW BE 0566 988 259": "0566988259",
        "BE-0566-988-259": "0566988259",
        "KBO: 0566 988 259": "0566988259",
        " 0566\u00a0988\u00a0259 ": "0566988259",
        "\uff10\uff15\uff16\uff16988259": "0566988259",
        "1000.000.021": "1000000021",
    },
    parse_establishment_number: {
        "2.147.812.701": "2147812701",
        "2.147.812.897": "2147812897",
        "2147 812 701": "2147812701",
    },
    parse_structured_communication: {
        "+++312/4013/98067+++": "312401398067",
        "+++202/6000/12320+++": "202600012320",
        "+++000/0000/09797+++": "000000009797",
        "***312/4013/98067***": "312401398067",
        "312 4013 98067": "312401398067",
    },
    parse_postcode: {"2000": "2000", "B-2000": "2000", "be 2018": "2018", "2060 Antwerpen": "2060", "9992": "9992"},
    parse_institution_number: {"029553": "029553", "029 553": "029553", "29553": "029553", "110.312": "110312"},
    parse_telephone: {
        "03 123 45 67": "+3231234567",
        "03/123.45.67": "+3231234567",
        "0470/12.34.56": "+32470123456",
        "+32 470 12 34 56": "+32470123456",
        "+32 (0)470 12 34 56": "+32470123456",
        "0032 470 12 34 56": "+32470123456",
        "32470123456": "+32470123456",
        "470123456": "+32470123456",
        "015 12 34 56": "+3215123456",
        "+31 6 12345678": "+31612345678",
    },
}

REFUSED = [
    (parse_enterprise_number, "0566.988.258", "enterprise_number_check"),
    (parse_enterprise_number, "2566.988.259", "enterprise_number_start"),
    (parse_enterprise_number, "0566.988.25", "enterprise_number_shape"),
    (parse_enterprise_number, "", "enterprise_number_shape"),
    (parse_enterprise_number, "0566.988.2x9", "enterprise_number_shape"),
    (parse_enterprise_number, "NL0566988259", "enterprise_number_shape"),
    (parse_enterprise_number, "93051822361", "enterprise_number_shape"),
    (parse_establishment_number, "2.147.812.702", "establishment_number_check"),
    (parse_establishment_number, "0566.988.259", "establishment_number_start"),
    (parse_establishment_number, "9.147.812.701", "establishment_number_start"),
    (parse_establishment_number, "147.812.701", "establishment_number_shape"),
    (parse_structured_communication, "+++312/4013/98068+++", "structured_communication_check"),
    (parse_structured_communication, "+++000/0000/09700+++", "structured_communication_check"),
    (parse_structured_communication, "312/4013/9806", "structured_communication_shape"),
    (parse_postcode, "0999", "postcode_range"),
    (parse_postcode, "9993", "postcode_range"),
    (parse_postcode, "20000", "postcode_shape"),
    (parse_postcode, "Antwerpen", "postcode_shape"),
    (parse_institution_number, "29553.0", "institution_number_shape"),
    (parse_institution_number, "1234567", "institution_number_shape"),
    (parse_telephone, "0470 12 34 5", "telephone_belgian"),
    (parse_telephone, "+32 4701234567", "telephone_belgian"),
    (parse_telephone, "call me", "telephone_shape"),
    (parse_telephone, "+0123456789", "telephone_shape"),
]


@pytest.mark.parametrize(
    ("parse", "typed", "digits"),
    [(parse, typed, digits) for parse, cases in DIGITS.items() for typed, digits in cases.items()],
)
def test_every_notation_that_people_type_is_read(parse, typed, digits):
    assert parse(typed) == digits
    assert parse(digits) == digits


@pytest.mark.parametrize(("parse", "typed", "code"), REFUSED)
def test_a_wrong_number_is_refused_with_one_sentence(parse, typed, code):
    with pytest.raises(WrongIdentifier) as caught:
        parse(typed)
    error = caught.value
    assert error.code == code
    assert str(error) == error.template % error.params
    assert str(error).endswith(".")
    assert "%" not in str(error)


def test_every_sentence_is_used_by_a_refusal():
    assert set(SENTENCES) == {code for _, _, code in REFUSED}


def test_a_wrong_enterprise_number_names_the_right_check_digits():
    with pytest.raises(ValueError, match=r"^Dit ondernemingsnummer klopt niet: het controlegetal hoort 59 te zijn\.$"):
        parse_enterprise_number("0566.988.258")


@pytest.mark.parametrize(
    ("sentence", "parse"),
    [
        ("enterprise_number_shape", parse_enterprise_number),
        ("establishment_number_shape", parse_establishment_number),
        ("structured_communication_shape", parse_structured_communication),
        ("postcode_shape", parse_postcode),
        ("institution_number_shape", parse_institution_number),
    ],
)
def test_the_example_in_a_sentence_is_itself_right(sentence, parse):
    example = SENTENCES[sentence].rpartition("bijvoorbeeld ")[2].removesuffix(".")
    assert parse(example)


def test_numbers_are_shown_as_people_know_them():
    assert format_enterprise_number("0566988259") == "0566.988.259"
    assert format_establishment_number("2147812701") == "2.147.812.701"
    assert format_structured_communication("312401398067") == "+++312/4013/98067+++"
    assert format_telephone("+3231234567") == "+32 3 123 45 67"
    assert format_telephone("+3215123456") == "+32 15 12 34 56"
    assert format_telephone("+32470123456") == "+32 470 12 34 56"
    assert format_telephone("+31612345678") == "+31612345678"


@given(st.integers(0, 10**10 - 1))
def test_a_made_communication_reads_back(number):
    digits = structured_communication(number)
    assert parse_structured_communication(format_structured_communication(digits)) == digits


@pytest.mark.parametrize("number", [-1, 10**10])
def test_a_communication_holds_at_most_ten_digits(number):
    with pytest.raises(ValueError, match="at most ten digits"):
        structured_communication(number)


@given(st.integers(0, 19_999_999), st.integers(0, 9), st.integers(1, 9))
def test_one_mistyped_digit_is_always_found(base, place, shift):
    right = f"{base:08d}{97 - base % 97:02d}"
    typed = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]
    assert parse_enterprise_number(format_enterprise_number(right)) == right
    with pytest.raises(WrongIdentifier):
        parse_enterprise_number(typed)


PARSERS = [getattr(identifiers, name) for name in dir(identifiers) if name.startswith("parse_")]


@given(st.text(max_size=30), st.sampled_from(PARSERS))
def test_any_text_is_read_or_refused(text, parse):
    try:
        digits = parse(text)
    except WrongIdentifier:
        return
    assert digits.lstrip("+").isascii()
    assert digits.lstrip("+").isdigit()
