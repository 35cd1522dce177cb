"""What this room brings to a unit's page: problems asked for, meetings, resolutions, papers."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from industries.enums import MeetingState, ProblemState, ResolutionState, Rsvp
from industries.models import (
    IndustrialUnit,
    Invitee,
    JointMeeting,
    Problem,
    Resolution,
    UnitDocument,
)
from partnership.core.sections import Paper, Section, supplied, supplier
from partnership.core.worklist import Task

TASKS, SECTIONS, PAPERS = "unit.tasks", "unit.sections", "unit.papers"
SHOWN = 5


def page_parts(unit: IndustrialUnit, user: Any) -> dict[str, list[Any]]:
    """Everything the rooms bring to the unit's page for this reader."""
    tasks = supplied(TASKS, unit, user)
    tones = {"danger": 0, "attention": 1}
    papers = supplied(PAPERS, unit, user)
    return {
        "tasks": sorted(tasks, key=lambda task: tones.get(task.tone, 2)),
        "sections": supplied(SECTIONS, unit, user),
        "papers": sorted(papers, key=lambda paper: str(paper.on or ""), reverse=True),
    }


@supplier(TASKS, order=10)
def unit_tasks(unit: IndustrialUnit, user: Any) -> Iterator[Task]:
    """Problems the unit has to complete, invitations to answer, resolutions that are due."""
    asked = Problem.objects.visible_to(user).filter(unit=unit, state=ProblemState.NEEDS_DETAIL)
    for problem in asked.order_by("state_changed_at")[:SHOWN]:
        yield Task(
            kind="problem",
            title=str(problem),
            sentence=_("The office asks for more detail."),
            url=problem.get_absolute_url(),
            action=_("Complete the problem"),
            since=problem.state_changed_at,
            tone="attention",
            icon="lightbulb",
        )
    waiting = Invitee.objects.filter(
        unit=unit,
        rsvp=Rsvp.PENDING,
        meeting__state=MeetingState.INVITED,
        meeting__starts_at__gt=timezone.now(),
        meeting__in=JointMeeting.objects.visible_to(user),
    )
    for row in waiting.select_related("meeting").order_by("meeting__starts_at")[:SHOWN]:
        yield Task(
            kind="meeting",
            title=str(row.meeting),
            sentence=_("Please say whether you will come."),
            url=row.meeting.get_absolute_url(),
            action=_("Answer the invitation"),
            due=timezone.localdate(row.meeting.starts_at),
            tone="attention",
            icon="calendar-event",
        )
    owned = Resolution.objects.visible_to(user).filter(
        owner_unit=unit,
        state=ResolutionState.IN_FOLLOW_UP,
        meeting__state=MeetingState.SIGNED,
        due_on__isnull=False,
    )
    for resolution in owned.select_related("meeting").order_by("due_on")[:SHOWN]:
        yield Task(
            kind="resolution",
            title=str(resolution),
            sentence=str(resolution.meeting),
            url=resolution.get_absolute_url(),
            action=_("Open the resolution"),
            due=resolution.due_on,
            tone="danger" if resolution.due_on < timezone.localdate() else "attention",
            icon="clipboard-check",
        )


@supplier(SECTIONS, order=40)
def unit_meetings(unit: IndustrialUnit, user: Any) -> Iterator[Section]:
    """Meetings the unit is invited to: those to come with its answer, the last ones held."""
    now = timezone.now()
    own = Prefetch("invitees", Invitee.objects.filter(unit=unit), to_attr="own_rows")
    meetings = list(
        JointMeeting.objects.visible_to(user)
        .filter(Q(pk__in=Invitee.objects.filter(unit=unit).values("meeting")))
        .exclude(state__in=(MeetingState.PLANNED, MeetingState.CANCELLED))
        .prefetch_related(own)
        .order_by("-starts_at", "-pk")[: 2 * SHOWN]
    )
    if meetings:
        rows = [
            {
                "meeting": meeting,
                "is_next": meeting.state == MeetingState.INVITED and meeting.starts_at > now,
                "answer": meeting.own_rows[0].get_rsvp_display() if meeting.own_rows else "",
            }
            for meeting in meetings
        ]
        rows.sort(key=lambda row: not row["is_next"])
        yield Section("industries/parts/unit_meetings.html", {"rows": rows})


@supplier(PAPERS, order=10)
def unit_papers(unit: IndustrialUnit, user: Any) -> Iterator[Paper]:
    """The unit's own papers, and the minutes of its meetings."""
    documents = UnitDocument.objects.visible_to(user).filter(unit=unit)
    for document in documents.order_by("-created_at", "-pk")[: 4 * SHOWN]:
        yield Paper(
            title=f"{document.number} – {document}" if document.number else str(document),
            url=document.get_absolute_url(),
            kind=document.get_kind_display(),
            on=document.valid_from or timezone.localdate(document.created_at),
            state=document,
        )
    minutes = JointMeeting.objects.visible_to(user).filter(
        pk__in=Invitee.objects.filter(unit=unit).values("meeting"), state=MeetingState.SIGNED
    )
    for meeting in minutes.order_by("-starts_at")[: 2 * SHOWN]:
        yield Paper(
            title=f"{meeting.number} – {meeting}",
            url=meeting.get_absolute_url(),
            kind=_("Minutes"),
            on=timezone.localdate(meeting.starts_at),
        )
