"""Leaving the house: once, in order, again after passing trouble, never lost."""

import os
import signal
import socket
import subprocess
import sys
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from partnership.accounts.tests.factories import UserFactory
from partnership.core import jobs
from partnership.core.errors import DomainError
from partnership.notifications import tasks
from partnership.notifications.channels import smtp
from partnership.notifications.emails import Letter
from partnership.notifications.enums import DeliveryState
from partnership.notifications.models import Delivery, Message
from partnership.notifications.services import (
    deliver,
    deliver_due,
    discard_delivery,
    queue_letter,
    resend_delivery,
    sweep,
)
from partnership.notifications.services import (
    delivery as delivery_module,
)
from partnership.notifications.tests.sink import Sink


def outgoing(letter: Letter, n: int = 1, to: Any = None) -> list[Delivery]:
    """Queue letters and return their deliveries."""
    for number in range(n):
        person = to or UserFactory(email=f"reader{number}@mail.example", language="en")
        queue_letter(
            letter, about=person, to=[person], dedupe=str(number), context={"word": str(number)}
        )
    return list(Delivery.objects.order_by("pk"))


def run_threads(n: int, work: Any) -> None:
    """Run the same work at the same moment, each on its own connection."""
    barrier = threading.Barrier(n)

    def one() -> None:
        try:
            barrier.wait(5)
            work()
        finally:
            smtp._drop()
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)


