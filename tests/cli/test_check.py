import json
import re
import sys

import pytest

import regionpb as rpb
from regionpb.cli.check import FORMATS, SEVERITIES
from regionpb.findings import Severity
from regionpb.io.reports import FORMATS as WRITERS


def test_the_help_offers_what_there_is():
    assert [*FORMATS] == [*WRITERS]
    assert [*SEVERITIES] == [str(s) for s in Severity]


def test_a_sound_region_is_zero(run, sound):
    code, out, err = run("check", sound)
    assert (code, err) == (0, "")
    assert "✓ no finding of severity warning or above" in out
    assert "as of 2011-07-29" in out


def test_findings_are_one(run, faulty):
    code, out, _ = run("check", faulty)
    assert code == 1
    assert "O006 too-few-members" in out
    assert "organizations.csv:" in out


def test_the_least_severity_decides_what_is_shown_and_counts(run, faulty):
    assert run("check", faulty, "--select", "D007")[0] == 0
    code, out, _ = run("check", faulty, "--select", "D007", "--min-severity", "info")
    assert (code, "D007" in out) == (1, True)
    code, out, _ = run("check", faulty, "--min-severity", "error", "--ignore", "O,U", "--output-format", "json")
    assert (code, json.loads(out)["findings"]) == (0, [])


def test_select_and_ignore(run, faulty):
    _, out, _ = run("check", faulty, "--select", "o,u004", "--ignore", "O006", "--output-format", "jsonl")
    _, apart, _ = run(
        "check", faulty, "--select", "O", "--select", "u004", "--ignore", "O006", "--output-format", "jsonl"
    )
    assert apart == out
    assert {json.loads(line)["code"] for line in out.splitlines()} == {"U004"}


def test_json_is_the_interfaces_document(run, faulty):
    _, out, _ = run("check", faulty, "--output-format", "json", "--at", "2011年7月29日", "--policy", "national")
    document = json.loads(out)
    assert [*document] == ["regionpb", "schema", "day", "policy", "rows", "findings", "counts", "not_checked"]
    assert (document["schema"], document["day"], document["policy"]) == (1, "2011-07-29", "national")
    assert document["counts"] == {"O006": 1, "U004": 1}
    assert document["findings"][0]["source"]["file"] == "organizations.csv"


def test_every_engine_tells_the_same(run, faulty):
    asked = run("check", faulty, "--output-format", "json")
    assert run("check", faulty, "--output-format", "json", "--engine", "DuckDB") == asked


def test_an_engine_that_is_not_installed_is_told_before_anything_is_read(run, sound, monkeypatch):
    monkeypatch.setitem(sys.modules, "regionpb.engines.spark", None)  # as if it could not be imported
    monkeypatch.setattr(rpb, "read", None, raising=False)
    told = run("check", sound, "--engine", "spark", "--lang", "zh")
    assert (told[0], "pip install 'regionpb[spark]'" in told[2]) == (2, True)


@pytest.mark.parametrize(
    ("name", "begins"), [("r.html", "<!doctype"), ("r.csv", "\ufeffcode,"), ("r.json", "{"), ("r.log", "/")]
)
def test_a_file_says_its_format_by_its_ending(run, faulty, tmp_path, name, begins):
    code, out, _ = run("check", faulty, "--output", tmp_path / name)
    assert (code, out) == (1, "")
    assert (tmp_path / name).read_text("utf-8").lstrip().startswith(begins)


