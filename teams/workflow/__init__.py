"""Moves of teams, letters, assessments, solutions, execution and evaluation."""

from teams.workflow import assessment, execution, letter, membership, solution, team

__all__ = ["assessment", "execution", "letter", "membership", "solution", "team"]
