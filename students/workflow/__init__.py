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
from students.workflow.registrar import APPLY_IMPORT, CANCEL_IMPORT, REREAD_IMPORT
from students.workflow.training import CANCEL_SESSION, HOLD_SESSION
from students.workflow.withdrawal import EXCUSE, REFUSE_EXCUSE

__all__ = [
    "ACCEPT_APPEAL",
    "APPLY_IMPORT",
    "APPROVE",
    "CANCEL_IMPORT",
    "CANCEL_SESSION",
    "DISMISS_APPEAL",
    "EXCUSE",
    "EXPIRE",
    "HOLD_SESSION",
    "PROMOTE",
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
