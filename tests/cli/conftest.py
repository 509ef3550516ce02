"""A small region on disk, sound and faulty, and how a command is run."""

import random

import pytest

import regionpb as rpb
from regionpb.cli import main


@pytest.fixture(scope="session")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    rpb.testing.minimal().write(folder)
    return folder


@pytest.fixture(scope="session")
def faulty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faulty")
    faults = [rpb.rules[code] for code in ("O006", "U004", "D007")]
    rpb.testing.minimal().plant(faults, random.Random(1)).write(folder)
    return folder


@pytest.fixture
def run(capsys, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def running(*arguments):
        code = main([*map(str, arguments)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return running
