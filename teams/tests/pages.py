"""What the tests of pages share."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def url(name: str, obj: Any, **more: Any) -> str:
    """Address of a page of this room about one object."""
    return reverse(f"teams:{name}", kwargs={"pk": obj.pk, **more})


def counted() -> CaptureQueriesContext:
    """Counts the queries of a block."""
    return CaptureQueriesContext(connection)
