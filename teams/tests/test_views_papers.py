"""Doors of letters, visits and assessments: by their pages, with every refusal."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership.core.jalali import format_date
from teams.enums import AssessmentState, LetterState, TeamState
from teams.models import Assessment, IntroductionLetter, Visit
from teams.services import letter as letters
from teams.tests.factories import (
    AssessmentFactory,
    LetterFactory,
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


def test_letter_from_draft_to_acceptance_by_its_pages(as_: Any, people: Any) -> None:
    team = team_in(TeamState.FORMED)
    today = timezone.localdate()
    until = today + timedelta(days=50)
    data = {
        "starts_on": format_date(today, style="input"),
        "ends_on": format_date(until, style="input"),
        "weekdays": ["sat", "mon"],
        "hours_each": "۲۴۰",
    }
    office = as_(people.officer)
    assert office.get(at("create_letter", team)).status_code == 200
    assert office.post(at("create_letter", team), {**data, "weekdays": []}).status_code == 422
    assert office.post(at("create_letter", team), data).status_code == 302
    letter = IntroductionLetter.objects.get(team=team)
    assert office.post(at("edit_letter", letter), {**data, "hours_each": "120"}).status_code == 302
    assert office.get(at("show_letter", letter)).status_code == 200
    assert office.get(at("print_letter", letter)).status_code == 409
    number = {"date": data["starts_on"], "valid_until": data["ends_on"]}
    assert office.get(at("number_letter", letter)).status_code == 200
    assert office.post(at("number_letter", letter), number).status_code == 302
    assert office.get(at("edit_letter", letter)).status_code == 409
    assert office.post(at("sign_letter", letter)).status_code == 403
    assert as_(member_user(team)).get(at("show_letter", letter)).status_code == 404
    assert as_(people.head).get(at("sign_letter", letter)).status_code == 200
    assert as_(people.head).post(at("sign_letter", letter)).status_code == 302
    team.refresh_from_db()
    assert team.state == TeamState.DISPATCHED
    manager = as_(manager_user(team))
    assert manager.get(at("show_letter", letter)).status_code == 200
    pdf = manager.get(at("print_letter", letter) + "?lang=en")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert manager.get(at("accept_letter", letter)).status_code == 200
    bad = manager.post(at("accept_letter", letter), {"supervisor": "", "name_fa": "نادر"})
    assert bad.status_code == 422 and "نادر" in bad.content.decode()
    person = team.problem.unit.persons.get()
    assert manager.post(at("accept_letter", letter), {"supervisor": person.pk}).status_code == 302
    team.refresh_from_db()
    assert team.supervisor_id == person.pk
    assert as_(member_user(team)).get(at("accept_letter", letter)).status_code == 403
    assert as_(people.manager).get(at("show_letter", letter)).status_code == 404
    assert (
        as_(people.officer).post(at("void_letter", letter), {"reason": "اشتباه"}).status_code == 302
    )
    letter.refresh_from_db()
    assert letter.state == LetterState.VOID


def test_dispatch_by_the_teams_page(as_: Any, people: Any) -> None:
    team = team_in(TeamState.FORMED)
    assert as_(people.head).post(at("dispatch_team", team)).status_code == 422
    letter = LetterFactory(team=team)
    letters.number_letter(letter_id=letter.pk, actor=people.officer)
    assert as_(people.officer).get(at("dispatch_team", team)).status_code == 403
    assert as_(people.head).post(at("dispatch_team", team)).status_code == 302


def test_naming_another_supervisor(as_: Any, people: Any) -> None:
    team = team_in(TeamState.ASSESSING)
    manager = team.problem.unit.persons.get(role="manager")
    url = at("name_supervisor", team)
    assert as_(member_user(team)).get(url).status_code == 403
    assert as_(manager.user).post(url, {"supervisor": manager.pk}).status_code == 302
    team.refresh_from_db()
    assert team.supervisor_id == manager.pk


def test_visit_by_its_pages(as_: Any, people: Any) -> None:
    team = team_in(TeamState.ASSESSING)
    leader = as_(member_user(team))
    data = {"date": format_date(timezone.localdate(), style="input"), "starts_at": "۹:۰۰"}
    assert leader.get(at("create_visit", team)).status_code == 200
    assert leader.post(at("create_visit", team), {**data, "starts_at": "x"}).status_code == 422
    assert leader.post(at("create_visit", team), data).status_code == 302
    visit = Visit.objects.get(team=team)
    present = [row.student_id for row in team.memberships.active()][:2]
    assert leader.post(at("record_visit", visit), {"present": present}).status_code == 302
    assert visit.presences.filter(was_present=True).count() == 2
    assert leader.post(at("correct_presence", visit), {"present": present[:1]}).status_code == 302
    assert visit.presences.filter(was_present=True).count() == 1
    assert leader.get(at("cancel_visit", visit)).status_code == 409
    other = VisitFactory(team=team)
    assert as_(member_user(team, 1)).get(at("cancel_visit", other)).status_code == 403
    assert as_(people.student).get(at("cancel_visit", other)).status_code == 404


def _paper(**changes: str) -> dict[str, str]:
    return {
        "summary": "خلاصه",
        "method": "",
        "root_cause": "رطوبت",
        "findings-TOTAL_FORMS": "2",
        "findings-INITIAL_FORMS": "0",
        "findings-0-body": "یافتهٔ نخست",
        "findings-0-measured": "۷۸٪",
        "findings-1-body": "",
        **changes,
    }


def test_assessment_by_its_pages(as_: Any, people: Any) -> None:
    team = team_in(TeamState.ASSESSING)
    member = as_(member_user(team, 2))
    url = at("write_assessment", team)
    assert member.get(url).status_code == 200
    lost = member.post(url, _paper(root_cause=""))
    assert lost.status_code == 422 and "یافتهٔ نخست" in lost.content.decode()
    lost = member.post(url, _paper(**{"findings-1-cause": "تهویه"}))
    assert lost.status_code == 422
    assert member.post(url, _paper()).status_code == 302
    paper = Assessment.objects.get(team=team)
    assert paper.findings.count() == 1
    assert member.get(url).status_code == 200
    assert member.get(at("show_assessment", paper)).status_code == 200
    assert as_(manager_user(team)).get(at("show_assessment", paper)).status_code == 404
    assert as_(team.professor.user).get(at("submit_assessment", paper)).status_code == 403
    assert as_(member_user(team)).post(at("submit_assessment", paper)).status_code == 302
    assert as_(member_user(team)).get(at("accept_assessment", paper)).status_code == 403
    desk = as_(team.professor.user)
    assert desk.post(at("return_assessment", paper)).status_code == 422
    assert desk.post(at("return_assessment", paper), {"reason": "عدد کم است"}).status_code == 302
    assert as_(member_user(team)).post(at("submit_assessment", paper)).status_code == 302
    assert as_(team.professor.user).post(at("accept_assessment", paper)).status_code == 302
    paper.refresh_from_db()
    assert paper.state == AssessmentState.ACCEPTED
    assert as_(manager_user(team)).get(at("show_assessment", paper)).status_code == 200
    assert as_(member_user(team)).get(url).status_code == 409


def test_two_writers_of_one_assessment(as_: Any) -> None:
    paper = AssessmentFactory(team=team_in(TeamState.ASSESSING))
    seen = paper.updated_at.isoformat()
    paper.save()
    response = as_(member_user(paper.team)).post(
        at("write_assessment", paper.team), _paper(seen=seen, summary="متن من")
    )
    assert response.status_code == 409 and "متن من" in response.content.decode()
