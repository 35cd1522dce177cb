"""What the services of the training share: locks, letters' facts, requirements, the clock."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnership.accounts.models import User
from partnership.core.calendars import calendar_text
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.notifications.emails import Letter
from partnership.notifications.services import Calendar, queue_letter
from students import emails
from students.enums import SessionState
from students.models import TrainingSession
from students.selectors.sessions import EARLY, appointment_of


def lock_session(session_id: int) -> TrainingSession:
    """The session, its row held for the transaction: seats are counted under this lock."""
    return (
        TrainingSession.objects.locked()
        .select_related("course", "round", "instructor")
        .get(pk=session_id)
    )


def seated_people(session: TrainingSession) -> list[User]:
    """Accounts of those who have a seat, and the instructor."""
    seats = session.seats.seated().select_related("student__user")
    people = [seat.student.user for seat in seats]
    return [*people, session.instructor] if session.instructor else people


def waiting_people(session: TrainingSession) -> list[User]:
    """Accounts of those who wait for a seat, the first in line first."""
    return [seat.student.user for seat in session.seats.waiting().select_related("student__user")]


def facts_of(session: TrainingSession) -> dict[str, Any]:
    """What a letter says about a session; dates are written in the reader's language."""
    return {
        "course": session.course,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "place": session.place,
        "note": session.note,
        "date": emails.ReaderDate(session.starts_at),
    }


def tell(
    letter: Letter,
    session: TrainingSession,
    people: Iterable[User],
    *,
    method: str = "",
    context: dict[str, Any] | None = None,
    **options: Any,
) -> None:
    """Write to people about a session. `method` adds the calendar entry, in each one's language.

    Only people with a seat and instructors get an entry: it holds the link of an online session.
    """
    by_language: dict[str, list[User]] = {}
    for person in people:
        by_language.setdefault(person.language or settings.LANGUAGE_CODE, []).append(person)
    for language, readers in by_language.items():
        queue_letter(
            letter,
            about=session,
            to=readers,
            context={**facts_of(session), **(context or {})},
            attachments=[_entry(session, method, language)] if method else [],
            **options,
        )


def _entry(session: TrainingSession, method: str, language: str) -> Calendar:
    with override(language):
        appointment = appointment_of(session, with_link=True)
        text = calendar_text([appointment], method=method)
    return Calendar(text=text, name=f"session-{session.pk}.ics", method=method)


def require_manager(actor: User) -> None:
    """Raise NotAllowed unless the actor plans the training."""
    if not actor.has_perm("students.manage_training"):
        raise NotAllowed(_("Training is planned and recorded by the office."))


def require_recorder(actor: User, session: TrainingSession) -> None:
    """Raise NotAllowed unless the actor keeps this session's register."""
    if not actor.has_perm("students.record_training", session):
        raise NotAllowed(_("Only the office and the instructor record attendance."))


def require_planned(session: TrainingSession) -> None:
    """Raise WrongState once a session was held or called off."""
    if session.state != SessionState.PLANNED:
        raise WrongState(_("This session is no longer open."))


def require_times(starts_at: datetime, ends_at: datetime) -> None:
    """Raise DomainError for a session that ends before it begins."""
    if ends_at <= starts_at:
        raise DomainError(_("The session must end after it begins."), field="ends_at")


def require_near(session: TrainingSession) -> None:
    """Raise DomainError long before the session begins."""
    if timezone.now() < session.starts_at - EARLY:
        raise DomainError(_("The register opens half an hour before the session begins."))


def is_open_for_seats(session: TrainingSession) -> bool:
    """Whether seats are still given and given back."""
    return session.state == SessionState.PLANNED and session.starts_at > timezone.now()
