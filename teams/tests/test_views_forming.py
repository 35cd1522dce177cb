"""Doors of forming and dispatch: who sees what, what is refused and how, constant queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from students.tests.factories import trained_student
from teams.enums import AssessmentState, MembershipState, SupervisionState, TeamState
from teams.models import Membership, Professor, Team
from teams.selectors import waiting_for
from teams.services import letter as letters
from teams.tests.factories import (
    AssessmentFactory,
    LetterFactory,
    MembershipFactory,
    ProfessorFactory,
    SupervisionFactory,
    VisitFactory,
    manager_user,
    member_user,
    team_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client: Client) -> Callable[[Any], Client]:
    """The client signed in as somebody; a second factor is no subject here."""

    def sign_in(user: Any) -> Client:
        client.force_login(user)
        return client

    return sign_in


def at(name: str, obj: Any = None) -> str:
    return reverse(f"teams:{name}", kwargs={"pk": obj.pk} if obj is not None else None)


MOVES = [
    ("form_team", lambda: team_in(), "officer", TeamState.FORMED),
    ("reopen_team", lambda: team_in(TeamState.FORMED), "officer", TeamState.FORMING),
    ("begin_assessment_team", lambda: team_in(TeamState.DISPATCHED), "leader", TeamState.ASSESSING),
    ("reassess_team", lambda: team_in(TeamState.PROPOSING), "professor", TeamState.ASSESSING),
    ("hold_team", lambda: team_in(TeamState.ASSESSING), "officer", TeamState.ON_HOLD),
    (
        "resume_team",
        lambda: team_in(TeamState.ON_HOLD, held_from=TeamState.FORMED),
        "officer",
        TeamState.FORMED,
    ),
    ("dissolve_team", lambda: team_in(TeamState.FORMED), "officer", TeamState.DISSOLVED),
]


@pytest.mark.parametrize(("name", "make", "who", "target"), MOVES)
def test_team_moves_by_their_pages(
    as_: Any, people: Any, name: str, make: Any, who: str, target: str
) -> None:
    team = make()
    actor = {
        "officer": people.officer,
        "leader": member_user(team),
        "professor": team.professor.user,
    }[who]
    page = as_(actor).get(at(name, team))
    assert page.status_code == 200
    # Nothing is lost and nothing happens without the reason where one is needed.
    if page.context["move"].reason == "required":
        assert as_(actor).post(at(name, team), {"reason": ""}).status_code == 422
    assert as_(actor).post(at(name, team), {"reason": "دلیل"}).status_code == 302
    team.refresh_from_db()
    assert team.state == target
    assert as_(actor).get(at(name, team)).status_code in (403, 409)


@pytest.mark.parametrize(("name", "make", "who", "target"), MOVES)
def test_team_moves_are_refused_to_others(
    as_: Any, people: Any, name: str, make: Any, who: str, target: str
) -> None:
    team = make()
    assert as_(people.student).get(at(name, team)).status_code == 404
    assert as_(member_user(team, 2)).get(at(name, team)).status_code == 403
    assert as_(member_user(team, 2)).post(at(name, team), {"reason": "x"}).status_code == 403


def test_incomplete_team_is_refused_with_what_was_typed(as_: Any, people: Any) -> None:
    team = team_in(members=3)
    response = as_(people.officer).post(at("form_team", team))
    assert response.status_code == 422
    assert "۴" in response.content.decode()


def test_office_forms_a_team_by_hand(as_: Any, people: Any) -> None:
    model = team_in(professor=False, members=0)
    office = as_(people.officer)
    response = office.post(
        at("create_team"), {"name_fa": "آوند", "round": model.round_id, "problem": model.problem_id}
    )
    team = Team.objects.get(name_fa="آوند")
    assert response.headers["Location"] == at("arrange_team", team)
    students = [trained_student() for _ in range(4)]
    assert office.get(at("arrange_team", team)).status_code == 200
    for student in students[:3]:
        office.post(at("add_member", team), {"student": student.pk, "how": "seat"})
    office.post(at("add_member", team), {"student": students[3].pk, "how": "invite"})
    assert team.memberships.active().count() == 3
    first = team.memberships.get(seat=1)
    office.post(at("set_leader", team), {"membership": first.pk})
    professor = ProfessorFactory()
    office.post(at("ask_professor", team), {"professor": professor.pk})
    invited = team.memberships.get(state=MembershipState.INVITED)
    phone = as_(students[3].user)
    assert phone.get(at("show_membership", invited)).status_code == 200
    assert phone.post(at("join_membership", invited)).status_code == 302
    request = team.supervisions.get()
    desk = as_(professor.user)
    assert desk.get(at("show_team", team)).status_code == 200
    assert desk.post(at("accept_supervision", request)).status_code == 422
    assert (
        desk.post(at("accept_supervision", request), {"no_conflict_declared": "on"}).status_code
        == 302
    )
    assert as_(people.officer).post(at("form_team", team)).status_code == 302
    team.refresh_from_db()
    assert team.state == TeamState.FORMED


def test_seventh_member_is_refused_by_the_page(as_: Any, people: Any) -> None:
    team = team_in(members=6)
    response = as_(people.officer).post(
        at("add_member", team), {"student": trained_student().pk, "how": "seat"}
    )
    assert response.status_code == 422
    assert team.memberships.active().count() == 6


def test_declining_leads_home_since_the_team_is_gone_from_sight(as_: Any) -> None:
    row = MembershipFactory(state=MembershipState.INVITED, seat=None)
    response = as_(row.student.user).post(at("decline_membership", row))
    assert response.headers["Location"] == "/me/"
    assert as_(row.student.user).get(at("show_team", row.team)).status_code == 404


def test_professor_declines_with_a_reason(as_: Any) -> None:
    row = SupervisionFactory()
    desk = as_(row.professor.user)
    assert desk.post(at("decline_supervision", row)).status_code == 422
    response = desk.post(at("decline_supervision", row), {"reason": "فرصت مطالعاتی"})
    assert response.headers["Location"] == "/me/"
    row.refresh_from_db()
    assert row.state == SupervisionState.DECLINED


def test_other_peoples_invitations_and_requests_are_invisible(as_: Any, people: Any) -> None:
    row = MembershipFactory(state=MembershipState.INVITED, seat=None)
    request = SupervisionFactory()
    for url in (
        at("show_membership", row),
        at("join_membership", row),
        at("decline_membership", row),
        at("accept_supervision", request),
        at("decline_supervision", request),
    ):
        assert as_(people.student).get(url).status_code == 404
        assert as_(people.professor).get(url).status_code == 404


def test_leaving_offers_removal_to_the_office_only(as_: Any, people: Any) -> None:
    team = team_in(members=5)
    row = team.memberships.get(seat=5)
    own = as_(row.student.user).get(at("leave_membership", row))
    assert "removed" not in own.content.decode()
    office = as_(people.officer)
    data = {"cause": "removed", "reason": "غیبت"}
    assert office.post(at("leave_membership", row), {**data, "reason": ""}).status_code == 422
    assert office.post(at("leave_membership", row), data).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.leaving_cause) == (MembershipState.LEFT, "removed")


def test_replacement_by_its_page(as_: Any, people: Any) -> None:
    team = team_in(TeamState.ASSESSING, members=4)
    row, new = team.memberships.get(seat=2), trained_student()
    data = {"student": new.pk, "how": "seat", "cause": "illness", "reason": "بیماری"}
    assert as_(people.officer).get(at("replace_member", row)).status_code == 200
    assert as_(people.officer).post(at("replace_member", row), data).status_code == 302
    assert Membership.objects.get(student=new).replaces_id == row.pk
    assert as_(member_user(team)).get(at("replace_member", row)).status_code == 403


def test_waiver_by_its_page(as_: Any, people: Any) -> None:
    today = timezone.localdate()
    team = team_in(TeamState.ASSESSING, members=3, under_strength_since=today, replace_by=today)
    assert as_(people.officer).get(at("waive_strength", team)).status_code == 403
    assert as_(people.head).post(at("waive_strength", team), {"reason": ""}).status_code == 422
    assert as_(people.head).post(at("waive_strength", team), {"reason": "الف"}).status_code == 302
    team.refresh_from_db()
    assert not team.is_under_strength


def test_professors_register(as_: Any, people: Any) -> None:
    major = ProfessorFactory().major
    data = {
        "email": "new@qut.example",
        "first_name_fa": "نو",
        "last_name_fa": "آمده",
        "major": major.pk,
        "capacity": "۳",
        "is_active": "on",
    }
    office = as_(people.officer)
    assert office.get(at("list_professors")).status_code == 200
    assert office.post(at("create_professor"), {**data, "capacity": "9"}).status_code == 422
    assert office.post(at("create_professor"), data).status_code == 302
    professor = Professor.objects.get(user__email="new@qut.example")
    assert (
        office.post(at("edit_professor", professor), {**data, "capacity": "1"}).status_code == 302
    )
    own = as_(professor.user)
    assert own.get(at("show_professor", professor)).status_code == 200
    assert own.get(at("edit_professor", professor)).status_code == 403
    assert as_(people.student).get(at("list_professors")).status_code == 403
    assert as_(people.student).get(at("create_professor")).status_code == 403


def test_anonymous_people_are_sent_to_sign_in(client: Client) -> None:
    team = team_in()
    for name in ("show_team", "arrange_team", "form_team"):
        assert client.get(at(name, team)).status_code == 302
    assert client.get(at("list_teams")).status_code == 302


def test_unit_sees_the_team_after_the_letter_only(as_: Any) -> None:
    team = team_in(TeamState.FORMED)
    assert as_(manager_user(team)).get(at("show_team", team)).status_code == 404
    Team.objects.filter(pk=team.pk).update(state=TeamState.DISPATCHED)
    page = as_(manager_user(team)).get(at("show_team", team))
    assert page.status_code == 200
    leader, second = team.memberships.active().order_by("seat")[:2]
    text = page.content.decode()
    assert second.student.mobile not in text and second.student.student_number not in text
    assert leader.student.full_name in text


@pytest.mark.parametrize("state", [TeamState.FORMING, TeamState.ASSESSING, TeamState.ON_HOLD])
def test_every_reader_gets_the_teams_page(as_: Any, people: Any, state: str) -> None:
    team = team_in(state, **({"held_from": TeamState.ASSESSING} if state == "on_hold" else {}))
    for user in (people.officer, people.head, member_user(team), team.professor.user):
        assert as_(user).get(at("show_team", team)).status_code == 200


def _queries(client: Client, url: str, counter: Any) -> int:
    client.get(url)
    with counter() as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.fixture
def counter() -> Any:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


@pytest.mark.parametrize("name", ["list_teams", "list_professors"])
def test_lists_ask_as_often_with_one_row_as_with_three(
    as_: Any, people: Any, counter: Any, name: str
) -> None:
    office = as_(people.officer)
    team_in(TeamState.ASSESSING)
    one = _queries(office, at(name), counter)
    for _number in range(2):
        team_in(TeamState.ASSESSING)
    assert _queries(office, at(name), counter) == one <= 15


def test_forming_page_asks_as_often_with_many_students(as_: Any, people: Any, counter: Any) -> None:
    team = team_in(members=1)
    office = as_(people.officer)
    trained_student()
    one = _queries(office, at("arrange_team", team), counter)
    for _number in range(3):
        trained_student()
        MembershipFactory(team=team)
    assert _queries(office, at("arrange_team", team), counter) == one


def test_lists_can_be_narrowed(as_: Any, people: Any) -> None:
    team = team_in(TeamState.ASSESSING, name_fa="پویش")
    other = team_in(name_fa="آوند")
    office = as_(people.officer)
    found = office.get(at("list_teams"), {"q": "پويش", "state": "assessing"})
    assert list(found.context["object_list"]) == [team]
    assert other not in found.context["object_list"]
    free = office.get(at("list_professors"), {"places": "free", "q": team.professor.last_name_fa})
    assert list(free.context["object_list"]) == [team.professor]


def test_everybody_finds_what_waits_for_them(people: Any) -> None:
    invited = MembershipFactory(state=MembershipState.INVITED, seat=None)
    asked = SupervisionFactory()
    assessing = team_in(TeamState.ASSESSING)
    paper = AssessmentFactory(team=team_in(TeamState.ASSESSING), state=AssessmentState.SUBMITTED)
    letter = LetterFactory(team=team_in(TeamState.FORMED))
    letters.number_letter(letter_id=letter.pk, actor=people.officer)

    def kinds(user: Any) -> set[str]:
        return {task.kind for task in waiting_for(user)}

    assert "invitation" in kinds(invited.student.user)
    assert "supervision" in kinds(asked.professor.user)
    assert "assessment" in kinds(member_user(assessing))
    assert "assessment" in kinds(paper.team.professor.user)
    assert "signature" in kinds(people.head) and "signature" not in kinds(people.officer)
    assert "forming" in kinds(people.officer)
    letters.sign_letter(letter_id=letter.pk, actor=people.head)
    assert "letter" in kinds(manager_user(letter.team))
    assert "dispatch" in kinds(member_user(letter.team))


@pytest.mark.parametrize(
    "model",
    [
        "team",
        "membership",
        "supervision",
        "introductionletter",
        "visit",
        "assessment",
        "professor",
        "formationrun",
    ],
)
def test_admin_pages_open(as_: Any, people: Any, settings: Any, model: str) -> None:
    paper = AssessmentFactory(team=team_in(TeamState.ASSESSING))
    VisitFactory(team=paper.team)
    office = as_(people.officer)
    listed = office.get(f"/office/teams/{model}/")
    assert listed.status_code == 200
    objects = {
        "team": paper.team,
        "membership": paper.team.memberships.first(),
        "supervision": paper.team.supervisions.first(),
        "introductionletter": paper.team.letters.first(),
        "visit": paper.team.visits.first(),
        "assessment": paper,
        "professor": paper.team.professor,
    }
    if obj := objects.get(model):
        assert office.get(f"/office/teams/{model}/{obj.pk}/change/").status_code == 200
        assert office.get(f"/office/teams/{model}/", {"q": "گره"}).status_code == 200
