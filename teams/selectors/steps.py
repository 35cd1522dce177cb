"""Where a team stands in the nine steps of the programme."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from industries.enums import ProblemState
from teams.enums import TeamState
from teams.models import Team

STEPS = (
    _("Enrolment"),
    _("Introduction of units"),
    _("Joint meeting"),
    _("Team formation"),
    _("Dispatch and assessment"),
    _("Solution design"),
    _("Decision"),
    _("Execution"),
    _("Evaluation and credit"),
)
_CURRENT = {
    TeamState.FORMING: 4,
    TeamState.FORMED: 5,
    TeamState.DISPATCHED: 5,
    TeamState.ASSESSING: 5,
    TeamState.PROPOSING: 6,
    TeamState.DECIDED: 8,
    TeamState.EXECUTING: 8,
    TeamState.EVALUATING: 9,
    TeamState.COMPLETED: 10,
}


def current_step(team: Team) -> int:
    """Number of the step the team is at, 10 when all are done."""
    state = team.held_from if team.state == TeamState.ON_HOLD else team.state
    if (
        state == TeamState.PROPOSING
        and team.problem_id
        and team.problem.state == ProblemState.IN_REVIEW
    ):
        return 7
    return _CURRENT.get(state, 4)


def steps_of(team: Team) -> list[dict[str, Any]]:
    """The nine steps as the component draws them."""
    now = current_step(team)
    return [
        {
            "label": label,
            "state": "done" if number < now else "current" if number == now else "todo",
        }
        for number, label in enumerate(STEPS, start=1)
    ]
