"""People and facts of a team as the reader may see them."""

from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from partnership.core.jalali import active_language, format_date
from partnership.core.numbers import format_number
from partnership.core.text import to_persian_digits
from teams.enums import MembershipRole, MembershipState
from teams.models import Membership, Team

register = template.Library()


def _digits(code: str) -> str:
    return code if active_language() == "en" else to_persian_digits(code)


@register.inclusion_tag("components/person_card.html", takes_context=True)
def team_member(context: Context, row: Membership) -> dict[str, Any]:
    """A member: name, role, major; telephone and student number for whom they concern.

    `sees_phones` says whose telephone the page shows: "all" (professor, office), "leader" (the
    unit), else nobody's but one's own.
    """
    student, is_leader = row.student, row.role == MembershipRole.LEADER
    tags = []
    phones = "all" if context.get("sees_office") else context.get("sees_phones")
    if row.state == MembershipState.ACTIVE and (
        phones == "all"
        or (phones == "leader" and is_leader)
        or student.user_id == context["request"].user.pk
    ):
        tags.append(_digits(student.mobile))
    if context.get("sees_office"):
        tags.append(_digits(student.student_number))
    sub = student.major.name
    if row.state == MembershipState.LEFT:
        sub = _("%(why)s, %(date)s") % {
            "why": row.get_leaving_cause_display(),
            "date": format_date(row.left_at, style="medium"),
        }
    elif row.replaces_id:
        sub = _("%(major)s – instead of %(student)s") % {
            "major": sub,
            "student": row.replaces.student,
        }
    name = student.full_name
    return {
        "name": name,
        "initials": "\u200c".join(word[0] for word in name.split()[:2]),
        "url": student.get_absolute_url() if phones == "all" else "",
        "role": row.get_role_display(),
        "sub": sub,
        "tags": tags,
        "badge": {"tone": "attention", "icon": "hourglass-split", "label": row.get_state_display()}
        if row.state == MembershipState.INVITED
        else None,
    }


@register.inclusion_tag("components/facts.html", takes_context=True)
def team_facts(context: Context, team: Team, sees_problem: bool) -> dict[str, Any]:
    """Unit, problem, professor, supervisor, dates."""
    facts: list[dict[str, Any]] = []
    if team.problem_id:
        problem = team.problem
        facts += [
            {
                "label": _("Problem"),
                "value": problem if sees_problem else problem.shown_title,
                "url": problem.get_absolute_url() if sees_problem else "",
            },
            {"label": _("Industrial unit"), "value": problem.unit},
        ]
    if team.professor_id:
        facts.append(
            {
                "label": _("Supervising professor"),
                "value": team.professor,
                "url": team.professor.get_absolute_url(),
            }
        )
    if team.supervisor_id:
        facts.append({"label": _("Industrial supervisor (on site)"), "value": team.supervisor})
        if team.supervisor.mobile and context.get("is_inside"):
            facts.append(
                {"label": _("Telephone"), "value": _digits(team.supervisor.mobile), "ltr": True}
            )
    facts.append({"label": _("Round"), "value": team.round})
    if team.starts_on:
        facts.append(
            {"label": _("Works from"), "value": format_date(team.starts_on, style="medium")}
        )
    if team.ends_on:
        facts.append(
            {"label": _("Works until"), "value": format_date(team.ends_on, style="medium")}
        )
    if team.problem_id and context.get("sees_office"):
        facts.append(
            {"label": _("Teams wanted"), "value": format_number(team.problem.teams_wanted)}
        )
    return {"facts": facts}
