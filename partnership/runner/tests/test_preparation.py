"""Keys, .env, catalogues, icons, copies, locks: what happens before the first process."""

import gettext
import re
import subprocess
import sys

import pytest

from partnership.runner.assets import copy_files, read_icon_names, write_sprite
from partnership.runner.demo_accounts import describe_accounts
from partnership.runner.environment import IN_VENV, base_environment, project_environment, unhurried
from partnership.runner.places import ROOT, Places
from partnership.runner.prepare import compile_catalogues, static_inputs
from partnership.runner.speech import Trouble

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Team"
msgstr "تیم"

msgid "%(n)s hour"
msgid_plural "%(n)s hours"
msgstr[0] "%(n)s ساعت"
msgstr[1] "%(n)s ساعت"
"""


def test_keys_are_made_once_and_are_private(places):
    first = project_environment(places, {}, {})
    second = project_environment(places, {}, {})
    assert first == second
    assert len(first["SECRET_KEY"]) >= 50
    for name in ("secret-key", "signing-key.pem"):
        assert (places.state / name).stat().st_mode & 0o077 == 0
    pem = (places.state / "signing-key.pem").read_text()
    assert re.findall(r"BEGIN ([A-Z ]+)-", pem) == ["PRIVATE KEY", "CERTIFICATE"]


def test_what_the_person_sets_wins(places):
    services = {"DATABASE_URL": "postgres:///ours"}
    chosen = {"SECRET_KEY": "mine", "PORT": "9000", "DATABASE_URL": "postgres:///mine", "DEMO": "0"}
    env = project_environment(places, chosen, services)
    assert {name: env[name] for name in chosen} == chosen
    assert env["SITE_URL"] == "http://127.0.0.1:9000"
    assert unhurried(env)["STATEMENT_TIMEOUT_MS"] == "0"
    assert unhurried({"STATEMENT_TIMEOUT_MS": "9"})["STATEMENT_TIMEOUT_MS"] == "9"


def test_env_file_is_read_beneath_the_environment(places, monkeypatch):
    text = '# remark\nREDIS_URL="redis://there/1"\nexport PORT=8123\nEMPTY=\n'
    (places.root / ".env").write_text(text)
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.setenv("PORT", "8200")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    env = base_environment(places)
    assert (env["REDIS_URL"], env["PORT"], env["EMPTY"]) == ("redis://there/1", "8200", "")
    assert "PYTHONPATH" not in env


def test_catalogues_are_compiled_once_and_again_after_a_change(places, capsys):
    file = places.locale / "fa" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(CATALOGUE)
    compile_catalogues(places)
    persian = gettext.translation("django", places.locale, ["fa"])
    # Other names, so that makemessages does not take these for texts of ours.
    one, many = persian.gettext, persian.ngettext
    assert one("Team") == "تیم"
    assert many("%(n)s hour", "%(n)s hours", 3) == "%(n)s ساعت"
    capsys.readouterr()
    compile_catalogues(places)
    assert capsys.readouterr().out == ""
    file.with_suffix(".mo").unlink()
    compile_catalogues(places)
    assert file.with_suffix(".mo").is_file()


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ("", ""),
        ('\nmsgid "Unit"\nmsgstr ""\n', "empty: 'Unit'"),
        ('\n#, fuzzy\nmsgid "Unit"\nmsgstr "واحد"\n', "fuzzy: 'Unit'"),
        ('\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "آ"\nmsgstr[1] ""\n', "empty: 'a'"),
        ('\n#~ msgid "Gone"\n#~ msgstr ""\n', ""),
    ],
)
def test_catalogue_check_names_what_lacks(tmp_path, more, complaint):
    file = tmp_path / "django.po"
    file.write_text(CATALOGUE + more)
    done = check_catalogue(file)
    assert (done.returncode, complaint in done.stdout) == (1 if complaint else 0, True)


def test_catalogue_check_names_texts_that_were_never_collected(tmp_path):
    committed, fresh = tmp_path / "committed.po", tmp_path / "fresh.po"
    committed.write_text(CATALOGUE)
    fresh.write_text(CATALOGUE + '\n#: teams/views.py\nmsgid "Unit"\nmsgstr ""\n')
    done = check_catalogue(committed, fresh)
    assert done.returncode == 1
    assert done.stdout.strip() == "not in the catalogue: 'Unit' (teams/views.py)"


def check_catalogue(*files):
    command = [sys.executable, str(IN_VENV / "catalogue.py"), "check", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_sprite_holds_the_listed_icons_only(tmp_path):
    (tmp_path / "check.svg").write_text(
        '<svg width="16" viewBox="0 0 16 16">\n<path d="M1"/>\n</svg>'
    )
    (tmp_path / "other.svg").write_text('<svg viewBox="0 0 9 9"><path d="M2"/></svg>')
    names = tmp_path / "icons.txt"
    names.write_text("# used\ncheck  # in alerts\n\ncheck\n")
    target = tmp_path / "icons.svg"
    write_sprite(tmp_path, read_icon_names(names), target)
    assert target.read_text().count("<symbol ") == 1
    assert '<symbol id="check" viewBox="0 0 16 16"><path d="M1"/></symbol>' in target.read_text()
    with pytest.raises(Trouble, match="names “nowhere”"):
        write_sprite(tmp_path, ["nowhere"], target)


def test_copies_carry_no_source_maps(tmp_path, monkeypatch):
    copies = {"lib/a.css": "a.css", "lib/b.js": "b.js"}
    monkeypatch.setattr("partnership.runner.assets.COPIES", copies)
    modules = tmp_path / "node_modules"
    (modules / "lib").mkdir(parents=True)
    (modules / "lib" / "a.css").write_text("a{}\n/*# sourceMappingURL=a.css.map */")
    (modules / "lib" / "b.js").write_text("b()\n//# sourceMappingURL=b.js.map")
    (modules / "lib" / "LICENSE").write_text("MIT")
    copy_files(modules, tmp_path / "vendor")
    assert (tmp_path / "vendor" / "a.css").read_text() == "a{}\n"
    assert (tmp_path / "vendor" / "b.js").read_text() == "b()\n"
    assert "MIT" in (tmp_path / "vendor" / "LICENSES.txt").read_text()


def test_static_inputs_change_with_a_file_and_with_debug(places):
    (places.root / "static").mkdir()
    (places.root / "requirements.txt").touch()
    before = list(static_inputs(places, {}))
    assert list(static_inputs(places, {})) == before
    assert list(static_inputs(places, {"DEBUG": "1"})) != before
    (places.root / "static" / "new.css").write_text("a{}")
    assert list(static_inputs(places, {})) != before


def test_accounts_are_printed_only_in_the_demonstration():
    shown = describe_accounts(Places(), {"SITE_URL": "http://here", "DEMO": "1"})
    assert "head@iro.hamyar.example" in shown
    assert "hamyar-demo" in shown
    plain = describe_accounts(Places(), {"SITE_URL": "http://here", "DEMO": "0"})
    assert "http://here" in plain
    assert "hamyar-demo" not in plain


@pytest.mark.parametrize(
    "name", ["requirements.txt", ".requirements/dev.txt", ".requirements/node.txt"]
)
def test_locks_are_hashed_and_name_no_host(name):
    text = (ROOT / name).read_text()
    packages = re.findall(r"^[a-z0-9][\w.-]*(?:\[[\w,]+\])?==", text, re.MULTILINE)
    assert packages
    assert text.count("--hash=sha256:") >= len(packages)
    assert not re.search(r"://|--index|--find-links|\s/\w", text)


def test_front_end_lock_names_no_registry():
    text = (ROOT / ".assets" / "package-lock.json").read_text()
    assert '"integrity"' in text
    assert '"resolved"' not in text


@pytest.mark.parametrize(("word", "code"), [("help", 0), ("nonsense", 2)])
def test_dev_answers_without_the_project_installed(word, code):
    done = subprocess.run([str(ROOT / "dev"), word], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "./dev run" in done.stdout + done.stderr
