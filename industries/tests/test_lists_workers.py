"""Taking over may be stopped, killed and gone on with: each row is taken exactly once."""

import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from industries.models import IndustrialUnit, Introduction, ListRow, MinistryList
from industries.services import lists
from industries.services.lists import work
from industries.tests.factories import UnitFactory
from industries.tests.lists import DAY, LETTER, accepted, as_csv, hand_in, line, take_over
from industries.workflow.lists import MOVES, STOPS
from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog
from partnership.imports.enums import ImportState, ResumableState
from partnership.programme.tests.factories import (
    IsicClassFactory,
    ObstacleCategoryFactory,
    PlaceFactory,
)

ROWS = 1700


@pytest.fixture
def officer(people: Any) -> Any:
    PlaceFactory(code="SHOK", name_fa="شهرک صنعتی شکوهیه")
    IsicClassFactory(code="1520")
    ObstacleCategoryFactory(code="TECH")
    return people.officer


def ready(officer: Any, number: int = ROWS) -> MinistryList:
    """A checked list about to be taken over."""
    handed = hand_in(officer, [line(n, problem=f"مشکل {n}") for n in range(number)])
    lists.apply_list(list_id=handed.pk, actor=officer)
    return handed


def require_once(handed: MinistryList, number: int = ROWS) -> None:
    """Every row has become one unit with one introduction, one problem, one log row."""
    handed.refresh_from_db()
    assert handed.state == ImportState.APPLIED, handed.error
    assert (handed.report["added"], handed.position, handed.rows_done) == (number,) * 3
    assert IndustrialUnit.objects.count() == number
    assert Introduction.objects.filter(source=handed).count() == number
    assert IndustrialUnit.objects.filter(problems__isnull=False).count() == number
    assert ListRow.objects.filter(handed=handed, is_taken=True).count() == number
    logs = ActionLog.objects.filter(verb="industries.industrialunit.import")
    assert logs.count() == logs.values("object_id").distinct().count() == number


@pytest.mark.django_db
def test_stopped_and_gone_on_with(officer: Any) -> None:
    handed = ready(officer)

    def stop(done: int, _total: int) -> None:
        if done == 1000:
            lists.stop_list(list_id=handed.pk, actor=officer)

    assert not lists.take_over_list(list_id=handed.pk, progress=stop)
    handed.refresh_from_db()
    assert (handed.state, handed.position) == (ResumableState.STOPPED, 1000)
    assert IndustrialUnit.objects.count() == 1000
    assert not lists.take_over_list(list_id=handed.pk), "nobody goes on by itself"
    with pytest.raises(WrongState):
        lists.stop_list(list_id=handed.pk, actor=officer)
    lists.resume_list(list_id=handed.pk, actor=officer)
    assert lists.take_over_list(list_id=handed.pk)
    require_once(handed)
    with pytest.raises(WrongState):
        lists.resume_list(list_id=handed.pk, actor=officer)


@pytest.mark.django_db
def test_failing_part_has_written_nothing_and_is_done_again(officer: Any, monkeypatch: Any) -> None:
    handed = ready(officer)
    write, parts = work.write_units, []

    def die(*args: Any) -> Any:
        parts.append(1)
        made = write(*args)
        if len(parts) == 2:
            raise KeyboardInterrupt
        return made

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(work, "write_units", die)
        lists.take_over_list(list_id=handed.pk)
    handed.refresh_from_db()
    assert (handed.state, handed.position) == (ImportState.APPLYING, 500)
    assert IndustrialUnit.objects.count() == 500
    rung: list[tuple[str, int]] = []
    monkeypatch.setattr(work, "enqueue", lambda name, list_id: rung.append((name, list_id)))
    assert lists.sweep_lists() == 1
    assert rung == [("industries.apply_list", handed.pk)]
    assert lists.take_over_list(list_id=handed.pk)
    require_once(handed)


KILLED = """
import os, sys
import django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[2]
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[2]
from industries.services import lists
lists.take_over_list(
    list_id=int(sys.argv[1]), progress=lambda done, total: print(done, flush=True)
)
"""


