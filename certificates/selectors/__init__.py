"""Reads of this room."""

from certificates.selectors.certificates import (
    certificates_of,
    course_facts,
    public_facts,
    verify,
    verify_course,
)
from certificates.selectors.gates import Figures, figures_for, gates_of
from certificates.selectors.lists import listed_credits, ready_groups
from certificates.selectors.path import way_to_credit
from certificates.selectors.worklist import waiting_for

__all__ = [
    "Figures",
    "certificates_of",
    "course_facts",
    "figures_for",
    "gates_of",
    "listed_credits",
    "public_facts",
    "ready_groups",
    "verify",
    "verify_course",
    "waiting_for",
    "way_to_credit",
]
