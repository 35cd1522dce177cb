"""The navigation of whoever reads the page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from partnership.accounts.enums import Role


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav`: entries of the header by role; `user_roles`: the words under the name."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or getattr(request, "link", None):
        return {"nav": [] if getattr(request, "link", None) else _mark(request, _public())}
    roles = [str(label) for code, label in Role.choices if user.has_role(code)]
    return {"nav": _mark(request, _own(user)), "user_roles": "، ".join(roles) if roles else ""}


def _public() -> list[tuple[str, Any, str]]:
    return [
        ("house", _("Home"), "/"),
        ("person-plus", _("Enrol"), "/enrol/"),
        ("buildings", _("Register a unit"), "/units/register/"),
        ("patch-check", _("Check a certificate"), "/verify/"),
        ("box-arrow-in-right", _("Sign in"), reverse("account_login")),
    ]


def _own(user: Any) -> list[tuple[str, Any, str]]:
    entries: list[tuple[str, Any, str]] = [("check2-square", _("My work"), "/me/")]
    if user.is_office:
        entries += [
            ("person-lines-fill", _("Applications"), reverse("students:list_enrolments")),
            ("buildings", _("Units"), reverse("industries:list_units")),
            ("tools", _("Problems"), reverse("industries:manage_problems")),
            ("calendar-event", _("Meetings"), reverse("industries:list_meetings")),
            ("mortarboard", _("Training"), reverse("students:list_sessions")),
            ("people", _("Teams"), reverse("teams:list_teams")),
            ("award", _("Credit"), reverse("certificates:list_credits")),
            ("speedometer2", _("Office"), "/office/"),
        ]
        return entries
    if user.has_role(Role.STUDENT):
        entries += [
            ("person-vcard", _("My application"), reverse("students:show_my_enrolment")),
            ("tools", _("Problems"), reverse("industries:list_problems")),
            ("people", _("My team"), reverse("teams:list_teams")),
            ("mortarboard", _("Training"), reverse("students:list_sessions")),
        ]
    if user.has_role(Role.PROFESSOR):
        entries += [
            ("people", _("My teams"), reverse("teams:list_teams")),
            ("tools", _("Problems"), reverse("industries:list_problems")),
        ]
    if user.has_role(Role.MANAGER, Role.SUPERVISOR):
        entries += [
            ("tools", _("My problems"), reverse("industries:manage_problems")),
            ("people", _("Teams"), reverse("teams:list_teams")),
            ("buildings", _("My unit"), reverse("industries:show_own_unit")),
        ]
    if user.has_role(Role.LIAISON):
        entries.append(("buildings", _("Introduced units"), reverse("industries:list_introduced")))
    if user.has_role(Role.EDUCATION):
        entries.append(("mortarboard", _("Grade lists"), reverse("certificates:list_credits")))
    if user.has_perm("portal.view_obstacles"):
        entries.append(("clipboard-data", _("Obstacles"), reverse("portal:show_obstacles")))
    return entries


def _mark(request: HttpRequest, entries: list[tuple[str, Any, str]]) -> list[dict[str, Any]]:
    """Drop doubles, mark the entry of this page."""
    seen: dict[str, dict[str, Any]] = {}
    for icon, label, url in entries:
        active = request.path == url if url in ("/", "/me/") else request.path.startswith(url)
        seen.setdefault(
            url, {"label": label, "url": url, "icon": icon, "active": active, "count": 0}
        )
    return list(seen.values())
