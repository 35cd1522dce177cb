"""Reads of this room: lists with what they show, counts, and what waits for whom."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industries.enums import (
    MEETING_FINAL,
    PROBLEM_RUNNING,
    UNIT_NEW,
    WRITERS,
    IntroductionKind,
    MeetingState,
    ProblemState,
    ResolutionState,
    Rsvp,
)
from industries.models import (
    IndustrialUnit,
    Invitee,
    JointMeeting,
    MinistryList,
    Problem,
    Resolution,
)
from industries.selectors import problems
from industries.selectors.contacts import contact_tasks
from industries.selectors.counted import SHOWN, counted
from industries.selectors.documents import document_tasks
from industries.selectors.worklist import meeting_office_tasks
from partnership.core.models import ActionLog
from partnership.core.worklist import Task
from partnership.imports.enums import ResumableState


def units_of(user: Any) -> QuerySet[IndustrialUnit]:
    """Units the person is active in, in order of their names."""
    mine = IndustrialUnit.objects.filter(persons__user=user, persons__is_active=True)
    return IndustrialUnit.objects.filter(pk__in=mine.values("pk"))


def written_units_of(user: Any) -> QuerySet[IndustrialUnit]:
    """Units the person may write for; all of them for the office."""
    if user.is_office:
        return IndustrialUnit.objects.visible_to(user)
    mine = IndustrialUnit.objects.filter(
        persons__user=user, persons__is_active=True, persons__role__in=WRITERS
    )
    return IndustrialUnit.objects.filter(pk__in=mine.values("pk"))


def problems_of(user: Any) -> QuerySet[Problem]:
    """Problems of the person's own units."""
    return (
        Problem.objects.visible_to(user)
        .filter(unit__in=units_of(user))
        .select_related("unit", "category", "round")
    )


def open_problems_for(user: Any) -> QuerySet[Problem]:
    """The market: public cards of open problems; never a secret one."""
    rows = Problem.objects.listed() if user.is_authenticated else Problem.objects.none()
    return rows.select_related("category", "unit__place", "unit__isic", "round").prefetch_related(
        "majors", "required_skills__skill"
    )


def introduced_units_for(liaison: Any) -> QuerySet[IndustrialUnit]:
    """Units the Ministry introduced, with what became of them."""
    return (
        IndustrialUnit.objects.visible_to(liaison)
        .filter(introductions__kind=IntroductionKind.MINISTRY)
        .distinct()
        .select_related("place", "isic")
        .prefetch_related("introductions")
        .annotate(
            all_problems=Count("problems", distinct=True),
            running_problems=Count(
                "problems", filter=Q(problems__state__in=PROBLEM_RUNNING), distinct=True
            ),
            solved_problems=Count(
                "problems", filter=Q(problems__state=ProblemState.CLOSED_SOLVED), distinct=True
            ),
        )
        .order_by("sort_name", "pk")
    )


def waiting_for(user: Any) -> list[Task]:
    """What this person should do now about units, problems and meetings."""
    if not user.is_authenticated or not user.is_active:
        return []
    tasks = _office_tasks(user) if user.is_office else []
    if user.has_role("manager", "supervisor"):
        tasks += problems.unit_tasks(user, written_units_of(user))
    return tasks + _meeting_tasks(user)


def _office_tasks(user: Any) -> list[Task]:
    tasks = []
    new = IndustrialUnit.objects.visible_to(user).filter(state__in=UNIT_NEW).order_by("created_at")
    tasks += counted(
        "unit",
        new,
        reverse("industries:list_units") + "?state=new",
        _("Review"),
        lambda n: ngettext("%(n)s unit awaits review", "%(n)s units await review", n),
    )
    tasks += problems.office_tasks(user)
    lists = MinistryList.objects.visible_to(user).filter(
        state__in=(ResumableState.CHECKED, ResumableState.STOPPED)
    )
    tasks += counted(
        "list",
        lists.order_by("state_changed_at"),
        reverse("industries:list_lists"),
        _("Look through"),
        lambda n: ngettext(
            "%(n)s list of the Ministry to take over", "%(n)s lists of the Ministry to take over", n
        ),
        since="state_changed_at",
    )
    held = JointMeeting.objects.visible_to(user).filter(state=MeetingState.HELD)
    for meeting in held.order_by("starts_at")[:SHOWN]:
        tasks.append(
            Task(
                kind="meeting",
                title=str(meeting),
                sentence=_("The minutes are not final yet."),
                url=meeting.get_absolute_url(),
                action=_("Complete the minutes"),
                since=meeting.state_changed_at,
                tone="attention",
                icon="journal-text",
            )
        )
    tasks += meeting_office_tasks(user)
    tasks += contact_tasks(user, SHOWN)
    tasks += document_tasks(user, SHOWN)
    return tasks


def _meeting_tasks(user: Any) -> list[Task]:
    """Invitations without an answer, and resolutions somebody owns that are due or overdue."""
    mine = Q(user=user) | Q(
        unit__persons__user=user, unit__persons__is_active=True, unit__persons__role__in=WRITERS
    )
    open_ones = (
        Invitee.objects.current()
        .filter(
            mine,
            rsvp=Rsvp.PENDING,
            meeting__state=MeetingState.INVITED,
            meeting__starts_at__gt=timezone.now(),
        )
        .select_related("meeting")
        .distinct()
    )
    tasks = [
        Task(
            kind="meeting",
            title=str(row.meeting),
            sentence=_("Please say whether you will come."),
            url=row.meeting.get_absolute_url(),
            action=_("Answer the invitation"),
            due=timezone.localdate(row.meeting.starts_at),
            tone="attention",
            icon="calendar-event",
        )
        for row in open_ones[:SHOWN]
    ]
    soon = timezone.localdate() + timedelta(days=14)
    resolutions = (
        Resolution.objects.owned_by(user)
        .filter(
            state=ResolutionState.IN_FOLLOW_UP,
            meeting__state__in=MEETING_FINAL,
            due_on__lte=soon,
        )
        .select_related("meeting")
        .order_by("due_on")
    )
    tasks += [
        Task(
            kind="resolution",
            title=str(row),
            sentence=str(row.meeting),
            url=row.get_absolute_url(),
            action=_("Open the resolution"),
            due=row.due_on,
            tone="danger" if row.due_on < timezone.localdate() else "attention",
            icon="clipboard-check",
        )
        for row in resolutions[:SHOWN]
    ]
    return tasks


def reason_of(obj: Any, move: Any) -> str:
    """The reason given when the object last took this move; empty when it never did."""
    last = ActionLog.objects.about(obj).filter(verb=move.name).first()
    return last.reason if last else ""
