"""Who may do what with solutions, decisions, execution, hours and evaluations."""

from typing import Any

import rules

from industries.rules import is_unit_manager, is_unit_person
from partnership.accounts.rules import is_head, is_office
from teams.enums import EvaluationKind, MembershipState
from teams.rules.team import (
    is_team_leader,
    is_team_member,
    is_team_professor,
    is_team_supervisor,
    is_team_unit_manager,
)


@rules.predicate
def is_report_author(user: Any, obj: Any = None) -> bool:
    """The student whose week it is; takes a weekly report or a membership."""
    membership = getattr(obj, "membership", obj)
    student = getattr(membership, "student", None)
    return (
        student is not None
        and student.user_id == getattr(user, "pk", None)
        and membership.state == MembershipState.ACTIVE
    )


@rules.predicate
def is_evaluator(user: Any, obj: Any = None) -> bool:
    """Whoever fills in this form: the professor the one, the supervisor on site the other."""
    kind = getattr(obj, "kind", None)
    if kind == EvaluationKind.PROFESSOR:
        return bool(is_team_professor(user, obj))
    return kind == EvaluationKind.SUPERVISOR and bool(is_team_supervisor(user, obj))


@rules.predicate
def is_problem_professor(user: Any, problem: Any = None) -> bool:
    """A professor of one of the problem's teams."""
    teams = getattr(problem, "teams", None)
    return (
        teams is not None
        and bool(getattr(user, "pk", None))
        and teams.filter(professor__user=user).exists()
    )


rules.add_perm("teams.write_solution", is_team_member)
rules.add_perm("teams.submit_solution", is_team_leader)
rules.add_perm("teams.endorse_solution", is_team_professor)

rules.add_perm("teams.close_window", is_office)
rules.add_perm("teams.compare_solutions", is_office | is_unit_person | is_problem_professor)
rules.add_perm("teams.decide_problem", is_unit_manager)
rules.add_perm("teams.withdraw_decision", is_unit_manager | is_head)

rules.add_perm("teams.start_execution", is_office | is_team_professor | is_team_unit_manager)
rules.add_perm("teams.finish_execution", is_office | is_team_professor | is_team_leader)
rules.add_perm("teams.plan_execution", is_office | is_team_professor | is_team_leader)
rules.add_perm("teams.accept_milestone", is_team_supervisor | is_team_unit_manager)
rules.add_perm("teams.record_outcome", is_office | is_team_professor | is_team_leader)
rules.add_perm("teams.confirm_benefit", is_team_unit_manager)
rules.add_perm("teams.follow_up_outcome", is_office | is_team_unit_manager)

rules.add_perm("teams.write_report", is_report_author)
rules.add_perm("teams.confirm_report", is_team_supervisor | is_team_unit_manager)
rules.add_perm("teams.comment_report", is_team_professor)

rules.add_perm("teams.write_final_report", is_team_member)
rules.add_perm("teams.accept_final_report", is_team_professor)

rules.add_perm("teams.evaluate_team", is_team_professor | is_team_supervisor)
rules.add_perm("teams.write_evaluation", is_evaluator)
rules.add_perm("teams.reopen_evaluation", is_office)
rules.add_perm("teams.rate_team", is_team_member | is_team_supervisor | is_team_unit_manager)
