"""Industrial units, their problems, and joint meetings."""

from industries.models.agenda import AgendaItem
from industries.models.followup import FollowUp, ResolutionNote
from industries.models.meeting import Invitee, JointMeeting, Resolution
from industries.models.minutes import MinutesSigner, MinutesVersion
from industries.models.problem import (
    Baseline,
    Problem,
    ProblemMessage,
    RequiredSkill,
)
from industries.models.unit import ContactNote, IndustrialUnit, Introduction, UnitPerson

__all__ = [
    "AgendaItem",
    "Baseline",
    "ContactNote",
    "FollowUp",
    "IndustrialUnit",
    "Introduction",
    "Invitee",
    "JointMeeting",
    "MinutesSigner",
    "MinutesVersion",
    "Problem",
    "ProblemMessage",
    "RequiredSkill",
    "Resolution",
    "ResolutionNote",
    "UnitPerson",
]
