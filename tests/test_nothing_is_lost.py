"""What is written never replaces what is read, and nothing read is lost, silently changed or a traceback."""

import json
import os
from datetime import date
from random import Random

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import regionpb as rpb
from regionpb.cli import main

DIVISIONS = "code,name,level\n3302,甬市,prefecture\n330203,甬东区,county\n"
ORGANIZATIONS = "id,name,form,division,superior\nO-1,市委,committee,3302,\nO-2,甲支部,branch,330203,O-1\n"


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "divisions.csv").write_text(DIVISIONS, "utf-8")
    (source / "organizations.csv").write_text(ORGANIZATIONS + "O-3,=1+1,?,3302,\n", "utf-8")
    (source / "regionpb.toml").write_text("day = 2011-07-29\n", "utf-8")
    return source


def codes(source, at="2011-07-29"):
    return [(f.code, f.table, f.id) for f in rpb.read(source, at=at).check(select=["E"]).findings]


def test_rows_set_aside_never_replace_a_register(folder, tmp_path, capsys):
    other = tmp_path / "other"
    other.mkdir()
    (other / "organizations.csv").write_text(ORGANIZATIONS, "utf-8")
    assert main(["check", str(folder), "--set-aside", str(other)]) == 2
    assert "holds tables already" in capsys.readouterr().err
    assert (other / "organizations.csv").read_text("utf-8") == ORGANIZATIONS


def test_rows_set_aside_are_written_again_guarded_and_without_those_of_an_earlier_run(folder, tmp_path):
    aside = tmp_path / "aside"
    for _ in range(2):
        assert main(["check", str(folder), "--set-aside", str(aside)]) == 1
    assert (aside / "organizations.csv").read_text("utf-8-sig").splitlines()[1].split(",")[:4] == [
        *("organizations.csv", "4", "O-3", "'=1+1"),
    ]
    (folder / "organizations.csv").write_text(ORGANIZATIONS, "utf-8")
    main(["check", str(folder), "--set-aside", str(aside)])
    assert not [*aside.iterdir()]


def test_tables_of_like_names_are_set_aside_apart(folder, tmp_path):
    for name in ("a b", "a_b", "a，b"):
        (folder / f"{name}.csv").write_text("q\n1\n", "utf-8")
    region = rpb.read(folder)
    written = region.intake.write_set_aside(tmp_path / "aside")
    rows = sum(pl.read_csv(path).height for path in written)
    assert rows == sum(each.set_aside for each in region.intake.rows.values()) == 4


@pytest.mark.parametrize("name", ["regionpb.toml", "organizations.csv", "linked.csv"])
def test_a_report_never_replaces_what_is_checked(folder, tmp_path, name):
    (folder / "units.csv").symlink_to(tmp_path / "linked.csv")
    (tmp_path / "linked.csv").write_text("id,name,kind,division\n", "utf-8")
    target = tmp_path / name if name == "linked.csv" else folder / name
    before = target.read_bytes()
    assert main(["check", str(folder), "--output-format", "text", "--output", str(target)]) == 2
    assert target.read_bytes() == before


def test_a_key_that_stands_twice_in_an_object_is_told(folder):
    (folder / "organizations.csv").unlink()
    twice = '{"id":"O-1","id":"O-2","name":"市委","form":"committee","division":"3302"}\n'
    good = json.dumps({"id": "O-3", "name": "区委", "form": "committee", "division": "330203"})
    (folder / "organizations.jsonl").write_text(twice + good + "\n", "utf-8")
    region = rpb.read(folder)
    assert region.history("organizations")["id"].to_list() == ["O-3"]
    assert codes(folder) == [("E011", "organizations", None)]


@pytest.mark.parametrize(
    "line", ["O-9,丁支部,branch,3302,\n".encode("gb18030"), b"O-9,\xe4\xb8\x99\xe6\x94\xaf\xe9\x83,branch,3302,\n"]
)
def test_one_line_of_another_encoding_changes_no_other(folder, line):
    short = "".join(f"O-1{i},王村,branch,3302,\n" for i in range(50))
    (folder / "organizations.csv").write_bytes((ORGANIZATIONS + short).encode() + line)
    names = set(rpb.read(folder).history("organizations")["name"])
    assert {"市委", "甲支部", "王村"} <= names
    assert names <= {"市委", "甲支部", "王村", "丁支部"}


