"""What the worker does for this room."""

from partnership.core.jobs import job
from teams.services import clock, decision, evaluation, hours, solution


@job("teams.watch_clocks")
def watch_clocks() -> None:
    """Every hour: reminders that are due and deadlines that have passed; safe to run twice."""
    clock.watch_clocks()


@job("teams.close_windows")
def close_windows() -> None:
    """Every hour: lay solutions whose deadline has passed before the managers."""
    solution.close_due_windows()


@job("teams.remind_decisions")
def remind_decisions() -> None:
    """Every working morning: managers and evaluators who have not answered yet."""
    decision.remind_decisions()
    evaluation.remind_evaluations()


@job("teams.remind_reports")
def remind_reports() -> None:
    """Saturday at nine: who sent no report, and which sheets wait for a supervisor."""
    hours.remind_missing_reports()
    hours.ask_for_confirmation()
