"""Pages of the execution, the evaluation and the final report; the list of work."""

from typing import Any

import pytest
from django.utils import timezone

from partnership.accounts.services import create_link
from teams.enums import (
    AssessmentState,
    EvaluationState,
    SolutionState,
    TeamState,
)
from teams.models import (
    Evaluation,
    FinalReport,
    Milestone,
    Outcome,
)
from teams.selectors import work
from teams.services import evaluation as evaluations
from teams.services import execution as executions
from teams.services import solution as solutions
from teams.tests.factories import manager_user, member_user, team_in
from teams.tests.pages import url
from teams.tests.work_factories import (
    SolutionFactory,
    criteria,
    decided,
    final_report,
    milestone,
    points,
    supervisor_user,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("move", "state", "target"),
    [
        ("execute_team", TeamState.DECIDED, TeamState.EXECUTING),
        ("finish_team", TeamState.EXECUTING, TeamState.EVALUATING),
        ("resume_execution_team", TeamState.EVALUATING, TeamState.EXECUTING),
    ],
)
def test_moves_of_the_team(as_user: Any, people: Any, move: str, state: str, target: str) -> None:
    team = decided(state)
    page = url(move, team)
    assert as_user(people.student).get(page).status_code == 404
    assert as_user(member_user(team, 1)).get(page).status_code == 403
    client = as_user(people.officer)
    assert client.get(page).status_code == 200
    answer = {
        "reason": "دلیل",
        "summary": "نتیجه",
        "benefit_claimed_rial": "۵٬۰۰۰",
        "jobs_saved": "2",
    }
    assert client.post(page, answer).status_code == 302
    team.refresh_from_db()
    assert team.state == target
    assert client.get(page).status_code == 409


def test_unselected_completion_and_reopening(as_user: Any, people: Any) -> None:
    criteria()
    team = team_in(TeamState.PROPOSING)
    client = as_user(people.officer)
    assert client.post(url("evaluate_unselected_team", team), {"reason": ""}).status_code == 422
    assert (
        client.post(url("evaluate_unselected_team", team), {"reason": "ذخیره"}).status_code == 302
    )
    assert client.post(url("complete_team", team)).status_code == 422
    for kind, actor in (
        ("industrial_supervisor", supervisor_user(team)),
        ("supervising_professor", team.professor.user),
    ):
        evaluations.evaluate_team(
            team_id=team.pk,
            actor=actor,
            kind=kind,
            submit=True,
            points={row.pk: points(kind) for row in team.memberships.active()},
        )
    final_report(team, state=AssessmentState.ACCEPTED)
    assert client.post(url("complete_team", team)).status_code == 302
    assert client.post(url("reopen_evaluation_team", team), {"reason": "اعتراض"}).status_code == 302


def test_the_plan_on_its_pages(as_user: Any) -> None:
    team = decided(TeamState.EXECUTING)
    leader = as_user(member_user(team))
    response = leader.post(
        url("plan_milestone", team), {"title": "نصب", "due_on": "1410/01/15", "note": ""}
    )
    assert response.status_code == 302
    step = Milestone.objects.get()
    assert (
        leader.post(
            url("change_milestone", step), {"title": "نصب تونل", "due_on": "1410/13/01"}
        ).status_code
        == 422
    )
    assert leader.post(url("report_milestone", step)).status_code == 302
    assert leader.get(url("accept_milestone", step)).status_code == 403
    boss = as_user(manager_user(team))
    assert boss.post(url("return_milestone", step), {"reason": "ناقص"}).status_code == 302
    leader = as_user(member_user(team))
    assert leader.post(url("report_milestone", step)).status_code == 302
    assert as_user(manager_user(team)).post(url("accept_milestone", step)).status_code == 302
    other = milestone(team)
    assert (
        as_user(member_user(team)).post(url("drop_milestone", other), {"reason": "x"}).status_code
        == 302
    )


