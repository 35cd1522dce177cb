"""The office's first dashboard: the round's funnel, what waits, what is late."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.enums import CertificateState, CreditState
from certificates.models import Certificate, Credit
from industries.enums import MEETING_FINAL, ProblemState
from industries.models import Problem, Resolution
from partnership.notifications.enums import DeliveryState
from partnership.notifications.models import Delivery
from partnership.portal.selectors.me import tasks_for
from partnership.programme.models import Round
from students.enums import EnrolmentState as E
from students.models import Enrolment
from teams.enums import TEAM_RUNNING, TeamState
from teams.models import Team

SHOWN_TASKS = 12


def office_dashboard(request: HttpRequest) -> dict[str, Any]:
    """Everything the dashboard shows, in a constant number of queries."""
    current = Round.objects.current()
    tasks = tasks_for(request.user)
    return {
        "round": current,
        "funnel": _funnel(current),
        "tiles": _tiles(current),
        "pipeline": _pipeline(current),
        "tasks": tasks[:SHOWN_TASKS],
        "tasks_total": len(tasks),
        "under_strength": _under_strength(),
        "overdue_decisions": _overdue_decisions(request.user, current),
        "resolutions": _overdue_resolutions(),
    }


def _changelist(room: str, model: str, query: str = "") -> str:
    return reverse(f"office:{room}_{model}_changelist") + (f"?{query}" if query else "")


def _funnel(current: Round | None) -> list[dict[str, Any]]:
    """From enrolled to certified; each bar a share of the first, each with its list."""
    counts = Enrolment.objects.filter(round=current).aggregate(
        enrolled=Count("pk", filter=~Q(state=E.DRAFT)),
        approved=Count("pk", filter=Q(state__in=[E.APPROVED, E.TRAINED])),
        trained=Count("pk", filter=Q(state=E.TRAINED)),
        in_team=Count(
            "pk",
            distinct=True,
            filter=Q(
                student__memberships__state="active",
                student__memberships__team__round=current,
            ),
        ),
    )
    credits = Credit.objects.filter(membership__team__round=current).aggregate(
        ready=Count("pk", filter=~Q(state=CreditState.BLOCKED)),
    )
    certified = Certificate.objects.filter(
        state=CertificateState.ISSUED, membership__team__round=current
    ).count()
    enrolments = reverse("students:list_enrolments")
    rows = [
        (_("Enrolled"), counts["enrolled"], enrolments),
        (_("Approved"), counts["approved"], f"{enrolments}?state=approved"),
        (_("Trained"), counts["trained"], f"{enrolments}?state=trained"),
        (_("In a team"), counts["in_team"], reverse("teams:list_teams")),
        (_("Credit ready"), credits["ready"], reverse("certificates:list_credits")),
        (_("Certified"), certified, reverse("certificates:list_certificates")),
    ]
    most = max((value for _label, value, _url in rows), default=0) or 1
    return [{"label": label, "value": value, "max": most, "url": url} for label, value, url in rows]


def _tiles(current: Round | None) -> list[dict[str, Any]]:
    """The four figures an officer looks at first."""
    waiting = Enrolment.objects.filter(state=E.SUBMITTED).count()
    problems = Problem.objects.aggregate(
        new=Count("pk", filter=Q(state=ProblemState.SUBMITTED)),
        running=Count("pk", filter=Q(state__in=["assigned", "in_review", "executing"])),
    )
    running = Team.objects.filter(state__in=TEAM_RUNNING).count()
    stuck = Delivery.objects.filter(state=DeliveryState.FAILED).count()
    return [
        {
            "label": _("Applications to review"),
            "value": waiting,
            "icon": "person-lines-fill",
            "url": reverse("students:list_enrolments") + "?state=submitted",
            "tone": "attention" if waiting else "neutral",
        },
        {
            "label": _("New problems"),
            "value": problems["new"],
            "icon": "tools",
            "url": reverse("industries:manage_problems") + "?state=submitted",
            "tone": "attention" if problems["new"] else "neutral",
        },
        {
            "label": _("Running teams"),
            "value": running,
            "icon": "people",
            "url": reverse("teams:list_teams"),
            "tone": "active",
        },
        {
            "label": _("Letters that failed"),
            "value": stuck,
            "icon": "envelope",
            "url": _changelist("notifications", "delivery", f"state__exact={DeliveryState.FAILED}"),
            "tone": "danger" if stuck else "neutral",
        },
    ]


def _pipeline(current: Round | None) -> list[dict[str, Any]]:
    """Teams of the round by stage."""
    counts = dict(
        Team.objects.filter(state__in=TEAM_RUNNING)
        .values_list("state")
        .annotate(n=Count("pk"))
        .order_by()
    )
    stages = [state for state in TeamState if state in TEAM_RUNNING and state != TeamState.ON_HOLD]
    return [
        {
            "label": state.label,
            "value": counts.get(state.value, 0),
            "url": reverse("teams:list_teams") + f"?state={state.value}",
        }
        for state in [*stages, TeamState.ON_HOLD]
    ]


def _under_strength() -> list[Team]:
    return list(
        Team.objects.with_strength()
        .filter(under_strength_since__isnull=False, state__in=TEAM_RUNNING)
        .select_related("problem__unit", "professor")
        .order_by("replace_by")[:8]
    )


def _overdue_decisions(user: Any, current: Round | None) -> list[dict[str, Any]]:
    """Problems whose manager has had the solutions longer than the round allows."""
    found = (
        Problem.objects.visible_to(user)
        .filter(state=ProblemState.IN_REVIEW)
        .select_related("unit", "category")
        .order_by("state_changed_at")[:8]
    )
    days = current.decision_due_days if current else 10
    now = timezone.now()
    return [
        {
            "problem": problem,
            "days": (now - problem.state_changed_at).days,
            "late": (now - problem.state_changed_at).days > days,
        }
        for problem in found
    ]


def _overdue_resolutions() -> list[Resolution]:
    return list(
        Resolution.objects.overdue()
        .filter(meeting__state__in=MEETING_FINAL)
        .select_related("meeting", "owner_user", "owner_unit")
        .order_by("due_on")[:8]
    )
