"""`regionpb readiness`: what the queries tell, as text, JSON and CSV, in both languages."""

import csv
import io
import json
from datetime import date

import polars as pl
import pytest

import regionpb as rpb
from regionpb import changes
from regionpb.cli.readiness import FORMATS
from regionpb.io.reports import incubations
from regionpb.testing import minimal

DAY = date(2011, 7, 29)
WHO = "某某甲"
BAD = "=甲\u202e公司\x1b[31m"


def tables(firms=1, name="甲公司"):
    """The smallest region with a hub, a firm that is ready, others that lack two, and one whose branch fell short."""
    frames = dict(minimal().frames)
    where = {"division": "330203", "regional_unit": "R-1"}
    units = [{"id": "U-1", "name": name, "kind": "non_public_enterprise"} | where]
    units += [
        {"id": f"U-{n}", "name": f"公司{n}", "kind": "non_public_enterprise"} | where for n in range(2, firms + 1)
    ]
    units += [{"id": "U-0", "name": "乙公司", "kind": "non_public_enterprise", "organization": "O-3"} | where]
    area = {"id": "R-1", "name": "工业区", "mode": "park", "division": "330203", "hub": "O-1"}
    branch = {"id": "O-3", "name": "乙公司党支部", "form": "branch", "superior": "O-1"} | where
    who = [("O-1", "U-1")] * 3 + [("O-3", "U-0")] * 2 + [("O-1", f"U-{n}") for n in range(2, firms + 1)]
    members = [
        {"id": f"M-{n}", "organization": organization, "unit": unit, "status": "full", "name": WHO}
        for n, (organization, unit) in enumerate(who)
    ]
    frames |= {"units": pl.DataFrame(units), "regional_units": pl.DataFrame([area]), "members": pl.DataFrame(members)}
    frames["organizations"] = pl.concat([frames["organizations"], pl.DataFrame([branch])], how="diagonal")
    return frames


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("readiness")
    rpb.read(tables(24), at=DAY).write(folder)
    return folder


def test_text(run, told):
    code, out, _ = run("readiness", told)
    assert code == 0
    lines = out.splitlines()
    assert lines[0].endswith(" · 2011-07-29 · ningbo")
    assert lines[2] == "units of 1+N units without an organization of their own: 24; ready for one: 1"
    assert lines[3] == "short of full members by 2: 23"
    assert [line for line in lines if line and not line.startswith(" ")][3:] == ["Ready", "Nearest", "Fallen short"]
    assert "  甲公司 U-1  a branch needs 3 full members, 3 are in the reservoir; O-1 would be above it" in lines
    assert "  … and 3 more" in lines
    assert lines[-1].startswith("  乙公司党支部 O-3  2 of the 3 full members that a branch needs, 1 short")
    code, out, _ = run("readiness", told, "--lang", "zh")
    assert code == 0
    assert "统筹区域内没有单独建立党组织的单位24个，其中已具备条件的1个" in out
    assert "尚缺正式党员2名的23个" in out
    assert "已不具备条件的党组织" in out
    assert "……另有 3 个" in out


def test_what_there_is_not_is_not_told(run, sound):
    code, out, _ = run("readiness", sound)
    assert code == 0
    assert out.splitlines()[2:] == ["units of 1+N units without an organization of their own: 0; ready for one: 0"]
    assert json.loads(run("readiness", sound, "--output-format", "json")[1])["units"] == []


