"""Solutions, decision, execution, hours, evaluation; competing teams never see each other."""

from partnership.testing.doors.people import (
    LEADER,
    MANAGER,
    OFFICE,
    PROFESSOR,
    RIVAL,
    RIVAL_PROFESSOR,
    SIGNED_IN,
    TEAM,
    UNIT,
)
from partnership.testing.doors.shape import Door

INSIDE = TEAM | PROFESSOR | OFFICE
AROUND = INSIDE | UNIT
READERS = AROUND | RIVAL | RIVAL_PROFESSOR
PLANNERS = OFFICE | PROFESSOR | LEADER

SOLUTIONS = [
    Door("teams:list_solutions", ok=SIGNED_IN),
    Door("teams:write_solution", "team", "proposing", ok=TEAM, no=AROUND - TEAM),
    Door("teams:show_solution", "solution", "draft", ok=INSIDE),
    Door("teams:show_solution", "solution", "submitted", ok=AROUND),
    # Handed in but sealed: the window is still open.
    Door(
        "teams:show_solution",
        "rival_solution",
        "submitted",
        more={"shown_at": None},
        ok=RIVAL | RIVAL_PROFESSOR | OFFICE,
    ),
    Door("teams:show_solution", "secret_solution", ok=frozenset({"head"})),
    Door("teams:change_solution", "solution", "draft", ok=TEAM, no=PROFESSOR | OFFICE),
    Door("teams:change_solution", "solution", "submitted", late=TEAM, no=AROUND - TEAM),
    Door("teams:endorse_solution", "solution", "draft", ok=PROFESSOR, no=TEAM | OFFICE),
    Door("teams:unendorse_solution", "solution", "endorsed", ok=PROFESSOR, no=TEAM | OFFICE),
    Door("teams:submit_solution", "solution", "endorsed", ok=LEADER, no=INSIDE - LEADER),
    Door("teams:withdraw_solution", "solution", "submitted", ok=LEADER, no=AROUND - LEADER),
    Door("teams:restore_solution", "solution", "withdrawn", ok=LEADER, no=INSIDE - LEADER),
    Door("teams:close_window", "problem", "assigned", ok=OFFICE, no=READERS - OFFICE),
    Door(
        "teams:decide_problem",
        "problem",
        "in_review",
        ok=OFFICE | UNIT | PROFESSOR | RIVAL_PROFESSOR,
        no=TEAM | RIVAL,
    ),
    Door(
        "teams:withdraw_decision",
        "problem",
        "in_review",
        ok=MANAGER | {"head"},
        no=READERS - MANAGER - {"head"},
    ),
]

EXECUTION = [
    Door(
        "teams:execute_team",
        "team",
        "decided",
        ok=OFFICE | PROFESSOR | MANAGER,
        no=AROUND - OFFICE - PROFESSOR - MANAGER,
    ),
    Door("teams:finish_team", "team", "executing", ok=PLANNERS, no=AROUND - PLANNERS),
    Door("teams:evaluate_unselected_team", "team", "decided", ok=OFFICE, no=AROUND - OFFICE),
    Door("teams:resume_execution_team", "team", "evaluating", ok=OFFICE, no=AROUND - OFFICE),
    Door("teams:complete_team", "team", "evaluating", ok=OFFICE, no=AROUND - OFFICE),
    Door("teams:reopen_evaluation_team", "team", "completed", ok=OFFICE, no=AROUND - OFFICE),
    Door("teams:plan_milestone", "team", "executing", ok=PLANNERS, no=AROUND - PLANNERS),
    Door("teams:change_milestone", "milestone", "planned", ok=PLANNERS, no=AROUND - PLANNERS),
    Door(
        "teams:report_milestone",
        "milestone",
        "planned",
        ok=LEADER | OFFICE,
        no=AROUND - LEADER - OFFICE,
    ),
    Door("teams:accept_milestone", "milestone", "done", ok=UNIT, no=INSIDE),
    Door("teams:return_milestone", "milestone", "done", ok=UNIT, no=INSIDE),
    Door("teams:drop_milestone", "milestone", "planned", ok=PLANNERS, no=AROUND - PLANNERS),
    Door("teams:show_outcome", "team", "executing", ok=AROUND),
    Door("teams:record_outcome", "team", "executing", ok=PLANNERS, no=AROUND - PLANNERS),
    Door("teams:confirm_benefit", "team", "evaluating", ok=MANAGER, no=AROUND - MANAGER),
    Door(
        "teams:follow_up_outcome",
        "team",
        "completed",
        ok=OFFICE | MANAGER,
        no=AROUND - OFFICE - MANAGER,
    ),
]

HOURS = [
    Door("teams:list_reports", ok=SIGNED_IN),
    Door("teams:show_report", "report", "draft", ok=LEADER),
    # A week is its writer's, its professor's and the unit's; team mates do not read it.
    Door("teams:show_report", "report", "submitted", ok=LEADER | PROFESSOR | UNIT | OFFICE),
    Door("teams:comment_report", "report", "submitted", ok=PROFESSOR, no=LEADER | UNIT | OFFICE),
    Door("teams:submit_report", "report", "draft", ok=LEADER),
    Door(
        "teams:write_report",
        "membership",
        "active",
        ok=LEADER,
        no=AROUND - LEADER,
        kwargs={"week": "$week"},
    ),
    Door("teams:confirm_hours", ok=SIGNED_IN, only_get=True),
    Door("teams:confirm_report", "report", "submitted", ok=UNIT, no=LEADER | PROFESSOR | OFFICE),
    Door("teams:return_report", "report", "submitted", ok=UNIT, no=LEADER | PROFESSOR | OFFICE),
]

EVALUATION = [
    Door("teams:evaluate_team", "team", "evaluating", ok=PROFESSOR | UNIT, no=TEAM | OFFICE),
    Door("teams:show_evaluation", "supervisor_evaluation", "draft", ok=UNIT | OFFICE),
    # Before the professor's own points are in, the unit's points are not theirs to see,
    # and a student sees totals only when both are in.
    Door("teams:show_evaluation", "supervisor_evaluation", "submitted", ok=UNIT | OFFICE),
    Door("teams:show_evaluation", "professor_evaluation", "submitted", ok=PROFESSOR | OFFICE),
    Door("teams:submit_evaluation", "professor_evaluation", "draft", ok=PROFESSOR, no=OFFICE),
    Door("teams:submit_evaluation", "supervisor_evaluation", "draft", ok=UNIT, no=OFFICE),
    Door("teams:reopen_evaluation", "supervisor_evaluation", "submitted", ok=OFFICE, no=UNIT),
    Door("teams:rate_team", "team", "completed", ok=TEAM | UNIT, no=PROFESSOR | OFFICE),
    Door("teams:write_final_report", "team", "evaluating", ok=TEAM, no=AROUND - TEAM),
    Door("teams:show_final_report", "final_report", "draft", ok=INSIDE),
    Door("teams:show_final_report", "final_report", "accepted", ok=AROUND),
    Door("teams:submit_final_report", "final_report", "draft", ok=TEAM, no=PROFESSOR | OFFICE),
    Door("teams:accept_final_report", "final_report", "submitted", ok=PROFESSOR, no=TEAM | OFFICE),
    Door("teams:return_final_report", "final_report", "submitted", ok=PROFESSOR, no=TEAM | OFFICE),
]

DOORS = [*SOLUTIONS, *EXECUTION, *HOURS, *EVALUATION]
