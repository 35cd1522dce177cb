"""Industrial units, their problems, and joint meetings."""

from industries.models.agenda import AgendaItem
from industries.models.contacts import ContactNote
from industries.models.documents import DocumentSigner, UnitDocument
from industries.models.followup import FollowUp, ResolutionNote
from industries.models.lists import ListRow, MinistryList
from industries.models.meeting import Invitee, JointMeeting, Resolution
from industries.models.message import ProblemMessage
from industries.models.minutes import MinutesSigner, MinutesVersion
from industries.models.problem import Baseline, Problem, RequiredSkill
from industries.models.products import UnitProduct
from industries.models.revision import ProblemRevision
from industries.models.triage import DetailRequest, Referral, TriageCheck
from industries.models.unit import IndustrialUnit, Introduction, UnitPerson

__all__ = [
    "AgendaItem",
    "Baseline",
    "ContactNote",
    "DetailRequest",
    "DocumentSigner",
    "FollowUp",
    "IndustrialUnit",
    "Introduction",
    "Invitee",
    "JointMeeting",
    "ListRow",
    "MinistryList",
    "MinutesSigner",
    "MinutesVersion",
    "Problem",
    "ProblemMessage",
    "ProblemRevision",
    "Referral",
    "RequiredSkill",
    "Resolution",
    "ResolutionNote",
    "TriageCheck",
    "UnitDocument",
    "UnitPerson",
    "UnitProduct",
]
