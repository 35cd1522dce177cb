"""Withdrawals that wait: for the office's judgement, for a professor's view."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.core.numbers import format_number
from partnership.core.tally import Group, Tally
from partnership.core.worklist import Task
from students.enums import WithdrawalState
from students.models import Withdrawal


def pending_withdrawals() -> Group:
    """Withdrawals to judge; `also` counts those whose professor has said a word."""
    return Group(
        Withdrawal.objects.filter(state=WithdrawalState.PENDING),
        since="created_at",
        also=Q(view_given_at__isnull=False) | Q(professor=None),
    )


def judging_tasks(found: Tally) -> Iterator[Task]:
    """Of the office: how many to judge."""
    if not found.n:
        return
    sentence = ngettext("%(n)s withdrawal", "%(n)s withdrawals", found.n) % {
        "n": format_number(found.n)
    }
    if found.also:
        sentence = _("%(all)s, %(n)s with the professor’s view") % {
            "all": sentence,
            "n": format_number(found.also),
        }
    yield Task(
        "withdrawal",
        _("Withdrawals to judge"),
        sentence,
        reverse("students:list_withdrawals") + "?state=pending",
        _("Judge"),
        since=found.since,
        tone="attention",
        icon="box-arrow-left",
    )


def view_tasks(user: Any) -> Iterator[Task]:
    """Of a professor: each one asked about."""
    rows = Withdrawal.objects.filter(
        professor=user, state=WithdrawalState.PENDING, view_given_at=None
    ).select_related("enrolment__student")
    for row in rows:
        yield Task(
            "withdrawal",
            _("Your view of a withdrawal"),
            row.enrolment.student.full_name,
            reverse("students:give_view", kwargs={"pk": row.pk}),
            _("Give my view"),
            since=row.created_at,
            tone="attention",
            icon="chat-left-text",
        )
