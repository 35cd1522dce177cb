"""Industrial units, their problems, and joint meetings."""

from industries.models.contacts import ContactNote
from industries.models.documents import DocumentSigner, UnitDocument
from industries.models.lists import ListRow, MinistryList
from industries.models.meeting import Invitee, JointMeeting, Resolution
from industries.models.message import ProblemMessage
from industries.models.problem import Baseline, Problem, RequiredSkill
from industries.models.products import UnitProduct
from industries.models.revision import ProblemRevision
from industries.models.triage import DetailRequest, Referral, TriageCheck
from industries.models.unit import IndustrialUnit, Introduction, UnitPerson

__all__ = [
    "Baseline",
    "ContactNote",
    "DetailRequest",
    "DocumentSigner",
    "IndustrialUnit",
    "Introduction",
    "Invitee",
    "JointMeeting",
    "ListRow",
    "MinistryList",
    "Problem",
    "ProblemMessage",
    "ProblemRevision",
    "Referral",
    "RequiredSkill",
    "Resolution",
    "TriageCheck",
    "UnitDocument",
    "UnitPerson",
    "UnitProduct",
]
