"""Pages of solutions and the decision: every refusal beside the allowed case, the seal, links."""

from typing import Any

import pytest
from django.urls import reverse

from partnership.accounts.services import create_link
from partnership.notifications.models import Message
from teams.enums import (
    DecisionKind,
    SolutionState,
    TeamState,
)
from teams.models import (
    Decision,
    Solution,
)
from teams.tests.factories import manager_user, member_user, team_in
from teams.tests.pages import counted, url
from teams.tests.work_factories import (
    TEXT,
    SolutionFactory,
    shown,
    supervisor_user,
    under_review,
)

pytestmark = pytest.mark.django_db
FORM = {
    **{key: str(value) for key, value in TEXT.items()},
    "cost_rial": "۱٬۸۵۰٬۰۰۰٬۰۰۰",
    "weeks": "۵",
}


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
    with counted() as one:
        client.get(page)
    SolutionFactory.create_batch(2, team=team)
    with django_assert_num_queries(len(one)):
        client.get(page)


SECRET = "رازِ مگوی رقیب"


def test_a_competing_team_never_reads_the_other_text(as_user: Any, people: Any) -> None:
    problem, (team, rival), (mine, _theirs) = under_review(2)
    columns = ("title", "summary", "root_cause", "description", "benefit", "risks", "needs")
    texts = dict.fromkeys(columns, SECRET)
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
            rival.get_absolute_url(),
            reverse("teams:list_solutions"),
            "/inbox/",
            "/me/",
            problem.get_absolute_url(),
            url("decide_problem", problem),
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
    for page in (
        url("decide_problem", team.problem),
        team.get_absolute_url(),
        reverse("teams:list_solutions"),
    ):
        assert SECRET not in client.get(page).content.decode()


def test_the_manager_decides_on_one_page(as_user: Any) -> None:
    problem, (team, _rival), (mine, theirs) = under_review(2)
    client = as_user(manager_user(team))
    page = client.get(url("decide_problem", problem)).content.decode()
    assert mine.title in page
    assert theirs.title in page
    score = next(name for name in _boxes(page) if name.startswith(f"score_{mine.pk}_"))
    response = client.post(
        url("decide_problem", problem),
        {
            "kind": "select_with_changes",
            "solution": mine.pk,
            "reason": "خوب",
            "changes": "ارزان‌تر",
            score: "4",
        },
    )
    assert response.status_code == 302
    assert Decision.objects.in_force().get().kind == DecisionKind.SELECT_WITH_CHANGES
    after = client.get(url("decide_problem", problem)).content.decode()
    assert url("withdraw_decision", problem) in after
    assert (
        client.post(
            url("decide_problem", problem), {"kind": "reject_all", "reason": "x"}
        ).status_code
        == 409
    )
    assert client.post(url("withdraw_decision", problem), {"reason": ""}).status_code == 422
    assert client.post(url("withdraw_decision", problem), {"reason": "فضا"}).status_code == 302
    assert not Decision.objects.in_force().exists()


def _boxes(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('name="')[1:]]


def test_an_incomplete_decision_loses_nothing(as_user: Any) -> None:
    problem, (team, _rival), _solutions = under_review(2)
    client = as_user(manager_user(team))
    response = client.post(
        url("decide_problem", problem), {"kind": "select", "reason": "دلیلِ ماندگار"}
    )
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
    assert (
        client.post(page, {"kind": "select", "solution": mine.pk, "reason": "خوب"}).status_code
        == 302
    )
    assert Decision.objects.get().decided_by == manager_user(team)
    assert client.get(mine.get_absolute_url()).status_code == 302


def test_two_or_six_solutions_cost_the_same(as_user: Any, django_assert_num_queries: Any) -> None:
    problem, (team, rival), _solutions = under_review(2)
    client = as_user(manager_user(team))
    page = url("decide_problem", problem)
    client.get(page)
    with counted() as two:
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
