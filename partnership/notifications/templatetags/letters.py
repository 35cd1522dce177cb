"""Helps for the words of letters."""

from django import template

register = template.Library()


@register.filter
def code(value: object) -> str:
    """A code, number or address that keeps its left-to-right order inside Persian text."""
    return f"\u2066{value}\u2069"