@pytest.mark.django_db(transaction=True)
def test_worker_killed_in_the_middle(officer: Any) -> None:
    """A real process takes over and is killed with -9; another goes on from its last part."""
    handed = ready(officer)
    worker = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(handed.pk), connection.settings_dict["NAME"]],
        cwd=settings.BASE_DIR,
        env={**os.environ, "PYTHONPATH": str(settings.BASE_DIR)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    assert worker.stdout.readline().strip() == "500"
    assert not lists.take_over_list(list_id=handed.pk), "the other is still at it"
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    handed.refresh_from_db()
    assert handed.state == ImportState.APPLYING
    assert 500 <= handed.position < ROWS
    assert IndustrialUnit.objects.count() == handed.position
    assert lists.sweep_lists() == 1
    until = time.monotonic() + 20
    while not lists.take_over_list(list_id=handed.pk) and time.monotonic() < until:
        time.sleep(0.2)  # until the database has noticed that the worker is gone
    require_once(handed)


def together(*acts: Any) -> list[str]:
    """What came of acts done at the same moment: "done" or the name of what was raised."""
    outcome: list[str] = []
    start = threading.Barrier(len(acts))

    def press(act: Any) -> None:
        start.wait()
        try:
            act()
            outcome.append("done")
        except (DomainError, WrongState) as error:
            outcome.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcome)


@pytest.mark.django_db(transaction=True)
def test_two_officers_hand_in_the_same_letter_at_once(officer: Any, people: Any) -> None:
    """One list is kept, the other officer is told which."""
    upload = accepted(as_csv([line(1)]))

    def by(person: Any) -> Any:
        return lambda: lists.hand_in_list(
            upload=upload, actor=person, letter_no=LETTER, letter_date=DAY
        )

    assert together(by(officer), by(people.head)) == ["DomainError", "done"]
    assert MinistryList.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_lists_of_one_letter_taken_over_at_once(officer: Any) -> None:
    """Different files with the same units: every unit and introduction exists once."""
    first = ready(officer, 600)
    second = hand_in(officer, [line(n, problem=f"مشکل {n}") for n in range(600)] + [line(600)])
    lists.apply_list(list_id=second.pk, actor=officer)

    def take(handed: Any) -> Any:
        def act() -> None:
            until = time.monotonic() + 60
            while not lists.take_over_list(list_id=handed.pk) and time.monotonic() < until:
                time.sleep(0.05)

        return act

    assert together(take(first), take(second)) == ["done", "done"]
    assert IndustrialUnit.objects.count() == Introduction.objects.count() == 601
    assert {row.state for row in MinistryList.objects.all()} == {ImportState.APPLIED}


@pytest.mark.django_db(transaction=True)
def test_unit_registered_while_its_row_is_written(officer: Any, monkeypatch: Any) -> None:
    """The part is judged anew: the row is merged with the unit that came in between."""
    handed = hand_in(officer, [line(1), line(2)])
    lists.apply_list(list_id=handed.pk, actor=officer)
    write = work.write_units
    raced: list[int] = []

    def race(*args: Any) -> Any:
        if not raced:
            raced.append(1)
            thread = threading.Thread(target=_register)
            thread.start()
            thread.join()
        return write(*args)

    monkeypatch.setattr(work, "write_units", race)
    assert lists.take_over_list(list_id=handed.pk)
    handed.refresh_from_db()
    assert (handed.state, handed.report["added"], handed.report["merged"]) == ("applied", 1, 1)
    assert IndustrialUnit.objects.count() == 2


def _register() -> None:
    UnitFactory(legal_id=line(1)[1])
    connection.close()


@pytest.mark.django_db
def test_part_costs_the_same_queries_for_few_and_many(
    officer: Any, django_assert_max_num_queries: Any
) -> None:
    take_over(officer, [line(n) for n in range(3)], letter_no="0")
    for rows in (range(10, 11), range(20, 320)):
        handed = hand_in(officer, [line(n, problem="x") for n in rows], letter_no=str(rows.start))
        lists.apply_list(list_id=handed.pk, actor=officer)
        with django_assert_max_num_queries(75):
            lists.take_over_list(list_id=handed.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ResumableState.values)
@pytest.mark.parametrize(
    ("move", "service"),
    [
        (MOVES.apply, lists.apply_list),
        (MOVES.reread, lists.reread_list),
        (MOVES.cancel, lists.cancel_list),
        (STOPS.stop, lists.stop_list),
        (STOPS.resume, lists.resume_list),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_move_is_open_in_its_states_alone(people: Any, move: Any, service: Any, state: str) -> None:
    """Taken and logged where it may be, refused with a sentence everywhere else."""
    handed = MinistryList.objects.create(
        letter_no="1", letter_date=DAY, state=state, report={"added": 1}
    )
    if state not in move.sources:
        with pytest.raises(WrongState):
            service(list_id=handed.pk, actor=people.officer)
        return
    service(list_id=handed.pk, actor=people.officer)
    handed.refresh_from_db()
    assert handed.state == move.target
    assert ActionLog.objects.about(handed).get().verb == move.name
