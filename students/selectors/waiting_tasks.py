"""Free places the office itself gives away."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from partnership.core.numbers import format_number
from partnership.core.worklist import Task
from students.selectors.waiting import first_to_promote, rounds_to_promote


def promotion_tasks() -> Iterator[Task]:
    """One task for each round with a free place and somebody who could take it."""
    for row in rounds_to_promote():
        first = first_to_promote(row["round"].pk)
        if first is None:
            continue
        yield Task(
            "waiting",
            _("A place is free"),
            _("%(round)s: %(free)s free, %(waiting)s waiting; the first is %(student)s.")
            % {
                "round": row["round"].name,
                "free": format_number(row["free"]),
                "waiting": format_number(row["waiting"]),
                "student": first.student,
            },
            reverse("students:list_waiting", kwargs={"pk": row["round"].pk}),
            _("Promote"),
            tone="attention",
            icon="person-plus",
        )
