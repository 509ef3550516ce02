"""`regionpb history journal`, and commands that are given a store."""

import csv
import io
import json
import re

import pytest

import regionpb as rpb
from regionpb import changes
from regionpb.cli.history import JOURNAL_FORMATS
from regionpb.io.reports import logs


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("beilun") / "beilun"
    rpb.datasets.beilun().undo(actor="\x1b[31moffice", document="=1+1").write(folder)
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory, folder):
    path = tmp_path_factory.mktemp("store") / "region.sqlite"
    with rpb.open_store(path) as opened:
        opened.load(rpb.read(folder))
    return path


def test_formats_are_those_that_are_written():
    assert JOURNAL_FORMATS == logs.FORMATS


@pytest.mark.parametrize("where", ["folder", "store"])
def test_who_did_what_on_which_approval(where, request, run):
    source = request.getfixturevalue(where)
    english, chinese = (run("history", "journal", str(source), "--lang", lang) for lang in ("en", "zh"))
    assert (english[0], chinese[0]) == (0, 0)
    english, chinese = english[1], chinese[1]
    assert "journal · 6 entries" in english
    assert "help U-1 to found its own organization on 1995-05-20" in english
    assert "甬仑组〔1995〕2号（虚构）" in english
    assert "undone" in english
    assert "undo 5" in english
    assert "变更日志 · 6 条" in chinese
    assert "已撤回" in chinese
    assert "\x1b" not in english


def test_as_data(folder, run):
    told = json.loads(run("history", "journal", str(folder), "--output-format", "json")[1])["journal"]
    assert [entry["number"] for entry in told] == [1, 2, 3, 4, 5, 6]
    assert (told[4]["undone"], told[5]["undoes"], told[1]["recorded"]) == (True, 5, "1995-05-22T01:00:00Z")
    rows = [*csv.DictReader(io.StringIO(run("history", "journal", str(folder), "--output-format", "csv")[1]))]
    assert rows[5]["document"] == "'=1+1"  # no formula
    assert [row["said"] for row in rows] == [entry["said"] for entry in told]


def test_of_a_region_without_a_journal(tmp_path, run):
    rpb.testing.minimal().write(tmp_path)
    code, said, _ = run("history", "journal", str(tmp_path), "--lang", "en")
    assert (code, said.splitlines()[0]) == (0, f"journal · 0 entries · {tmp_path}")


def test_a_store_is_a_source(store, folder, run):
    for command in (["check"], ["describe"], ["history", "member"], ["readiness"]):
        more = ["M-03"] if command[-1] == "member" else []
        one, other = (run(*command, str(source), *more, "--lang", "en") for source in (store, folder))
        assert one[0] == other[0]
        one, other = (said.splitlines()[1:] for _, said, _ in (one, other))
        placeless = [re.sub(r"[a-z_]+\.csv:\d+(:\w+)?: ", "", line.replace(str(folder), str(store))) for line in other]
        assert one == placeless  # rows of a store stand in no file


def test_what_is_no_store(tmp_path, run):
    odd = tmp_path / "odd.sqlite"
    odd.write_bytes(b"no database at all" * 100)
    for source, why in ((tmp_path / "no.sqlite", "holds no store"), (odd, "not a database")):
        code, _, said = run("check", str(source), "--lang", "en")
        assert (code, why in said) == (2, True)
    assert not (tmp_path / "no.sqlite").exists()
    with pytest.raises(rpb.SourceError, match="holds no store"):
        rpb.read(tmp_path / "no.db")


def test_somebody_elses_database_is_left_as_it_is(tmp_path, run):
    import sqlite3

    path = tmp_path / "theirs.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE members (id TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    code, _, said = run("check", str(path), "--lang", "en")
    assert (code, "holds no store" in said) == (2, True)
    assert (path.read_bytes(), [*tmp_path.iterdir()]) == (before, [path])


def test_of_a_store_that_was_written_past_the_journal(tmp_path, run):
    import sqlite3

    path = tmp_path / "region.sqlite"
    with rpb.open_store(path) as opened:
        opened.load(rpb.testing.minimal())
        opened.apply(changes.transfer("M-2", to="O-1", on="2012-01-01"))
    connection = sqlite3.connect(path)
    connection.execute("UPDATE regionpb_organizations SET name = '另名' WHERE id = 'O-2'")
    connection.commit()
    connection.close()
    code, said, _ = run("check", str(path), "--select", "H004", "--lang", "en")
    assert code == 1
    assert "organization O-2 is not what the journal gives: name is 另名" in " ".join(said.split())