def test_of_very_many_namesakes_a_few_are_told(folder):
    rows = "".join(f"N-{i:04},同名,branch,3302,同名\n" for i in range(3000))
    (folder / "organizations.csv").write_text(ORGANIZATIONS + rows, "utf-8")
    found = rpb.read(folder).intake.findings.filter(code="E010")
    assert found.height == 3000
    candidates = json.loads(found["values"][0])["candidates"]
    assert candidates.startswith("N-0000; N-0001")
    assert candidates.endswith("; … (+2980)")


@pytest.mark.parametrize(
    "days",
    [
        pa.array([2**31 - 1], pa.date32()),
        pa.array([2**63 - 1], pa.timestamp("us")),
        pa.array([-(2**63) + 1], pa.timestamp("ns")),
    ],
)
def test_days_that_no_calendar_has_are_told(tmp_path, days):
    table = pa.table({"id": ["O-1"], "name": ["甲"], "form": ["branch"], "division": ["3302"], "elected_on": days})
    pq.write_table(table, tmp_path / "organizations.parquet")
    (tmp_path / "divisions.csv").write_text(DIVISIONS, "utf-8")
    assert codes(tmp_path) == [("E002", "organizations", "O-1")]
    frames = {"divisions": pl.read_csv(tmp_path / "divisions.csv"), "organizations": table}
    assert codes(frames) == [("E002", "organizations", "O-1")]


def test_days_at_the_ends_of_the_calendar_are_days():
    ends = [date.min, date.max, None]
    frame = pl.DataFrame(
        {"id": ["a", "b", "c"], "name": "甲", "form": "branch", "division": "3302", "elected_on": ends}
    )
    region = rpb.read({"organizations": frame}, at="2011-07-29")
    assert region.history("organizations")["elected_on"].to_list() == ends


def test_what_the_settings_map_and_no_file_has_is_told(folder):
    (folder / "regionpb.toml").write_text('[columns.organizations]\n"上级单位" = "superior"\n', "utf-8")
    assert ("E008", "organizations", None) in codes(folder)


@pytest.mark.parametrize("what", ["a folder", "a link to nowhere", "nested beyond measure"])
def test_settings_that_cannot_be_read_are_told(folder, what):
    path = folder / "regionpb.toml"
    path.unlink()
    if what == "a folder":
        path.mkdir()
    elif what == "a link to nowhere":
        path.symlink_to(folder / "nowhere.toml")
    else:
        path.write_text("x = " + "[" * 5000, "utf-8")
    with pytest.raises(rpb.SourceError, match=r"regionpb\.toml"):
        rpb.read(folder)


def test_what_is_told_of_a_source_of_which_nothing_can_be_read_says_why(tmp_path):
    (tmp_path / "divisions.csv").write_bytes(b"\x00\x01\x02" * 50)
    with pytest.raises(rpb.SourceError, match=r"E011 file divisions\.csv cannot be read") as told:
        rpb.read(tmp_path)
    assert "文件divisions.csv无法照原样读取" in told.value.chinese


def test_describe_says_that_rows_may_lack(folder, capsys):
    assert main(["describe", str(folder)]) == 0
    assert "1 faults were found while reading" in capsys.readouterr().out


def test_a_line_of_very_many_cells_takes_no_time(folder):
    (folder / "organizations.csv").write_text(ORGANIZATIONS + "O-9,x,branch,3302," + ",v" * 100_000 + "\n", "utf-8")
    assert codes(folder) == [("E012", "organizations", "O-9")]


def test_headers_that_look_numbered_are_kept_apart(folder):
    (folder / "foo.csv").write_text("a (3),a,a\n1,2,3\n", "utf-8")
    assert rpb.read(folder).intake.set_aside["foo"].row(0)[2:] == ("1", "2", "3")


