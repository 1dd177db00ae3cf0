"""Shows stored numbers as people know them: `{% load numbers %}`."""

from decimal import Decimal

from django import template
from django.utils import formats

from marketplace import identifiers

register = template.Library()


@register.filter
def enterprise_number(digits: str | None) -> str:
    """0566988259 → 0566.988.259"""
    return identifiers.format_enterprise_number(digits) if digits else ""


@register.filter
def establishment_number(digits: str | None) -> str:
    """2147812701 → 2.147.812.701"""
    return identifiers.format_establishment_number(digits) if digits else ""


@register.filter
def structured_communication(digits: str | None) -> str:
    """312401398067 → +++312/4013/98067+++"""
    return identifiers.format_structured_communication(digits) if digits else ""


@register.filter
def euro(cents: int) -> str:
    """123450 → € 1.234,50"""
    return f"€ {cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}"


@register.filter
def telephone(number: str | None) -> str:
    """+32470123456 → +32 470 12 34 56"""
    return identifiers.format_telephone(number) if number else ""


@register.filter
def figure(value: Decimal) -> str:
    """38.0000 → 38; 0.2900 → 0,29"""
    return formats.number_format(value.normalize())
