"""The gates between a member and the internship credit (domain notes §6.2, row Credit)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from certificates.enums import CreditState, Gate
from certificates.models import Credit
from partnership.core.numbers import format_number
from partnership.programme.models import CreditRule
from teams.enums import AssessmentState, EvaluationKind
from teams.models import FinalReport, Membership
from teams.selectors import work

CENT = Decimal("0.01")
# Gates that others open look like waiting; those that follow from others look locked.
CLOSED_LOOK = {
    Gate.REGISTERED: "waiting",
    Gate.SUPERVISOR: "waiting",
    Gate.PROFESSOR: "waiting",
    Gate.GRADE: "blocked",
    Gate.ONCE: "blocked",
}


@dataclass
class Figures:
    """What a member has: hours, points and grade, and which gates are still closed."""

    membership: Membership
    credits: Decimal | None
    hours: Decimal
    min_hours: int | None
    supervisor_points: Decimal | None
    professor_points: Decimal | None
    report_accepted: bool
    already_credited: bool
    grade: Decimal | None = None
    pass_grade: Decimal = Decimal(10)
    closed: list[str] = field(default_factory=list)


def figures_for(
    membership_ids: Iterable[int], *, members: Iterable[Membership] | None = None
) -> dict[int, Figures]:
    """Figures of many members in a constant number of queries.

    `members` saves one of them where the rows are loaded already, with student, team and round.
    """
    ids = list(membership_ids)
    members = members or Membership.objects.filter(pk__in=ids).select_related(
        "student", "team__round", "student__major__faculty", "team__final_report"
    )
    minutes = work.confirmed_minutes(ids)
    points = work.evaluation_totals(ids)
    rules = {rule.credits: rule.min_hours for rule in CreditRule.objects.all()}
    most = work.most_points()
    found = list(members)
    credited = _credited_elsewhere(found)
    return {
        member.pk: _close_gates(
            Figures(
                membership=member,
                credits=member.student.internship_credits,
                hours=(Decimal(minutes.get(member.pk) or 0) / 60).quantize(CENT),
                min_hours=rules.get(member.student.internship_credits),
                supervisor_points=points[member.pk].get(EvaluationKind.SUPERVISOR),
                professor_points=points[member.pk].get(EvaluationKind.PROFESSOR),
                report_accepted=_report_state(member) == AssessmentState.ACCEPTED,
                already_credited=member.student_id in credited,
                pass_grade=member.team.round.pass_grade,
            ),
            most,
        )
        for member in found
    }


def _report_state(member: Membership) -> str:
    report: FinalReport | None = getattr(member.team, "final_report", None)
    return report.state if report else ""


def _credited_elsewhere(members: list[Membership]) -> set[int]:
    """Students who have a sent or recorded credit from another membership."""
    rows = Credit.objects.filter(
        student__in=[member.student_id for member in members],
        state__in=[CreditState.SENT, CreditState.RECORDED],
    ).values_list("student", "membership")
    mine = {member.pk for member in members}
    return {student for student, membership in rows if membership not in mine}


def _close_gates(figures: Figures, most: dict[str, int]) -> Figures:
    """Fill in the grade and the list of gates that are still closed."""
    round_ = figures.membership.team.round
    figures.grade = work.GradeParts(
        supervisor=figures.supervisor_points,
        supervisor_max=most[EvaluationKind.SUPERVISOR],
        supervisor_weight=round_.supervisor_weight,
        professor=figures.professor_points,
        professor_max=most[EvaluationKind.PROFESSOR],
        professor_weight=round_.professor_weight,
    ).grade
    checks = [
        (Gate.REGISTERED, figures.credits is not None and figures.min_hours is not None),
        (Gate.HOURS, figures.min_hours is not None and figures.hours >= figures.min_hours),
        (Gate.SUPERVISOR, figures.supervisor_points is not None),
        (Gate.PROFESSOR, figures.professor_points is not None),
        (Gate.REPORT, figures.report_accepted),
        (Gate.GRADE, figures.grade is not None and figures.grade >= figures.pass_grade),
        (Gate.ONCE, not figures.already_credited),
    ]
    figures.closed = [gate.value for gate, is_open in checks if not is_open]
    return figures


def gates_of(figures: Figures, url: str = "") -> list[dict[str, Any]]:
    """Rows for the gates component: state, note, and how far."""
    closed = set(figures.closed)
    notes = {
        Gate.REGISTERED: _credits_note(figures),
        Gate.HOURS: _hours_note(figures),
        Gate.SUPERVISOR: _("The industrial supervisor fills it in at the end."),
        Gate.PROFESSOR: _("The professor grades reports, talk and method."),
        Gate.REPORT: _("The team writes it, the professor accepts it."),
        Gate.GRADE: _grade_note(figures),
        Gate.ONCE: _("Credit is awarded once; a second participation gives a certificate only."),
    }
    rows = []
    for gate in Gate:
        is_closed = gate.value in closed
        row = {
            "state": CLOSED_LOOK.get(gate, "open") if is_closed else "done",
            "label": gate.label,
            "note": notes[gate],
        }
        if gate is Gate.HOURS and figures.min_hours:
            row |= {"value": int(figures.hours), "max": figures.min_hours}
            if is_closed and url:
                row |= {"action_label": _("Log hours"), "action_url": url}
        rows.append(row)
    return rows


def _credits_note(figures: Figures) -> str:
    if figures.credits is None:
        return _("Ask the office to record the internship course you have registered.")
    return _("%(credits)s credits registered") % {
        "credits": format_number(figures.credits.normalize())
    }


def _hours_note(figures: Figures) -> str:
    if figures.min_hours is None:
        return _("%(hours)s hours confirmed so far") % {
            "hours": format_number(figures.hours.normalize() if figures.hours else 0)
        }
    return _("%(hours)s of %(least)s hours confirmed") % {
        "hours": format_number(figures.hours.normalize() if figures.hours else 0),
        "least": format_number(figures.min_hours),
    }


def _grade_note(figures: Figures) -> str:
    if figures.grade is None:
        return _("Follows from both evaluations; %(least)s is needed.") % {
            "least": format_number(figures.pass_grade.normalize())
        }
    return _("%(grade)s out of 20; %(least)s is needed.") % {
        "grade": format_number(figures.grade),
        "least": format_number(figures.pass_grade.normalize()),
    }
