"""Asking professors, their answers, and the register of professors."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.enums import Role
from partnership.accounts.services import create_user, grant_role, request_password_reset
from partnership.core.errors import DomainError
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from teams import emails
from teams.enums import TEAM_RUNNING, SupervisionState
from teams.models import Professor, Supervision, Team
from teams.services import audience
from teams.services.team import require_other_professor, require_right
from teams.workflow import membership as workflow

NAMES = ("first_name_fa", "last_name_fa", "first_name_en", "last_name_en")
_OWN = (*NAMES, "gender", "rank", "major", "capacity", "personnel_no", "mobile", "is_active")


def load_of(professor: Professor) -> int:
    """How many running teams the professor supervises now."""
    return Supervision.objects.filter(
        professor=professor, state=SupervisionState.ACCEPTED, team__state__in=TEAM_RUNNING
    ).count()


def require_capacity(professor: Professor) -> None:
    """Raise DomainError unless the locked professor may take one more team."""
    if not professor.is_active or load_of(professor) >= professor.capacity:
        raise DomainError(_("This professor has no free capacity."), field="professor")


@transaction.atomic
def ask_professor(*, team_id: int, professor_id: int, actor: Any) -> Supervision:
    """Ask a professor to supervise the team; the professor accepts or declines.

    Raises DomainError without free capacity, for the professor of a competing team, or while
    another request is open.
    """
    professor = Professor.objects.locked().select_related("user").get(pk=professor_id)
    team = Team.objects.locked().get(pk=team_id)
    require_right(actor, "teams.form_team", team)
    if team.state not in TEAM_RUNNING:
        raise DomainError(_("This team has ended; no professor is needed."))
    require_capacity(professor)
    require_other_professor(team, professor)
    supervision = Supervision(team=team, professor=professor, asked_by=actor)
    try:
        with transaction.atomic():
            supervision.save()
    except IntegrityError as error:
        raise DomainError(
            _("A professor has been asked or has accepted already. End that first.")
        ) from error
    ActionLog.objects.record(
        team, verb="teams.team.ask_professor", actor=actor, data={"professor": professor.pk}
    )
    queue_letter(
        emails.team.PROFESSOR_REQUESTED,
        about=supervision,
        to=[professor.user],
        context={"team": team, "problem": audience.problem_words(team)},
        url=supervision.get_absolute_url(),
    )
    return supervision


@transaction.atomic
def accept_supervision(
    *, supervision_id: int, actor: Any, reason: str = "", no_conflict_declared: bool = False
) -> Supervision:
    """The professor takes the team, declaring that no interest is in the way.

    The professor's row is locked, so that two teams cannot both take the last free place.
    """
    professor, team, supervision = _lock(supervision_id)
    supervision.no_conflict_declared = no_conflict_declared
    team.professor = professor
    apply(
        workflow.ACCEPT_TEAM,
        supervision,
        actor=actor,
        reason=reason,
        also=["no_conflict_declared", "updated_at"],
    )
    if not no_conflict_declared:
        raise DomainError(
            _("Please confirm that you and your close kin have no share or position in this unit."),
            field="no_conflict_declared",
        )
    if load_of(professor) > professor.capacity or not professor.is_active:
        raise DomainError(_("This professor has no free capacity."))
    require_other_professor(team, professor)
    team.save(update_fields=["professor", "updated_at"])
    _tell_answer(supervision, accepted=True)
    return supervision


@transaction.atomic
def decline_supervision(*, supervision_id: int, actor: Any, reason: str = "") -> Supervision:
    """The professor declines with a reason; the office asks somebody else."""
    _professor, _team, supervision = _lock(supervision_id)
    apply(workflow.DECLINE_TEAM, supervision, actor=actor, reason=reason)
    _tell_answer(supervision, accepted=False, reason=reason)
    return supervision


@transaction.atomic
def end_supervision(*, supervision_id: int, actor: Any, reason: str = "") -> Supervision:
    """End a supervision or take a request back; the history stays."""
    professor, team, supervision = _lock(supervision_id)
    was_accepted = supervision.state == SupervisionState.ACCEPTED
    apply(workflow.END_SUPERVISION, supervision, actor=actor, reason=reason)
    if was_accepted and team.professor_id == professor.pk:
        team.professor = None
        team.save(update_fields=["professor", "updated_at"])
    queue_letter(
        emails.team.SUPERVISION_ENDED,
        about=supervision,
        to=[professor.user],
        context={"team": team, "reason": reason},
        url="/me/",
    )
    return supervision


@transaction.atomic
def create_professor(
    *, actor: Any, email: str, expertise: Any = (), announce: bool = True, **fields: Any
) -> Professor:
    """Enter a professor: account, role, record. The letter leads to setting a password."""
    require_right(actor, "teams.edit_professor")
    names = {name: fields.get(name, "") for name in NAMES}
    user = create_user(email=email, actor=actor, verified=True, **names)
    grant_role(user_id=user.pk, role=Role.PROFESSOR, actor=actor)
    professor = Professor(user=user, **{key: fields[key] for key in _OWN if key in fields})
    professor.save()
    professor.expertise.set(expertise)
    ActionLog.objects.record(professor, verb="teams.professor.create", actor=actor)
    if announce:
        request_password_reset(identifier=email)
    return professor


@transaction.atomic
def edit_professor(
    *, professor_id: int, actor: Any, expertise: Any = (), **fields: Any
) -> Professor:
    """Change the record; capacity below the present load only stops new teams."""
    professor = Professor.objects.locked().get(pk=professor_id)
    require_right(actor, "teams.edit_professor", professor)
    for key in _OWN:
        if key in fields:
            setattr(professor, key, fields[key])
    professor.save()
    professor.expertise.set(expertise)
    ActionLog.objects.record(professor, verb="teams.professor.edit", actor=actor)
    return professor


def _lock(supervision_id: int) -> tuple[Professor, Team, Supervision]:
    row = Supervision.objects.values("professor_id", "team_id").get(pk=supervision_id)
    professor = Professor.objects.locked().select_related("user").get(pk=row["professor_id"])
    team = Team.objects.locked().get(pk=row["team_id"])
    supervision = Supervision.objects.locked().get(pk=supervision_id)
    return professor, team, supervision


def _tell_answer(supervision: Supervision, *, accepted: bool, reason: str = "") -> None:
    team = supervision.team
    to = audience.officers()
    to += audience.member_users(team) if accepted else []
    queue_letter(
        emails.team.SUPERVISION_ANSWERED,
        about=supervision,
        to=to,
        context={
            "team": team,
            "professor": supervision.professor,
            "accepted": accepted,
            "reason": reason,
        },
        url=team.get_absolute_url(),
    )


@transaction.atomic
def remind_professors(*, after_days: int = 3) -> int:
    """One reminder for every request unanswered for three days; returns how many were written."""
    before = timezone.now() - timedelta(days=after_days)
    waiting = Supervision.objects.filter(
        state=SupervisionState.ASKED, created_at__lt=before, team__state__in=TEAM_RUNNING
    ).select_related("team__problem", "professor__user")
    return sum(
        len(
            queue_letter(
                emails.team.PROFESSOR_REMINDER,
                about=row,
                to=[row.professor.user],
                context={"team": row.team},
            )
        )
        for row in waiting
    )
