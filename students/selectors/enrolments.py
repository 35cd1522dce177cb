"""Applications: whose, and how many in which state."""

from typing import Any

from django.db.models import Count, QuerySet

from partnership.programme.models import Round
from students.models import Enrolment, Preference


def current_enrolment(user: Any, round_: Round | None = None) -> Enrolment | None:
    """Somebody's application for the running round (or the one given); None without one."""
    if not getattr(user, "is_authenticated", False):
        return None
    rows = Enrolment.objects.filter(student__user=user).select_related(
        "student__major", "student__user", "round__term"
    )
    return (
        rows.filter(round=round_).first() if round_ else rows.filter(round__is_current=True).first()
    )


def latest_enrolment(user: Any) -> Enrolment | None:
    """Somebody's application of the running round, else the newest there is; None without one."""
    if not getattr(user, "is_authenticated", False):
        return None
    return (
        Enrolment.objects.filter(student__user=user)
        .select_related("student__major", "student__user", "round__term")
        .order_by("-round__is_current", "-round__enrol_from", "-pk")
        .first()
    )


def state_counts(round_: Round | None = None) -> dict[str, int]:
    """How many applications of a round (the running one) stand in each state, drafts apart."""
    rows = Enrolment.objects.exclude(state="draft")
    rows = rows.filter(round=round_) if round_ else rows.filter(round__is_current=True)
    return dict(rows.order_by().values_list("state").annotate(n=Count("pk")))


def listed_problems() -> QuerySet:
    """Problems with a public card, which students may wish for; no secret one is among them."""
    problem: Any = Preference._meta.get_field("problem").related_model
    return problem.objects.listed().select_related("category").order_by("public_title", "pk")
