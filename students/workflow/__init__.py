"""Moves of enrolments, training sessions and appeals, by noun."""

from students.workflow.appeal import ACCEPT_APPEAL, DISMISS_APPEAL
from students.workflow.enrolment import (
    APPROVE,
    EXPIRE,
    PROMOTE,
    REJECT,
    REOPEN,
    RETURN,
    SUBMIT,
    TRAIN,
    WAIT,
    WITHDRAW,
)
from students.workflow.training import CANCEL_SESSION, HOLD_SESSION

__all__ = [
    "ACCEPT_APPEAL",
    "APPROVE",
    "CANCEL_SESSION",
    "DISMISS_APPEAL",
    "EXPIRE",
    "HOLD_SESSION",
    "PROMOTE",
    "REJECT",
    "REOPEN",
    "RETURN",
    "SUBMIT",
    "TRAIN",
    "WAIT",
    "WITHDRAW",
]
