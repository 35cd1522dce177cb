"""What the room keeps about one person."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from partnership.core.personal import Part, collector, facts_of
from partnership.notifications.models import Message, Preference


@collector(order=80)
def personal_letters(user: Any) -> Iterator[Part]:
    """Letters to this person as they were written; those that open an account stay closed."""
    letters = Message.objects.filter(recipient=user).order_by("created_at", "pk")
    yield Part(
        "letters",
        _("Letters to you"),
        _("Two years."),
        [
            facts_of(
                row,
                "created_at",
                "subject",
                body=(_("text"), "" if row.secret else row.body),
                read_at=(_("read at"), row.read_at),
            )
            for row in letters
        ],
    )
    preferences = Preference.objects.filter(user=user)
    yield Part(
        "letter-preferences",
        _("When mail leaves"),
        _("As long as you have an account."),
        [facts_of(row, "group", "mode") for row in preferences],
    )