def test_results_are_shown_confirmed_and_followed_up(as_user: Any, people: Any) -> None:
    team = decided(TeamState.EXECUTING)
    executions.finish_team(
        team_id=team.pk, actor=member_user(team), summary="خوب", benefit_claimed_rial=5
    )
    page = url("show_outcome", team)
    assert as_user(people.student).get(page).status_code == 404
    leader = as_user(member_user(team))
    assert leader.get(page).status_code == 200
    assert leader.get(url("confirm_benefit", team)).status_code == 403
    assert leader.post(url("record_outcome", team), {"summary": "بهتر"}).status_code == 302
    boss = as_user(manager_user(team))
    assert (
        boss.post(url("confirm_benefit", team), {"benefit_confirmed_rial": "-۵"}).status_code == 422
    )
    assert (
        boss.post(url("confirm_benefit", team), {"benefit_confirmed_rial": "۴٬۰۰۰"}).status_code
        == 302
    )
    assert (
        boss.post(url("follow_up_outcome", team), {"months": "3", "note": "پایدار"}).status_code
        == 302
    )
    assert Outcome.objects.get().follow_up_3_note == "پایدار"
    assert boss.get(page).status_code == 200


def given(team: Any, kind: str) -> dict[str, str]:
    return {
        f"points_{row.pk}_{criterion}": str(most)
        for row in team.memberships.active()
        for criterion, most in points(kind).items()
    }


def test_the_supervisor_evaluates_all_members_on_one_page(as_user: Any) -> None:
    criteria()
    team = decided(TeamState.EVALUATING)
    client = as_user(supervisor_user(team))
    page = url("evaluate_team", team)
    assert client.get(page).status_code == 200
    answer = given(team, "industrial_supervisor")
    first = next(iter(answer))
    assert client.post(page, {**answer, first: "", "submit": "1"}).status_code == 422
    assert client.post(page, {**answer, first: ""}).status_code == 302
    assert not Evaluation.objects.filter(state=EvaluationState.SUBMITTED).exists()
    assert client.post(page, {**answer, "submit": "1"}).status_code == 302
    assert {e.total for e in Evaluation.objects.all()} == {40}
    assert client.get(page).status_code == 200
    evaluation = Evaluation.objects.first()
    assert client.get(evaluation.get_absolute_url()).status_code == 200


def test_the_professor_has_the_other_form_and_a_link_opens_it(as_user: Any, client: Any) -> None:
    criteria()
    team = decided(TeamState.EVALUATING)
    page = url("evaluate_team", team)
    _link, address = create_link(user=team.professor.user, purpose="t", path=page)
    client.get(address)
    assert (
        client.post(page, {**given(team, "supervising_professor"), "submit": "1"}).status_code
        == 302
    )
    assert Evaluation.objects.filter(kind="supervising_professor", total=60).count() == 4


def test_who_may_not_evaluate(as_user: Any, people: Any) -> None:
    criteria()
    team = decided(TeamState.EVALUATING)
    page = url("evaluate_team", team)
    assert as_user(member_user(team)).get(page).status_code == 403
    assert as_user(people.officer).get(page).status_code == 403
    assert as_user(people.supervisor).get(page).status_code == 404
    early = decided(TeamState.EXECUTING)
    assert as_user(supervisor_user(early)).get(url("evaluate_team", early)).status_code == 409


