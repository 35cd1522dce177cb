"""Doors of this room: the public check, the office's lists, other people's certificates."""

import json
import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certificates import services
from certificates.tests.factories import (
    education,
    evaluated_team,
    head,
    issued_certificate,
    officer,
    ready_credit,
)
from partnership.accounts.tests.factories import UserFactory
from students.tests.factories import CompletionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]


def verdict(client, code, **options):
    return client.get(reverse("certificates:show_verdict", args=[code]), **options)


def test_anyone_checks_a_valid_certificate(client):
    certificate = issued_certificate()
    response = verdict(client, certificate.code.lower())
    assert response.status_code == 200
    page = response.content.decode()
    assert certificate.serial in page
    assert certificate.snapshot["fa"]["full_name"] in page
    assert certificate.membership.student.national_id not in page
    assert certificate.snapshot["fa"]["grade_words"] not in page


def test_json_by_accept_or_by_format(client):
    certificate = issued_certificate()
    by_header = verdict(client, certificate.code, headers={"Accept": "application/json"})
    by_query = client.get(
        reverse("certificates:show_verdict", args=[certificate.code]) + "?format=json"
    )
    body = json.loads(by_header.content)
    assert body == json.loads(by_query.content)
    assert (body["valid"], body["serial"]) == (True, certificate.serial)
    assert "grade" not in body
    assert "national_id" not in body


def test_form_accepts_persian_digits_and_hyphens(client):
    certificate = issued_certificate()
    typed = certificate.code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    response = client.get(
        reverse("certificates:check_certificate"), {"code": f"{typed[:5]}-{typed[5:]}"}, follow=True
    )
    assert certificate.serial in response.content.decode()


@pytest.mark.parametrize("code", ["ABCDEFGHJK", "short", "<script>", "0000000000", "۱۲۳۴۵۶۷۸۹۰"])
def test_unknown_and_damaged_codes_look_the_same(client, code):
    issued_certificate()
    unknown = verdict(client, "ZZZZZZZZZZ")
    other = verdict(client, code)
    assert (other.status_code, unknown.status_code) == (404, 404)
    # The page repeats its own address (the language switch comes back to it) and nothing else.
    assert _without_address(other) == _without_address(unknown)


def _without_address(response):
    page = response.content.decode()
    return re.sub(r'name="(next|csrfmiddlewaretoken)" value="[^"]*"', "", page)


def test_every_changed_character_is_not_valid(client):
    certificate = issued_certificate()
    for place in range(10):
        other = "7" if certificate.code[place] != "7" else "8"
        forged = certificate.code[:place] + other + certificate.code[place + 1 :]
        assert verdict(client, forged).status_code == 404


def test_revoked_says_so_and_names_the_successor(client):
    old = issued_certificate()
    services.revoke_certificate(certificate_id=old.pk, actor=head(), reason="نام")
    successor = services.replace_certificate(certificate_id=old.pk, actor=officer())
    new = services.issue_certificate(certificate_id=successor.pk, actor=head())
    body = json.loads(verdict(client, old.code, headers={"Accept": "application/json"}).content)
    assert (body["valid"], body["state"]) == (False, "revoked")
    assert body["replaced_by"] == new.serial


def test_unit_without_consent_is_not_named(client):
    team = evaluated_team()
    team.problem.unit.names_on_certificates = False
    team.problem.unit.save()
    certificate = issued_certificate(ready_credit(team))
    assert team.problem.unit.name_fa not in verdict(client, certificate.code).content.decode()


def test_check_is_limited(client, settings):
    answers = [verdict(client, "ZZZZZZZZZZ").status_code for _n in range(62)]
    assert answers[:60] == [404] * 60
    assert answers[-1] == 429


def test_student_downloads_own_pdf_and_nobody_elses(client):
    certificate = issued_certificate()
    url = reverse("certificates:download_certificate", args=[certificate.pk])
    owner = certificate.membership.student.user
    client.force_login(owner)
    assert client.get(url).status_code == 404
    services.print_certificate(certificate_id=certificate.pk)
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    mate = certificate.membership.team.memberships.exclude(pk=certificate.membership_id).first()
    client.force_login(mate.student.user)
    assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302


