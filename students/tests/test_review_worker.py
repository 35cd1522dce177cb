"""Deciding for many by a real Celery worker that is killed, and by a fresh one after it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from celery import current_app
from django.db import connection
from django.utils import timezone

from partnership.accounts.tests.factories import UserFactory
from partnership.core.models import ActionLog
from partnership.notifications.models import Message
from students import services
from students.enums import EnrolmentState, ReviewOutcome
from students.models import Enrolment, ReviewBatch
from students.services import seen_stamp
from students.tests.factories import CourseFactory, EnrolmentFactory, RoundFactory

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 60
PATIENCE = 240  # seconds


class Worker:
    """A Celery worker as the site runs it, on this test's database, with a queue of its own."""

    def __init__(self, queue: str, log: Path) -> None:
        database = connection.settings_dict
        url = f"postgres://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
        self.queue, self.log = queue, log
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "celery", "--quiet", "-A", "partnership.celery:app"),
                    *("worker", "--concurrency", "1", "--loglevel", "WARNING", "-Q", queue),
                    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
                ],
                env={**os.environ, "DATABASE_URL": url, "C_FORCE_ROOT": "1"},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def ring(self, name: str, **arguments: int) -> None:
        """What `core.jobs.ring` does, into this worker's queue."""
        current_app.send_task(name, kwargs=arguments, queue=self.queue, ignore_result=True)

    def kill(self) -> None:
        """The worker and its child, without a word."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Until it is so; fails with the worker's words when it never is."""
        end = time.monotonic() + PATIENCE
        while not is_so():
            assert self.process.poll() is None and time.monotonic() < end, self.log.read_text()
            time.sleep(0.005)


@contextmanager
def a_worker(queue: str, log: Path) -> Iterator[Worker]:
    """Gone afterwards, whatever happened."""
    worker = Worker(queue, log)
    try:
        yield worker
    finally:
        worker.kill()


def test_batch_outlives_the_worker_that_was_killed_over_it(tmp_path: Path) -> None:
    """Each application is decided once and each student told once, by whichever worker."""
    CourseFactory()
    round_ = RoundFactory()
    rows = [EnrolmentFactory(round=round_) for _number in range(MANY)]
    seen = [(row.pk, seen_stamp(row)) for row in rows]
    officer = UserFactory(roles=("officer",))
    batch = services.open_review(actor=officer, decision="approve", rows=seen)
    queue, log = f"killed-{uuid4().hex}", tmp_path / "worker.log"

    def done() -> int:
        return batch.items.exclude(outcome=ReviewOutcome.PENDING).count()

    with a_worker(queue, log) as first:
        first.ring("students.run_review", batch_id=batch.pk)
        first.wait_until(lambda: done() >= 5)
        first.kill()
        assert first.process.returncode == -signal.SIGKILL
    half = done()
    assert 5 <= half < MANY
    assert Enrolment.objects.filter(state=EnrolmentState.APPROVED).count() == half

    # Half a minute without progress, and the sweep goes on with it.
    long_ago = timezone.now() - timedelta(minutes=1)
    ReviewBatch.objects.filter(pk=batch.pk).update(updated_at=long_ago)
    with a_worker(queue, log) as fresh:
        fresh.ring("students.sweep_reviews")
        fresh.ring("students.run_review", batch_id=batch.pk)  # the bell the dead one had heard
        fresh.wait_until(lambda: done() == MANY)

    outcomes = batch.items.values_list("outcome", flat=True)
    assert list(outcomes) == [ReviewOutcome.DONE] * MANY
    assert Enrolment.objects.filter(state=EnrolmentState.APPROVED).count() == MANY
    for row in rows:
        steps = ActionLog.objects.about(row).filter(after=EnrolmentState.APPROVED)
        assert steps.count() == 1
    told = Message.objects.filter(event="application.decided")
    students = sorted(row.student.user_id for row in rows)
    assert sorted(told.values_list("recipient", flat=True)) == students