@pytest.mark.django_db(transaction=True)
def test_mail_arrives_whole(letter: Letter, sink: Sink) -> None:
    (row,) = outgoing(letter)
    assert deliver(row.pk)
    row.refresh_from_db()
    (mail,) = sink.mails
    assert row.state == DeliveryState.SENT and row.attempts == 1 and row.sent_at and not row.claim
    assert mail["Subject"] == "Word for 0" and sink.recipients == [["reader0@mail.example"]]
    assert mail["Message-ID"] == f"<{row.uuid}@127.0.0.1>"
    assert mail["Content-Language"] == "en" and mail["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_once(letter: Letter, sink: Sink) -> None:
    (row,) = outgoing(letter)
    sink.slow = 0.2
    run_threads(2, lambda: deliver(row.pk))
    assert len(sink.mails) == 1
    assert Delivery.objects.get().attempts == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_claim_two_workers_send_twice(
    letter: Letter, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the test above tests something."""
    (row,) = outgoing(letter)
    sink.slow = 0.2
    monkeypatch.setattr(
        delivery_module,
        "_claim",
        lambda pk=None: Delivery.objects.select_related("message").get(pk=pk),
    )
    run_threads(2, lambda: deliver(row.pk))
    assert len(sink.mails) == 2


@pytest.mark.django_db(transaction=True)
def test_many_workers_empty_the_outbox_each_once_and_in_order(letter: Letter, sink: Sink) -> None:
    outgoing(letter, 12)
    same = UserFactory(email="same@mail.example", language="en")
    for number in range(8):
        queue_letter(
            letter, about=same, to=[same], dedupe=str(number), context={"word": f"s{number}"}
        )
    run_threads(4, deliver_due)
    while deliver_due():
        pass
    assert len(sink.mails) == 20 and len(set(sink.ids)) == 20
    subjects = [m["Subject"] for m in sink.mails if "same@" in m["To"]]
    assert subjects == [f"Word for s{n}" for n in range(8)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("421 busy", DeliveryState.RETRY),
        ("450 greylisted", DeliveryState.RETRY),
        ("452 full", DeliveryState.RETRY),
        ("550 no such user", DeliveryState.FAILED),
        ("552 quota", DeliveryState.FAILED),
    ],
)
def test_refusals_by_code(letter: Letter, sink: Sink, answer: str, state: str) -> None:
    (row,) = outgoing(letter)
    sink.script["reader0@mail.example"] = [answer]
    assert not deliver(row.pk)
    row.refresh_from_db()
    assert row.state == state and answer.split()[0] in row.error
    if state == DeliveryState.RETRY:
        assert row.due_at > timezone.now() + timedelta(seconds=7)
        assert not deliver(row.pk)  # not due yet
        Delivery.objects.update(due_at=timezone.now())
        assert deliver(row.pk) and len(sink.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_one_refused_address_holds_up_nobody_else(letter: Letter, sink: Sink) -> None:
    outgoing(letter, 4)
    sink.script["reader1@mail.example"] = ["550 no"]
    sink.script["reader2@mail.example"] = ["451 later"]
    assert deliver_due() == 4
    states = list(Delivery.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["sent", "failed", "awaiting_retry", "sent"]


@pytest.mark.django_db(transaction=True)
def test_server_away_is_passing(letter: Letter, sink: Sink, settings: Any) -> None:
    (row,) = outgoing(letter)
    port = settings.EMAIL_PORT
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]
        deliver(row.pk)
    row.refresh_from_db()
    assert row.state == DeliveryState.RETRY and "refused" in row.error.lower()
    settings.EMAIL_PORT = port
    Delivery.objects.update(due_at=timezone.now())
    assert deliver(row.pk)


@pytest.mark.django_db(transaction=True)
def test_server_that_never_answers_is_passing(letter: Letter, settings: Any, sink: Sink) -> None:
    (row,) = outgoing(letter)
    with socket.socket() as hole:
        hole.bind(("127.0.0.1", 0))
        hole.listen()
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = hole.getsockname()[1], 0.3
        deliver(row.pk)
    row.refresh_from_db()
    assert row.state == DeliveryState.RETRY


@pytest.mark.django_db(transaction=True)
def test_after_a_day_it_stays_failed(letter: Letter, sink: Sink) -> None:
    (row,) = outgoing(letter)
    Delivery.objects.update(first_tried_at=timezone.now() - timedelta(hours=25))
    sink.script["reader0@mail.example"] = ["450 later"]
    deliver(row.pk)
    row.refresh_from_db()
    assert row.state == DeliveryState.FAILED


def test_retry_delays_grow_and_differ() -> None:
    means = [10, 30, 60, 300, 900]
    for attempt, seconds in enumerate(means, start=1):
        delay = delivery_module.retry_delay(attempt).total_seconds()
        assert 0.8 * seconds <= delay <= 1.2 * seconds
    assert delivery_module.retry_delay(99) <= timedelta(hours=4.8)


CRASHING_WORKER = """
import os, django
django.setup()
from partnership.notifications.services import delivery
from partnership.notifications.channels import smtp, SENDERS
def send_and_die(row):
    smtp.send(row)
    os.kill(os.getpid(), 9)
SENDERS["email"] = send_and_die
delivery.deliver({pk})
"""


@pytest.mark.django_db(transaction=True)
def test_worker_killed_between_sending_and_recording(
    letter: Letter, sink: Sink, settings: Any
) -> None:
    (row,) = outgoing(letter)
    database = connection.settings_dict
    url = f"postgres://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
        "DJANGO_SETTINGS_MODULE": "partnership.settings",
    }
    died = subprocess.run(
        [sys.executable, "-c", CRASHING_WORKER.format(pk=row.pk)],
        env=environment,
        timeout=60,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL
    row.refresh_from_db()
    assert row.state == DeliveryState.SENDING and len(sink.mails) == 1
    sweep()
    row.refresh_from_db()
    assert row.state == DeliveryState.QUEUED  # at once, not after a lease
    assert deliver(row.pk)
    assert len(sink.mails) == 2 and len(set(sink.ids)) == 1  # the reader's mailbox shows it once
    row.refresh_from_db()
    assert row.state == DeliveryState.SENT


@pytest.mark.django_db(transaction=True)
def test_sweep_leaves_living_workers_alone(letter: Letter, sink: Sink) -> None:
    (row,) = outgoing(letter)
    held, swept = threading.Event(), threading.Event()

    def worker() -> None:
        try:
            claimed = delivery_module._claim(row.pk)
            held.set()
            swept.wait(5)
            delivery_module._send(claimed)
        finally:
            smtp._drop()
            connection.close()

    thread = threading.Thread(target=worker)
    thread.start()
    held.wait(5)
    sweep()
    assert Delivery.objects.get().state == DeliveryState.SENDING
    swept.set()
    thread.join(10)
    assert Delivery.objects.get().state == DeliveryState.SENT and len(sink.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_broker_away_costs_nothing_but_time(
    letter: Letter, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(jobs.current_app, "send_task", away)
    outgoing(letter, 3)
    assert Delivery.objects.filter(state=DeliveryState.QUEUED).count() == 3
    jobs._bell.quiet_until = 0.0
    rung: list[dict[str, Any]] = []
    monkeypatch.setattr(
        jobs.current_app, "send_task", lambda name, kwargs, **rest: rung.append(kwargs)
    )
    assert sweep() == 3
    for ring in rung:
        tasks.deliver(**ring)
    assert len(sink.mails) == 3


@pytest.mark.django_db(transaction=True)
def test_codes_overtake_other_letters(letter: Letter, sink: Sink) -> None:
    outgoing(letter, 2)
    Delivery.objects.filter(to="reader1@mail.example").update(urgent=True)
    deliver_due()
    assert sink.recipients[0] == ["reader1@mail.example"]


@pytest.mark.django_db(transaction=True)
def test_office_sends_again_and_discards(letter: Letter, sink: Sink) -> None:
    head = UserFactory(roles=("head",))
    row, other = outgoing(letter, 2)
    with pytest.raises(DomainError):
        resend_delivery(delivery_id=row.pk, actor=head)
    discard_delivery(delivery_id=other.pk, actor=head)
    sink.script["reader0@mail.example"] = ["550 no"]
    deliver_due()
    assert not sink.mails
    resend_delivery(delivery_id=row.pk, actor=head)
    assert deliver(row.pk) and len(sink.mails) == 1
    first = sink.ids[0]
    resend_delivery(delivery_id=row.pk, actor=head)
    assert deliver(row.pk) and sink.ids[1] != first
    with pytest.raises(DomainError):
        discard_delivery(delivery_id=row.pk, actor=head)


@pytest.mark.django_db(transaction=True)
def test_fault_of_ours_is_recorded_and_tried_again(
    letter: Letter, sink: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    (row,) = outgoing(letter)
    Message.objects.update(attachments=[{"nonsense": True}])
    assert not deliver(row.pk)
    row.refresh_from_db()
    assert row.state == DeliveryState.RETRY and "KeyError" in row.error
