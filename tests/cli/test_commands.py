import json
import random

import polars as pl
import pytest

import regionpb as rpb


def test_rule_prints_its_page(run):
    code, out, _ = run("rule", "u004")
    assert (code, out.splitlines()[0]) == (0, "# U004 not-under-hub")
    assert "## Bad" in out
    assert "## 原因" in run("rule", "U004", "--lang", "zh", "--policy", "national", "--at", "2026-01-01")[1]


def test_an_unknown_rule_suggests_the_nearest(run):
    code, _, err = run("rule", "U0O4")
    assert (code, "U004" in err) == (2, True)


def test_rules_are_one_line_each(run):
    _, out, _ = run("rules")
    assert [line.split()[0] for line in out.splitlines()] == [*rpb.rules]


def test_describe(run, sound):
    code, out, _ = run("describe", sound)
    assert (code, "organizations" in out, "2011-07-29" in out) == (0, True, True)
    assert "党组织" in run("describe", sound, "--lang", "zh")[1]
    assert run("describe", "/nowhere")[0] == 2


def test_schema_is_json(run, tmp_path):
    _, out, _ = run("schema", "党组织")
    assert "superior" in json.loads(out)["properties"]
    assert run("schema", "organizations", "--output", tmp_path / "s.json")[1] == ""
    assert json.loads((tmp_path / "s.json").read_text("utf-8")) == json.loads(out)
    assert run("schema", "organisations")[0] == 2


def test_schema_template(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("schema", "members", "--template")[:2] == (0, "members.xlsx\n")
    code, _, err = run("schema", "members", "--template")
    assert (code, "filled in" in err) == (2, True)


@pytest.fixture
def city(monkeypatch):
    """A city of two organizations: what `make` does with a city is the same."""

    def made(size=1.0, seed=0, faults=None):
        rules = [rpb.rules[code] for code, n in (faults or {}).items() for _ in range(n)]
        return rpb.testing.minimal().plant(rules, random.Random(seed))

    monkeypatch.setattr(rpb.datasets, "ningbo", made, raising=False)


def test_make_writes_tables_and_what_was_planted(run, city, tmp_path):
    code, out, _ = run("make", "ningbo", tmp_path / "city", "--faults", "O006=2,u004=1", "--seed", 3)
    assert (code, "planted on 3 rows" in out) == (0, True)
    planted = pl.read_csv(tmp_path / "city" / "planted.csv")
    assert sorted(planted["code"]) == ["O006", "O006", "U004"]
    code, out, _ = run("check", tmp_path / "city", "--output-format", "json", "--min-severity", "info")
    found = sorted((f["code"], f["id"]) for f in json.loads(out)["findings"] if f["severity"] != "info")
    assert found == sorted(planted.select("code", "id").iter_rows())


def test_a_second_make_leaves_nothing_of_the_first_that_would_be_read(run, city, tmp_path):
    run("make", "ningbo", tmp_path, "--faults", "O006=1")
    assert run("make", "ningbo", tmp_path)[0] == 0
    assert not (tmp_path / "planted.csv").exists()
    assert run("make", "ningbo", tmp_path, "--format", "parquet")[0] == 0
    assert {path.suffix for path in tmp_path.iterdir()} == {".parquet", ".toml"}


@pytest.mark.parametrize("faults", [(), ("--faults", "O006=1")])
@pytest.mark.parametrize("names", [("members.csv", "planted.csv"), ("planted.csv",), ("党员.XLSX",)])
def test_make_leaves_files_of_others_alone(run, city, tmp_path, names, faults):
    for name in names:
        (tmp_path / name).write_text("mine")
    code, _, err = run("make", "ningbo", tmp_path, *faults)
    assert (code, f"holds tables already ({', '.join(names)})" in err) == (2, True)
    assert "已有数据表" in run("--lang", "zh", "make", "ningbo", tmp_path, *faults)[2]
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == dict.fromkeys(names, "mine")


def test_make_refuses_a_folder_of_others_before_it_makes_a_city(run, monkeypatch, tmp_path):
    monkeypatch.setattr(rpb.datasets, "ningbo", lambda **_: pytest.fail("a city was made"), raising=False)
    (tmp_path / "members.csv").write_text("mine")
    assert run("make", "ningbo", tmp_path)[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("beijing", "x"),
        ("ningbo",),
        ("ningbo", "x", "--faults", "R001"),
        ("ningbo", "x", "--faults", "Z999=1"),
        ("ningbo", "x", "--size", "0"),
    ],
)
def test_misuse_of_make(run, city, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    assert run("make", *arguments)[0] == 2
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_list_of_rules_never_cuts_what_a_rule_is_looked_up_by(columns):
    import io

    from rich.console import Console

    from regionpb.cli import rule as module

    stream = io.StringIO()
    console = Console(file=stream, width=columns, force_terminal=True, color_system=None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("regionpb.io.reports.terminal.console_for", lambda _: console)
        module._print_list([*rpb.rules.values()], "en", stream)
    for known in rpb.rules.values():
        line = next(line for line in stream.getvalue().splitlines() if line.startswith(known.code))
        assert str(known.severity) in line
        assert known.name in line


def test_where_a_city_was_written_steers_no_terminal(run, city, tmp_path):
    for language in ("en", "zh"):
        code, out, _ = run("--lang", language, "make", "ningbo", tmp_path / "a\x1b[31m\u202e")
        assert (code, "\x1b" in out, "\u202e" in out) == (0, False, False)
