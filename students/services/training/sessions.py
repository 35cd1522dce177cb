"""Sessions: planned, changed, called off."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.accounts.models import User
from partnership.core.errors import DomainError
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from students import emails, workflow
from students.models import TrainingSession
from students.selectors.training import students_to_invite
from students.services.training.common import (
    lock_session,
    require_manager,
    require_planned,
    require_times,
    seated_people,
    tell,
    waiting_people,
)
from students.services.training.seats import fill_seats

#: What others are told of: a change of these is a new version of the calendar entry.
_SHOWN = ("course_id", "starts_at", "ends_at", "place", "link", "note")
_PLAN = (*_SHOWN, "round_id", "capacity", "instructor_id")


@transaction.atomic
def plan_session(
    *,
    actor: User,
    course_id: int,
    round_id: int,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    capacity: int = 40,
    instructor_id: int | None = None,
    link: str = "",
    note: str = "",
) -> TrainingSession:
    """Plan a session, invite every accepted student of the round who lacks the course.

    The instructor is told as well and gets the session as a calendar entry.
    """
    require_manager(actor)
    require_times(starts_at, ends_at)
    session = TrainingSession.objects.create(
        course_id=course_id,
        round_id=round_id,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        capacity=capacity,
        instructor_id=instructor_id,
        link=link,
        note=note,
    )
    ActionLog.objects.record(session, verb="students.trainingsession.plan", actor=actor)
    tell(emails.TRAINING_INVITED, session, students_to_invite(session))
    _tell_instructor(session)
    return session


@transaction.atomic
def change_session(*, session_id: int, actor: User, **plan: Any) -> TrainingSession:
    """Change a planned session; everybody with a seat or in the line is told what is new.

    `plan` holds any of course_id, round_id, starts_at, ends_at, place, link, note, capacity and
    instructor_id. More seats go to those who wait, the first in line first.
    """
    require_manager(actor)
    session = lock_session(session_id)
    require_planned(session)
    before = {name: getattr(session, name) for name in _PLAN}
    for name, value in plan.items():
        if name not in _PLAN:
            raise TypeError(f"{name} is no part of a session's plan.")
        setattr(session, name, value)
    require_times(session.starts_at, session.ends_at)
    if session.capacity < session.seats.seated().count():
        raise DomainError(_("More students are registered than that."), field="capacity")
    changed = [name for name in _PLAN if before[name] != getattr(session, name)]
    is_news = any(name in _SHOWN for name in changed)
    if is_news:
        session.sequence += 1
    if "starts_at" in changed:
        session.checkin_key, session.checkin_until = "", None
    session.save()
    log = ActionLog.objects.record(
        session, verb="students.trainingsession.change", actor=actor, data={"fields": changed}
    )
    stamp = f"students.trainingsession:{session.pk}:log{log.pk}"
    if "instructor_id" in changed:
        _change_instructor(session, before["instructor_id"], stamp)
    if is_news:
        _tell_change(session, stamp)
    fill_seats(session)
    return session


@transaction.atomic
def cancel_session(*, session_id: int, actor: User, reason: str) -> TrainingSession:
    """Call a session off; everybody with a seat or in the line is told."""
    session = lock_session(session_id)
    session.sequence += 1
    session.checkin_key, session.checkin_until = "", None
    apply(
        workflow.CANCEL_SESSION,
        session,
        actor=actor,
        reason=reason,
        also=["sequence", "checkin_key", "checkin_until"],
    )
    options = {"context": {"reason": reason.strip()}, "url": "/students/sessions/"}
    letter = emails.TRAINING_CANCELLED
    tell(letter, session, seated_people(session), method="CANCEL", **options)
    tell(letter, session, waiting_people(session), **options)
    return session


def _tell_instructor(session: TrainingSession, stamp: str = "") -> None:
    if session.instructor:
        tell(
            emails.TRAINING_ASSIGNED,
            session,
            [session.instructor],
            method="REQUEST",
            dedupe=stamp,
        )


def _change_instructor(session: TrainingSession, before: int | None, stamp: str) -> None:
    """The new instructor gets the session, the one before is told that it is no longer theirs."""
    _tell_instructor(session, stamp)
    if before:
        people = User.objects.filter(pk=before)
        letter = emails.TRAINING_RELIEVED
        tell(letter, session, people, method="CANCEL", url="/me/", dedupe=stamp)


def _tell_change(session: TrainingSession, stamp: str) -> None:
    letter = emails.TRAINING_CHANGED
    tell(letter, session, seated_people(session), method="REQUEST", dedupe=stamp)
    tell(letter, session, waiting_people(session), dedupe=stamp)
