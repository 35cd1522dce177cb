"""Until when the wishes of an accepted application may still change."""

from typing import Any

from django.utils import timezone

from students.enums import ENROLMENT_ACCEPTED, EnrolmentState
from students.models import Enrolment

#: Before the decision the form itself is open or closed; these are past it and without a team.
WISHES_OPEN = ENROLMENT_ACCEPTED | {EnrolmentState.WAITING}


def may_rank_wishes(enrolment: Enrolment) -> bool:
    """Accepted or waiting, before teams of the round stand, and not in a team yet."""
    if enrolment.state not in WISHES_OPEN:
        return False
    if timezone.localdate() > enrolment.round.formation_until:
        return False
    return not _is_in_team(enrolment.student)


def _is_in_team(student: Any) -> bool:
    """The room of teams hangs its rows on the student; without it nobody is in one."""
    places = getattr(student, "memberships", None)
    return places is not None and places.filter(state="active").exists()


__all__ = ["WISHES_OPEN", "may_rank_wishes"]
