"""Professors, teams and papers for tests of this room and those above."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from industries.enums import PersonRole, ProblemState
from industries.tests.factories import ProblemFactory, UnitPersonFactory
from partnership.accounts.enums import Role
from partnership.accounts.tests.factories import UserFactory
from students.tests.factories import MajorFactory, RoundFactory, trained_student
from teams.enums import (
    TEAM_AFTER_LETTER,
    LetterState,
    MembershipRole,
    MembershipState,
    SupervisionState,
    TeamState,
)
from teams.models import (
    Assessment,
    Finding,
    IntroductionLetter,
    Membership,
    Professor,
    Supervision,
    Team,
    Visit,
)


class ProfessorFactory(factory.django.DjangoModelFactory):
    """A professor with an account and two places."""

    class Meta:
        model = Professor
        skip_postgeneration_save = True

    first_name_fa = "مهران"
    last_name_fa = factory.Sequence(lambda n: f"دانش‌پژوه {n}")
    first_name_en, last_name_en = "Mehran", factory.Sequence(lambda n: f"Daneshpajouh {n}")
    user = factory.SubFactory(
        UserFactory,
        roles=(Role.PROFESSOR,),
        first_name_fa=factory.SelfAttribute("..first_name_fa"),
        last_name_fa=factory.SelfAttribute("..last_name_fa"),
    )
    major = factory.SubFactory(MajorFactory)
    capacity = 2


class TeamFactory(factory.django.DjangoModelFactory):
    """A team that forms, without anybody in it."""

    class Meta:
        model = Team
        skip_postgeneration_save = True

    round = factory.SubFactory(RoundFactory)
    name_fa = factory.Sequence(lambda n: f"گره‌گشا {n}")
    name_en = factory.Sequence(lambda n: f"Gereh-Gosha {n}")


class MembershipFactory(factory.django.DjangoModelFactory):
    """A present member; `state="invited", seat=None` for an invitation."""

    class Meta:
        model = Membership

    team = factory.SubFactory(TeamFactory)
    student = factory.LazyFunction(trained_student)
    term = factory.LazyAttribute(lambda row: row.team.round.term)
    state = MembershipState.ACTIVE
    seat = factory.LazyAttribute(
        lambda row: row.team.memberships.filter(state=MembershipState.ACTIVE).count() + 1
    )
    joined_at = factory.LazyFunction(timezone.now)


class SupervisionFactory(factory.django.DjangoModelFactory):
    """A request that waits for the professor's answer."""

    class Meta:
        model = Supervision

    team = factory.SubFactory(TeamFactory)
    professor = factory.SubFactory(ProfessorFactory)


class LetterFactory(factory.django.DjangoModelFactory):
    """A draft for the next sixty days."""

    class Meta:
        model = IntroductionLetter

    team = factory.SubFactory(TeamFactory)
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))
    weekdays = factory.LazyFunction(lambda: ["sat", "mon"])


class VisitFactory(factory.django.DjangoModelFactory):
    """A visit planned for today."""

    class Meta:
        model = Visit

    team = factory.SubFactory(TeamFactory)
    date = factory.LazyFunction(timezone.localdate)
    starts_at = "09:00"


class AssessmentFactory(factory.django.DjangoModelFactory):
    """A draft with one finding."""

    class Meta:
        model = Assessment
        skip_postgeneration_save = True

    team = factory.SubFactory(TeamFactory)
    summary = "چسب در دمای پایین خشک نمی‌شود."
    root_cause = "رطوبت سالن از حد مجاز بیشتر است."

    @factory.post_generation
    def finding(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """One measured finding."""
        if create and extracted is not False:
            Finding.objects.create(assessment=self, body="رطوبت ۷۸٪", measured="۷۸٪", cause="تهویه")


def team_in(
    state: str = TeamState.FORMING,
    *,
    members: int = 4,
    professor: bool = True,
    problem: Any = True,
    **fields: Any,
) -> Team:
    """A whole team in some state: members with a leader, professor, unit with a manager, letter.

    `team.people` is not kept: ask `member_user(team, n)`, `team.professor.user`,
    `manager_user(team)` for accounts.
    """
    if problem is True:
        after = state not in (TeamState.FORMING, TeamState.DISSOLVED)
        problem = ProblemFactory(
            round=None, state=ProblemState.ASSIGNED if after else ProblemState.OPEN
        )
        UnitPersonFactory(unit=problem.unit, role=PersonRole.MANAGER)
    team = TeamFactory(state=state, problem=problem or None, **fields)
    for number in range(members):
        MembershipFactory(
            team=team,
            role=MembershipRole.LEADER if number == 0 else MembershipRole.MEMBER,
        )
    if professor:
        supervision = SupervisionFactory(team=team, state=SupervisionState.ACCEPTED)
        team.professor = supervision.professor
        team.save()
    if state in TEAM_AFTER_LETTER:
        person = UnitPersonFactory(unit=team.problem.unit, role=PersonRole.SUPERVISOR)
        team.supervisor, team.starts_on = person, timezone.localdate()
        team.save()
        LetterFactory(
            team=team,
            state=LetterState.ACCEPTED,
            number=f"HS-L-1405-9{team.pk:03}",
            date=timezone.localdate(),
            valid_until=timezone.localdate() + timedelta(days=60),
        )
    return team


def member_user(team: Team, number: int = 0) -> Any:
    """Account of the n-th present member; 0 is the leader."""
    return list(team.memberships.active().order_by("seat"))[number].student.user


def manager_user(team: Team) -> Any:
    """Account of the unit's manager."""
    return team.problem.unit.persons.get(role=PersonRole.MANAGER).user