def test_units_in_no_1_n_unit_are_counted_in_one_line_and_listed_when_asked(run, tmp_path):
    frames = tables(24)
    rows = [{"id": f"V-{n:02}", "name": f"村{n}", "kind": "village", "division": "330203"} for n in range(1, 26)]
    frames["units"] = pl.concat([frames["units"], pl.DataFrame(rows)], how="diagonal")
    work = pl.when(pl.col("organization") == "O-3").then(pl.lit("V-07")).otherwise("unit")
    who = [{"id": f"M-V{n}", "organization": "O-1", "unit": "V-09", "status": "full"} for n in range(3)]
    frames["members"] = pl.concat([frames["members"].with_columns(unit=work), pl.DataFrame(who)], how="diagonal")
    rpb.read(frames, at=DAY).write(tmp_path)
    lines = run("readiness", tmp_path)[1].splitlines()
    assert lines[2] == "units of 1+N units without an organization of their own: 24; ready for one: 1"
    counted = "units in no 1+N unit without an organization of their own: 25; with full members enough: 1"
    assert lines[4] == f"{counted} (--all lists them)"
    assert not any("V-0" in line for line in lines)
    lines = run("readiness", tmp_path, "--all")[1].splitlines()
    assert lines[4] == counted
    assert "In no 1+N unit" in lines
    assert not any("more" in line.split() for line in lines if line.startswith("  …"))
    listed = [line.split()[1] for line in lines if line.startswith("  村")]
    assert listed[:2] == ["V-09", "V-07"]
    assert len(listed) == 25
    out = run("readiness", tmp_path, "--lang", "zh", "--all")[1]
    assert "不在统筹区域内、没有单独建立党组织的单位25个，其中正式党员已够的1个" in out
    assert "不在统筹区域内的" in out
    document = json.loads(run("readiness", tmp_path, "--output-format", "json")[1])
    assert len(document["units"]) == 49


def test_json_holds_the_acts(run, told):
    document = json.loads(run("readiness", told, "--output-format", "json")[1])
    assert (document["day"], document["policy"]) == ("2011-07-29", "ningbo")
    assert len(document["units"]) == 24
    assert document["units"][0]["act"] == {"act": "incubate", "on": "2011-07-29", "unit": "U-1"}
    assert document["units"][1]["act"] is None
    assert document["units"][1]["lacking"] == ["full_members"]
    (short,) = document["falling_short"]
    region = rpb.read(told).apply(changes.Dissolve(**short["act"]))
    assert region.member("M-3").organization.id == short["reservoir"] == "O-1"


def test_csv_has_a_row_for_each(run, told):
    out = run("readiness", told, "--output-format", "csv")[1]
    rows = [*csv.DictReader(io.StringIO(out.removeprefix("\ufeff")))]
    assert out.startswith("\ufeff")
    assert [row["change"] for row in rows] == ["incubate"] * 24 + ["dissolve"]
    assert [rows[0][name] for name in ("unit", "ready", "lacking", "lacking_full_members")] == ["U-1", "true", "", "0"]
    assert [rows[1][name] for name in ("ready", "lacking", "lacking_full_members")] == ["false", "full_members", "2"]
    assert [rows[-1][name] for name in ("organization", "unit", "ready")] == ["O-3", "U-0", ""]


def test_the_day_and_the_policy_are_asked_for(run, told, tmp_path):
    out = run("readiness", told, "--at", "2012-01-01", "--policy", "national")[1]
    assert out.splitlines()[0].endswith(" · 2012-01-01 · national")
    own = tmp_path / "own.toml"
    own.write_text(
        'extends = "ningbo"\nname = "four"\nlabel = "Four"\nlabel_zh = "四名"\ndescription = "Four."\n'
        "[parameters.minimum_full_members]\n"
        'values = [{ value = 4, norm = "ours", norm_zh = "本单位" }]\n',
        "utf-8",
    )
    out = run("readiness", told, "--policy", own)[1]
    assert out.splitlines()[0].endswith(" · four")
    assert "ready for one: 0" in out
    code, _, err = run("readiness", told, "--policy", "nowhere")
    assert code == 2
    assert "nowhere" in err


def test_what_is_written_steers_nothing_and_names_nobody(run, tmp_path):
    frames = tables(name=BAD)
    frames["units"] = frames["units"].with_columns(id=pl.col("id").replace("U-1", BAD))
    frames["members"] = frames["members"].with_columns(unit=pl.col("unit").replace("U-1", BAD))
    for name, frame in frames.items():
        frame.write_parquet(tmp_path / f"{name}.parquet")
    for form in FORMATS:
        code, out, _ = run("readiness", tmp_path, "--at", DAY, "--output-format", form)
        assert code == 0
        assert "\x1b" not in out
        assert WHO not in out
        assert "\u202e" not in out or form == "json"
        assert "ready" in out
    rows = csv.DictReader(io.StringIO(run("readiness", tmp_path, "--at", DAY, "--output-format", "csv")[1]))
    assert next(rows)["unit"] == "'=甲\\u202e公司\\u001b[31m"


def test_the_help_offers_what_there_is():
    assert FORMATS == incubations.FORMATS
