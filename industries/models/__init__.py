"""Industrial units, their problems, and joint meetings."""

from industries.models.lists import ListRow, MinistryList
from industries.models.meeting import Invitee, JointMeeting, Resolution
from industries.models.problem import (
    Baseline,
    Problem,
    ProblemMessage,
    RequiredSkill,
)
from industries.models.unit import ContactNote, IndustrialUnit, Introduction, UnitPerson

__all__ = [
    "Baseline",
    "ContactNote",
    "IndustrialUnit",
    "Introduction",
    "Invitee",
    "JointMeeting",
    "ListRow",
    "MinistryList",
    "Problem",
    "ProblemMessage",
    "RequiredSkill",
    "Resolution",
    "UnitPerson",
]
