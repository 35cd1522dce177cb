"""Children: order, names before their lines, patience, environment."""

import signal
import sys

import pytest

from partnership.runner import crew as module
from partnership.runner.crew import exit_code, run_in_front, wait_until
from partnership.runner.speech import Trouble

NOTES_ITS_END = """
import signal, sys
def end(*_):
    with open({file!r}, "a") as out:
        out.write({name!r} + "\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
print("ready", flush=True)
signal.pause()
"""


def python(code):
    return [sys.executable, "-c", code]


def test_stop_goes_in_reverse_order(crew, env, tmp_path, capfdbinary):
    file = str(tmp_path / "order")
    for name in ("first", "second", "third"):
        code = NOTES_ITS_END.format(file=file, name=name)
        member = crew.start(name, python(code), env=env, cwd=tmp_path, log=tmp_path / name)
        wait_until(lambda log=tmp_path / name: b"ready" in log.read_bytes(), member)
    crew.stop()
    assert (tmp_path / "order").read_text().split() == ["third", "second", "first"]


def test_child_that_ignores_the_signal_is_killed_with_its_children(
    crew, env, tmp_path, monkeypatch
):
    monkeypatch.setattr(module, "QUICK_PATIENCE", 0.3)
    code = (
        "import signal, subprocess, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "subprocess.Popen(['sleep', '600']); print('up', flush=True); signal.pause()"
    )
    log = tmp_path / "log"
    member = crew.start("deaf", python(code), env=env, cwd=tmp_path, log=log, patience=0.3)
    wait_until(lambda: b"up" in log.read_bytes(), member)
    crew.stop()
    assert member.process.returncode == -signal.SIGKILL


def test_child_too_slow_for_the_first_signal_gets_the_quick_one(crew, env, tmp_path):
    code = (
        "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print('up', flush=True); signal.pause()"
    )
    log = tmp_path / "log"
    words = python(code)
    member = crew.start(
        "slow", words, env=env, cwd=tmp_path, log=log, dies_by=signal.SIGQUIT, patience=0.3
    )
    wait_until(lambda: b"up" in log.read_bytes(), member)
    crew.stop()
    assert member.process.returncode == -signal.SIGQUIT


def test_first_end_is_noticed(crew, env, tmp_path):
    crew.start("stays", ["sleep", "600"], env=env, cwd=tmp_path)
    crew.start("leaves", python("raise SystemExit(3)"), env=env, cwd=tmp_path)
    ended = crew.wait_for_first_end()
    assert (ended.name, ended.process.returncode) == ("leaves", 3)


def test_lines_carry_the_name_of_the_child(crew, env, tmp_path, capfd):
    code = "print('یک'); print('two')"
    member = crew.start("web", python(code), env={**env, "PYTHONUTF8": "1"}, cwd=tmp_path)
    member.process.wait()
    member.reader.join()
    assert capfd.readouterr().out.splitlines() == ["web     │ یک", "web     │ two"]


def test_waiting_for_a_child_that_ends_shows_its_log(crew, env, tmp_path):
    log = tmp_path / "broken.log"
    code = "raise SystemExit('no such option')"
    member = crew.start("broken", python(code), env=env, cwd=tmp_path, log=log)
    with pytest.raises(Trouble, match=r"(?s)broken ended while starting.*no such option"):
        wait_until(lambda: False, member, log=log)


@pytest.mark.parametrize(("code", "expected"), [("", 0), ("raise SystemExit(4)", 4)])
def test_command_in_front_passes_its_code_on(env, tmp_path, code, expected):
    assert run_in_front(python(code), env=env, cwd=tmp_path) == expected


def test_exit_code_of_a_killed_command_is_the_shells():
    assert exit_code(-signal.SIGKILL) == 137
