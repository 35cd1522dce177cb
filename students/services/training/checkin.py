"""The code on the wall: opened by the instructor, scanned by each student, good for minutes."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError
from partnership.core.models import ActionLog
from students.enums import AttendanceSource, AttendanceState, SessionState
from students.models import Attendance, TrainingSession
from students.selectors.checkin import is_genuine, session_of_code, session_of_token
from students.selectors.sessions import EARLY
from students.services.training.common import (
    lock_session,
    require_near,
    require_planned,
    require_recorder,
)
from students.services.training.seats import accepted_student


class CodeOver(DomainError):
    """The code is forged, of another session, or no longer good: one answer for all."""

    def __init__(self) -> None:
        super().__init__(
            _("This code is no longer valid. Scan the one on the wall now, or ask the instructor.")
        )


@transaction.atomic
def open_checkin(*, session_id: int, actor: User) -> TrainingSession:
    """Show a code for the round's minutes; opened again, it runs on with the same key.

    Raises NotAllowed for all but the office and the instructor, WrongState once the session was
    held or called off, DomainError earlier than half an hour before it begins.
    """
    session = lock_session(session_id)
    require_recorder(actor, session)
    require_planned(session)
    require_near(session)
    now = timezone.now()
    runs_on = session.checkin_key and session.checkin_until and session.checkin_until > now
    if not runs_on:
        session.checkin_key = secrets.token_hex(16)
    session.checkin_until = now + timedelta(minutes=session.round.checkin_minutes)
    session.save(update_fields=["checkin_key", "checkin_until", "updated_at"])
    ActionLog.objects.record(session, verb="students.trainingsession.open_code", actor=actor)
    return session


@transaction.atomic
def close_checkin(*, session_id: int, actor: User) -> TrainingSession:
    """End the code at once; every token shown so far is void."""
    session = lock_session(session_id)
    require_recorder(actor, session)
    if session.checkin_key:
        session.checkin_key, session.checkin_until = "", None
        session.save(update_fields=["checkin_key", "checkin_until", "updated_at"])
        ActionLog.objects.record(session, verb="students.trainingsession.close_code", actor=actor)
    return session


@transaction.atomic
def check_in(*, token: str, actor: User) -> Attendance:
    """Record the actor as present by a scanned token; a second time changes nothing.

    Raises CodeOver for whatever is not a token of an open code, NotAllowed for people not accepted
    in the round, DomainError before the session's time. Whoever waited or never registered is
    present all the same: they are in the room.
    """
    found = session_of_token(token)
    if found is None:
        raise CodeOver
    session = lock_session(found.pk)
    if not is_genuine(session, token):  # closed while this request waited for the lock
        raise CodeOver
    return _record(session, actor)


@transaction.atomic
def check_in_by_code(*, code: str, actor: User) -> Attendance:
    """The same with the six characters typed instead of scanned."""
    found = session_of_code(code, actor)
    if found is None:
        raise CodeOver
    return _record(lock_session(found.pk), actor)


def _record(session: TrainingSession, actor: User) -> Attendance:
    if session.state != SessionState.PLANNED or not session.checkin_key:
        raise CodeOver
    now = timezone.now()
    if now < session.starts_at - EARLY:
        raise DomainError(_("This session has not begun yet."))
    student = accepted_student(session, actor)
    seat = session.seats.filter(student=student).first()
    if seat is None:
        seat = Attendance(session=session, student=student)
    if seat.state == AttendanceState.PRESENT:
        return seat
    seat.state, seat.source = AttendanceState.PRESENT, AttendanceSource.CODE
    seat.recorded_by, seat.recorded_at = actor, now
    seat.save()
    return seat
