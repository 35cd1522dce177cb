"""Moves of a proposed solution and of a decision."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import Move
from teams.enums import SolutionState as S

ENDORSE = Move(
    name="teams.solution.endorse",
    sources=frozenset({S.DRAFT, S.REVISE}),
    target=S.ENDORSED,
    permission="teams.endorse_solution",
    label=_("Endorse"),
    explains=_("You vouch for the solution; the team may then submit it to the unit."),
    reason="optional",
    tone="primary",
    icon="patch-check",
    back="teams.solution.unendorse",
    order=10,
)
UNENDORSE = Move(
    name="teams.solution.unendorse",
    sources=frozenset({S.ENDORSED}),
    target=S.DRAFT,
    permission="teams.endorse_solution",
    label=_("Return to the team"),
    explains=_("The endorsement is withdrawn; the team is told what to improve."),
    reason="required",
    icon="arrow-counterclockwise",
    back="teams.solution.endorse",
    order=30,
)
SUBMIT = Move(
    name="teams.solution.submit",
    sources=frozenset({S.ENDORSED}),
    target=S.SUBMITTED,
    permission="teams.submit_solution",
    label=_("Submit to the unit"),
    explains=_(
        "The solution is sealed. The manager sees it with the others once the window closes."
    ),
    tone="primary",
    icon="send",
    back="teams.solution.withdraw",
    order=10,
)
WITHDRAW = Move(
    name="teams.solution.withdraw",
    sources=frozenset({S.DRAFT, S.ENDORSED, S.SUBMITTED, S.REVISE}),
    target=S.WITHDRAWN,
    permission="teams.submit_solution",
    label=_("Withdraw the solution"),
    explains=_("The solution no longer takes part; the professor and the office are told."),
    reason="required",
    tone="danger",
    icon="x-lg",
    back="teams.solution.restore",
    order=80,
)
RESTORE = Move(
    name="teams.solution.restore",
    sources=frozenset({S.WITHDRAWN}),
    target=S.DRAFT,
    permission="teams.submit_solution",
    label=_("Take up again"),
    explains=_("The solution is a draft again and needs a new endorsement."),
    icon="arrow-counterclockwise",
    back="teams.solution.withdraw",
    order=20,
)
_BY_DECISION = _("Follows the manager’s decision; teams and professors are told.")
SELECT = Move(
    name="teams.solution.select",
    sources=frozenset({S.SUBMITTED, S.RESERVE, S.REJECTED}),
    target=S.SELECTED,
    permission="teams.decide_problem",
    label=_("Selected"),
    explains=_BY_DECISION,
    back="teams.solution.reserve",
    by_system=True,
)
RESERVE = Move(
    name="teams.solution.reserve",
    sources=frozenset({S.SUBMITTED, S.SELECTED, S.REJECTED}),
    target=S.RESERVE,
    permission="teams.decide_problem",
    label=_("In reserve"),
    explains=_BY_DECISION,
    back="teams.solution.select",
    by_system=True,
)
REJECT = Move(
    name="teams.solution.reject",
    sources=frozenset({S.SUBMITTED, S.RESERVE, S.SELECTED}),
    target=S.REJECTED,
    permission="teams.decide_problem",
    label=_("Rejected"),
    explains=_BY_DECISION,
    back="teams.solution.select",
    by_system=True,
)
REOPEN = Move(
    name="teams.solution.reopen",
    sources=frozenset({S.SELECTED, S.RESERVE, S.REJECTED}),
    target=S.SUBMITTED,
    permission="teams.decide_problem",
    label=_("Before the manager again"),
    explains=_("Follows when the manager withdraws the decision."),
    back="teams.solution.select",
    by_system=True,
)
ASK_REVISION = Move(
    name="teams.solution.ask_revision",
    sources=frozenset({S.SUBMITTED, S.RESERVE, S.REJECTED}),
    target=S.REVISE,
    permission="teams.decide_problem",
    label=_("Revision asked"),
    explains=_BY_DECISION,
    back="teams.solution.endorse",
    by_system=True,
)
IMPLEMENT = Move(
    name="teams.solution.implement",
    sources=frozenset({S.SELECTED}),
    target=S.IMPLEMENTED,
    permission="teams.decide_problem",
    label=_("Implemented"),
    explains=_("Follows when the execution is finished."),
    back="teams.solution.unimplement",
    by_system=True,
)
UNIMPLEMENT = Move(
    name="teams.solution.unimplement",
    sources=frozenset({S.IMPLEMENTED}),
    target=S.SELECTED,
    permission="teams.decide_problem",
    label=_("Execution goes on"),
    explains=_("Follows when the team returns to the execution."),
    back="teams.solution.implement",
    by_system=True,
)
