"""Moves of an industrial problem."""

from django.utils.translation import gettext_lazy as _

from industries.enums import ProblemState as S
from partnership.core.workflow import Move

SUBMIT = Move(
    name="industries.problem.submit",
    sources=frozenset({S.DRAFT, S.NEEDS_DETAIL}),
    target=S.SUBMITTED,
    permission="industries.submit_problem",
    label=_("Submit the problem"),
    explains=_("The office is told and looks at it within a few working days."),
    tone="primary",
    icon="send",
    back="industries.problem.ask_detail",
    order=10,
)
ASK_DETAIL = Move(
    name="industries.problem.ask_detail",
    sources=frozenset({S.SUBMITTED, S.OPEN}),
    target=S.NEEDS_DETAIL,
    permission="industries.triage_problem",
    label=_("Ask for detail"),
    explains=_("The manager is told what is missing and may complete the problem."),
    reason="required",
    icon="question-lg",
    back="industries.problem.submit",
    order=20,
)
ACCEPT = Move(
    name="industries.problem.accept",
    sources=frozenset({S.SUBMITTED}),
    target=S.OPEN,
    permission="industries.triage_problem",
    label=_("Accept: open to teams"),
    explains=_("The manager is told; students and professors see the public title."),
    reason="optional",
    tone="primary",
    icon="check-lg",
    back="industries.problem.ask_detail",
    order=10,
)
REFER = Move(
    name="industries.problem.refer",
    sources=frozenset({S.SUBMITTED, S.NEEDS_DETAIL, S.OPEN, S.ALL_REJECTED}),
    target=S.REFERRED,
    permission="industries.triage_problem",
    label=_("Refer to the working group"),
    explains=_("The manager is told; the problem goes into the working group’s report."),
    reason="required",
    icon="signpost-split",
    back="industries.problem.reopen",
    order=40,
)
ASSIGN = Move(
    name="industries.problem.assign",
    sources=frozenset({S.OPEN, S.ASSIGNED}),
    target=S.ASSIGNED,
    permission="industries.triage_problem",
    label=_("Assign"),
    explains=_("Follows when a team is formed for the problem."),
    back="industries.problem.release",
    by_system=True,
)
RELEASE = Move(
    name="industries.problem.release",
    sources=frozenset({S.ASSIGNED}),
    target=S.OPEN,
    permission="industries.triage_problem",
    label=_("Release"),
    explains=_("Follows when the last team of the problem is dissolved."),
    back="industries.problem.assign",
    by_system=True,
)
START_REVIEW = Move(
    name="industries.problem.start_review",
    sources=frozenset({S.ASSIGNED, S.ALL_REJECTED, S.IN_REVIEW}),
    target=S.IN_REVIEW,
    permission="industries.triage_problem",
    label=_("Solutions to the manager"),
    explains=_("Follows when the submission window closes."),
    back="industries.problem.ask_rework",
    by_system=True,
)
ASK_REWORK = Move(
    name="industries.problem.ask_rework",
    sources=frozenset({S.IN_REVIEW}),
    target=S.ASSIGNED,
    permission="industries.triage_problem",
    label=_("Back to the teams"),
    explains=_("Follows when the manager asks for a revision."),
    back="industries.problem.start_review",
    by_system=True,
)
REJECT_ALL = Move(
    name="industries.problem.reject_all",
    sources=frozenset({S.IN_REVIEW}),
    target=S.ALL_REJECTED,
    permission="industries.triage_problem",
    label=_("All rejected"),
    explains=_("Follows when the manager rejects every solution."),
    back="industries.problem.start_review",
    by_system=True,
)
EXECUTE = Move(
    name="industries.problem.execute",
    sources=frozenset({S.IN_REVIEW}),
    target=S.EXECUTING,
    permission="industries.triage_problem",
    label=_("In execution"),
    explains=_("Follows when the selected solution begins to be executed."),
    back="industries.problem.undo_selection",
    by_system=True,
)
UNDO_SELECTION = Move(
    name="industries.problem.undo_selection",
    sources=frozenset({S.EXECUTING}),
    target=S.IN_REVIEW,
    permission="industries.triage_problem",
    label=_("Back to the decision"),
    explains=_("Follows when the decision in force is withdrawn."),
    back="industries.problem.execute",
    by_system=True,
)
CLOSE_SOLVED = Move(
    name="industries.problem.close_solved",
    sources=frozenset({S.EXECUTING}),
    target=S.CLOSED_SOLVED,
    permission="industries.close_problem",
    label=_("Close as solved"),
    explains=_("The obstacle is counted as removed in the working group’s report."),
    reason="optional",
    tone="primary",
    icon="flag",
    back="industries.problem.reopen",
    order=10,
)
CLOSE_UNSOLVED = Move(
    name="industries.problem.close_unsolved",
    sources=frozenset({S.OPEN, S.ALL_REJECTED, S.EXECUTING, S.ON_HOLD}),
    target=S.CLOSED_UNSOLVED,
    permission="industries.close_problem",
    label=_("Close as unsolved"),
    explains=_("The problem is closed with its reason; the manager is told."),
    reason="required",
    tone="danger",
    icon="flag",
    back="industries.problem.reopen",
    order=60,
)
CANCEL = Move(
    name="industries.problem.cancel",
    sources=frozenset({S.DRAFT, S.SUBMITTED, S.NEEDS_DETAIL, S.OPEN, S.ON_HOLD}),
    target=S.CANCELLED,
    permission="industries.cancel_problem",
    label=_("Cancel the problem"),
    explains=_("The problem leaves the list; the office and the manager are told."),
    reason="required",
    tone="danger",
    icon="x-lg",
    back="industries.problem.reopen",
    order=80,
)
HOLD = Move(
    name="industries.problem.hold",
    sources=frozenset({S.OPEN, S.ASSIGNED, S.IN_REVIEW, S.ALL_REJECTED}),
    target=S.ON_HOLD,
    permission="industries.triage_problem",
    label=_("Put on hold"),
    explains=_("The problem rests; its team may move to another problem of the unit."),
    reason="required",
    icon="pause",
    back="industries.problem.reopen",
    order=70,
)
REOPEN = Move(
    name="industries.problem.reopen",
    sources=frozenset(
        {S.REFERRED, S.CANCELLED, S.ON_HOLD, S.CLOSED_UNSOLVED, S.CLOSED_SOLVED, S.ALL_REJECTED}
    ),
    target=S.OPEN,
    permission="industries.triage_problem",
    label=_("Reopen"),
    explains=_("The problem is open to teams again; the manager is told."),
    reason="required",
    icon="arrow-counterclockwise",
    back="industries.problem.close_unsolved",
    order=30,
)
LAPSE = Move(
    name="industries.problem.lapse",
    sources=frozenset({S.NEEDS_DETAIL}),
    target=S.ON_HOLD,
    permission="industries.triage_problem",
    label=_("Put aside for want of an answer"),
    explains=_("Follows when the detail asked for has not come for a long time."),
    back="industries.problem.take_up",
    by_system=True,
)
TAKE_UP = Move(
    name="industries.problem.take_up",
    sources=frozenset({S.ON_HOLD}),
    target=S.NEEDS_DETAIL,
    permission="industries.take_up_problem",
    label=_("Take it up again"),
    explains=_("The problem can be completed and submitted again; the office is told."),
    tone="primary",
    icon="arrow-counterclockwise",
    back="industries.problem.lapse",
    order=10,
)
