"""“What is left for my credit” at every stage, one action on top, few queries."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certificates.enums import CertificateState, CreditState
from certificates.models import Certificate, Credit
from certificates.tests.factories import (
    add_hours,
    evaluate,
    evaluated_team,
    issued_certificate,
    ready_credit,
)
from industries.enums import ProblemState
from partnership.accounts.enums import Role
from partnership.accounts.tests.factories import UserFactory
from partnership.core.gates import Gate, Way
from partnership.portal.selectors import student_panel
from students.enums import EnrolmentState, WithdrawalState
from students.models import Appeal, Attendance, Enrolment, Waiver, Withdrawal
from students.tests.factories import (
    CourseFactory,
    EnrolmentFactory,
    RoundFactory,
    SessionFactory,
    StudentFactory,
    trained_student,
)
from teams.enums import AssessmentState, MembershipState, SolutionState, TeamState
from teams.tests.factories import (
    AssessmentFactory,
    MembershipFactory,
    TeamFactory,
    member_user,
    team_in,
)
from teams.tests.work_factories import SolutionFactory, final_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]
S, T = EnrolmentState, TeamState


def way_of(user: Any) -> Way:
    """The panel of this student."""
    panel = student_panel(user)
    assert panel is not None
    return panel["way"]


def gate(user: Any, code: str) -> Gate:
    """One gate of the panel."""
    return next(gate for gate in way_of(user).gates if gate.code == code)


def states(user: Any) -> dict[str, str]:
    """How every gate stands."""
    return {gate.code: gate.state for gate in way_of(user).gates}


def test_nobody_else_has_a_panel(people: Any) -> None:
    assert student_panel(people.professor) is None


class TestBeforeApproval:
    def test_without_an_application_the_call_is_the_next_step(self) -> None:
        user = UserFactory(roles=(Role.STUDENT,))
        assert way_of(user).gates[0].state == "blocked"
        round_ = RoundFactory()
        assert way_of(user).next.url == "/enrol/"
        round_.enrol_from = timezone.localdate() + timedelta(days=2)
        round_.enrol_until = timezone.localdate() + timedelta(days=9)
        round_.save()
        assert way_of(user).next is None
        round_.enrol_from = timezone.localdate() - timedelta(days=9)
        round_.enrol_until = timezone.localdate() - timedelta(days=2)
        round_.save()
        assert way_of(user).next is None

    @pytest.mark.parametrize(
        ("state", "code", "look"),
        [
            (S.DRAFT, "send", "open"),
            (S.RETURNED, "send", "open"),
            (S.SUBMITTED, "review", "waiting"),
            (S.WAITING, "review", "waiting"),
        ],
    )
    def test_turns(self, state: str, code: str, look: str) -> None:
        CourseFactory()
        enrolment = EnrolmentFactory(state=state, decision_note="کد ملی را درست کنید")
        way = way_of(enrolment.student.user)
        assert (way.next.code, way.next.state) == (code, look)
        assert bool(way.next.url) == (look == "open")
        assert way.current.code == "enrolment"
        if state == S.RETURNED:
            assert way.next.note == "کد ملی را درست کنید"
        later = states(enrolment.student.user)
        assert later["course:TR-HSE"] == later["team"] == later["certificate"] == "blocked"

    def test_a_rejection_may_be_appealed(self) -> None:
        enrolment = EnrolmentFactory(state=S.REJECTED, rejection_code="gpa")
        user = enrolment.student.user
        assert way_of(user).next.url.endswith(f"/{enrolment.pk}/appeal/")
        Appeal.objects.create(
            enrolment=enrolment, code="A-1", statement="x", answer_due=timezone.localdate()
        )
        assert way_of(user).next.state == "waiting"
        Appeal.objects.update(state="dismissed")
        assert way_of(user).next is None
        assert gate(user, "review").url == enrolment.get_absolute_url()

    def test_a_withdrawal(self) -> None:
        enrolment = EnrolmentFactory(state=S.WITHDRAWN)
        user = enrolment.student.user
        assert way_of(user).next.url.endswith(f"/{enrolment.pk}/resume/")
        enrolment.round.enrol_until = timezone.localdate() - timedelta(days=1)
        enrolment.round.save()
        assert way_of(user).next is None
        Withdrawal.objects.create(enrolment=enrolment, state=WithdrawalState.PENDING)
        assert way_of(user).next.state == "waiting"

    def test_an_old_rejection_gives_way_to_the_new_call(self) -> None:
        enrolment = EnrolmentFactory(state=S.REJECTED)
        enrolment.round.is_current = False
        enrolment.round.save()
        assert way_of(enrolment.student.user).next is None


class TestRulesAndCourses:
    def test_each_course_is_a_gate(self) -> None:
        first, second = CourseFactory(), CourseFactory(code="TR-NDA", order=2)
        enrolment = EnrolmentFactory(state=S.APPROVED)
        user = enrolment.student.user
        assert way_of(user).current.code == "training"
        assert f"course={first.pk}" in way_of(user).next.url
        session = SessionFactory(course=first)
        Attendance.objects.create(session=session, student=enrolment.student)
        assert gate(user, "course:TR-HSE").state == "waiting"
        assert f"course={second.pk}" in way_of(user).next.url
        Waiver.objects.create(enrolment=enrolment, rule="training", reason="x")
        assert {gate(user, f"course:{c.code}").state for c in (first, second)} == {"done"}

    def test_insurance_is_the_offices(self) -> None:
        user = EnrolmentFactory(state=S.APPROVED).student.user
        assert (gate(user, "insurance").state, gate(user, "insurance").turn) == (
            "waiting",
            "office",
        )
        assert gate(user, "undertaking").state == "done"

    def test_a_failed_rule_says_what_to_do(self) -> None:
        student = StudentFactory(passed_credits=10)
        enrolment = EnrolmentFactory(student=student)
        blocked = gate(student.user, "credits")
        assert blocked.state == "blocked"
        assert "." in str(blocked.note)
        Waiver.objects.create(enrolment=enrolment, rule="credits", reason="x")
        assert gate(student.user, "credits").state == "done"


class TestTeam:
    def test_waiting_then_invited(self) -> None:
        student = trained_student()
        assert gate(student.user, "team").turn == "office"
        row = MembershipFactory(
            student=student,
            state=MembershipState.INVITED,
            seat=None,
            answer_by=timezone.localdate(),
        )
        assert way_of(student.user).next.url == f"/teams/memberships/{row.pk}/"

    @pytest.mark.parametrize(
        ("state", "professor", "expected"),
        [
            (T.FORMING, False, ("done", "waiting", "blocked")),
            (T.FORMING, True, ("done", "done", "blocked")),
            (T.FORMED, True, ("done", "done", "waiting")),
            (T.ASSESSING, True, ("done", "done", "done")),
        ],
    )
    def test_until_the_letter(
        self, state: str, professor: bool, expected: tuple[str, str, str]
    ) -> None:
        found = states(member_user(team_in(state, professor=professor), 1))
        assert (found["team"], found["professor"], found["letter"]) == expected

    def test_a_dissolved_team_leads_back(self) -> None:
        team = team_in(T.FORMING)
        user = member_user(team, 1)
        team.state = T.DISSOLVED
        team.save()
        assert (gate(user, "team").state, gate(user, "team").turn) == ("waiting", "office")
        assert team.name_fa in str(gate(user, "team").note)
        assert gate(user, "letter").state == "blocked"

    def test_a_team_on_hold_waits(self) -> None:
        team = team_in(T.ASSESSING)
        team.state, team.held_from = T.ON_HOLD, T.ASSESSING
        team.save()
        way = way_of(member_user(team, 1))
        assert way.headline
        assert way.next is None or way.next.state == "waiting"


class TestWork:
    def test_the_site_begins_with_the_acceptance(self) -> None:
        team = team_in(T.DISPATCHED)
        assert way_of(member_user(team)).next.code == "site"
        team.supervisor = None
        team.save()
        assert gate(member_user(team), "site").turn == "unit"

    def test_assessment(self) -> None:
        team = team_in(T.ASSESSING)
        user = member_user(team, 1)
        assert gate(user, "assessment").url == f"/teams/teams/{team.pk}/assessment/"
        paper = AssessmentFactory(team=team, state=AssessmentState.SUBMITTED)
        assert gate(user, "assessment").turn == "professor"
        paper.state = AssessmentState.RETURNED
        paper.save()
        assert gate(user, "assessment").state == "open"
        paper.state = AssessmentState.ACCEPTED
        paper.save()
        assert gate(user, "assessment").state == "done"

    @pytest.mark.parametrize(
        ("state", "leads", "expected"),
        [
            (None, False, "open"),
            (SolutionState.DRAFT, False, "waiting"),
            (SolutionState.ENDORSED, True, "open"),
            (SolutionState.ENDORSED, False, "waiting"),
            (SolutionState.REVISE, False, "open"),
            (SolutionState.REJECTED, False, "open"),
            (SolutionState.SUBMITTED, False, "done"),
        ],
    )
    def test_solution(self, state: str | None, leads: bool, expected: str) -> None:
        team = team_in(T.PROPOSING)
        if state:
            SolutionFactory(team=team, state=state, submitted_at=timezone.now())
        assert gate(member_user(team, 0 if leads else 1), "solution").state == expected

    def test_decision_waits_for_the_manager(self) -> None:
        team = team_in(T.PROPOSING)
        SolutionFactory(team=team, state=SolutionState.SUBMITTED, submitted_at=timezone.now())
        team.problem.state = ProblemState.IN_REVIEW
        team.problem.save()
        assert gate(member_user(team, 1), "decision").turn == "unit"

    def test_execution_only_for_the_chosen(self) -> None:
        chosen, other = team_in(T.DECIDED), team_in(T.DECIDED)
        SolutionFactory(team=chosen, state=SolutionState.SELECTED, submitted_at=timezone.now())
        SolutionFactory(team=other, state=SolutionState.RESERVE, submitted_at=timezone.now())
        assert gate(member_user(chosen, 1), "execution").state == "waiting"
        assert "execution" not in states(member_user(other, 1))
        assert gate(member_user(other, 1), "decision").state == "done"


class TestCredit:
    def test_without_execution(self) -> None:
        team = evaluated_team()
        team.executed = False
        team.save()
        found = states(member_user(team, 1))
        assert "execution" not in found
        assert "assessment" not in found
        assert found["decision"] == "done"

    def test_hours_evaluations_grade(self) -> None:
        team = evaluated_team()
        member = team.memberships.active().order_by("seat")[1]
        user = member.student.user
        found = states(user)
        assert (found["supervisor"], found["professor_evaluation"]) == ("waiting", "waiting")
        assert (found["grade"], found["hours"]) == ("blocked", "waiting")
        add_hours(member)
        evaluate(member)
        found = states(user)
        assert {found[code] for code in ("hours", "supervisor", "grade", "report")} == {"done"}
        evaluate(member, supervisor="1", professor="1")
        assert gate(user, "grade").state == "blocked"

    def test_the_final_report_is_the_students(self) -> None:
        team = team_in(T.EVALUATING, executed=True)
        user = member_user(team, 1)
        assert gate(user, "report").url == f"/teams/teams/{team.pk}/final-report/"
        final_report(team, state=AssessmentState.SUBMITTED)
        assert gate(user, "report").turn == "professor"

    def test_unregistered_course_is_the_offices(self) -> None:
        team = evaluated_team()
        member = team.memberships.active().order_by("seat")[1]
        member.student.internship_credits = None
        member.student.save()
        assert gate(member.student.user, "registered").turn == "office"

    def test_from_ready_to_the_certificate(self) -> None:
        credit = ready_credit()
        user = credit.student.user
        assert gate(user, "sent").turn == "office"
        for state, sent, recorded in (
            (CreditState.SENT, "done", "waiting"),
            (CreditState.RETURNED, "waiting", "blocked"),
            (CreditState.RECORDED, "done", "done"),
        ):
            Credit.objects.update(state=state)
            found = states(user)
            assert (found["sent"], found["recorded"]) == (sent, recorded)
        assert gate(user, "certificate").turn == "office"

    def test_everything_done(self, client: Any) -> None:
        certificate = issued_certificate()
        Credit.objects.update(state=CreditState.RECORDED)
        user = certificate.membership.student.user
        way = way_of(user)
        assert gate(user, "certificate").url == certificate.get_absolute_url()
        assert [g.code for g in way.gates if g.state != "done"] == []
        client.force_login(user)
        assert 'data-state="done"' in client.get("/me/").content.decode()
        Certificate.objects.update(state=CertificateState.REVOKED)
        assert gate(user, "certificate").state == "waiting"

    def test_a_second_participation_has_no_credit_gates(self) -> None:
        credit = ready_credit()
        student = credit.student
        other = TeamFactory(state=T.COMPLETED, round__term__code="14043", round__is_current=False)
        row = MembershipFactory(team=other, student=student)
        Credit.objects.create(
            membership=row, student=student, state=CreditState.RECORDED, credits=Decimal("0.5")
        )
        found = states(student.user)
        assert found["once"] == "done"
        assert "sent" not in found


class TestPage:
    def test_one_primary_button_and_nothing_twice(self, client: Any) -> None:
        CourseFactory()
        enrolment = EnrolmentFactory(state=S.APPROVED)
        client.force_login(enrolment.student.user)
        page = client.get("/me/")
        main = page.content.decode().split("<main")[1].split("</main>")[0]
        assert main.count("btn btn-primary") == 1
        assert page.context["count"] == 1
        assert page.context["tasks"] == []

    @pytest.mark.parametrize("state", [T.FORMING, T.FORMED, T.ASSESSING, T.PROPOSING, T.EVALUATING])
    def test_costs_few_queries(self, client: Any, state: str) -> None:
        user = member_user(team_in(state), 1)
        client.force_login(user)
        client.get("/me/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/me/").status_code == 200
        assert len(queries) <= 25

    @pytest.mark.parametrize("language", ["fa", "en"])
    def test_the_application_page_shows_the_same_gates(self, client: Any, language: str) -> None:
        CourseFactory()
        enrolment = EnrolmentFactory(state=S.APPROVED)
        client.force_login(enrolment.student.user)
        client.cookies["language"] = language
        page = client.get(enrolment.get_absolute_url())
        codes = {gate.code for gate in page.context["way"].gates}
        assert codes >= {"send", "review", "credits", "insurance", "course:TR-HSE"}

    def test_every_state_of_an_application_has_a_page(self, client: Any) -> None:
        for state in S:
            enrolment = EnrolmentFactory(state=state)
            client.force_login(enrolment.student.user)
            assert client.get("/me/").status_code == 200, state
            assert client.get(enrolment.get_absolute_url()).status_code == 200, state
        assert Enrolment.objects.count() == len(S)
