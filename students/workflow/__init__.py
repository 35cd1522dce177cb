"""Moves of enrolments, training sessions and appeals, by noun."""

from students.workflow.appeal import ACCEPT_APPEAL, DISMISS_APPEAL
from students.workflow.enrolment import (
    APPROVE,
    EXPIRE,
    PROMOTE,
    REJECT,
    REOPEN,
    RESUME,
    RETURN,
    SUBMIT,
    TRAIN,
    WAIT,
    WITHDRAW,
)
from students.workflow.registrar import (
    APPLY_IMPORT,
    CANCEL_IMPORT,
    CHECK_IMPORT,
    FAIL_IMPORT,
    FINISH_IMPORT,
    READ_IMPORT,
    REREAD_IMPORT,
)
from students.workflow.training import CANCEL_SESSION, HOLD_SESSION
from students.workflow.withdrawal import EXCUSE, REFUSE_EXCUSE

__all__ = [
    "ACCEPT_APPEAL",
    "APPLY_IMPORT",
    "APPROVE",
    "CANCEL_IMPORT",
    "CANCEL_SESSION",
    "CHECK_IMPORT",
    "DISMISS_APPEAL",
    "EXCUSE",
    "EXPIRE",
    "FAIL_IMPORT",
    "FINISH_IMPORT",
    "HOLD_SESSION",
    "PROMOTE",
    "READ_IMPORT",
    "REFUSE_EXCUSE",
    "REJECT",
    "REOPEN",
    "REREAD_IMPORT",
    "RESUME",
    "RETURN",
    "SUBMIT",
    "TRAIN",
    "WAIT",
    "WITHDRAW",
]