def test_a_student_sees_totals_and_the_office_reopens(as_user: Any, people: Any) -> None:
    criteria()
    team = decided(TeamState.EVALUATING)
    row = team.memberships.active().order_by("seat").first()
    (evaluation,) = evaluations.evaluate_team(
        team_id=team.pk,
        actor=supervisor_user(team),
        kind="industrial_supervisor",
        submit=True,
        points={row.pk: points("industrial_supervisor")},
        comments={row.pk: "نظر محرمانه"},
    )
    student, professor = row.student.user, team.professor.user
    # One half alone is nobody's business but its author's and the office's.
    assert as_user(student).get(evaluation.get_absolute_url()).status_code == 404
    assert as_user(professor).get(evaluation.get_absolute_url()).status_code == 404
    evaluations.evaluate_team(
        team_id=team.pk,
        actor=professor,
        kind="supervising_professor",
        submit=True,
        points={row.pk: points("supervising_professor")},
    )
    assert as_user(professor).get(evaluation.get_absolute_url()).status_code == 200
    own = as_user(student).get(evaluation.get_absolute_url())
    assert own.status_code == 200
    assert "نظر محرمانه" not in own.content.decode()
    assert as_user(member_user(team, 1)).get(evaluation.get_absolute_url()).status_code == 404
    office = as_user(people.officer)
    assert office.get(evaluation.get_absolute_url()).status_code == 200
    assert office.post(url("reopen_evaluation", evaluation), {"reason": ""}).status_code == 422
    assert (
        office.post(url("reopen_evaluation", evaluation), {"reason": "اشتباه"}).status_code == 302
    )
    boss = as_user(supervisor_user(team))
    assert boss.post(url("submit_evaluation", evaluation)).status_code == 302


def test_the_final_report_on_its_pages(as_user: Any) -> None:
    team = decided(TeamState.EVALUATING)
    student = as_user(member_user(team, 3))
    assert student.get(url("write_final_report", team)).status_code == 200
    assert student.post(url("write_final_report", team), {"summary": ""}).status_code == 422
    assert student.post(url("write_final_report", team), {"summary": "نتیجه"}).status_code == 302
    report = FinalReport.objects.get()
    assert student.get(report.get_absolute_url()).status_code == 200
    assert student.post(url("submit_final_report", report)).status_code == 302
    assert student.get(url("accept_final_report", report)).status_code == 403
    professor = as_user(team.professor.user)
    assert (
        professor.post(url("return_final_report", report), {"reason": "کوتاه"}).status_code == 302
    )
    assert as_user(manager_user(team)).get(report.get_absolute_url()).status_code == 404
    student = as_user(member_user(team))
    assert student.post(url("submit_final_report", report)).status_code == 302
    assert as_user(team.professor.user).post(url("accept_final_report", report)).status_code == 302
    assert as_user(manager_user(team)).get(report.get_absolute_url()).status_code == 200


def test_both_sides_say_how_it_was(as_user: Any, people: Any) -> None:
    criteria()
    team = decided(TeamState.EVALUATING)
    page = url("rate_team", team)
    for reader, side in (
        (member_user(team), "student_about_unit"),
        (manager_user(team), "factory_about_programme"),
    ):
        client = as_user(reader)
        assert client.get(page).status_code == 200
        answer = {f"score_{pk}": "4" for pk in points(side)}
        assert client.post(page, {**answer, "comment": "خوب"}).status_code == 302
    assert as_user(people.officer).get(page).status_code == 403


@pytest.mark.parametrize("who", ["leader", "professor", "manager", "supervisor", "officer"])
@pytest.mark.parametrize(
    "state", [TeamState.PROPOSING, TeamState.EXECUTING, TeamState.EVALUATING, TeamState.COMPLETED]
)
def test_everybody_opens_the_team_and_their_list_of_work(
    as_user: Any, people: Any, who: str, state: str
) -> None:
    criteria()
    team = decided(state) if state != TeamState.PROPOSING else team_in(state)
    milestone(team)
    reader = {
        "leader": member_user(team),
        "professor": team.professor.user,
        "manager": manager_user(team),
        "supervisor": supervisor_user(team),
        "officer": people.officer,
    }[who]
    assert as_user(reader).get(team.get_absolute_url()).status_code == 200
    for task in work.waiting_for(reader):
        assert as_user(reader).get(task.url, follow=True).status_code == 200, task
    assert timezone.now() >= team.created_at


def test_submitting_closes_and_the_manager_finds_it_in_the_list() -> None:
    team = team_in(TeamState.PROPOSING)
    solution = SolutionFactory(team=team, state=SolutionState.ENDORSED)
    assert [t.kind for t in work.waiting_for(member_user(team)) if t.kind == "solution"]
    solutions.submit_solution(solution_id=solution.pk, actor=member_user(team))
    assert [task.kind for task in work.waiting_for(manager_user(team))] == ["decision"]
