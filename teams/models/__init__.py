"""Professors, teams, and all a team does from the letter to the evaluation."""

from teams.models.assessment import Assessment, FinalReport, Finding
from teams.models.decision import Decision, SolutionReview
from teams.models.evaluation import Evaluation, EvaluationRow, Outcome, Satisfaction
from teams.models.execution import HourEntry, Milestone, WeeklyReport
from teams.models.formation import FormationRun
from teams.models.letter import IntroductionLetter, Presence, Visit
from teams.models.professor import Professor, ProfessorInterest
from teams.models.solution import Endorsement, Solution, SolutionVersion
from teams.models.team import Membership, Supervision, Team

__all__ = [
    "Assessment",
    "Decision",
    "Endorsement",
    "Evaluation",
    "EvaluationRow",
    "FinalReport",
    "Finding",
    "FormationRun",
    "HourEntry",
    "IntroductionLetter",
    "Membership",
    "Milestone",
    "Outcome",
    "Presence",
    "Professor",
    "ProfessorInterest",
    "Satisfaction",
    "Solution",
    "SolutionReview",
    "SolutionVersion",
    "Supervision",
    "Team",
    "Visit",
    "WeeklyReport",
]