def test_other_peoples_credit_is_not_found(client):
    credit = ready_credit()
    client.force_login(UserFactory(roles=("student",)))
    assert client.get(credit.get_absolute_url()).status_code == 404
    client.force_login(credit.student.user)
    page = client.get(credit.get_absolute_url())
    assert page.status_code == 200
    assert reverse("certificates:send_credit", args=[credit.pk]) not in page.content.decode()
    assert client.post(reverse("certificates:send_credit", args=[credit.pk])).status_code == 403


def test_wrong_state_is_told(client):
    certificate = issued_certificate()
    client.force_login(head())
    response = client.post(reverse("certificates:issue_certificate", args=[certificate.pk]))
    assert response.status_code == 409


def test_record_without_number_keeps_what_was_typed(client):
    credit = ready_credit()
    services.send_credit(credit_id=credit.pk, actor=officer())
    client.force_login(education())
    url = reverse("certificates:record_credit", args=[credit.pk])
    assert client.post(url, {"education_letter": ""}).status_code == 422
    response = client.post(url, {"education_letter": "۱۴۰۵/۱۸/۷"})
    assert response.status_code == 302


def test_officer_prepares_head_issues_in_the_browser(client):
    credit = ready_credit()
    client.force_login(officer())
    response = client.post(reverse("certificates:prepare_certificate", args=[credit.pk]))
    assert response.status_code == 302
    issue = reverse(
        "certificates:issue_certificate", args=[credit.membership.certificates.get().pk]
    )
    assert client.post(issue).status_code == 403
    client.force_login(head())
    assert client.post(issue).status_code == 302


@pytest.mark.parametrize("name", ["list_credits", "list_certificates"])
def test_lists_cost_the_same_for_one_and_three_rows(client, name, django_assert_num_queries):
    team = evaluated_team(members=6)
    issued_certificate(ready_credit(team, 0))
    client.force_login(officer())
    url = reverse(f"certificates:{name}")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for number in (1, 2):
        issued_certificate(ready_credit(team, number))
    with django_assert_num_queries(len(one)):
        assert client.get(url).content.decode().count("<tr>") == 4


def test_grade_list_downloads_safely(client):
    team = evaluated_team()
    credit = ready_credit(team)
    credit.student.last_name_fa = "=HYPERLINK(1)"
    credit.student.save()
    [listed] = services.send_credits(credit_ids=[credit.pk], actor=officer())
    client.force_login(education())
    response = client.get(reverse("certificates:download_grade_list", args=[listed.pk]))
    text = response.content.decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert credit.student.student_number in text
    client.force_login(credit.student.user)
    assert client.get(listed.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("fields", "state", "word"),
    [
        ({}, "valid", "معتبر"),
        ({"expires_on": date(2020, 1, 1)}, "expired", "منقضی"),
        ({"voided_at": datetime(2026, 1, 1, tzinfo=UTC)}, "voided", "باطل"),
    ],
)
def test_a_training_course_is_checked_by_its_code(client, fields, state, word):
    completion = CompletionFactory(**fields)
    response = verdict(client, completion.code.lower())
    assert response.status_code == 200
    page = response.content.decode()
    student = completion.student
    assert word in page
    assert student.full_name in page
    for secret in (student.student_number, student.national_id, student.mobile, "18.25"):
        assert secret not in page
    body = verdict(client, completion.code, headers={"Accept": "application/json"}).json()
    assert (body["valid"], body["state"]) == (state == "valid", state)
    assert set(body) == {
        "valid",
        "state",
        "name",
        "course",
        "hours",
        "completed_on",
        "expires_on",
        "issued_on",
    }


def test_an_unknown_code_costs_and_says_the_same_beside_a_course(client, django_assert_num_queries):
    completion = CompletionFactory(mark="18.25")
    near = completion.code[:-1] + ("0" if completion.code[-1] != "0" else "1")
    with django_assert_num_queries(2):
        beside = verdict(client, near)
    with django_assert_num_queries(2):
        unknown = verdict(client, "ZZZZZZZZZZ")
    assert beside.status_code == unknown.status_code == 404
    assert _without_address(beside) == _without_address(unknown)
