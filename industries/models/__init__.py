"""Industrial units, their problems, and joint meetings."""

from industries.models.contacts import ContactNote
from industries.models.documents import DocumentSigner, UnitDocument
from industries.models.lists import ListRow, MinistryList
from industries.models.meeting import Invitee, JointMeeting, Resolution
from industries.models.problem import (
    Baseline,
    Problem,
    ProblemMessage,
    RequiredSkill,
)
from industries.models.products import UnitProduct
from industries.models.unit import IndustrialUnit, Introduction, UnitPerson

__all__ = [
    "Baseline",
    "ContactNote",
    "DocumentSigner",
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
    "UnitDocument",
    "UnitPerson",
    "UnitProduct",
]
