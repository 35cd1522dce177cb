"""The demo cohort: loaded whole, safe to load twice, every wired-in situation shown as such."""

import json

import pytest
from django.urls import reverse

from certificates.enums import CertificateState, CreditState, Gate
from certificates.models import Certificate, Credit
from industries.enums import Confidentiality, ProblemState, UnitState
from industries.models import IndustrialUnit, Problem
from partnership.accounts.models import User
from partnership.demo.loader import load
from partnership.demo.loader.base import DATA
from students.enums import EnrolmentState
from students.models import Appeal, Enrolment, Student
from teams.enums import TeamState
from teams.models import Team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]

FILE = json.loads(DATA.read_text("utf-8"))


@pytest.fixture
def demo(db, settings):
    """The cohort, loaded; a second load changes nothing."""
    settings.IS_DEMO, settings.DEMO_PASSWORD = True, "hamyar-demo"
    load()
    before = (User.objects.count(), Team.objects.count(), Certificate.objects.count())
    assert load() is False
    assert before == (User.objects.count(), Team.objects.count(), Certificate.objects.count())


def page(client, email, path):
    client.force_login(User.objects.get(email=email))
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def team(name):
    return Team.objects.with_strength().get(name_fa=name)


def test_everything_the_file_names_is_there(demo):
    assert Student.objects.count() == len(FILE["students"])
    # One unit stands there twice, for somebody to find and merge.
    assert IndustrialUnit.objects.count() == len(FILE["industrial_units"]) + 1
    assert Problem.objects.count() == len(FILE["problems"])
    assert Team.objects.count() == len(FILE["teams"])
    people = ("staff", "professors", "students")
    assert User.objects.count() >= sum(len(FILE[kind]) for kind in people)
    assert all(user.check_password("hamyar-demo") for user in User.objects.all()[:3])


def test_every_account_is_told_what_to_do(demo, client):
    for user in User.objects.all():
        client.force_login(user)
        response = client.get("/me/")
        assert response.status_code == 200, user
        assert response.context["tasks"] or response.context["doors"], user


def test_competing_teams_are_laid_side_by_side(demo, client):
    problem = Problem.objects.get(teams__name_fa="گره‌گشا")
    text = page(
        client, "manager@u01.hamyar.example", reverse("teams:decide_problem", args=[problem.pk])
    )
    for solution in ("پیش‌گرمایش رویه", "تعویض پرایمر"):
        assert solution in text


def test_under_strength_team_shows_its_clock(demo, client):
    weak = team("پویش")
    assert (weak.strength, weak.is_under_strength) == (3, True)
    assert "پویش" in page(client, "head@iro.hamyar.example", "/office/")
    text = page(client, "officer@iro.hamyar.example", weak.get_absolute_url())
    assert "۷ آذر ۱۴۰۵" in text


def test_rejected_and_referred_problems(demo, client):
    rejected = Problem.objects.get(state=ProblemState.ALL_REJECTED)
    assert rejected.unit.email == "info@u02.hamyar.example"
    assert "همه رد شد" in page(client, "manager@u02.hamyar.example", rejected.get_absolute_url())
    referred = Problem.objects.get(state=ProblemState.REFERRED)
    assert "ارجاع" in page(client, "officer@iro.hamyar.example", referred.get_absolute_url())


def test_revoked_certificate_names_its_successor(demo, client):
    revoked = client.get("/verify/6QC06S732D/?format=json").json()
    assert (revoked["state"], revoked["replaced_by"]) == ("revoked", "HS-1405-000022-4")
    assert client.get("/verify/2WYKZSSK2F/?format=json").json()["valid"] is True
    assert Certificate.objects.filter(state=CertificateState.ISSUED).count() == 5


def test_short_of_hours_and_waiting_for_the_factory(demo, client):
    short = Credit.objects.get(student__user__email="s28@student.hamyar.example")
    assert (short.state, int(short.hours)) == (CreditState.BLOCKED, 198)
    assert Gate.HOURS.value in short.blocked_by
    waiting = Credit.objects.get(student__user__email="s25@student.hamyar.example")
    assert Gate.SUPERVISOR.value in waiting.blocked_by
    assert Gate.HOURS.value not in waiting.blocked_by
    assert "۱۹۸" in page(client, "s28@student.hamyar.example", "/me/")


def test_grades_of_the_file_follow_from_its_points(demo):
    for row in FILE["results"]:
        if row["grade_of_20"]:
            credit = Credit.objects.get(student__user__email__startswith=row["student"].lower())
            assert str(credit.grade) == row["grade_of_20"], row["student"]


def test_team_that_forms_has_three_and_no_professor(demo):
    forming = team("ژرف‌کاو")
    assert (forming.state, forming.strength, forming.professor) == (TeamState.FORMING, 3, None)


def test_secret_problem_is_hidden_from_the_officer_too(demo, client):
    secret = Problem.objects.get(confidentiality=Confidentiality.SECRET)
    client.force_login(User.objects.get(email="officer@iro.hamyar.example"))
    assert client.get(secret.get_absolute_url()).status_code == 404
    assert secret.title in page(client, "head@iro.hamyar.example", secret.get_absolute_url())


def test_applications_and_units_in_every_situation(demo):
    states = set(Enrolment.objects.values_list("state", flat=True))
    assert {EnrolmentState.REJECTED, EnrolmentState.WAITING, EnrolmentState.WITHDRAWN} <= states
    assert Enrolment.objects.filter(state=EnrolmentState.APPROVED).count() == 1
    assert Appeal.objects.filter(state="open").count() == 1
    assert IndustrialUnit.objects.get(state=UnitState.SUSPENDED).email == "info@u16.hamyar.example"
    assert IndustrialUnit.objects.get(state=UnitState.UNDER_REVIEW)
