"""Ringing never costs a page more than a second, and never an error."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app
from django.db import transaction

from partnership.core import jobs

NAME = "notifications.sweep"


@pytest.fixture(autouse=True)
def _fresh_bell() -> Iterator[None]:
    """No connection from before, none left behind."""
    jobs._bell.let_go()
    jobs._bell.quiet_until = 0.0
    yield
    jobs._bell.let_go()
    jobs._bell.quiet_until = 0.0


def ring_at(url: str, monkeypatch: pytest.MonkeyPatch) -> tuple[bool, float]:
    """Ring a broker at the address; returns whether it heard, and the seconds it took."""
    real = current_app.connection_for_write
    monkeypatch.setattr(current_app, "connection_for_write", lambda **options: real(url, **options))
    begun = time.monotonic()
    return jobs.ring(NAME, {}), time.monotonic() - begun


def test_refused_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        heard, seconds = ring_at(f"redis://127.0.0.1:{free.getsockname()[1]}/0", monkeypatch)
    assert not heard and seconds < 1


def test_broker_that_never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as hole:
        hole.bind(("127.0.0.1", 0))
        hole.listen()
        url = f"redis://127.0.0.1:{hole.getsockname()[1]}/0"
        heard, seconds = ring_at(url, monkeypatch)
        assert not heard and seconds < 2
        heard, seconds = ring_at(url, monkeypatch)  # the second bell of the same page
        assert not heard and seconds < 0.1


def test_unknown_job_and_bad_arguments_are_said_at_once() -> None:
    with pytest.raises(LookupError):
        jobs.ring("nobody.knows", {})
    with pytest.raises(TypeError):
        jobs.enqueue(NAME, thing=object())


@pytest.mark.django_db(transaction=True)
def test_bell_waits_for_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[Any] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **rest: rung.append(name))
    with transaction.atomic():
        jobs.enqueue(NAME)
        assert rung == []
    assert rung == [NAME]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.enqueue(NAME)
        _ = 1 / 0
    assert rung == [NAME]


def test_every_scheduled_job_exists() -> None:
    scheduled = {entry["task"] for entry in current_app.conf.beat_schedule.values()}
    assert scheduled <= jobs.names
