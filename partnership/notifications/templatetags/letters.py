"""Helps for the words of letters."""

import re

from django import template

register = template.Library()

_ADDRESS = re.compile(r"https?://\S+")


@register.filter
def code(value: object) -> str:
    """A code, number or address that keeps its left-to-right order inside Persian text."""
    return f"\u2066{value}\u2069"


@register.filter
def addresses(value: str) -> str:
    """The words of a letter, each web address in them kept in its left-to-right order."""
    return _ADDRESS.sub("\u2066\\g<0>\u2069", value)