def test_no_day_is_no_day():
    pandas = pytest.importorskip("pandas")
    with pytest.raises(rpb.SourceError, match="no day"):
        rpb.testing.minimal().at(pandas.NaT)
    assert rpb.testing.minimal().check(select="U004").ok


def test_names_of_files_in_no_encoding_known_are_told(folder):
    name = os.fsdecode(b"\xb5\xb3\xb4\xb3.csv")
    (folder / name).write_text("id\nM-1\n", "utf-8")
    (folder / os.fsdecode(b"\xc4\xe3.txt")).write_text("", "utf-8")
    assert {("E011", "\\xb5\\xb3\\xb4\\xb3", "\\xb5\\xb3\\xb4\\xb3.csv"), ("E008", "\\xc4\\xe3.txt", None)} <= set(
        codes(folder)
    )
    odd = folder / os.fsdecode(b"\xff")
    odd.mkdir()
    (odd / "divisions.csv").write_text(DIVISIONS, "utf-8")
    with pytest.raises(rpb.SourceError, match="rename"):
        rpb.read(odd)


@pytest.mark.parametrize("code", [code for code in rpb.rules if code.startswith("E")])
def test_findings_of_reading_hold_what_their_rules_declare(code):
    planted = rpb.testing.minimal().plant([rpb.rules[code]], Random(0))
    findings = planted.check(select=["E"]).findings
    assert code in {finding.code for finding in findings}
    assert all(set(finding.values) == set(rpb.rules[finding.code].values) for finding in findings)


def test_findings_about_files_hold_what_their_rule_declares(folder):
    (folder / "members.csv").write_text('id,name\nM-1,a\0b\n"M-2\n', "utf-8")
    (folder / "seats.csv").mkdir()
    (folder / "units.jsonl").write_text("?\n", "utf-8")
    region = rpb.read(folder)
    found = list(region.check(select=["E011"]).findings)
    found += rpb.read({"divisions": 5, "organizations": pl.DataFrame({"id": ["1"]})}).check(select=["E011"]).findings
    assert len(found) > 4
    assert {tuple(finding.values) for finding in found} == {("reason", "value", "column")}


def test_of_a_cell_of_a_megabyte_a_few_characters_are_shown_and_all_are_kept(folder, tmp_path):
    cell = "甲" * 400_000
    (folder / "organizations.csv").write_text(ORGANIZATIONS + f"O-9,乙,{cell},3302,\n{cell},乙,branch,9999,\n", "utf-8")
    report = rpb.read(folder).check(select=["E"])
    assert {f.code for f in report.findings} == {"E003", "E005"}
    assert all(len(f.message) < 600 for f in report.findings)
    assert any(f.values["value"] == cell for f in report.findings)
    assert any(f.id == cell for f in report.findings)
    assert report.save(tmp_path / "report.html").stat().st_size < 100_000
    assert report.save(tmp_path / "report.txt").stat().st_size < 10_000


@pytest.mark.parametrize("header", ["name", "姓名", "党员全名"])
def test_names_of_people_are_not_among_the_rows_set_aside_that_are_written(folder, tmp_path, header):
    (folder / "regionpb.toml").write_text('day = 2011-07-29\n[columns.members]\n"党员全名" = "name"\n', "utf-8")
    rows = f"id,organization,status,{header}\nM-1,O-1,?,某某甲\nM-2,O-1,full,某某乙,多\nM-3,O-1,full,某某丙\n"
    (folder / "members.csv").write_text(rows, "utf-8")
    (folder / "花名册.csv").write_text("姓名,电话\n某某丁,1\n", "utf-8")
    region = rpb.read(folder)
    written = "".join(path.read_text("utf-8-sig") for path in region.intake.write_set_aside(tmp_path / "aside"))
    assert "某某" not in written
    assert "members.csv,2,M-1,O-1,?," in written
    assert "members.csv,3," in written
    assert region.intake.rows["members"].set_aside == region.intake.set_aside["members"].height == 2
    assert "某某甲" in region.intake.set_aside["members"][header].to_list()
