"""Pages of the work: the allowed case beside every refusal, the seal, links, query counts."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.accounts.services import create_link
from partnership.notifications.models import Message
from teams.enums import AssessmentState, DecisionKind, EvaluationState, ReportState, SolutionState, TeamState
from teams.models import Decision, Evaluation, FinalReport, Milestone, Outcome, Solution, WeeklyReport
from teams.services import evaluation as evaluations
from teams.services import execution as executions
from teams.services import hours
from teams.services import solution as solutions
from teams.tests.factories import manager_user, member_user, team_in
from teams.tests.work_factories import (
    TEXT,
    SolutionFactory,
    criteria,
    decided,
    final_report,
    last_week,
    long_running,
    milestone,
    points,
    shown,
    stay,
    supervisor_user,
    under_review,
)

pytestmark = pytest.mark.django_db
FORM = {**{key: str(value) for key, value in TEXT.items()}, "cost_rial": "۱٬۸۵۰٬۰۰۰٬۰۰۰", "weeks": "۵"}


@pytest.fixture
def as_user(client: Any) -> Any:
    def sign_in(user: Any) -> Any:
        client.force_login(user, backend="partnership.accounts.backends.IdentifierBackend")
        return client

    return sign_in


def url(name: str, obj: Any, **more: Any) -> str:
    return reverse(f"teams:{name}", kwargs={"pk": obj.pk, **more})


# --- solutions -------------------------------------------------------------------------------


def test_a_member_writes_a_solution_with_persian_digits(as_user: Any) -> None:
    team = team_in(TeamState.PROPOSING)
    client = as_user(member_user(team, 1))
    assert client.get(url("write_solution", team)).status_code == 200
    response = client.post(url("write_solution", team), FORM)
    solution = Solution.objects.get()
    assert response.status_code == 302
    assert (solution.cost_rial, solution.weeks) == (1_850_000_000, 5)
    assert client.get(solution.get_absolute_url()).status_code == 200
    changed = client.post(url("change_solution", solution), {**FORM, "title": "بهتر", "seen": ""})
    assert changed.status_code == 302
    solution.refresh_from_db()
    assert solution.title == "بهتر"


def test_bad_input_keeps_what_was_typed(as_user: Any) -> None:
    team = team_in(TeamState.PROPOSING)
    client = as_user(member_user(team))
    response = client.post(url("write_solution", team), {**FORM, "cost_rial": "زیاد"})
    assert response.status_code == 422
    assert FORM["summary"] in response.content.decode()
    assert not Solution.objects.exists()


def test_writing_is_for_members_at_the_right_time(as_user: Any, people: Any) -> None:
    team = team_in(TeamState.PROPOSING)
    assert as_user(people.student).get(url("write_solution", team)).status_code == 404
    assert as_user(manager_user(team)).get(url("write_solution", team)).status_code == 403
    done = team_in(TeamState.FORMED)
    assert as_user(member_user(done)).get(url("write_solution", done)).status_code == 409


@pytest.mark.parametrize(
    ("move", "state", "who", "target"),
    [
        ("endorse_solution", SolutionState.DRAFT, "professor", SolutionState.ENDORSED),
        ("unendorse_solution", SolutionState.ENDORSED, "professor", SolutionState.DRAFT),
        ("submit_solution", SolutionState.ENDORSED, "leader", SolutionState.SUBMITTED),
        ("withdraw_solution", SolutionState.DRAFT, "leader", SolutionState.WITHDRAWN),
        ("restore_solution", SolutionState.WITHDRAWN, "leader", SolutionState.DRAFT),
    ],
)
def test_moves_of_a_solution(
    as_user: Any, people: Any, move: str, state: str, who: str, target: str
) -> None:
    team = team_in(TeamState.PROPOSING)
    solution = SolutionFactory(team=team, state=state)
    allowed = team.professor.user if who == "professor" else member_user(team)
    refused = member_user(team, 1)
    page = url(move, solution)
    assert as_user(people.student).get(page).status_code == 404
    assert as_user(refused).get(page).status_code == 403
    client = as_user(allowed)
    assert client.get(page).status_code == 200
    assert client.post(page, {"reason": "دلیل"}).status_code == 302
    solution.refresh_from_db()
    assert solution.state == target
    assert client.get(page).status_code in (403, 409)


def test_the_list_of_solutions_costs_the_same_for_one_and_three(
    as_user: Any, django_assert_num_queries: Any
) -> None:
    team = team_in(TeamState.PROPOSING)
    client = as_user(team.professor.user)
    page = reverse("teams:list_solutions")
    SolutionFactory(team=team)
    client.get(page)
    with CountQueries() as one:
        client.get(page)
    SolutionFactory.create_batch(2, team=team)
    with django_assert_num_queries(len(one)):
        client.get(page)


class CountQueries:
    """How many queries a block makes."""

    def __enter__(self) -> Any:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self.context = CaptureQueriesContext(connection)
        return self.context.__enter__()

    def __exit__(self, *error: Any) -> None:
        self.context.__exit__(*error)


SECRET = "رازِ مگوی رقیب"


def test_a_competing_team_never_reads_the_other_text(as_user: Any, people: Any) -> None:
    problem, (team, rival), (mine, _theirs) = under_review(2)
    texts = {name: SECRET for name in ("title", "summary", "root_cause", "description", "benefit", "risks", "needs")}
    Solution.objects.filter(pk=mine.pk).update(**texts)
    manager = as_user(manager_user(team))
    answer = {"kind": "select", "solution": mine.pk, "reason": SECRET}
    assert manager.post(url("decide_problem", problem), answer).status_code == 302
    for reader in (member_user(rival), member_user(rival, 1), rival.professor.user):
        client = as_user(reader)
        assert client.get(mine.get_absolute_url()).status_code == 404
        for move in ("change_solution", "endorse_solution", "submit_solution", "withdraw_solution"):
            assert client.get(url(move, mine)).status_code == 404
        pages = [
            rival.get_absolute_url(), reverse("teams:list_solutions"), "/inbox/", "/me/",
            problem.get_absolute_url(), url("decide_problem", problem),
            *(message.url for message in Message.objects.filter(recipient=reader)),
        ]
        for page in pages:
            assert SECRET not in client.get(page, follow=True).content.decode(), page
        for message in Message.objects.filter(recipient=reader):
            assert SECRET not in message.subject + message.body + message.html
    own = as_user(member_user(team)).get(mine.get_absolute_url())
    assert SECRET in own.content.decode()


def test_the_manager_sees_nothing_before_the_window_closes(as_user: Any) -> None:
    team = team_in(TeamState.PROPOSING)
    rival = team_in(TeamState.PROPOSING, problem=team.problem)
    solution = SolutionFactory(team=team, title=SECRET, state=SolutionState.SUBMITTED)
    SolutionFactory(team=rival)
    client = as_user(manager_user(team))
    assert client.get(solution.get_absolute_url()).status_code == 404
    for page in (url("decide_problem", team.problem), team.get_absolute_url(), reverse("teams:list_solutions")):
        assert SECRET not in client.get(page).content.decode()


# --- decision --------------------------------------------------------------------------------


def test_the_manager_decides_on_one_page(as_user: Any) -> None:
    problem, (team, _rival), (mine, theirs) = under_review(2)
    client = as_user(manager_user(team))
    page = client.get(url("decide_problem", problem)).content.decode()
    assert mine.title in page
    assert theirs.title in page
    score = next(name for name in _boxes(page) if name.startswith(f"score_{mine.pk}_"))
    response = client.post(
        url("decide_problem", problem),
        {"kind": "select_with_changes", "solution": mine.pk, "reason": "خوب", "changes": "ارزان‌تر", score: "4"},
    )
    assert response.status_code == 302
    assert Decision.objects.in_force().get().kind == DecisionKind.SELECT_WITH_CHANGES
    after = client.get(url("decide_problem", problem)).content.decode()
    assert url("withdraw_decision", problem) in after
    assert client.post(url("decide_problem", problem), {"kind": "reject_all", "reason": "x"}).status_code == 409
    assert client.post(url("withdraw_decision", problem), {"reason": ""}).status_code == 422
    assert client.post(url("withdraw_decision", problem), {"reason": "فضا"}).status_code == 302
    assert not Decision.objects.in_force().exists()


def _boxes(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('name="')[1:]]


def test_an_incomplete_decision_loses_nothing(as_user: Any) -> None:
    problem, (team, _rival), _solutions = under_review(2)
    client = as_user(manager_user(team))
    response = client.post(url("decide_problem", problem), {"kind": "select", "reason": "دلیلِ ماندگار"})
    assert response.status_code == 422
    assert "دلیلِ ماندگار" in response.content.decode()


def test_others_read_along_or_not_at_all(as_user: Any, people: Any) -> None:
    problem, (team,), (mine,) = under_review()
    page, answer = url("decide_problem", problem), {"kind": "reject_all", "reason": "x"}
    for reader in (team.professor.user, people.officer, supervisor_user(team)):
        client = as_user(reader)
        shown_page = client.get(page)
        assert shown_page.status_code == 200
        assert mine.title in shown_page.content.decode()
        assert "<textarea" not in shown_page.content.decode()
        assert client.post(page, answer).status_code == 403
    assert as_user(member_user(team)).get(page).status_code == 403
    assert as_user(people.manager).get(page).status_code == 404
    assert as_user(people.student).get(page).status_code == 404


def test_the_decision_is_taken_through_a_link_without_an_account(client: Any) -> None:
    problem, (team,), (mine,) = under_review()
    page = url("decide_problem", problem)
    assert client.get(page).status_code == 302
    _link, address = create_link(user=manager_user(team), purpose="t", path=page, about=problem)
    assert client.get(address).url == page
    assert mine.title in client.get(page).content.decode()
    assert client.post(page, {"kind": "select", "solution": mine.pk, "reason": "خوب"}).status_code == 302
    assert Decision.objects.get().decided_by == manager_user(team)
    assert client.get(mine.get_absolute_url()).status_code == 302


def test_two_or_six_solutions_cost_the_same(as_user: Any, django_assert_num_queries: Any) -> None:
    problem, (team, rival), _solutions = under_review(2)
    client = as_user(manager_user(team))
    page = url("decide_problem", problem)
    client.get(page)
    with CountQueries() as two:
        client.get(page)
    for one in (team, rival):
        shown(one)
        shown(one)
    with django_assert_num_queries(len(two)):
        client.get(page)


def test_an_officer_closes_the_window(as_user: Any, people: Any) -> None:
    team = team_in(TeamState.PROPOSING)
    team_in(TeamState.PROPOSING, problem=team.problem)
    SolutionFactory(team=team, state=SolutionState.SUBMITTED)
    page = url("close_window", team.problem)
    assert as_user(manager_user(team)).get(page).status_code == 403
    client = as_user(people.officer)
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 302
    assert client.post(page).status_code == 409


# --- execution -------------------------------------------------------------------------------


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
    answer = {"reason": "دلیل", "summary": "نتیجه", "benefit_claimed_rial": "۵٬۰۰۰", "jobs_saved": "2"}
    assert client.post(page, answer).status_code == 302
    team.refresh_from_db()
    assert team.state == target
    assert client.get(page).status_code == 409


def test_unselected_completion_and_reopening(as_user: Any, people: Any) -> None:
    criteria()
    team = team_in(TeamState.PROPOSING)
    client = as_user(people.officer)
    assert client.post(url("evaluate_unselected_team", team), {"reason": ""}).status_code == 422
    assert client.post(url("evaluate_unselected_team", team), {"reason": "ذخیره"}).status_code == 302
    assert client.post(url("complete_team", team)).status_code == 422
    for kind, actor in (("industrial_supervisor", supervisor_user(team)), ("supervising_professor", team.professor.user)):
        evaluations.evaluate_team(
            team_id=team.pk, actor=actor, kind=kind, submit=True,
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
    assert leader.post(url("change_milestone", step), {"title": "نصب تونل", "due_on": "1410/13/01"}).status_code == 422
    assert leader.post(url("report_milestone", step)).status_code == 302
    assert leader.get(url("accept_milestone", step)).status_code == 403
    boss = as_user(manager_user(team))
    assert boss.post(url("return_milestone", step), {"reason": "ناقص"}).status_code == 302
    leader = as_user(member_user(team))
    assert leader.post(url("report_milestone", step)).status_code == 302
    assert as_user(manager_user(team)).post(url("accept_milestone", step)).status_code == 302
    other = milestone(team)
    assert as_user(member_user(team)).post(url("drop_milestone", other), {"reason": "x"}).status_code == 302


def test_results_are_shown_confirmed_and_followed_up(as_user: Any, people: Any) -> None:
    team = decided(TeamState.EXECUTING)
    executions.finish_team(team_id=team.pk, actor=member_user(team), summary="خوب", benefit_claimed_rial=5)
    page = url("show_outcome", team)
    assert as_user(people.student).get(page).status_code == 404
    leader = as_user(member_user(team))
    assert leader.get(page).status_code == 200
    assert leader.get(url("confirm_benefit", team)).status_code == 403
    assert leader.post(url("record_outcome", team), {"summary": "بهتر"}).status_code == 302
    boss = as_user(manager_user(team))
    assert boss.post(url("confirm_benefit", team), {"benefit_confirmed_rial": "-۵"}).status_code == 422
    assert boss.post(url("confirm_benefit", team), {"benefit_confirmed_rial": "۴٬۰۰۰"}).status_code == 302
    assert boss.post(url("follow_up_outcome", team), {"months": "3", "note": "پایدار"}).status_code == 302
    assert Outcome.objects.get().follow_up_3_note == "پایدار"
    assert boss.get(page).status_code == 200


# --- hours -----------------------------------------------------------------------------------


def week_url(team: Any, week: Any = None) -> str:
    row = team.memberships.active().order_by("seat").first()
    return url("write_report", row, week=(week or last_week()).isoformat())


def sent(team: Any, number: int = 0) -> WeeklyReport:
    row = list(team.memberships.active().order_by("seat"))[number]
    return hours.save_report(
        membership_id=row.pk, actor=row.student.user, week_starts_on=last_week(), body="نمونه‌برداری",
        entries=[stay(last_week(), 8, 14)], send=True,
    )


def test_a_student_logs_a_week_on_the_phone(as_user: Any) -> None:
    team = long_running()
    client = as_user(member_user(team))
    page = week_url(team)
    assert client.get(page).status_code == 200
    bad = client.post(page, {"body": "کارِ ماندگار", "came_0_1": "۸"})
    assert bad.status_code == 422
    assert "کارِ ماندگار" in bad.content.decode()
    assert client.post(page, {"body": "کار", "came_0_1": "۱۴:۰۰", "left_0_1": "۸:۰۰"}).status_code == 422
    good = {"body": "کار", "came_0_1": "۸:۰۰", "left_0_1": "۱۲:۰۰", "came_0_2": "13", "left_0_2": "17:30"}
    assert client.post(page, good).status_code == 302
    assert WeeklyReport.objects.get().minutes == 510
    assert client.get(page).status_code == 200
    assert client.post(page, {**good, "send": "1"}).status_code == 302
    report = WeeklyReport.objects.get()
    assert report.state == ReportState.SUBMITTED
    assert client.get(page).url == report.get_absolute_url()
    assert client.get(report.get_absolute_url()).status_code == 200
    assert client.get(reverse("teams:list_reports")).status_code == 200


def test_weeks_that_do_not_exist(as_user: Any, people: Any) -> None:
    team = long_running()
    client = as_user(member_user(team))
    row = team.memberships.active().order_by("seat").first()
    assert client.get(url("write_report", row, week="2026-02-30")).status_code == 404
    middle = url("write_report", row, week=(last_week() + timedelta(days=2)).isoformat())
    assert client.get(middle).url == week_url(team)
    assert client.get(week_url(team, last_week() + timedelta(days=14))).status_code == 409
    assert as_user(member_user(team, 1)).get(week_url(team)).status_code == 403
    assert as_user(people.student).get(week_url(team)).status_code == 404


def test_the_supervisor_confirms_in_bulk(as_user: Any) -> None:
    team = long_running()
    reports = [sent(team, number) for number in range(3)]
    client = as_user(supervisor_user(team))
    page = reverse("teams:confirm_hours")
    assert client.get(page).status_code == 200
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"report": [reports[0].pk, reports[1].pk]}).status_code == 302
    assert WeeklyReport.objects.filter(state=ReportState.CONFIRMED).count() == 2
    assert client.post(page, {"report": [reports[0].pk]}).status_code == 422
    last = reports[2]
    entry = last.entries.get()
    box = f"minutes_{entry.pk}"
    assert client.get(url("confirm_report", last)).status_code == 200
    assert client.post(url("confirm_report", last), {box: "300", "reason": ""}).status_code == 422
    assert client.post(url("confirm_report", last), {box: "۳۰۰", "reason": "زودتر رفت"}).status_code == 302
    assert client.post(url("return_report", last), {"reason": "اشتباه"}).status_code == 302


def test_hours_are_confirmed_through_a_link(client: Any) -> None:
    team = long_running()
    report = sent(team)
    page = reverse("teams:confirm_hours")
    _link, address = create_link(user=supervisor_user(team), purpose="t", path=page)
    client.get(address)
    assert client.get(url("confirm_report", report)).status_code == 200
    assert client.post(page, {"report": [report.pk]}).status_code == 302
    assert client.get(report.get_absolute_url()).status_code == 302


def test_others_have_nothing_to_confirm(as_user: Any, people: Any) -> None:
    team = long_running()
    report = sent(team)
    page = reverse("teams:confirm_hours")
    for reader in (member_user(team), team.professor.user, people.officer, people.supervisor):
        client = as_user(reader)
        assert str(report.membership.student) not in client.get(page).content.decode()
        assert client.post(page, {"report": [report.pk]}).status_code == 422
    assert as_user(people.supervisor).get(url("confirm_report", report)).status_code == 404
    assert as_user(member_user(team)).get(url("confirm_report", report)).status_code == 403


def test_the_professor_comments(as_user: Any) -> None:
    team = long_running()
    report = sent(team)
    client = as_user(team.professor.user)
    assert client.get(report.get_absolute_url()).status_code == 200
    assert client.post(url("comment_report", report), {"comment": "خوب است"}).status_code == 302
    assert as_user(member_user(team, 1)).get(report.get_absolute_url()).status_code == 404
    assert as_user(member_user(team)).post(url("comment_report", report)).status_code == 403


def test_lists_of_weeks_cost_the_same_for_one_and_three(
    as_user: Any, django_assert_num_queries: Any
) -> None:
    team = long_running()
    sent(team)
    client = as_user(supervisor_user(team))
    pages = [reverse("teams:list_reports"), reverse("teams:confirm_hours")]
    counts = []
    for page in pages:
        client.get(page)
        with CountQueries() as one:
            client.get(page)
        counts.append(len(one))
    sent(team, 1)
    sent(team, 2)
    for page, count in zip(pages, counts, strict=True):
        with django_assert_num_queries(count):
            client.get(page)


# --- evaluation ------------------------------------------------------------------------------


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
    assert client.post(page, {**given(team, "supervising_professor"), "submit": "1"}).status_code == 302
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
        team_id=team.pk, actor=supervisor_user(team), kind="industrial_supervisor", submit=True,
        points={row.pk: points("industrial_supervisor")}, comments={row.pk: "نظر محرمانه"},
    )
    own = as_user(row.student.user).get(evaluation.get_absolute_url())
    assert own.status_code == 200
    assert "نظر محرمانه" not in own.content.decode()
    assert as_user(member_user(team, 1)).get(evaluation.get_absolute_url()).status_code == 404
    office = as_user(people.officer)
    assert office.get(evaluation.get_absolute_url()).status_code == 200
    assert office.post(url("reopen_evaluation", evaluation), {"reason": ""}).status_code == 422
    assert office.post(url("reopen_evaluation", evaluation), {"reason": "اشتباه"}).status_code == 302
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
    assert professor.post(url("return_final_report", report), {"reason": "کوتاه"}).status_code == 302
    assert as_user(manager_user(team)).get(report.get_absolute_url()).status_code == 404
    student = as_user(member_user(team))
    assert student.post(url("submit_final_report", report)).status_code == 302
    assert as_user(team.professor.user).post(url("accept_final_report", report)).status_code == 302
    assert as_user(manager_user(team)).get(report.get_absolute_url()).status_code == 200


def test_both_sides_say_how_it_was(as_user: Any, people: Any) -> None:
    criteria()
    team = decided(TeamState.EVALUATING)
    page = url("rate_team", team)
    for reader, side in ((member_user(team), "student_about_unit"), (manager_user(team), "factory_about_programme")):
        client = as_user(reader)
        assert client.get(page).status_code == 200
        answer = {f"score_{pk}": "4" for pk in points(side)}
        assert client.post(page, {**answer, "comment": "خوب"}).status_code == 302
    assert as_user(people.officer).get(page).status_code == 403


# --- team page and worklist ------------------------------------------------------------------


@pytest.mark.parametrize("who", ["leader", "professor", "manager", "supervisor", "officer"])
@pytest.mark.parametrize(
    "state", [TeamState.PROPOSING, TeamState.EXECUTING, TeamState.EVALUATING, TeamState.COMPLETED]
)
def test_everybody_opens_the_team_and_their_list_of_work(
    as_user: Any, people: Any, who: str, state: str
) -> None:
    from teams.selectors import work

    criteria()
    team = decided(state) if state != TeamState.PROPOSING else team_in(state)
    milestone(team)
    reader = {
        "leader": member_user(team), "professor": team.professor.user, "manager": manager_user(team),
        "supervisor": supervisor_user(team), "officer": people.officer,
    }[who]
    assert as_user(reader).get(team.get_absolute_url()).status_code == 200
    for task in work.waiting_for(reader):
        assert as_user(reader).get(task.url, follow=True).status_code == 200, task
    assert timezone.now() >= team.created_at


def test_submitting_closes_and_the_manager_finds_it_in_the_list() -> None:
    from teams.selectors import work

    team = team_in(TeamState.PROPOSING)
    solution = SolutionFactory(team=team, state=SolutionState.ENDORSED)
    assert [t.kind for t in work.waiting_for(member_user(team)) if t.kind == "solution"]
    solutions.submit_solution(solution_id=solution.pk, actor=member_user(team))
    assert [task.kind for task in work.waiting_for(manager_user(team))] == ["decision"]
