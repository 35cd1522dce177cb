"""Home, my work, the obstacles report, the dashboard, health."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industries.enums import Confidentiality, ProblemState
from industries.tests.factories import ProblemFactory
from partnership.accounts.enums import Role
from teams.enums import TeamState
from teams.tests.factories import team_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_home_is_open_to_anyone_in_both_languages(client, language):
    client.cookies["language"] = language
    page = client.get("/")
    assert page.status_code == 200
    text = page.content.decode()
    assert f'lang="{language}"' in text
    direction = "rtl" if language == "fa" else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in text
    assert 'href="/enrol/"' in text


def test_home_costs_few_queries_and_is_cached(client):
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) <= 4


@pytest.mark.parametrize("role", list(Role))
def test_me_tells_every_role_what_to_do(client, people, role):
    client.force_login(getattr(people, role.value))
    page = client.get("/me/")
    assert page.status_code == 200
    assert page.context["doors"], f"{role} has nowhere to go"


def test_me_wants_a_signed_in_person(client):
    response = client.get("/me/")
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.OFFICER, 200),
        (Role.HEAD, 200),
        (Role.OBSERVER, 200),
        (Role.PRESIDENT, 200),
        (Role.STUDENT, 403),
        (Role.MANAGER, 403),
        (Role.PROFESSOR, 403),
        (Role.LIAISON, 403),
    ],
)
def test_obstacles_are_for_office_and_observers(client, people, role, status):
    client.force_login(getattr(people, role.value))
    assert client.get(reverse("portal:show_obstacles")).status_code == status


def test_obstacles_name_units_only_with_consent_and_no_secret(client, people):
    shy = ProblemFactory(state=ProblemState.OPEN, public_title="عنوان آشکار")
    shy.unit.named_in_reports = False
    shy.unit.save()
    secret = ProblemFactory(
        state=ProblemState.OPEN,
        confidentiality=Confidentiality.SECRET,
        public_title="محرمانه",
    )
    client.force_login(people.observer)
    page = client.get(reverse("portal:show_obstacles"))
    text = page.content.decode()
    assert "عنوان آشکار" in text
    assert shy.unit.name_fa not in text
    assert "محرمانه</th>" not in text
    assert secret.unit.name_fa not in text
    assert page.context["secret"] == 1
    assert page.context["totals"]["problems"] == 2


def test_dashboard_costs_the_same_with_more_teams(client, people):
    team_in(TeamState.ASSESSING)
    client.force_login(people.head)
    client.get("/office/")
    with CaptureQueriesContext(connection) as one:
        assert client.get("/office/").status_code == 200
    for _n in range(2):
        team_in(TeamState.ASSESSING)
    with CaptureQueriesContext(connection) as three:
        client.get("/office/")
    assert len(three) <= len(one)


@pytest.mark.parametrize("role", [Role.STUDENT, Role.MANAGER, Role.PROFESSOR, Role.OBSERVER])
def test_office_is_closed_to_others(client, people, role):
    client.force_login(getattr(people, role.value))
    assert client.get("/office/").status_code == 302


def test_health_ready_and_metrics(client, settings):
    assert client.get("/healthz").content == b"ok"
    ready = client.get("/readyz")
    assert (ready.status_code, json.loads(ready.content)["database"]) == (200, True)
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "watch"
    assert client.get("/metrics").status_code == 404
    allowed = client.get("/metrics", headers={"Authorization": "Bearer watch"})
    assert (allowed.status_code, b"python_info" in allowed.content) == (200, True)