def test_rows_set_aside_can_be_written_out(run, sound, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for path in sound.iterdir():
        (source / path.name).write_bytes(path.read_bytes())
    with (source / "members.csv").open("a") as stream:
        stream.write("M-9\n")
    code, out, _ = run("check", source, "--set-aside", tmp_path / "aside", "--output-format", "json")
    assert (code, json.loads(out)["rows"]["members"]["set_aside"]) == (1, 1)
    assert "M-9" in "".join(path.read_text("utf-8-sig") for path in (tmp_path / "aside").iterdir())


def test_messages_are_in_the_language_asked(run, faulty, monkeypatch):
    assert "党组织" in run("--lang", "zh", "check", faulty)[1]
    assert "党组织" in run("check", faulty, "--lang", "zh")[1]
    assert "organization O" in run("--lang", "zh", "check", faulty, "--lang", "en")[1]
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert "共发现" in run("check", faulty)[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("/nowhere",),
        ("{sound}", "--select", "QQ"),
        ("{sound}", "--select", ","),
        ("{sound}", "--policy", "ningpo"),
        ("{sound}", "--at", "2011-02-30"),
        ("{sound}", "--min-severity", "grave"),
        ("{sound}", "--output-format", "docx"),
        ("{sound}", "--output", "/nowhere/report.html"),
        ("{sound}", "--output", "report.docx"),
        ("{sound}", "--engine", "pandas"),
        (),
    ],
)
def test_misuse_is_two_with_one_message(run, sound, arguments, monkeypatch):
    given = ["check", *(a.format(sound=sound) for a in arguments)]
    code, out, err = run(*given)
    assert (code, out) == (2, "")
    assert err.strip()
    asked = [run("--lang", "zh", *given), run(*given, "--lang=zh")]
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for code, out, err in [*asked, run(*given)]:
        assert (code, out) == (2, "")
        assert re.match(r"regionpb: .*[\u4e00-\u9fff]", err)
        assert not re.search(r"\b(is|not|no|missing|invalid)\b", err, re.IGNORECASE)


@pytest.mark.parametrize("content", [None, b"", b"\x00\xff\x89PNG" * 50])
def test_a_source_of_which_nothing_can_be_read_is_two(run, tmp_path, content):
    if content is not None:
        (tmp_path / "divisions.csv").write_bytes(content)
    code, _, err = run("check", tmp_path)
    assert code == 2
    assert err.startswith("regionpb: ")


class TestBaseline:
    def test_what_is_known_is_silent_and_what_is_gone_is_told(self, run, faulty, sound, tmp_path):
        base = tmp_path / "base.json"
        code, out, _ = run("check", faulty, "--write-baseline", base)
        assert (code, "known from the baseline" in out) == (0, True)
        assert run("check", faulty, "--baseline", base)[0] == 0
        code, out, _ = run("check", sound, "--baseline", base, "--lang", "zh")
        assert (code, "基线中的 3 个已不再出现" in out) == (0, True)
        code, out, _ = run("check", sound, "--baseline", base, "--select", "U", "--output-format", "json")
        assert [gone["code"] for gone in json.loads(out)["not_told"]["gone"]] == ["U004"]

    def test_what_is_new_is_told(self, run, faulty, tmp_path):
        base = tmp_path / "base.json"
        run("check", faulty, "--write-baseline", base, "--select", "O")
        code, out, _ = run("check", faulty, "--baseline", base, "--output-format", "jsonl")
        assert (code, [json.loads(line)["code"] for line in out.splitlines()]) == (1, ["U004"])

    def test_misuse_is_two(self, run, faulty, tmp_path):
        base = tmp_path / "base.json"
        assert run("check", faulty, "--baseline", base)[0] == 2
        code, _, err = run("check", faulty, "--baseline", base, "--write-baseline", base)
        assert (code, "--write-baseline" in err) == (2, True)
        assert run("check", faulty, "--write-baseline", faulty / "members.csv")[0] == 2
        assert run("check", faulty, "--write-baseline", faulty)[0] == 2


def test_explanations_stand_under_the_findings(run, faulty):
    _, out, _ = run("check", faulty, "--explain", "--select", "O006")
    assert "    Distance: 1 of 3 full members; 2 short" in out
    assert "    Rows: organization" in out
    _, out, _ = run("check", faulty, "--explain", "--output-format", "jsonl", "--lang", "zh")
    said = {each["code"]: each["explanation"] for each in map(json.loads, out.splitlines())}
    assert said["O006"]["distances"] == ["正式党员数 1（界限 3），差 2"]
    assert [row["table"] for row in said["U004"]["rows"]] == [
        "organizations",
        "organizations",
        "regional_units",
        "organizations",
    ]
