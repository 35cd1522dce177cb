"""Reads of this room: lists with what they show, counts, and what waits for whom."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industries.enums import (
    PROBLEM_LISTED,
    PROBLEM_RUNNING,
    UNIT_NEW,
    WRITERS,
    Confidentiality,
    IntroductionKind,
    MeetingState,
    ProblemState,
    ResolutionState,
    Rsvp,
)
from industries.models import (
    ContactNote,
    IndustrialUnit,
    Invitee,
    JointMeeting,
    MinistryList,
    Problem,
    Resolution,
)
from partnership.core.models import ActionLog
from partnership.core.numbers import format_number
from partnership.core.worklist import Task
from partnership.imports.enums import ResumableState

#: How many single tasks of one kind stand in somebody's list; the rest is behind its page.
SHOWN = 5


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
    return (
        Problem.objects.listed_for(user)
        .filter(state__in=PROBLEM_LISTED)
        .exclude(confidentiality=Confidentiality.SECRET)
        .select_related("category", "unit__place", "round")
        .prefetch_related("majors", "required_skills__skill")
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


_ICONS = {"unit": "buildings", "problem": "lightbulb", "list": "file-earmark-spreadsheet"}


def last_contacts() -> QuerySet[ContactNote]:
    """The newest note of each unit, by unit."""
    return ContactNote.objects.order_by("unit_id", "-created_at").distinct("unit_id")


def contacts_due(user: Any, today: date | None = None) -> list[ContactNote]:
    """Units whose newest note names a next action that is due."""
    day = today or timezone.localdate()
    newest = last_contacts().values("pk")
    return list(
        ContactNote.objects.visible_to(user)
        .filter(pk__in=newest, next_action_on__lte=day)
        .select_related("unit")
        .order_by("next_action_on")
    )


def waiting_for(user: Any) -> list[Task]:
    """What this person should do now about units, problems and meetings."""
    if not user.is_authenticated or not user.is_active:
        return []
    tasks = _office_tasks(user) if user.is_office else []
    if user.has_role("manager", "supervisor"):
        tasks += _unit_tasks(user)
    return tasks + _meeting_tasks(user)


def _office_tasks(user: Any) -> list[Task]:
    tasks = []
    new = IndustrialUnit.objects.visible_to(user).filter(state__in=UNIT_NEW).order_by("created_at")
    tasks += _counted(
        "unit",
        new,
        reverse("industries:list_units") + "?state=new",
        _("Review"),
        lambda n: ngettext("%(n)s unit awaits review", "%(n)s units await review", n),
    )
    submitted = (
        Problem.objects.visible_to(user)
        .filter(state=ProblemState.SUBMITTED)
        .order_by("state_changed_at")
    )
    tasks += _counted(
        "problem",
        submitted,
        reverse("industries:manage_problems") + "?state=submitted",
        _("Review"),
        lambda n: ngettext("%(n)s problem awaits review", "%(n)s problems await review", n),
        since="state_changed_at",
    )
    tasks += _list_tasks(user)
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
    for note in contacts_due(user)[:SHOWN]:
        tasks.append(
            Task(
                kind="contact",
                title=str(note.unit),
                sentence=note.note[:120],
                url=note.unit.get_absolute_url(),
                action=_("Contact the unit"),
                due=note.next_action_on,
                tone="attention",
                icon="telephone",
            )
        )
    return tasks


def _list_tasks(user: Any) -> list[Task]:
    lists = MinistryList.objects.visible_to(user).filter(
        state__in=(ResumableState.CHECKED, ResumableState.STOPPED)
    )
    return _counted(
        "list",
        lists.order_by("state_changed_at"),
        reverse("industries:list_lists"),
        _("Look through"),
        lambda n: ngettext(
            "%(n)s list of the Ministry to take over", "%(n)s lists of the Ministry to take over", n
        ),
        since="state_changed_at",
    )


def _counted(
    kind: str, rows: QuerySet, url: str, action: Any, sentence: Any, since: str = "created_at"
) -> list[Task]:
    """One line for many rows, or the row itself when it is the only one."""
    found = list(rows[:2])
    if not found:
        return []
    number = 1 if len(found) == 1 else rows.count()
    return [
        Task(
            kind=kind,
            title=sentence(number) % {"n": format_number(number)},
            sentence=str(found[0]),
            url=found[0].get_absolute_url() if number == 1 else url,
            action=action,
            since=getattr(found[0], since),
            tone="attention",
            icon=_ICONS[kind],
        )
    ]


def _unit_tasks(user: Any) -> list[Task]:
    words = {
        ProblemState.DRAFT: (_("This problem is still a draft."), _("Complete and submit")),
        ProblemState.NEEDS_DETAIL: (
            _("The office asks for more detail."),
            _("Complete the problem"),
        ),
    }
    rows = (
        Problem.objects.filter(unit__in=written_units_of(user), state__in=words)
        if not user.is_office
        else Problem.objects.none()
    )
    return [
        Task(
            kind="problem",
            title=str(problem),
            sentence=words[problem.state][0],
            url=problem.get_absolute_url(),
            action=words[problem.state][1],
            since=problem.state_changed_at,
            tone="attention" if problem.state == ProblemState.NEEDS_DETAIL else "info",
            icon="lightbulb",
        )
        for problem in rows.order_by("state_changed_at")[:SHOWN]
    ]


def _meeting_tasks(user: Any) -> list[Task]:
    """Invitations without an answer, and resolutions somebody owns that are due or overdue."""
    mine = Q(user=user) | Q(
        unit__persons__user=user, unit__persons__is_active=True, unit__persons__role__in=WRITERS
    )
    open_ones = (
        Invitee.objects.filter(
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
    owned = Q(owner_user=user) | Q(
        owner_unit__persons__user=user,
        owner_unit__persons__is_active=True,
        owner_unit__persons__role__in=WRITERS,
    )
    resolutions = (
        Resolution.objects.filter(
            owned,
            state=ResolutionState.IN_FOLLOW_UP,
            meeting__state=MeetingState.SIGNED,
            due_on__lte=soon,
        )
        .select_related("meeting")
        .distinct()
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
