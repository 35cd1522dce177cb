"""Moves of a team."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import Move
from teams.enums import TeamState as S

FORM = Move(
    name="teams.team.form",
    sources=frozenset({S.FORMING}),
    target=S.FORMED,
    permission="teams.form_team",
    label=_("Confirm the team"),
    explains=_(
        "The team needs 4 to 6 members, a leader, a problem and a professor who accepted. "
        "Members, professor and staff are told."
    ),
    tone="primary",
    icon="people",
    back="teams.team.reopen",
    order=10,
)
REOPEN = Move(
    name="teams.team.reopen",
    sources=frozenset({S.FORMED}),
    target=S.FORMING,
    permission="teams.form_team",
    label=_("Back to forming"),
    explains=_("Members, leader or professor may be changed again. No letter may be out."),
    reason="required",
    icon="arrow-counterclockwise",
    back="teams.team.form",
    order=60,
)
DISPATCH = Move(
    name="teams.team.dispatch",
    sources=frozenset({S.FORMED}),
    target=S.DISPATCHED,
    permission="teams.dispatch_team",
    label=_("Sign the letter and dispatch"),
    explains=_(
        "The numbered letter of introduction is signed and goes to the manager, "
        "the members and the professor."
    ),
    tone="primary",
    icon="send",
    back="teams.team.hold",
    order=10,
)
BEGIN_ASSESSMENT = Move(
    name="teams.team.begin_assessment",
    sources=frozenset({S.DISPATCHED}),
    target=S.ASSESSING,
    permission="teams.work_for_team",
    label=_("Begin the assessment"),
    explains=_("Confirms that the team has reported to the unit."),
    tone="primary",
    icon="search",
    back="teams.team.hold",
    order=10,
)
BEGIN_PROPOSING = Move(
    name="teams.team.begin_proposing",
    sources=frozenset({S.ASSESSING}),
    target=S.PROPOSING,
    permission="teams.accept_assessment",
    label=_("Design solutions"),
    explains=_("Follows when the professor accepts the assessment."),
    back="teams.team.reassess",
    by_system=True,
)
REASSESS = Move(
    name="teams.team.reassess",
    sources=frozenset({S.PROPOSING}),
    target=S.ASSESSING,
    permission="teams.supervise_team",
    label=_("Back to the assessment"),
    explains=_("The team is told to look deeper before it proposes."),
    reason="required",
    icon="arrow-counterclockwise",
    back="teams.team.begin_proposing",
    order=60,
)
DECIDE = Move(
    name="teams.team.decide",
    sources=frozenset({S.PROPOSING}),
    target=S.DECIDED,
    permission="teams.decide_problem",
    label=_("Decision taken"),
    explains=_("Follows the manager’s decision."),
    back="teams.team.undecide",
    by_system=True,
)
UNDECIDE = Move(
    name="teams.team.undecide",
    sources=frozenset({S.DECIDED}),
    target=S.PROPOSING,
    permission="teams.decide_problem",
    label=_("Decision withdrawn"),
    explains=_("Follows when the manager withdraws the decision or asks for rework."),
    back="teams.team.decide",
    by_system=True,
)
EXECUTE = Move(
    name="teams.team.execute",
    sources=frozenset({S.DECIDED}),
    target=S.EXECUTING,
    permission="teams.start_execution",
    label=_("Start the execution"),
    explains=_("The selected solution is executed with the unit; the team and the unit are told."),
    tone="primary",
    icon="gear",
    back="teams.team.hold",
    order=10,
)
FINISH = Move(
    name="teams.team.finish",
    sources=frozenset({S.EXECUTING}),
    target=S.EVALUATING,
    permission="teams.finish_execution",
    label=_("Finish the execution"),
    explains=_("Results are handed over; the supervisor and the professor are asked to evaluate."),
    icon="flag",
    back="teams.team.resume_execution",
    order=10,
)
EVALUATE_WITHOUT_EXECUTION = Move(
    name="teams.team.evaluate_unselected",
    sources=frozenset({S.DECIDED, S.PROPOSING}),
    target=S.EVALUATING,
    permission="teams.manage_team",
    label=_("Evaluate without execution"),
    explains=_(
        "For teams whose solution is not executed: both evaluations are asked for, "
        "and the certificate says “without execution”."
    ),
    reason="required",
    icon="clipboard-check",
    back="teams.team.resume_execution",
    order=40,
)
RESUME_EXECUTION = Move(
    name="teams.team.resume_execution",
    sources=frozenset({S.EVALUATING}),
    target=S.EXECUTING,
    permission="teams.manage_team",
    label=_("Back to the execution"),
    explains=_("Only before an evaluation has been submitted."),
    reason="required",
    icon="arrow-counterclockwise",
    back="teams.team.finish",
    order=60,
)
COMPLETE = Move(
    name="teams.team.complete",
    sources=frozenset({S.EVALUATING}),
    target=S.COMPLETED,
    permission="teams.manage_team",
    label=_("Complete the team"),
    explains=_("Every member has both evaluations; the team’s work is closed."),
    tone="primary",
    icon="check-all",
    back="teams.team.reopen_evaluation",
    order=10,
)
REOPEN_EVALUATION = Move(
    name="teams.team.reopen_evaluation",
    sources=frozenset({S.COMPLETED}),
    target=S.EVALUATING,
    permission="teams.manage_team",
    label=_("Reopen the evaluation"),
    explains=_("A grade may be corrected while no credit has been recorded."),
    reason="required",
    icon="arrow-counterclockwise",
    back="teams.team.complete",
    order=60,
)
HOLD = Move(
    name="teams.team.hold",
    sources=frozenset(
        {S.FORMING, S.FORMED, S.DISPATCHED, S.ASSESSING, S.PROPOSING, S.DECIDED, S.EXECUTING}
    ),
    target=S.ON_HOLD,
    permission="teams.manage_team",
    label=_("Put on hold"),
    explains=_("Members, professor and unit are told. Confirmed hours are kept."),
    reason="required",
    icon="pause",
    back="teams.team.resume",
    order=70,
)
PAUSE = Move(
    name="teams.team.pause",
    sources=HOLD.sources,
    target=S.ON_HOLD,
    permission="teams.manage_team",
    label=_("Put on hold"),
    explains=_("Follows when the problem is withdrawn or the unit suspended; everybody is told."),
    icon="pause",
    back="teams.team.resume",
    by_system=True,
)
RESUME = Move(
    name="teams.team.resume",
    sources=frozenset({S.ON_HOLD}),
    target=S.FORMED,
    permission="teams.manage_team",
    label=_("Resume"),
    explains=_("The team returns to where it stood before; everybody is told."),
    reason="optional",
    tone="primary",
    icon="play",
    back="teams.team.hold",
    order=10,
)
DISSOLVE = Move(
    name="teams.team.dissolve",
    sources=frozenset(
        {S.FORMING, S.FORMED, S.DISPATCHED, S.ASSESSING, S.PROPOSING, S.DECIDED, S.ON_HOLD}
    ),
    target=S.DISSOLVED,
    permission="teams.dissolve_team",
    label=_("Dissolve the team"),
    explains=_("Members are free for another team; confirmed hours are kept. Everybody is told."),
    reason="required",
    tone="danger",
    icon="x-lg",
    back="A dissolved team is not revived: its members may be in other teams already.",
    order=90,
)
