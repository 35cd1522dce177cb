"""Services: overrides from outside, throw-away ones, users other than root, left-overs."""

import os
import subprocess
from pathlib import Path

import pytest

from partnership.runner import services as module
from partnership.runner.cover import NAMESPACE, OTHER_USER, PASSAGE, Cover, choose_cover, works
from partnership.runner.locks import FileLock
from partnership.runner.postgres import Postgres, find_programs
from partnership.runner.services import private_folder, start_services
from partnership.runner.speech import Trouble

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes the user")


def test_services_named_from_outside_are_not_started(places, env, sockets):
    env |= {"DATABASE_URL": "postgres://elsewhere/app", "REDIS_URL": "redis://elsewhere/0"}
    services = start_services(places, env, sockets, durable=True)
    assert (services.crew.members, services.variables) == ([], {})
    assert services.database == "postgres://elsewhere/app"


def test_only_the_unnamed_service_is_started(places, env, sockets):
    env["DATABASE_URL"] = "postgres://elsewhere/app"
    services = start_services(places, env, sockets, durable=False)
    try:
        assert [member.name for member in services.crew.members] == ["valkey"]
        assert set(services.variables) == {"REDIS_URL"}
    finally:
        services.crew.stop()


def test_pg_bin_is_taken_and_a_wrong_one_refused(places, env, tmp_path):
    embedded = find_programs(places, env)
    assert find_programs(places, {"PG_BIN": str(embedded)}) == embedded
    with pytest.raises(Trouble, match="PG_BIN="):
        find_programs(places, {"PG_BIN": str(tmp_path)})


def test_database_sees_persian_letters(places, env, sockets):
    """With the C locale the trigram search would find no likeness between Persian words."""
    services = start_services(
        places, env | {"REDIS_URL": "redis://elsewhere"}, sockets, durable=False
    )
    try:
        query = (
            "create extension pg_trgm; create extension btree_gist; create extension unaccent;"
            "select similarity('همیار صنعت', 'همیار صنعتی') > 0.5"
        )
        done = subprocess.run(
            [
                f"{services.variables['PG_BIN']}/psql",
                "-qXtAc",
                query,
                services.variables["DATABASE_URL"],
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == "t"
        assert not places.state.exists(), "throw-away services leave the tree alone"
    finally:
        services.crew.stop()


def test_interrupted_initdb_is_begun_again(places, env, sockets, crew):
    half_made = places.state / "postgres.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    server(places, env, sockets).start(crew, env)
    assert not half_made.exists()


@ROOT_ONLY
@pytest.mark.parametrize(
    "cover",
    [
        Cover("unshare", NAMESPACE),
        Cover("setpriv", (*OTHER_USER, *PASSAGE)),
    ],
    ids=lambda cover: cover.name,
)
def test_root_starts_postgres_as_somebody_else(places, env, sockets, crew, monkeypatch, cover):
    if not works(cover.words):
        pytest.skip(f"{cover.name} is not allowed here")
    monkeypatch.setattr("partnership.runner.postgres.choose_cover", lambda data: cover)
    postgres = server(places, env, sockets)
    postgres.start(crew, env)
    assert postgres.client("psql", "-XtAc", "select 6 * 7", "app").stdout.strip() == "42"
    assert postgres.data.stat().st_uid == (65534 if cover.changes_owner else 0)


def test_data_folder_keeps_the_cover_it_was_made_under(tmp_path):
    data = tmp_path / "postgres"
    first = choose_cover(data)
    data.mkdir()
    assert choose_cover(data) == first
    (tmp_path / "postgres.cover").write_text("another\n")
    with pytest.raises(Trouble, match="made in another way"):
        choose_cover(data)


def test_too_long_a_socket_path_is_a_sentence(tmp_path):
    with pytest.raises(Trouble, match="TMPDIR"):
        module.short_folder(tmp_path, "x" * 100)


def test_folder_of_a_dead_runner_is_removed_and_a_living_one_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(module.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(module.time, "time", lambda: tmp_path.stat().st_ctime + 3600)
    dead, living = tmp_path / "hamyar-dead", tmp_path / "hamyar-living"
    for folder in (dead, living):
        folder.mkdir()
        (folder / "lock").touch()
    lock = FileLock(living / "lock")
    lock.take()
    with private_folder() as folder:
        assert folder.parent == tmp_path
    lock.release()
    assert not dead.exists()
    assert living.exists()
    assert not folder.exists()


def server(places, env, sockets):
    places.state.mkdir(exist_ok=True)
    folder = Path(sockets) / "s"
    folder.mkdir()
    return Postgres(
        programs=find_programs(places, env),
        data=places.state / "postgres",
        sockets=folder,
        log=places.state / "postgres.log",
        durable=False,
    )
