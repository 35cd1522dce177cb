"""Who is in a team: invited, seated, leading, leaving, replaced."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core.errors import DomainError
from partnership.core.models import ActionLog
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from students.enums import ENROLMENT_ACCEPTED
from students.models import Student
from teams import emails
from teams.enums import (
    TEAM_ON_SITE,
    TEAM_RUNNING,
    LeavingCause,
    MembershipRole,
    MembershipState,
    TeamState,
)
from teams.models import Membership, Team
from teams.services import audience
from teams.services.constraints import friendly
from teams.services.strength import free_seat, update_strength
from teams.services.team import require_right
from teams.workflow import membership as workflow

#: Days an invited student has to answer, unless the office says otherwise.
ANSWER_DAYS = 3
#: States in which people may still come in; afterwards the work is judged.
TAKES_MEMBERS = TEAM_RUNNING - {TeamState.EVALUATING, TeamState.ON_HOLD}


@transaction.atomic
def invite_member(
    *,
    team_id: int,
    student_id: int,
    actor: Any,
    answer_by: date | None = None,
    role: str = MembershipRole.MEMBER,
    replaces_id: int | None = None,
) -> Membership:
    """Ask a student to join; the student answers by phone until `answer_by`.

    Raises DomainError when the team takes nobody, the student is not eligible or already in a team.
    """
    student = lock_student(student_id)
    team = Team.objects.locked().get(pk=team_id)
    require_right(actor, "teams.form_team", team)
    _require_candidate(team, student)
    _require_role_free(team, role)
    membership = _insert(
        Membership(
            team=team,
            student=student,
            term=team.round.term,
            role=role,
            invited_by=actor,
            replaces=_replaced(team, replaces_id),
            answer_by=answer_by or timezone.localdate() + timedelta(days=ANSWER_DAYS),
        )
    )
    ActionLog.objects.record(
        team, verb="teams.team.invite", actor=actor, data={"student": student.pk}
    )
    queue_letter(
        emails.team.TEAM_INVITED,
        about=membership,
        to=[student.user],
        context={
            "team": team,
            "problem": audience.problem_words(team),
            "date": audience.said_date(membership.answer_by, "long"),
        },
        url=reverse("teams:show_membership", kwargs={"pk": membership.pk}),
    )
    return membership


@transaction.atomic
def seat_member(
    *,
    team_id: int,
    student_id: int,
    actor: Any,
    role: str = MembershipRole.MEMBER,
    replaces_id: int | None = None,
) -> Membership:
    """Seat a student at once, without an invitation; the student and the team are told."""
    student = lock_student(student_id)
    team = Team.objects.locked().get(pk=team_id)
    require_right(actor, "teams.form_team", team)
    _require_candidate(team, student)
    _require_role_free(team, role)
    open_invitation = team.memberships.locked().filter(
        student=student, state=MembershipState.INVITED
    )
    if membership := open_invitation.first():
        raise DomainError(
            _("%(student)s is invited already and has until %(date)s to answer.")
            % {
                "student": student,
                "date": audience.said_date(membership.answer_by, "medium"),
            }
        )
    membership = _insert(
        Membership(
            team=team,
            student=student,
            term=team.round.term,
            role=role,
            state=MembershipState.ACTIVE,
            seat=free_seat(team),
            joined_at=timezone.now(),
            invited_by=actor,
            replaces=_replaced(team, replaces_id),
        )
    )
    ActionLog.objects.record(
        membership, verb="teams.membership.seat", actor=actor, after=membership.state
    )
    _after_joining(team, membership)
    return membership


@transaction.atomic
def join_membership(*, membership_id: int, actor: Any, reason: str = "") -> Membership:
    """Accept the invitation: take the lowest free seat of the locked team.

    Raises DomainError when the team is full or the student is in another team meanwhile.
    """
    lock_student(Membership.objects.values_list("student_id", flat=True).get(pk=membership_id))
    membership, team = _lock(membership_id)
    membership.seat = free_seat(team)
    membership.joined_at = timezone.now()
    if team.state not in TAKES_MEMBERS:
        raise DomainError(
            _("The team is “%(state)s” and takes no members now.")
            % {"state": team.get_state_display()}
        )
    _require_role_free(team, membership.role)
    with friendly():
        apply(
            workflow.JOIN,
            membership,
            actor=actor,
            reason=reason,
            also=["seat", "joined_at", "updated_at"],
        )
    _tell_answer(team, membership, joined=True)
    _after_joining(team, membership)
    return membership


@transaction.atomic
def decline_membership(*, membership_id: int, actor: Any, reason: str = "") -> Membership:
    """Decline the invitation; office and leader are told."""
    membership, team = _lock(membership_id)
    apply(workflow.DECLINE, membership, actor=actor, reason=reason)
    _tell_answer(team, membership, joined=False, reason=reason)
    return membership


@transaction.atomic
def leave_membership(
    *, membership_id: int, actor: Any, reason: str = "", cause: str = LeavingCause.WITHDREW
) -> Membership:
    """End a membership (or take an invitation back); confirmed hours stay on record.

    A student may say withdrawal or illness; removal is the office's word.
    """
    membership, team = _lock(membership_id)
    if cause not in (LeavingCause.WITHDREW, LeavingCause.ILLNESS):
        require_right(actor, "teams.manage_team", team)
    was_active = membership.state == MembershipState.ACTIVE
    membership.leaving_cause, membership.seat = cause, None
    membership.left_at = timezone.now()
    apply(
        workflow.LEAVE,
        membership,
        actor=actor,
        reason=reason,
        also=["leaving_cause", "seat", "left_at", "updated_at"],
    )
    _tell_change(team, membership, joined=False, extra=[membership.student.user])
    if was_active:
        update_strength(team)
    return membership


@transaction.atomic
def release_student(
    *, student_id: int, round_id: int, actor: Any, reason: str, is_ill: bool = False
) -> int:
    """End every open membership of a student who left the programme; returns how many."""
    rows = Membership.objects.filter(
        student_id=student_id,
        team__round_id=round_id,
        state__in=[MembershipState.ACTIVE, MembershipState.INVITED],
    )
    pks = list(rows.values_list("pk", flat=True))
    for pk in pks:
        membership, team = _lock(pk)
        was_active = membership.state == MembershipState.ACTIVE
        membership.left_at, membership.seat = timezone.now(), None
        membership.leaving_cause = LeavingCause.ILLNESS if is_ill else LeavingCause.WITHDREW
        apply(
            workflow.LAPSE,
            membership,
            actor=None,
            reason=reason,
            also=["leaving_cause", "seat", "left_at", "updated_at"],
            data={"by": actor.pk} if actor is not None else None,
        )
        _tell_change(team, membership, joined=False)
        if was_active:
            update_strength(team)
    return len(pks)


@transaction.atomic
def replace_member(
    *,
    membership_id: int,
    student_id: int,
    actor: Any,
    reason: str = "",
    cause: str = LeavingCause.REPLACED,
    at_once: bool = True,
) -> Membership:
    """Put another student in a member's place; the new membership is dated and names the old one.

    With `at_once=False` the new student is invited instead of seated. A new letter is needed
    after the first one is out.
    """
    lock_student(student_id)
    membership, team = _lock(membership_id)
    require_right(actor, "teams.manage_team", team)
    if Membership.objects.filter(replaces=membership).exists():
        raise DomainError(_("This member has been replaced already."))
    role = membership.role
    if membership.state == MembershipState.ACTIVE:
        leave_membership(membership_id=membership.pk, actor=actor, reason=reason, cause=cause)
    elif membership.state != MembershipState.LEFT:
        raise DomainError(_("Only a member who is or was in the team can be replaced."))
    if _has_leader(team):
        role = MembershipRole.MEMBER
    put = seat_member if at_once else invite_member
    return put(
        team_id=team.pk, student_id=student_id, actor=actor, role=role, replaces_id=membership.pk
    )


@transaction.atomic
def set_leader(*, team_id: int, membership_id: int, actor: Any) -> Membership:
    """Make a present member the leader; the former leader stays a member."""
    team = Team.objects.locked().get(pk=team_id)
    require_right(actor, "teams.form_team", team)
    rows = {row.pk: row for row in team.memberships.locked().filter(state=MembershipState.ACTIVE)}
    chosen = rows.get(membership_id)
    if chosen is None:
        raise DomainError(_("Only a present member can lead the team."), field="membership")
    for row in rows.values():
        if row.role == MembershipRole.LEADER and row.pk != chosen.pk:
            row.role = MembershipRole.MEMBER
            row.save(update_fields=["role", "updated_at"])
    if chosen.role != MembershipRole.LEADER:
        chosen.role = MembershipRole.LEADER
        chosen.save(update_fields=["role", "updated_at"])
        ActionLog.objects.record(
            team, verb="teams.team.set_leader", actor=actor, data={"membership": chosen.pk}
        )
    return chosen


def _lock(membership_id: int) -> tuple[Membership, Team]:
    team_id = Membership.objects.values_list("team_id", flat=True).get(pk=membership_id)
    team = Team.objects.locked().get(pk=team_id)
    membership = Membership.objects.locked().get(pk=membership_id)
    return membership, team


def lock_student(student_id: int) -> Student:
    """The student's row, before any team's: two teams asking for one student wait in line."""
    return Student.objects.locked().select_related("user").get(pk=student_id)


def _require_candidate(team: Team, student: Student) -> None:
    """Raise DomainError unless the team takes members and the student may join one."""
    if team.state not in TAKES_MEMBERS:
        raise DomainError(
            _("The team is “%(state)s” and takes no members now.")
            % {"state": team.get_state_display()}
        )
    active = Membership.objects.filter(
        student=student, term=team.round.term, state=MembershipState.ACTIVE
    )
    if active.exists():
        raise DomainError(
            _("%(student)s is already in an active team.") % {"student": student}, field="student"
        )
    enrolled = student.enrolments.filter(round=team.round, state__in=ENROLMENT_ACCEPTED)
    if not enrolled.exists():
        raise DomainError(
            _("%(student)s has no approved enrolment in this round.") % {"student": student},
            field="student",
        )


def _replaced(team: Team, membership_id: int | None) -> Membership | None:
    return team.memberships.get(pk=membership_id) if membership_id else None


def _has_leader(team: Team) -> bool:
    return team.memberships.filter(
        state=MembershipState.ACTIVE, role=MembershipRole.LEADER
    ).exists()


def _require_role_free(team: Team, role: str) -> None:
    if role == MembershipRole.LEADER and _has_leader(team):
        raise DomainError(_("The team has a leader already."), field="role")


def _insert(membership: Membership) -> Membership:
    with friendly():
        membership.save()
    return membership


def _after_joining(team: Team, membership: Membership) -> None:
    """Clock, and the other open invitations of the student, which have lost their object."""
    others = Membership.objects.locked().filter(
        student=membership.student, term=membership.term, state=MembershipState.INVITED
    )
    for row in others.exclude(pk=membership.pk):
        row.left_at, row.leaving_cause = timezone.now(), LeavingCause.WITHDREW
        apply(
            workflow.LAPSE,
            row,
            actor=None,
            reason=_("Joined another team."),
            also=["left_at", "leaving_cause", "updated_at"],
        )
    update_strength(team)
    _tell_change(team, membership, joined=True)


def _tell_answer(team: Team, membership: Membership, *, joined: bool, reason: str = "") -> None:
    leader = [
        row.student.user
        for row in team.memberships.filter(
            state=MembershipState.ACTIVE, role=MembershipRole.LEADER
        ).select_related("student__user")
        if row.pk != membership.pk
    ]
    queue_letter(
        emails.team.MEMBERSHIP_ANSWERED,
        about=membership,
        to=[*leader, *audience.officers()],
        context={"team": team, "student": membership.student, "joined": joined, "reason": reason},
    )


def _tell_change(
    team: Team, membership: Membership, *, joined: bool, extra: list[Any] | None = None
) -> None:
    """Team and professor always; the unit once the team has been introduced to it."""
    to = [*audience.member_users(team), *audience.professor_users(team), *(extra or [])]
    if team.state in TEAM_ON_SITE:
        to += [*audience.unit_users(team), *audience.officers()]
    queue_letter(
        emails.team.MEMBER_CHANGED,
        about=membership,
        to=to,
        context={
            "team": team,
            "student": membership.student,
            "joined": joined,
            "replaced": membership.replaces.student if joined and membership.replaces_id else "",
        },
        dedupe=f"membership:{membership.pk}:{membership.state}",
        url=team.get_absolute_url(),
    )
