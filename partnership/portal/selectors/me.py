"""What waits for one person, and where their own things are."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates import selectors as certificates
from industries import selectors as industries
from industries.enums import PROBLEM_CLOSED
from partnership.accounts.enums import Role
from partnership.core.worklist import Task
from students import selectors as students
from teams import selectors as teams
from teams.selectors.team import team_of

TONES = {"danger": 0, "attention": 1, "info": 2}


def tasks_for(user: Any) -> list[Task]:
    """All that waits for this person now: urgent first, then what is due, then the oldest."""
    found: list[Task] = []
    for room in (students, industries, teams, certificates):
        found += room.waiting_for(user)
    return sorted(
        found,
        key=lambda task: (
            TONES.get(task.tone, 3),
            task.due.toordinal() if task.due else 10**7,
            task.since.timestamp() if task.since else 0,
        ),
    )


def next_door(user: Any, doors: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What somebody can do when nothing waits: state a problem, or look into the first page."""
    if user.has_role(Role.MANAGER):
        unit = industries.written_units_of(user).first()
        if unit and not industries.problems_of(user).exclude(state__in=PROBLEM_CLOSED).exists():
            url = reverse("industries:add_problem", kwargs={"pk": unit.pk})
            return {"title": _("State a problem"), "url": url}
    return doors[0] if doors else None


def student_panel(user: Any) -> dict[str, Any] | None:
    """For a student: where in the nine steps, and what is left for the credit."""
    if not user.has_role(Role.STUDENT):
        return None
    return {
        "enrolment": students.current_enrolment(user),
        "team": team_of(user),
        "gates": certificates.gates_for(user),
        "certificates": certificates.certificates_of(user),
    }
