"""Members: invited, seated, leaving, replaced; seats and the replacement clock."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from students.tests.factories import EnrolmentFactory, StudentFactory, trained_student
from teams.enums import LeavingCause, MembershipRole, MembershipState, TeamState
from teams.models import Membership
from teams.services import membership as services
from teams.tests.factories import MembershipFactory, TeamFactory, member_user, team_in

pytestmark = pytest.mark.django_db


def told(event: str, user: Any) -> bool:
    return Message.objects.filter(event=event, recipient=user).exists()


def test_invite_writes_an_invitation_and_a_letter(people: Any) -> None:
    team, student = TeamFactory(), trained_student()
    row = services.invite_member(team_id=team.pk, student_id=student.pk, actor=people.officer)
    assert (row.state, row.seat) == (MembershipState.INVITED, None)
    assert row.answer_by is not None
    assert told("team.invited", student.user)


def test_invite_needs_the_office(people: Any) -> None:
    team, student = TeamFactory(), trained_student()
    with pytest.raises(NotAllowed):
        services.invite_member(team_id=team.pk, student_id=student.pk, actor=student.user)


def test_invite_refuses_a_student_without_enrolment(people: Any) -> None:
    team, student = TeamFactory(), StudentFactory()
    with pytest.raises(DomainError, match="ثبت‌نام"):
        services.invite_member(team_id=team.pk, student_id=student.pk, actor=people.officer)


def test_invite_twice_is_refused_with_a_sentence(people: Any) -> None:
    team, student = TeamFactory(), trained_student()
    services.invite_member(team_id=team.pk, student_id=student.pk, actor=people.officer)
    with pytest.raises(DomainError):
        services.invite_member(team_id=team.pk, student_id=student.pk, actor=people.officer)


def test_join_takes_the_lowest_free_seat(people: Any) -> None:
    team = team_in(members=4)
    team.memberships.filter(seat=2).update(state=MembershipState.LEFT, seat=None)
    row = MembershipFactory(team=team, state=MembershipState.INVITED, seat=None)
    services.join_membership(membership_id=row.pk, actor=row.student.user)
    row.refresh_from_db()
    assert (row.state, row.seat) == (MembershipState.ACTIVE, 2)
    assert row.joined_at is not None
    assert ActionLog.objects.about(row).filter(verb="teams.membership.join").exists()
    assert told("membership.answered", people.officer)
    assert told("member.changed", member_user(team, 0))


def test_join_is_the_students_own(people: Any) -> None:
    row = MembershipFactory(state=MembershipState.INVITED, seat=None)
    for other in (people.student, people.officer):
        with pytest.raises(NotAllowed):
            services.join_membership(membership_id=row.pk, actor=other)


def test_join_twice_is_a_wrong_state() -> None:
    row = MembershipFactory(state=MembershipState.INVITED, seat=None)
    services.join_membership(membership_id=row.pk, actor=row.student.user)
    with pytest.raises(WrongState):
        services.join_membership(membership_id=row.pk, actor=row.student.user)


def test_joining_lapses_other_invitations() -> None:
    row = MembershipFactory(state=MembershipState.INVITED, seat=None)
    other = MembershipFactory(student=row.student, state=MembershipState.INVITED, seat=None)
    services.join_membership(membership_id=row.pk, actor=row.student.user)
    other.refresh_from_db()
    assert other.state == MembershipState.LEFT


def test_decline_tells_the_office(people: Any) -> None:
    row = MembershipFactory(state=MembershipState.INVITED, seat=None)
    services.decline_membership(membership_id=row.pk, actor=row.student.user, reason="وقت ندارم")
    row.refresh_from_db()
    assert row.state == MembershipState.DECLINED
    assert told("membership.answered", people.officer)


def test_seventh_member_is_refused_by_service_and_by_database(people: Any) -> None:
    team, student = team_in(members=6), trained_student()
    with pytest.raises(DomainError):
        services.seat_member(team_id=team.pk, student_id=student.pk, actor=people.officer)
    for seat in (6, 7):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(
                team=team,
                student=student,
                term=team.round.term,
                state=MembershipState.ACTIVE,
                seat=seat,
            )


def test_student_in_another_team_is_refused(people: Any) -> None:
    busy = MembershipFactory().student
    with pytest.raises(DomainError):
        services.seat_member(team_id=TeamFactory().pk, student_id=busy.pk, actor=people.officer)


def test_leader_is_one(people: Any) -> None:
    team = team_in(members=3)
    second = team.memberships.get(seat=2)
    services.set_leader(team_id=team.pk, membership_id=second.pk, actor=people.officer)
    leaders = team.memberships.filter(role=MembershipRole.LEADER)
    assert [row.pk for row in leaders] == [second.pk]
    with pytest.raises(NotAllowed):
        services.set_leader(team_id=team.pk, membership_id=second.pk, actor=people.student)


def test_leaving_below_four_starts_the_clock_once_and_a_replacement_stops_it(people: Any) -> None:
    team = team_in(TeamState.ASSESSING, members=4)
    row = team.memberships.get(seat=4)
    services.leave_membership(
        membership_id=row.pk, actor=row.student.user, reason="بیماری", cause=LeavingCause.ILLNESS
    )
    team.refresh_from_db()
    assert team.is_under_strength and team.replace_by is not None
    assert told("team.under_strength", member_user(team, 0))
    assert told("team.under_strength", team.professor.user)
    assert told("member.changed", row.student.user)
    new = trained_student()
    services.replace_member(
        membership_id=row.pk, student_id=new.pk, actor=people.officer, reason="جایگزین"
    )
    team.refresh_from_db()
    assert not team.is_under_strength and team.replace_by is None
    fresh = Membership.objects.get(student=new)
    assert (fresh.replaces_id, fresh.seat) == (row.pk, 4)
    with pytest.raises(DomainError):
        services.replace_member(
            membership_id=row.pk, student_id=trained_student().pk, actor=people.officer
        )


def test_leaving_needs_a_reason_and_ones_own_membership(people: Any) -> None:
    team = team_in(members=4)
    row = team.memberships.get(seat=3)
    with pytest.raises(DomainError):
        services.leave_membership(membership_id=row.pk, actor=people.officer, reason=" ")
    with pytest.raises(NotAllowed):
        services.leave_membership(membership_id=row.pk, actor=member_user(team, 0), reason="x")
    with pytest.raises(NotAllowed):
        services.leave_membership(
            membership_id=row.pk, actor=row.student.user, reason="x", cause=LeavingCause.REMOVED
        )


def test_forming_team_has_no_clock(people: Any) -> None:
    team = team_in(members=4)
    row = team.memberships.get(seat=4)
    services.leave_membership(membership_id=row.pk, actor=people.officer, reason="x")
    team.refresh_from_db()
    assert not team.is_under_strength


def test_student_who_leaves_the_programme_leaves_the_team(people: Any) -> None:
    team = team_in(TeamState.ASSESSING, members=4)
    row = team.memberships.get(seat=2)
    services.release_student(
        student_id=row.student_id, round_id=team.round_id, actor=row.student.user, reason="انصراف"
    )
    row.refresh_from_db()
    team.refresh_from_db()
    assert row.state == MembershipState.LEFT and team.is_under_strength


def test_evaluating_team_takes_nobody(people: Any) -> None:
    team = team_in(TeamState.EVALUATING, members=4)
    with pytest.raises(DomainError):
        services.seat_member(team_id=team.pk, student_id=trained_student().pk, actor=people.officer)


def test_approved_but_untrained_student_may_be_invited(people: Any) -> None:
    enrolment = EnrolmentFactory(state="approved")
    row = services.invite_member(
        team_id=TeamFactory().pk, student_id=enrolment.student_id, actor=people.officer
    )
    assert row.state == MembershipState.INVITED
