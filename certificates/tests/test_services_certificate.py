"""Certificates: two persons, gap-free serials, frozen facts, revoked and replaced."""

import threading
from collections import Counter as Tally

import pytest
from django.db import connection, connections

from certificates import services
from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.tests.factories import (
    evaluated_team,
    head,
    issued_certificate,
    officer,
    ready_credit,
)
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.core.identifiers import luhn_digit
from partnership.core.models import ActionLog, Counter
from partnership.core.snapshots import digest
from partnership.notifications.models import Message

pytestmark = pytest.mark.django_db


def test_issue_gives_serial_code_and_frozen_facts():
    certificate = issued_certificate()
    year, digits, check = certificate.serial.removeprefix("HS-").split("-")
    assert (len(year), len(digits), check) == (4, 6, luhn_digit(digits))
    assert len(certificate.code) == 10
    assert certificate.snapshot["data"]["serial"] == certificate.serial
    assert certificate.snapshot_hash == digest(certificate.snapshot)
    assert ActionLog.objects.about(certificate).filter(after=CertificateState.ISSUED).exists()
    [message] = Message.objects.filter(event="certificate.issued")
    assert message.recipient == certificate.membership.student.user
    assert certificate.serial in message.subject


def test_facts_stay_when_the_world_moves_on():
    certificate = issued_certificate()
    student = certificate.membership.student
    student.last_name_fa = "دیگری"
    student.save()
    certificate.refresh_from_db()
    assert "دیگری" not in certificate.snapshot["fa"]["full_name"]


def test_confidential_title_is_never_printed():
    team = evaluated_team()
    team.problem.title = "راز کارخانه"
    team.problem.public_title = "بهبود چسبندگی"
    team.problem.save()
    certificate = issued_certificate(ready_credit(team))
    assert "راز کارخانه" not in str(certificate.snapshot)
    assert certificate.snapshot["fa"]["public_title"] == "بهبود چسبندگی"


def test_preparer_does_not_issue():
    credit = ready_credit()
    chief = head()
    prepared = services.prepare_certificate(membership_id=credit.membership_id, actor=chief)
    with pytest.raises(NotAllowed):
        services.issue_certificate(certificate_id=prepared.pk, actor=chief)
    assert not Counter.objects.filter(series="certificate").exists()


def test_officer_does_not_issue_and_uses_no_number():
    credit = ready_credit()
    prepared = services.prepare_certificate(membership_id=credit.membership_id, actor=officer())
    with pytest.raises(NotAllowed):
        services.issue_certificate(certificate_id=prepared.pk, actor=officer())
    assert not Counter.objects.filter(series="certificate").exists()


def test_blocked_credit_gets_no_certificate():
    team = evaluated_team()
    member = team.memberships.active().first()
    services.refresh_credits(membership_ids=[member.pk])
    with pytest.raises(DomainError):
        services.prepare_certificate(membership_id=member.pk, actor=officer())


def test_second_certificate_of_a_membership_is_refused():
    certificate = issued_certificate()
    with pytest.raises(DomainError):
        services.prepare_certificate(membership_id=certificate.membership_id, actor=officer())


def test_issued_certificate_is_not_issued_again():
    certificate = issued_certificate()
    with pytest.raises(WrongState):
        services.issue_certificate(certificate_id=certificate.pk, actor=head())


def test_revoked_certificate_is_replaced_under_a_new_serial():
    old = issued_certificate()
    with pytest.raises(DomainError):
        services.revoke_certificate(certificate_id=old.pk, actor=head(), reason="  ")
    services.revoke_certificate(
        certificate_id=old.pk, actor=head(), reason="نام لاتین", revocation_code="name"
    )
    successor = services.replace_certificate(certificate_id=old.pk, actor=officer())
    new = services.issue_certificate(certificate_id=successor.pk, actor=head())
    old.refresh_from_db()
    assert old.state == CertificateState.REVOKED
    assert new.replaces == old
    assert new.snapshot["data"]["replaces"] == old.serial
    assert new.serial != old.serial
    assert Message.objects.filter(event="certificate.revoked").exists()
    with pytest.raises(DomainError):
        services.replace_certificate(certificate_id=old.pk, actor=officer())


def test_valid_certificate_is_not_replaced():
    certificate = issued_certificate()
    with pytest.raises(DomainError):
        services.replace_certificate(certificate_id=certificate.pk, actor=officer())


def test_officer_does_not_revoke():
    certificate = issued_certificate()
    with pytest.raises(NotAllowed):
        services.revoke_certificate(certificate_id=certificate.pk, actor=officer(), reason="x")


def test_dropped_draft_frees_the_place():
    credit = ready_credit()
    prepared = services.prepare_certificate(membership_id=credit.membership_id, actor=officer())
    services.drop_certificate(certificate_id=prepared.pk, actor=officer(), reason="اشتباه")
    assert services.prepare_certificate(membership_id=credit.membership_id, actor=officer())


def _at_once(actions):
    """Run the actions in threads that start together; their results or the errors they raised."""
    gate, results = threading.Barrier(len(actions)), []

    def run(action):
        gate.wait()
        try:
            results.append(action())
        except Exception as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_two_clients_make_one_certificate():
    credit = ready_credit()
    clerks = [officer() for _n in range(4)]
    results = _at_once(
        [
            lambda clerk=clerk: services.prepare_certificate(
                membership_id=credit.membership_id, actor=clerk
            )
            for clerk in clerks
        ]
    )
    kinds = Tally(type(result).__name__ for result in results)
    assert kinds == {"Certificate": 1, "DomainError": 3}
    assert Certificate.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_clients_issue_without_gap_or_double():
    team = evaluated_team(members=6)
    clerk, chief = officer(), head()
    prepared = [
        services.prepare_certificate(
            membership_id=ready_credit(team, number).membership_id, actor=clerk
        )
        for number in range(6)
    ]
    # Each certificate is tried twice at the same moment.
    results = _at_once(
        [
            lambda pk=row.pk: services.issue_certificate(certificate_id=pk, actor=chief)
            for row in prepared
            for _twice in range(2)
        ]
    )
    assert sum(isinstance(result, Certificate) for result in results) == 6
    assert sum(isinstance(result, WrongState) for result in results) == 6
    numbers = sorted(
        int(serial.split("-")[2]) for serial in Certificate.objects.values_list("serial", flat=True)
    )
    assert numbers == [1, 2, 3, 4, 5, 6]
    assert Message.objects.filter(event="certificate.issued").count() == 6


@pytest.mark.django_db(transaction=True)
def test_without_the_locked_counter_numbers_collide():
    """The control: reading the last number and adding one, as the counter must not."""
    Counter.objects.create(series="careless", year=1405, last=0)

    def careless():
        row = Counter.objects.get(series="careless", year=1405)
        with connection.cursor() as cursor:
            cursor.execute("select pg_sleep(0.05)")
        row.last += 1
        row.save(update_fields=["last"])
        return row.last

    results = _at_once([careless] * 6)
    assert len(set(results)) < 6
