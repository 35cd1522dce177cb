"""The registrar's list: handed in, read by a worker, taken over; its figures in applications."""

from students.services.registrar.columns import COLUMNS, NAMES
from students.services.registrar.imports import (
    apply_import,
    cancel_import,
    clear_national_ids,
    hand_in_import,
    reread_import,
)
from students.services.registrar.matching import (
    keep_declared,
    match_enrolment,
    match_students,
    take_registrar,
)
from students.services.registrar.work import (
    check_import,
    dry_run,
    sweep_imports,
    take_over_import,
)

__all__ = [
    "COLUMNS",
    "NAMES",
    "apply_import",
    "cancel_import",
    "check_import",
    "clear_national_ids",
    "dry_run",
    "hand_in_import",
    "keep_declared",
    "match_enrolment",
    "match_students",
    "reread_import",
    "sweep_imports",
    "take_over_import",
    "take_registrar",
]
