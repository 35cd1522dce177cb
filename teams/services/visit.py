"""Visits to the factory: planned, recorded, cancelled."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.core import jalali
from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog
from partnership.core.text import normalise_text
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from teams import emails
from teams.enums import TEAM_ON_SITE, VisitState
from teams.models import Presence, Team, Visit
from teams.services import audience
from teams.services.team import require_right
from teams.workflow import letter as workflow

_WORDS = ("gate_contact", "gate_phone", "safety_gear", "transport", "note")


@transaction.atomic
def plan_visit(
    *,
    team_id: int,
    actor: Any,
    date: date,
    starts_at: time,
    ends_at: time | None = None,
    **words: str,
) -> Visit:
    """Date a visit; members, professor and unit are told.

    Raises WrongState before the letter, DomainError when it ends before it starts.
    """
    team = Team.objects.locked().get(pk=team_id)
    require_right(actor, "teams.plan_visit", team)
    if team.state not in TEAM_ON_SITE:
        raise WrongState(_("Visits are planned once the letter of introduction is out."))
    if ends_at is not None and ends_at <= starts_at:
        raise DomainError(_("The end lies before the beginning."), field="ends_at")
    visit = Visit(team=team, date=date, starts_at=starts_at, ends_at=ends_at)
    for key in _WORDS:
        setattr(visit, key, normalise_text(words.get(key, ""), multiline=key == "note"))
    visit.save()
    ActionLog.objects.record(visit, verb="teams.visit.plan", actor=actor, after=visit.state)
    queue_letter(
        emails.team.VISIT_PLANNED,
        about=visit,
        to=_concerned(team),
        context={
            "team": team,
            "unit": team.problem.unit,
            "date": audience.said_date(visit.date, "long"),
            "time": audience.said_time(visit.starts_at),
            "gate": f"{visit.gate_contact} {visit.gate_phone}".strip(),
            "gear": visit.safety_gear,
            "transport": visit.transport,
        },
    )
    return visit


@transaction.atomic
def record_visit(
    *, visit_id: int, actor: Any, reason: str = "", present: Iterable[int] = (), note: str = ""
) -> Visit:
    """Write down who was there: `present` are students' keys, everybody else was absent."""
    visit = _lock(visit_id)
    if visit.date > jalali.today():
        raise DomainError(_("The visit lies in the future; presence is recorded afterwards."))
    if note:
        visit.note = normalise_text(note, multiline=True)
    apply(workflow.RECORD_VISIT, visit, actor=actor, reason=reason, also=["note", "updated_at"])
    _write_presence(visit, actor, set(present))
    return visit


@transaction.atomic
def correct_presence(*, visit_id: int, actor: Any, present: Iterable[int]) -> Visit:
    """Correct who was there on a recorded visit; the log keeps who corrected."""
    visit = _lock(visit_id)
    require_right(actor, "teams.record_visit", visit)
    if visit.state != VisitState.DONE:
        raise WrongState(_("Presence is corrected once the visit has been recorded."))
    _write_presence(visit, actor, set(present))
    ActionLog.objects.record(visit, verb="teams.visit.correct", actor=actor)
    return visit


@transaction.atomic
def cancel_visit(*, visit_id: int, actor: Any, reason: str = "") -> Visit:
    """Cancel a planned visit; the same people are told."""
    visit = _lock(visit_id)
    apply(workflow.CANCEL_VISIT, visit, actor=actor, reason=reason)
    queue_letter(
        emails.team.VISIT_CANCELLED,
        about=visit,
        to=_concerned(visit.team),
        context={
            "team": visit.team,
            "date": audience.said_date(visit.date, "long"),
            "reason": reason,
        },
    )
    return visit


def _lock(visit_id: int) -> Visit:
    team_id = Visit.objects.values_list("team_id", flat=True).get(pk=visit_id)
    team = Team.objects.locked().get(pk=team_id)
    visit = Visit.objects.locked().get(pk=visit_id)
    visit.team = team
    return visit


def _concerned(team: Team) -> list[Any]:
    return [
        *audience.member_users(team),
        *audience.professor_users(team),
        *audience.unit_users(team),
    ]


def _write_presence(visit: Visit, actor: Any, present: set[int]) -> None:
    """One row a member of that day; those who left since keep theirs."""
    members = set(visit.team.memberships.active().values_list("student", flat=True))
    known = set(visit.presences.values_list("student", flat=True))
    strangers = present - members - known
    if strangers:
        raise DomainError(_("Only members of the team can be recorded."))
    for student_id in sorted(members | known):
        Presence.objects.update_or_create(
            visit=visit,
            student_id=student_id,
            defaults={"was_present": student_id in present, "recorded_by": actor},
        )
