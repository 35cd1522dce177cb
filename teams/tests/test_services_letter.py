"""Letters of introduction, visits, assessments."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from industries.enums import UnitState
from industries.tests.factories import UnitPersonFactory
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.notifications.models import Message
from students.tests.factories import trained_student
from teams.enums import AssessmentState, LetterState, TeamState, VisitState
from teams.models import Assessment, IntroductionLetter
from teams.services import assessment, letter_paper, membership, visit
from teams.services import letter as services
from teams.services import team as team_services
from teams.services.letter_text import hash_of
from teams.tests.factories import (
    AssessmentFactory,
    LetterFactory,
    VisitFactory,
    manager_user,
    member_user,
    team_in,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def told(event: str, user: Any) -> bool:
    return Message.objects.filter(event=event, recipient=user).exists()


def prepared(people: Any, **fields: Any) -> IntroductionLetter:
    team = team_in(TeamState.FORMED, **fields)
    return services.prepare_letter(
        team_id=team.pk,
        actor=people.officer,
        starts_on=TODAY(),
        ends_on=TODAY() + timedelta(days=60),
        weekdays=["mon", "sat", "xyz"],
    )


def test_prepare_keeps_order_of_days_and_refuses_a_second(people: Any) -> None:
    letter = prepared(people)
    assert letter.weekdays == ["sat", "mon"]
    days = {"starts_on": TODAY(), "ends_on": TODAY(), "weekdays": ["sat"]}
    with pytest.raises(DomainError):
        services.prepare_letter(team_id=letter.team_id, actor=people.officer, **days)
    with pytest.raises(WrongState):
        services.prepare_letter(team_id=team_in().pk, actor=people.officer, **days)
    with pytest.raises(NotAllowed):
        services.prepare_letter(team_id=letter.team_id, actor=people.professor, **days)
    with pytest.raises(DomainError):
        services.edit_letter(
            letter_id=letter.pk,
            actor=people.officer,
            starts_on=TODAY(),
            ends_on=TODAY() - timedelta(days=1),
            weekdays=["sat"],
            hours_each=10,
        )


def test_numbers_have_no_gaps_even_after_a_refusal(people: Any) -> None:
    first, refused, second = (prepared(people) for _ in range(3))
    refused.team.problem.unit.state = UnitState.SUSPENDED
    refused.team.problem.unit.save()
    services.number_letter(letter_id=first.pk, actor=people.officer)
    with pytest.raises(DomainError):
        services.number_letter(letter_id=refused.pk, actor=people.officer)
    services.number_letter(letter_id=second.pk, actor=people.officer)
    first.refresh_from_db()
    second.refresh_from_db()
    year = first.number.split("-")[2]
    assert [first.number, second.number] == [f"HS-L-{year}-0001", f"HS-L-{year}-0002"]
    assert first.snapshot_hash == hash_of(first.snapshot)
    assert told("letter.to_sign", people.head)
    with pytest.raises(WrongState):
        services.edit_letter(
            letter_id=first.pk,
            actor=people.officer,
            starts_on=TODAY(),
            ends_on=TODAY(),
            weekdays=["sat"],
            hours_each=1,
        )


def test_gate_names_what_a_member_lacks(people: Any) -> None:
    letter = prepared(people)
    student = letter.team.memberships.get(seat=1).student
    student.insured_until = None
    student.save()
    with pytest.raises(DomainError) as refusal:
        services.number_letter(letter_id=letter.pk, actor=people.officer)
    assert student.full_name in str(refusal.value)


def test_dispatch_signs_and_tells_members_professor_and_manager(people: Any) -> None:
    letter = prepared(people)
    services.number_letter(letter_id=letter.pk, actor=people.officer)
    with pytest.raises(NotAllowed):
        services.dispatch_team(team_id=letter.team_id, actor=people.officer)
    team = services.dispatch_team(team_id=letter.team_id, actor=people.head)
    letter.refresh_from_db()
    assert (team.state, letter.state) == (TeamState.DISPATCHED, LetterState.SIGNED)
    for user in (member_user(team, 3), team.professor.user, manager_user(team)):
        assert told("letter.issued", user)
    with pytest.raises(WrongState):
        services.dispatch_team(team_id=team.pk, actor=people.head)


def test_dispatch_needs_a_numbered_letter_and_the_people_it_names(people: Any) -> None:
    letter = prepared(people, members=5)
    with pytest.raises(DomainError):
        services.dispatch_team(team_id=letter.team_id, actor=people.head)
    services.number_letter(letter_id=letter.pk, actor=people.officer)
    row = letter.team.memberships.get(seat=5)
    membership.leave_membership(membership_id=row.pk, actor=people.officer, reason="x")
    with pytest.raises(DomainError):
        services.sign_letter(letter_id=letter.pk, actor=people.head)
    letter.refresh_from_db()
    assert letter.state == LetterState.NUMBERED


def test_later_letter_replaces_the_first(people: Any) -> None:
    team = team_in(TeamState.ASSESSING)
    old = team.letters.get()
    new = services.prepare_letter(
        team_id=team.pk, actor=people.officer, starts_on=TODAY(), ends_on=TODAY(), weekdays=["sat"]
    )
    services.number_letter(letter_id=new.pk, actor=people.officer)
    services.sign_letter(letter_id=new.pk, actor=people.head)
    old.refresh_from_db()
    team.refresh_from_db()
    assert (old.state, team.state) == (LetterState.VOID, TeamState.ASSESSING)


def _signed(people: Any) -> IntroductionLetter:
    letter = prepared(people)
    services.number_letter(letter_id=letter.pk, actor=people.officer)
    return services.sign_letter(letter_id=letter.pk, actor=people.head)


def test_unit_accepts_and_names_somebody_it_has(people: Any) -> None:
    letter = _signed(people)
    person = UnitPersonFactory(unit=letter.team.problem.unit, role="supervisor")
    manager = manager_user(letter.team)
    with pytest.raises(NotAllowed):
        services.accept_letter(letter_id=letter.pk, actor=people.manager, supervisor_id=person.pk)
    with pytest.raises(DomainError):
        services.accept_letter(letter_id=letter.pk, actor=manager)
    services.accept_letter(letter_id=letter.pk, actor=manager, supervisor_id=person.pk)
    letter.refresh_from_db()
    letter.team.refresh_from_db()
    assert (letter.state, letter.team.supervisor_id) == (LetterState.ACCEPTED, person.pk)
    assert told("letter.accepted", people.officer) and told("supervisor.named", person.user)


def test_unit_names_somebody_new_who_is_invited(people: Any) -> None:
    letter = _signed(people)
    services.accept_letter(
        letter_id=letter.pk,
        actor=manager_user(letter.team),
        name_fa="نادر کارگشا",
        email="nader@unit.example",
    )
    letter.team.refresh_from_db()
    assert letter.team.supervisor.name_fa == "نادر کارگشا"
    assert Message.objects.filter(event="account.invitation", email="nader@unit.example").exists()


def test_void_keeps_the_number_and_tells(people: Any) -> None:
    letter = _signed(people)
    number = letter.number
    with pytest.raises(DomainError):
        services.void_letter(letter_id=letter.pk, actor=people.officer, reason="")
    services.void_letter(letter_id=letter.pk, actor=people.officer, reason="اشتباه در نام")
    letter.refresh_from_db()
    assert (letter.state, letter.number) == (LetterState.VOID, number)
    assert told("letter.void", manager_user(letter.team))
    with pytest.raises(WrongState):
        services.void_letter(letter_id=letter.pk, actor=people.officer, reason="x")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_paper_is_printed_from_the_snapshot(people: Any, language: str) -> None:
    letter = _signed(people)
    before = letter_paper.words_of(letter, language)
    student = letter.team.memberships.get(seat=1).student
    student.last_name_fa, student.last_name_en = "دیگر", "Other"
    student.save()
    letter.refresh_from_db()
    assert letter_paper.words_of(letter, language) == before
    assert letter_paper.pdf_of(letter, language).startswith(b"%PDF")


def test_visit_is_planned_recorded_corrected(people: Any) -> None:
    team = team_in(TeamState.ASSESSING)
    leader = member_user(team, 0)
    planned = visit.plan_visit(
        team_id=team.pk, actor=leader, date=TODAY(), starts_at=time(9), gate_contact="نگهبانی"
    )
    assert told("visit.planned", manager_user(team)) and told("visit.planned", member_user(team, 2))
    first = team.memberships.get(seat=1).student_id
    visit.record_visit(visit_id=planned.pk, actor=team.supervisor.user, present=[first])
    assert planned.presences.count() == 4
    assert planned.presences.filter(was_present=True).count() == 1
    visit.correct_presence(visit_id=planned.pk, actor=people.officer, present=[])
    assert not planned.presences.filter(was_present=True).exists()
    with pytest.raises(DomainError):
        visit.correct_presence(
            visit_id=planned.pk, actor=people.officer, present=[trained_student().pk]
        )
    with pytest.raises(WrongState):
        visit.cancel_visit(visit_id=planned.pk, actor=leader, reason="x")


def test_visit_refusals(people: Any) -> None:
    with pytest.raises(WrongState):
        visit.plan_visit(
            team_id=team_in(TeamState.FORMED).pk,
            actor=people.officer,
            date=TODAY(),
            starts_at=time(9),
        )
    team = team_in(TeamState.ASSESSING)
    with pytest.raises(NotAllowed):
        visit.plan_visit(
            team_id=team.pk, actor=member_user(team, 2), date=TODAY(), starts_at=time(9)
        )
    with pytest.raises(DomainError):
        visit.plan_visit(
            team_id=team.pk, actor=people.officer, date=TODAY(), starts_at=time(9), ends_at=time(8)
        )
    later = VisitFactory(team=team, date=TODAY() + timedelta(days=2))
    with pytest.raises(DomainError):
        visit.record_visit(visit_id=later.pk, actor=people.officer)
    visit.cancel_visit(visit_id=later.pk, actor=people.officer, reason="تعطیلی")
    later.refresh_from_db()
    assert later.state == VisitState.CANCELLED
    assert told("visit.cancelled", team.professor.user)


def test_assessment_from_draft_to_proposing(people: Any) -> None:
    team = team_in(TeamState.ASSESSING)
    paper = assessment.save_assessment(
        team_id=team.pk,
        actor=member_user(team, 2),
        summary="خلاصه",
        root_cause="رطوبت",
        findings=[{"body": "یافته", "measured": "۷۸٪"}, {"body": ""}],
    )
    assert paper.findings.count() == 1
    assessment.submit_assessment(assessment_id=paper.pk, actor=member_user(team, 0))
    assert told("assessment.submitted", team.professor.user)
    with pytest.raises(NotAllowed):
        assessment.accept_assessment(assessment_id=paper.pk, actor=people.officer)
    assessment.return_assessment(
        assessment_id=paper.pk, actor=team.professor.user, reason="عددها ناقص است"
    )
    assert told("assessment.returned", member_user(team, 1))
    assessment.submit_assessment(assessment_id=paper.pk, actor=member_user(team, 0))
    assert Message.objects.filter(event="assessment.submitted").count() == 2
    assessment.accept_assessment(assessment_id=paper.pk, actor=team.professor.user)
    team.refresh_from_db()
    assert team.state == TeamState.PROPOSING
    assert told("assessment.accepted", manager_user(team))
    with pytest.raises(WrongState):
        assessment.return_assessment(assessment_id=paper.pk, actor=team.professor.user, reason="x")
    team_services.reassess_team(team_id=team.pk, actor=team.professor.user, reason="دوباره")
    assert Assessment.objects.get(pk=paper.pk).state == AssessmentState.RETURNED


def test_assessment_refusals(people: Any) -> None:
    team = team_in(TeamState.ASSESSING)
    words = {"summary": "الف", "root_cause": "ب"}
    with pytest.raises(NotAllowed):
        assessment.save_assessment(team_id=team.pk, actor=team.professor.user, **words)
    other = team_in(TeamState.DISPATCHED)
    with pytest.raises(WrongState):
        assessment.save_assessment(team_id=other.pk, actor=member_user(other), **words)
    empty = AssessmentFactory(team=team, finding=False)
    with pytest.raises(DomainError):
        assessment.submit_assessment(assessment_id=empty.pk, actor=member_user(team))
    with pytest.raises(WrongState):
        assessment.save_assessment(
            team_id=team.pk, actor=member_user(team), seen="2000-01-01T00:00:00+00:00", **words
        )


def test_unit_reads_an_accepted_assessment_only(people: Any) -> None:
    paper = AssessmentFactory(team=team_in(TeamState.ASSESSING))
    manager = manager_user(paper.team)
    assert not Assessment.objects.visible_to(manager).exists()
    paper.state = AssessmentState.ACCEPTED
    paper.save()
    assert Assessment.objects.visible_to(manager).exists()
    rival = team_in(TeamState.ASSESSING, problem=paper.team.problem)
    assert not Assessment.objects.visible_to(member_user(rival)).exists()


def test_draft_letter_is_the_offices_secret(people: Any) -> None:
    letter = LetterFactory(team=team_in(TeamState.FORMED))
    assert not IntroductionLetter.objects.visible_to(member_user(letter.team)).exists()
    assert IntroductionLetter.objects.visible_to(people.officer).exists()
