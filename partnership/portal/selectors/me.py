"""What waits for one person, and where their own things are."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates import selectors as certificates
from industries import selectors as industries
from industries.enums import PROBLEM_CLOSED
from partnership.accounts.enums import Role
from partnership.core.gates import Way
from partnership.core.worklist import Task
from partnership.programme.models import Round
from students import selectors as students
from students.enums import ENROLMENT_ACCEPTED
from students.models import Enrolment
from teams import selectors as teams
from teams.selectors.path import standpoint_of

TONES = {"danger": 0, "attention": 1, "info": 2}


def tasks_for(user: Any, *, has_panel: bool = False) -> list[Task]:
    """All that waits for this person now: urgent first, then what is due, then the oldest.

    With `has_panel` what a student's panel shows is left out.
    """
    found: list[Task] = [
        *students.waiting_for(user, has_panel=has_panel),
        *industries.waiting_for(user),
        *teams.waiting_for(user, has_panel=has_panel),
        *certificates.waiting_for(user),
    ]
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
    """For a student: what is left for the credit, and the ways to one's own things."""
    if not user.has_role(Role.STUDENT):
        return None
    enrolment = students.latest_enrolment(user)
    own = certificates.certificates_of(user)
    if enrolment is None or _begins_anew(enrolment):
        way = Way.of(students.stages_before_enrolment(Round.objects.current()))
        return {"way": way, "enrolment": enrolment, "team": None, "certificates": own}
    here = standpoint_of(enrolment)
    way = certificates.way_to_credit(here, own)
    return {"way": way, "enrolment": enrolment, "team": here.team, "certificates": own}


def _begins_anew(enrolment: Enrolment) -> bool:
    """An application of an earlier round that led nowhere: the next call is what counts."""
    return not enrolment.round.is_current and enrolment.state not in ENROLMENT_ACCEPTED
