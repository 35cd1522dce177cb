"""Papers of units: what runs out soon, and the office's tasks about it."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from industries.enums import DocumentState
from industries.models import UnitDocument
from partnership.core.worklist import Task

#: How long before its last day a paper appears on the office's worklist.
NOTICE = timedelta(days=30)


def running_out(user: Any, today: date | None = None) -> QuerySet[UnitDocument]:
    """Papers in force that end within the notice, the soonest first."""
    day = today or timezone.localdate()
    return (
        UnitDocument.objects.visible_to(user)
        .filter(state=DocumentState.IN_FORCE, valid_until__lte=day + NOTICE)
        .select_related("unit")
        .order_by("valid_until", "pk")
    )


def document_tasks(user: Any, shown: int) -> list[Task]:
    """Papers the office has to renew."""
    return [
        Task(
            kind="document",
            title=_("%(paper)s runs out") % {"paper": document},
            sentence=str(document.unit),
            url=document.get_absolute_url(),
            action=_("Open the paper"),
            due=document.valid_until,
            tone="attention",
            icon="file-earmark-text",
        )
        for document in running_out(user)[:shown]
    ]
