"""What waits for a person: one row of “my work”, whichever room it comes from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Task:
    """Something one person should do now.

    `kind` groups rows (a code such as "report"), `action` is the button's word, `since` says
    how long it has waited, `due` when it must be done, `tone` is "info", "attention" or "danger".
    """

    kind: str
    title: Any
    sentence: Any
    url: str
    action: Any
    since: datetime | None = None
    due: date | None = None
    tone: str = "info"
    icon: str = "arrow-left-circle"
