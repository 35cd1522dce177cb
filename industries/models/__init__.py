"""Industrial units, their problems, and joint meetings."""

from industries.models.meeting import Invitee, JointMeeting, Resolution
from industries.models.message import ProblemMessage
from industries.models.problem import Baseline, Problem, RequiredSkill
from industries.models.revision import ProblemRevision
from industries.models.triage import DetailRequest, Referral, TriageCheck
from industries.models.unit import ContactNote, IndustrialUnit, Introduction, UnitPerson

__all__ = [
    "Baseline",
    "ContactNote",
    "DetailRequest",
    "IndustrialUnit",
    "Introduction",
    "Invitee",
    "JointMeeting",
    "Problem",
    "ProblemMessage",
    "ProblemRevision",
    "Referral",
    "RequiredSkill",
    "Resolution",
    "TriageCheck",
    "UnitPerson",
]
