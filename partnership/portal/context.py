"""The navigation of whoever reads the page."""

from typing import Any

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav`: entries of the header by role."""
    return {"nav": []}
