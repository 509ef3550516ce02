"""Where PostgreSQL is looked for, and what is said where there is none."""

import shutil

import pytest

from store import binaries


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine on which nothing is installed and nothing can be."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.delenv(binaries.REQUIRE, raising=False)
    return tmp_path


def put(folder, *programs):
    folder.mkdir(parents=True, exist_ok=True)
    for program in programs:
        (folder / program).touch(mode=0o755)
    return folder


def test_the_newest_version_is_found(bare):
    for version in ("9.6", "15", "17"):
        put(bare / "usr/lib/postgresql" / version / "bin", *binaries.PROGRAMS)
    put(bare / "usr/lib/postgresql/18/bin", "psql")
    newest = bare / "usr/lib/postgresql/17/bin"
    assert binaries.find(bare) == newest
    brewed = put(bare / "opt/homebrew/opt/postgresql@18/bin", *binaries.PROGRAMS)
    assert binaries.find(bare) == brewed


def test_what_path_names_comes_first(bare):
    put(bare / "usr/lib/postgresql/17/bin", *binaries.PROGRAMS)
    named = put(bare / "nothing", *binaries.PROGRAMS)
    assert binaries.find(bare) == named


def test_a_client_is_no_server(bare):
    put(bare / "usr/lib/postgresql/17/bin", "psql", "initdb")
    assert binaries.find(bare) is None


@pytest.mark.parametrize("required", [False, True])
def test_without_one_it_says_so_in_one_line(bare, monkeypatch, capsys, required):
    monkeypatch.setattr(binaries, "find", lambda: None)
    monkeypatch.setenv(binaries.REQUIRE, "1" if required else "")
    assert binaries.main(bare / "stamp") == required
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert ("is set, but there is no server" if required else "the tests on PostgreSQL are skipped") in said
    assert "no apt-get here" in said
    assert not (bare / "stamp").exists()


def test_whoever_may_not_install_is_told_why(bare, monkeypatch):
    put(bare / "nothing", "apt-get")
    monkeypatch.setattr(binaries.os, "geteuid", lambda: 1000)
    assert binaries.install() == "not root, and no sudo without a password"


def test_what_apt_says_last_is_the_reason(bare, monkeypatch):
    shell = shutil.which("sh", path="/bin:/usr/bin")
    put(bare / "nothing", "apt-get")
    sh = put(bare / "nothing", "sh") / "sh"
    sh.write_text(f"#!{shell}\necho W: old lists >&2\necho E: no such package >&2\nexit 100\n")
    monkeypatch.setattr(binaries.os, "geteuid", lambda: 0)
    assert binaries.install() == "apt-get failed: E: no such package"


def test_found_it_is_written_down(bare, monkeypatch):
    monkeypatch.setattr(binaries, "find", lambda: bare / "bin")
    assert binaries.main(bare / "stamp") == 0
    assert (bare / "stamp").read_text("utf-8") == f"{bare / 'bin'}\n"
