"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The site's own address, whether this is the demo, and the chosen theme."""
    theme = request.COOKIES.get("theme", "")
    return {
        "site_url": settings.SITE_URL,
        "is_demo": settings.IS_DEMO,
        "theme": theme if theme in ("light", "dark") else "",
        "opened_by_link": getattr(request, "link", None),
    }
