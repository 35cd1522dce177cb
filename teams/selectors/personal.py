"""What the room keeps about one person, for their own export."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from partnership.core.personal import Part, collector, facts_of
from teams.models import (
    Evaluation,
    HourEntry,
    Membership,
    Presence,
    Professor,
    ProfessorInterest,
    WeeklyReport,
)


@collector(order=50)
def personal_teamwork(user: Any) -> Iterator[Part]:
    """A student's places in teams, reports, hours and evaluations."""
    permanent = _("Permanently: they are part of your academic outcome.")
    five_years = _("Five years.")
    mine = Membership.objects.filter(student__user=user).select_related("team", "term")
    yield Part(
        "memberships",
        _("Places in teams"),
        permanent,
        [
            facts_of(row, "team", "term", "role", "state", "joined_at", "left_at", "leaving_cause")
            for row in mine.order_by("pk")
        ],
    )
    reports = WeeklyReport.objects.filter(membership__student__user=user).order_by("pk")
    yield Part(
        "weekly-reports",
        _("Weekly reports"),
        five_years,
        [facts_of(row, "week_starts_on", "state", "body", "professor_comment") for row in reports],
    )
    hours = HourEntry.objects.filter(student__user=user).order_by("starts_at")
    yield Part(
        "hours",
        _("Hours"),
        permanent,
        [facts_of(row, "starts_at", "ends_at", "confirmed_minutes", "note") for row in hours],
    )
    visits = Presence.objects.filter(student__user=user).select_related("visit")
    yield Part(
        "visits",
        _("Visits"),
        permanent,
        [
            facts_of(row, "was_present", day=(_("date"), row.visit.date))
            for row in visits.order_by("pk")
        ],
    )
    marks = Evaluation.objects.visible_to(user).filter(membership__student__user=user)
    yield Part(
        "evaluations",
        _("Evaluations"),
        permanent,
        [facts_of(row, "kind", "total", "submitted_at") for row in marks.order_by("pk")],
    )


@collector(order=51)
def personal_professorship(user: Any) -> Iterator[Part]:
    """What the room keeps about somebody who supervises teams."""
    pages = Professor.objects.filter(user=user)
    yield Part(
        "professor",
        _("Professor"),
        _("As long as you have an account."),
        [
            facts_of(
                row,
                "first_name_fa",
                "last_name_fa",
                "first_name_en",
                "last_name_en",
                "rank",
                "capacity",
                "personnel_no",
                "national_id",
                "mobile",
            )
            for row in pages
        ],
    )
    words = ProfessorInterest.objects.filter(professor__user=user).order_by("pk")
    yield Part(
        "interests",
        _("What you said about problems of the market"),
        _("Until you take it back."),
        [facts_of(row, "created_at", "stance") for row in words],
    )
