"""What the office should do about meetings and resolutions."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industries.enums import MEETING_FINAL, ResolutionState
from industries.models import Resolution
from industries.selectors.resolutions import claimed_done
from partnership.core.numbers import format_number
from partnership.core.worklist import Task


def meeting_office_tasks(user: Any) -> list[Task]:
    """Resolutions whose owners call them done, and those that are overdue; one line each."""
    rows = (
        Resolution.objects.visible_to(user)
        .filter(state=ResolutionState.IN_FOLLOW_UP, meeting__state__in=MEETING_FINAL)
        .order_by("due_on", "pk")
    )
    address = reverse("industries:list_resolutions")
    tasks = []
    claimed = rows.filter(claimed_done())
    if number := claimed.count():
        tasks.append(
            Task(
                kind="resolution",
                title=ngettext(
                    "%(n)s resolution is reported as done",
                    "%(n)s resolutions are reported as done",
                    number,
                )
                % {"n": format_number(number)},
                sentence=str(claimed.first()),
                url=f"{address}?reported=on",
                action=_("Look and decide"),
                tone="attention",
                icon="clipboard-check",
            )
        )
    late = rows.overdue()
    if number := late.count():
        first = late.first()
        tasks.append(
            Task(
                kind="resolution",
                title=ngettext(
                    "%(n)s resolution is overdue", "%(n)s resolutions are overdue", number
                )
                % {"n": format_number(number)},
                sentence=str(first),
                url=f"{address}?overdue=on",
                action=_("Follow up"),
                due=first.due_on if first else None,
                tone="danger",
                icon="alarm",
            )
        )
    return tasks
