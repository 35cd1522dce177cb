"""States and codes of the teams' room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TeamState(TextChoices):
    """Where a team stands on the way from forming to completed."""

    FORMING = "forming", _("Forming")
    FORMED = "formed", _("Formed")
    DISPATCHED = "dispatched", _("Dispatched")
    ASSESSING = "assessing", _("Assessing")
    PROPOSING = "proposing", _("Designing solutions")
    DECIDED = "decided", _("Decision taken")
    EXECUTING = "executing", _("In execution")
    EVALUATING = "evaluating", _("Under evaluation")
    COMPLETED = "completed", _("Completed")
    ON_HOLD = "on_hold", _("On hold")
    DISSOLVED = "dissolved", _("Dissolved")


TEAM_RUNNING = frozenset(
    {
        TeamState.FORMING,
        TeamState.FORMED,
        TeamState.DISPATCHED,
        TeamState.ASSESSING,
        TeamState.PROPOSING,
        TeamState.DECIDED,
        TeamState.EXECUTING,
        TeamState.EVALUATING,
        TeamState.ON_HOLD,
    }
)
TEAM_ON_SITE = frozenset(
    {
        TeamState.DISPATCHED,
        TeamState.ASSESSING,
        TeamState.PROPOSING,
        TeamState.DECIDED,
        TeamState.EXECUTING,
        TeamState.EVALUATING,
    }
)
TEAM_AFTER_LETTER = TEAM_ON_SITE | {TeamState.COMPLETED}


class MembershipState(TextChoices):
    """A student's place in a team."""

    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("Active")
    DECLINED = "declined", _("Declined")
    LEFT = "left", _("Left")


class MembershipRole(TextChoices):
    """What a member does in the team."""

    LEADER = "leader", _("Team leader")
    MEMBER = "member", _("Team member")


class SupervisionState(TextChoices):
    """A professor's answer to a request."""

    ASKED = "asked", _("Asked")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    ENDED = "ended", _("Ended")


class ProfessorRank(TextChoices):
    """Academic ranks."""

    INSTRUCTOR = "INST", _("Instructor")
    ASSISTANT = "ASST", _("Assistant professor")
    ASSOCIATE = "ASSOC", _("Associate professor")
    FULL = "PROF", _("Professor")


class LetterState(TextChoices):
    """A letter of introduction on its way through the secretariat."""

    DRAFT = "draft", _("Draft")
    NUMBERED = "numbered", _("Numbered")
    SIGNED = "signed", _("Signed and sent")
    ACCEPTED = "accepted", _("Accepted by the unit")
    VOID = "void", _("Void")


class VisitState(TextChoices):
    """A visit to the factory."""

    PLANNED = "planned", _("Planned")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class AssessmentState(TextChoices):
    """An assessment report's life."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for correction")
    ACCEPTED = "accepted", _("Accepted")


class SolutionState(TextChoices):
    """A proposed solution's life."""

    DRAFT = "draft", _("Draft")
    ENDORSED = "endorsed", _("Endorsed by the professor")
    SUBMITTED = "submitted", _("Submitted")
    REVISE = "revise", _("Revision asked")
    SELECTED = "selected", _("Selected")
    RESERVE = "reserve", _("In reserve")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    IMPLEMENTED = "implemented", _("Implemented")


SOLUTION_EDITABLE = frozenset({SolutionState.DRAFT, SolutionState.REVISE})
SOLUTION_BEFORE_MANAGER = frozenset(
    {
        SolutionState.SUBMITTED,
        SolutionState.SELECTED,
        SolutionState.RESERVE,
        SolutionState.REJECTED,
        SolutionState.REVISE,
        SolutionState.IMPLEMENTED,
    }
)


class DecisionKind(TextChoices):
    """What a manager decides about the solutions of a problem."""

    SELECT = "select", _("Select this solution")
    SELECT_WITH_CHANGES = "select_with_changes", _("Select with changes")
    ASK_REVISION = "ask_revision", _("Ask for revision")
    REJECT_ALL = "reject_all", _("Reject all")


DECISION_SELECTS = frozenset({DecisionKind.SELECT, DecisionKind.SELECT_WITH_CHANGES})


class MilestoneState(TextChoices):
    """A step of the execution plan."""

    PLANNED = "planned", _("Planned")
    DONE = "done", _("Reported done")
    ACCEPTED = "accepted", _("Accepted by the unit")
    RETURNED = "returned", _("Returned for correction")
    DROPPED = "dropped", _("Dropped")


class ReportState(TextChoices):
    """A weekly report's life."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waits for confirmation")
    CONFIRMED = "confirmed", _("Hours confirmed")
    RETURNED = "returned", _("Returned for correction")


class EvaluationKind(TextChoices):
    """Who evaluates."""

    SUPERVISOR = "industrial_supervisor", _("Industrial supervisor")
    PROFESSOR = "supervising_professor", _("Supervising professor")


class EvaluationState(TextChoices):
    """An evaluation's life."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")


class RunState(TextChoices):
    """A formation run's life."""

    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("Failed")
    PUBLISHED = "published", _("Published")


class SatisfactionSide(TextChoices):
    """Who is asked how it went."""

    UNIT = "factory_about_programme", _("The unit about the programme")
    STUDENT = "student_about_unit", _("The student about the unit")


class LeavingCause(TextChoices):
    """Why a member left."""

    WITHDREW = "withdrew", _("Withdrew")
    ILLNESS = "illness", _("Illness")
    REPLACED = "replaced", _("Replaced")
    REMOVED = "removed", _("Removed by the office")
    DISSOLVED = "dissolved", _("The team was dissolved")


class Stance(TextChoices):
    """What a professor has said about a problem of the market."""

    WOULD = "would", _("Would supervise it")
    TIES = "ties", _("Has ties to the unit")
