"""What waits for one person, and where their own things are."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates import selectors as certificates
from industries import selectors as industries
from industries.enums import PROBLEM_CLOSED
from partnership.accounts.enums import Role
from partnership.core.worklist import Task
from students import selectors as students
from teams import selectors as teams
from teams.selectors.team import team_of

TONES = {"danger": 0, "attention": 1, "info": 2}


def tasks_for(user: Any) -> list[Task]:
    """All that waits for this person now: urgent first, then what is due, then the oldest."""
    found: list[Task] = []
    for room in (students, industries, teams, certificates):
        found += room.waiting_for(user)
    return sorted(
        found,
        key=lambda task: (
            TONES.get(task.tone, 3),
            task.due.toordinal() if task.due else 10**7,
            task.since.timestamp() if task.since else 0,
        ),
    )


def doors_for(user: Any) -> list[dict[str, Any]]:
    """The person's own pages by role; the union when they hold several."""
    doors: list[tuple[str, Any, Any, str]] = []
    if user.is_office:
        doors += [
            (
                "speedometer2",
                _("The office’s dashboard"),
                _("The round at a glance and every object."),
                "/office/",
            ),
            (
                "person-lines-fill",
                _("Applications"),
                _("Review the students who enrolled."),
                reverse("students:list_enrolments"),
            ),
            (
                "buildings",
                _("Industrial units"),
                _("Intake, people, contacts."),
                reverse("industries:list_units"),
            ),
            (
                "tools",
                _("Industrial problems"),
                _("Triage and follow-up."),
                reverse("industries:manage_problems"),
            ),
            (
                "calendar-event",
                _("Joint meetings"),
                _("Invitations, minutes, resolutions."),
                reverse("industries:list_meetings"),
            ),
            ("people", _("Teams"), _("Form teams and send them out."), reverse("teams:list_teams")),
            (
                "award",
                _("Credit and certificates"),
                _("What is ready, what is missing."),
                reverse("certificates:list_credits"),
            ),
        ]
    if user.has_role(Role.STUDENT):
        doors += [
            (
                "person-vcard",
                _("My application"),
                _("State, answers, training."),
                reverse("students:show_my_enrolment"),
            ),
            (
                "tools",
                _("Open problems"),
                _("What industry asks for."),
                reverse("industries:list_problems"),
            ),
        ]
    if user.has_role(Role.MANAGER, Role.SUPERVISOR):
        doors += [
            (
                "buildings",
                _("My unit"),
                _("People, papers, teams on site."),
                reverse("industries:show_own_unit"),
            ),
            (
                "tools",
                _("My problems"),
                _("State a problem, follow it."),
                reverse("industries:manage_problems"),
            ),
            ("people", _("Teams"), _("Teams in your unit."), reverse("teams:list_teams")),
        ]
    if user.has_role(Role.PROFESSOR):
        doors += [
            (
                "people",
                _("My teams"),
                _("Requests, papers, reports, grades."),
                reverse("teams:list_teams"),
            ),
            (
                "tools",
                _("Open problems"),
                _("What industry asks for."),
                reverse("industries:list_problems"),
            ),
        ]
    if user.has_role(Role.LIAISON):
        doors.append(
            (
                "buildings",
                _("Introduced units"),
                _("What became of each of them."),
                reverse("industries:list_introduced"),
            )
        )
    if user.has_role(Role.EDUCATION):
        doors.append(
            (
                "mortarboard",
                _("Grade lists"),
                _("Record or return what the office sent."),
                reverse("certificates:list_credits"),
            )
        )
    if user.has_perm("portal.view_obstacles"):
        doors.append(
            (
                "clipboard-data",
                _("Production obstacles"),
                _("The working group’s figures."),
                reverse("portal:show_obstacles"),
            )
        )
    if user.has_role(Role.PRESIDENT):
        doors.append(("award", _("Check a certificate"), _("By its code."), "/verify/"))
    by_url: dict[str, Any] = {}
    for door in doors:
        by_url.setdefault(door[-1], door)  # two roles may open the same door
    return [
        {"icon": icon, "title": title, "sentence": sentence, "url": url}
        for icon, title, sentence, url in by_url.values()
    ]


def next_door(user: Any, doors: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What somebody can do when nothing waits: state a problem, or look into the first page."""
    if user.has_role(Role.MANAGER):
        unit = industries.written_units_of(user).first()
        if unit and not industries.problems_of(user).exclude(state__in=PROBLEM_CLOSED).exists():
            url = reverse("industries:add_problem", kwargs={"pk": unit.pk})
            return {"title": _("State a problem"), "url": url}
    return doors[0] if doors else None


def student_panel(user: Any) -> dict[str, Any] | None:
    """For a student: where in the nine steps, and what is left for the credit."""
    if not user.has_role(Role.STUDENT):
        return None
    return {
        "enrolment": students.current_enrolment(user),
        "team": team_of(user),
        "gates": certificates.gates_for(user),
        "certificates": certificates.certificates_of(user),
    }
