"""Addresses of solutions, decisions, execution, hours and evaluation.

One-purpose links cover a page and what lies below it: what a manager or a supervisor does
without an account stays under `decide/`, `hours/confirm/` and `evaluate/`.
"""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from partnership.core.views import MoveView
from partnership.core.workflow import Move
from teams.forms.work import FinishTeamForm
from teams.models import Evaluation, FinalReport, Milestone, Solution, Team, WeeklyReport
from teams.services import evaluation as evaluations
from teams.services import execution as executions
from teams.services import final_report as final_reports
from teams.services import hours as weeks
from teams.services import solution as solutions
from teams.views import decision, evaluation, execution, final_report, hours, solution
from teams.workflow import assessment as paper_moves
from teams.workflow import execution as work_moves
from teams.workflow import solution as solution_moves
from teams.workflow import team as team_moves


def _move(
    route: str,
    model: Any,
    move: Move,
    service: Callable[..., Any],
    view: type[MoveView] = MoveView,
    **more: Any,
) -> URLPattern:
    """The page of a move, under the name its buttons look for."""
    name = move.url_name.split(":")[1]
    return path(route, view.as_view(model=model, move=move, service=service, **more), name=name)


_team = "teams/teams/<int:pk>/"
_solution = "teams/solutions/<int:pk>/"
_step = "teams/steps/<int:pk>/"
_paper = "teams/final-reports/<int:pk>/"

urlpatterns = [
    path("teams/solutions/", solution.SolutionList.as_view(), name="list_solutions"),
    path(f"{_team}solutions/new/", solution.WriteSolution.as_view(), name="write_solution"),
    path(_solution, solution.SolutionPage.as_view(), name="show_solution"),
    path(f"{_solution}edit/", solution.ChangeSolution.as_view(), name="change_solution"),
    _move(f"{_solution}endorse/", Solution, solution_moves.ENDORSE, solutions.endorse_solution),
    _move(
        f"{_solution}unendorse/", Solution, solution_moves.UNENDORSE, solutions.unendorse_solution
    ),
    _move(f"{_solution}submit/", Solution, solution_moves.SUBMIT, solutions.submit_solution),
    _move(f"{_solution}withdraw/", Solution, solution_moves.WITHDRAW, solutions.withdraw_solution),
    _move(f"{_solution}restore/", Solution, solution_moves.RESTORE, solutions.restore_solution),
    path(
        "teams/problems/<int:pk>/close-window/", decision.CloseWindow.as_view(), name="close_window"
    ),
    path(
        "teams/problems/<int:pk>/decide/", decision.DecideProblem.as_view(), name="decide_problem"
    ),
    path(
        "teams/problems/<int:pk>/decide/withdraw/",
        decision.WithdrawDecision.as_view(),
        name="withdraw_decision",
    ),
    _move(f"{_team}execute/", Team, team_moves.EXECUTE, executions.execute_team),
    _move(
        f"{_team}finish/",
        Team,
        team_moves.FINISH,
        executions.finish_team,
        form_class=FinishTeamForm,
    ),
    _move(
        f"{_team}evaluate-unselected/",
        Team,
        team_moves.EVALUATE_WITHOUT_EXECUTION,
        executions.evaluate_unselected_team,
    ),
    _move(
        f"{_team}resume-execution/",
        Team,
        team_moves.RESUME_EXECUTION,
        executions.resume_execution_team,
    ),
    _move(f"{_team}complete/", Team, team_moves.COMPLETE, evaluations.complete_team),
    _move(
        f"{_team}reopen-evaluation/",
        Team,
        team_moves.REOPEN_EVALUATION,
        evaluations.reopen_evaluation_team,
    ),
    path(f"{_team}steps/new/", execution.PlanMilestone.as_view(), name="plan_milestone"),
    path(f"{_step}edit/", execution.ChangeMilestone.as_view(), name="change_milestone"),
    _move(f"{_step}report/", Milestone, work_moves.REPORT_MILESTONE, executions.report_milestone),
    _move(f"{_step}accept/", Milestone, work_moves.ACCEPT_MILESTONE, executions.accept_milestone),
    _move(f"{_step}return/", Milestone, work_moves.RETURN_MILESTONE, executions.return_milestone),
    _move(f"{_step}drop/", Milestone, work_moves.DROP_MILESTONE, executions.drop_milestone),
    path(f"{_team}outcome/", execution.OutcomePage.as_view(), name="show_outcome"),
    path(f"{_team}outcome/edit/", execution.RecordOutcome.as_view(), name="record_outcome"),
    path(f"{_team}outcome/confirm/", execution.ConfirmBenefit.as_view(), name="confirm_benefit"),
    path(
        f"{_team}outcome/follow-up/", execution.FollowUpOutcome.as_view(), name="follow_up_outcome"
    ),
    path("teams/reports/", hours.ReportList.as_view(), name="list_reports"),
    path("teams/reports/<int:pk>/", hours.ReportPage.as_view(), name="show_report"),
    path("teams/reports/<int:pk>/comment/", hours.CommentReport.as_view(), name="comment_report"),
    _move(
        "teams/reports/<int:pk>/submit/",
        WeeklyReport,
        work_moves.SUBMIT_REPORT,
        weeks.submit_report,
    ),
    path(
        "teams/memberships/<int:pk>/reports/<str:week>/",
        hours.WriteReport.as_view(),
        name="write_report",
    ),
    path("teams/hours/confirm/", hours.ConfirmHours.as_view(), name="confirm_hours"),
    _move(
        "teams/hours/confirm/<int:pk>/",
        WeeklyReport,
        work_moves.CONFIRM_REPORT,
        weeks.confirm_report,
        view=hours.ConfirmReport,
    ),
    _move(
        "teams/hours/confirm/<int:pk>/return/",
        WeeklyReport,
        work_moves.RETURN_REPORT,
        weeks.return_report,
        view=hours.ReturnReport,
    ),
    path(f"{_team}evaluate/", evaluation.EvaluateTeam.as_view(), name="evaluate_team"),
    path(
        "teams/evaluations/<int:pk>/", evaluation.EvaluationPage.as_view(), name="show_evaluation"
    ),
    _move(
        "teams/evaluations/<int:pk>/submit/",
        Evaluation,
        work_moves.SUBMIT_EVALUATION,
        evaluations.submit_evaluation,
    ),
    _move(
        "teams/evaluations/<int:pk>/reopen/",
        Evaluation,
        work_moves.REOPEN_EVALUATION,
        evaluations.reopen_evaluation,
    ),
    path(f"{_team}rate/", evaluation.RateTeam.as_view(), name="rate_team"),
    path(
        f"{_team}final-report/", final_report.WriteFinalReport.as_view(), name="write_final_report"
    ),
    path(_paper, final_report.FinalReportPage.as_view(), name="show_final_report"),
    _move(
        f"{_paper}submit/", FinalReport, paper_moves.SUBMIT_FINAL, final_reports.submit_final_report
    ),
    _move(
        f"{_paper}accept/", FinalReport, paper_moves.ACCEPT_FINAL, final_reports.accept_final_report
    ),
    _move(
        f"{_paper}return/", FinalReport, paper_moves.RETURN_FINAL, final_reports.return_final_report
    ),
]
