"""Moves of teams, letters, assessments, solutions, execution and evaluation."""

from teams.workflow import assessment, deeds, execution, letter, membership, solution, team

__all__ = ["assessment", "deeds", "execution", "letter", "membership", "solution", "team"]
