"""The catalogue of letters: every room enters its own in its `emails.py`.

A letter's words are a template of plain paragraphs, `templates/letters/<key>.txt`, without
greeting and signature: both come from `letters/base.txt` and `letters/base.html`.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from partnership.notifications.enums import Channel, Group

registry: dict[str, "Letter"] = {}


@dataclass(frozen=True)
class Letter:
    """One kind of letter.

    `subject` is an English source string with `%(name)s` placeholders, filled from the context.
    `action` names the button that leads to `url`. `digest` letters wait for the daily summary
    unless the reader prefers otherwise. `secret` letters carry codes or links that open an
    account: they leave before all others, never enter the inbox, and the office cannot read them.
    `placeholders` are the names the office may use in its own words for the letter.
    """

    key: str
    subject: Any
    template: str = ""
    group: str = Group.REPORT
    action: Any = ""
    channels: tuple[str, ...] = (Channel.INBOX, Channel.EMAIL)
    digest: bool = False
    secret: bool = False
    placeholders: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.key in registry:
            raise ValueError(f"Letter {self.key} is declared twice.")
        registry[self.key] = self

    @property
    def template_name(self) -> str:
        """Template of the words: as given, else after the key."""
        return self.template or f"letters/{self.key.replace('.', '_')}.txt"

    @property
    def known_placeholders(self) -> tuple[str, ...]:
        """What the office may write as `{name}` in its own words."""
        with override("en"):
            in_subject = re.findall(r"%\((\w+)\)s", str(self.subject))
        return tuple(dict.fromkeys(("name", *in_subject, *self.placeholders)))


@dataclass(frozen=True)
class Address:
    """A recipient without an account."""

    email: str
    name: str = ""
    language: str = "fa"


@dataclass(frozen=True)
class Calendar:
    """An appointment to attach: the text of an iCalendar file."""

    text: str
    name: str = "invite.ics"
    method: str = "REQUEST"


STAFF_DIGEST = Letter(
    key="staff.digest",
    subject=_("Today’s inbox: %(n)s items"),
    group=Group.REPORT,
    action=_("Open my inbox"),
    channels=(Channel.EMAIL,),
    placeholders=("n",),
)

WORKING_GROUP_REPORT = Letter(
    key="wg.report",
    subject=_("Production-obstacle report – %(period)s"),
    group=Group.REPORT,
    action=_("Open the report"),
)
