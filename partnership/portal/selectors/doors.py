"""The person's own pages, by role: data, and one function that reads it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnership.accounts.enums import Role
from students.selectors import teaches

# (icon, title, sentence, URL name)
Entry = tuple[str, Any, Any, str]

OFFICE: list[Entry] = [
    (
        "speedometer2",
        _("The office’s dashboard"),
        _("The round at a glance and every object."),
        "office:index",
    ),
    (
        "person-lines-fill",
        _("Applications"),
        _("Review the students who enrolled."),
        "students:list_enrolments",
    ),
    ("buildings", _("Industrial units"), _("Intake, people, contacts."), "industries:list_units"),
    ("telephone", _("Contacts"), _("Whom to call or visit next."), "industries:list_contacts"),
    ("tools", _("Industrial problems"), _("Triage and follow-up."), "industries:manage_problems"),
    (
        "calendar-event",
        _("Joint meetings"),
        _("Invitations, minutes, resolutions."),
        "industries:list_meetings",
    ),
    ("people", _("Teams"), _("Form teams and send them out."), "teams:list_teams"),
    (
        "award",
        _("Credit and certificates"),
        _("What is ready, what is missing."),
        "certificates:list_credits",
    ),
]
MARKET: Entry = (
    "tools",
    _("Open problems"),
    _("What industry asks for."),
    "industries:list_problems",
)
TRAINING: Entry = (
    "mortarboard",
    _("Training"),
    _("Courses, sessions, materials, certificates of courses."),
    "students:list_sessions",
)
STUDENT: list[Entry] = [
    (
        "person-vcard",
        _("My application"),
        _("State, answers, training."),
        "students:show_my_enrolment",
    ),
    TRAINING,
    MARKET,
]
UNIT: list[Entry] = [
    ("buildings", _("My unit"), _("People, papers, teams on site."), "industries:show_own_unit"),
    ("tools", _("My problems"), _("State a problem, follow it."), "industries:manage_problems"),
    ("people", _("Teams"), _("Teams in your unit."), "teams:list_teams"),
]
PROFESSOR: list[Entry] = [
    ("people", _("My teams"), _("Requests, papers, reports, grades."), "teams:list_teams"),
    MARKET,
]
LIAISON: list[Entry] = [
    (
        "buildings",
        _("Introduced units"),
        _("What became of each of them."),
        "industries:list_introduced",
    )
]
EDUCATION: list[Entry] = [
    (
        "mortarboard",
        _("Grade lists"),
        _("Record or return what the office sent."),
        "certificates:list_credits",
    )
]
OBSTACLES: Entry = (
    "clipboard-data",
    _("Production obstacles"),
    _("The working group’s figures."),
    "portal:show_obstacles",
)
CHECK: Entry = (
    "award",
    _("Check a certificate"),
    _("By its code."),
    "certificates:check_certificate",
)

BY_ROLE: list[tuple[tuple[str, ...], list[Entry]]] = [
    ((Role.STUDENT,), STUDENT),
    ((Role.MANAGER, Role.SUPERVISOR), UNIT),
    ((Role.PROFESSOR,), PROFESSOR),
    ((Role.LIAISON,), LIAISON),
    ((Role.EDUCATION,), EDUCATION),
]


def doors_for(user: Any) -> list[dict[str, Any]]:
    """The person's own pages by role; the union, each page once, when they hold several."""
    entries = list(OFFICE) if user.is_office else []
    for roles, own in BY_ROLE:
        if user.has_role(*roles):
            entries += own
    if user.is_office or teaches(user):
        entries.append(TRAINING)
    if user.has_perm("portal.view_obstacles"):
        entries.append(OBSTACLES)
    if user.has_role(Role.PRESIDENT):
        entries.append(CHECK)
    doors: dict[str, dict[str, Any]] = {}
    for icon, title, sentence, name in entries:
        door = {"icon": icon, "title": title, "sentence": sentence, "url": reverse(name)}
        doors.setdefault(name, door)
    return list(doors.values())
