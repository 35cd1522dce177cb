"""Lists of credits for the office and for education."""

from typing import Any

from django.db.models import Count, QuerySet

from certificates.enums import CreditState
from certificates.models import Credit


def listed_credits(user: Any) -> QuerySet[Credit]:
    """Credits this person may see, with what a list prints."""
    return (
        Credit.objects.visible_to(user)
        .select_related(
            "student__major__faculty",
            "membership__team__round__term",
            "membership__student",
            "membership__team__problem__unit",
            "grade_list",
        )
        .prefetch_related("membership__certificates")
        .order_by("-membership__team__round__term__code", "student__sort_name", "pk")
    )


def ready_groups() -> list[dict[str, Any]]:
    """Ready credits by term and faculty: one grade list each."""
    return list(
        Credit.objects.filter(state=CreditState.READY)
        .values(
            "membership__team__round__term",
            "membership__team__round__term__name_fa",
            "student__major__faculty",
            "student__major__faculty__name_fa",
        )
        .annotate(n=Count("pk"))
        .order_by()
    )
