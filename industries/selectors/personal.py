"""What the room keeps about one person, for their own export."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from industries.models import ProblemMessage, UnitPerson
from partnership.core.personal import Part, collector, facts_of


@collector(order=55)
def personal_units(user: Any) -> Iterator[Part]:
    """Places in industrial units and one's own words about problems."""
    kept = _("As long as the unit takes part.")
    places = UnitPerson.objects.filter(user=user).select_related("unit").order_by("pk")
    yield Part(
        "units",
        _("Industrial units"),
        kept,
        [
            facts_of(row, "unit", "role", "name_fa", "name_en", "title_fa", "mobile", "email")
            for row in places
        ],
    )
    words = ProblemMessage.objects.filter(author=user).order_by("pk")
    yield Part(
        "messages",
        _("What you wrote about problems"),
        kept,
        [facts_of(row, "created_at", "body") for row in words],
    )
