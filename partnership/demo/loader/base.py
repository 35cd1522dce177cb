"""What the loaders share: the file, what is made so far, and how a history is written."""

import json
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType

from partnership.core.models import ActionLog
from partnership.core.workflow import Move

DATA = Path(__file__).resolve().parent.parent / "data" / "demo.json"
TEHRAN = ZoneInfo("Asia/Tehran")
AS_OF = date(2026, 11, 22)


def at(day: date | str, clock: str = "10:00") -> datetime:
    """A moment in Tehran from an ISO date and a clock time."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(on, time.fromisoformat(clock), TEHRAN)


def english(**fields: dict[str, str] | None) -> dict[str, dict[str, str]]:
    """`translations` of a Translatable from the file's {"fa", "en"} pairs."""
    return {"en": {name: pair["en"] for name, pair in fields.items() if pair}}


def number(text: str | None) -> Decimal | None:
    """A figure of the file, or None."""
    return Decimal(text) if text not in (None, "") else None


class Cohort:
    """The parsed file and every object made from it, by the file's own ids."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = json.loads(DATA.read_text("utf-8"))
        self.made: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        """The object the file calls so."""
        return self.made[key]

    def get(self, key: str | None) -> Any:
        """The object the file calls so, or None."""
        return self.made.get(key) if key else None

    def put(self, key: str, obj: Any) -> Any:
        """Remember an object by the file's id."""
        self.made[key] = obj
        return obj


def walk(obj: Any, *steps: tuple[Move, Any, datetime] | tuple[Move, Any, datetime, str]) -> None:
    """Take an object through moves that happened in the past: state and log rows.

    Each step is (move, who, when, reason). The state of the last step is written.
    """
    kind = ContentType.objects.get_for_model(obj)
    rows, state = [], obj.state
    for move, actor, when, *reason in steps:
        rows.append(
            ActionLog(
                content_type=kind,
                object_id=obj.pk,
                verb=move.name,
                actor=actor,
                at=when,
                before=state,
                after=move.target,
                reason=reason[0] if reason else "",
            )
        )
        state = move.target
    ActionLog.objects.bulk_create(rows)
    obj.state = state
    if steps:
        obj.state_changed_at = steps[-1][2]
        # The row itself is as old as its first step; `auto_now_add` says today.
        type(obj).objects.filter(pk=obj.pk).update(created_at=steps[0][2])
    obj.save(update_fields=["state", "state_changed_at"])
