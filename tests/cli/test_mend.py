"""`check --diff` and `check --fix`: what is told is what is done, and the source stays as it is."""

import json
import random

import polars as pl
import pytest

import regionpb as rpb
from regionpb.cli.mend import FORMATS
from regionpb.io.reports import mending


@pytest.fixture(scope="module")
def stuck(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stuck")
    faults = [rpb.rules[code] for code in ("R005", "U004", "R004", "O010")]
    rpb.testing.minimal().plant(faults, random.Random(1)).write(folder)
    return folder


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_formats_are_those_there_are():
    assert FORMATS == mending.FORMATS


def test_a_diff_tells_the_changes_and_the_rows_and_changes_nothing(run, stuck):
    was = contents(stuck)
    code, out, err = run("check", stuck, "--diff")
    assert (code, err) == (1, "")
    first, *_ = lines = out.splitlines()
    assert first.startswith("R005 member M-N")
    assert " not safe" not in out
    assert [line[:2] for line in lines if line.startswith(("-", "+"))] == ["- ", "+ ", "- ", "+ ", "+ "]
    assert lines[-1] == "2 findings mended by 2 changes; 2 others have none that could be used"
    assert contents(stuck) == was


def test_a_diff_in_chinese_and_as_json(run, stuck):
    _, out, _ = run("check", stuck, "--diff", "--lang", "zh")
    assert "- 上级党组织=O-1" in out
    assert out.splitlines()[-1] == "2 项变更可修正 2 个问题；另有 2 个没有可用的修正"
    _, out, _ = run("check", stuck, "--diff", "--output-format", "json", "--unsafe", "--lang", "zh")
    offers = json.loads(out)["repairs"]
    assert [(offer["code"], offer["safe"], offer["change"]["act"]) for offer in offers] == [
        ("R004", False, "incubate"),
        ("R005", True, "transfer"),
        ("U004", True, "move"),
    ]


def test_what_is_not_safe_is_said_to_be(run, stuck):
    _, out, _ = run("check", stuck, "--diff", "--unsafe", "--select", "R004")
    assert out.splitlines()[0].endswith(" (not safe)")
    assert "form=branch" in out
    _, out, _ = run("check", stuck, "--diff", "--unsafe", "--select", "R004", "--lang", "zh")
    assert out.splitlines()[0].endswith("（须斟酌）")


def test_nothing_to_mend_is_told(run, sound):
    assert run("check", sound, "--diff") == (0, "0 findings mended by 0 changes\n", "")


def test_a_folder_with_the_repairs_made(run, stuck, tmp_path):
    was, target = contents(stuck), tmp_path / "mended"
    code, out, err = run("check", stuck, "--fix", target)
    assert code == 1
    assert "O010" in out
    assert "U004" not in out
    assert err.splitlines() == [
        f"2 changes made, 2 findings mended, 0 new → {target}",
        "names of people are left out",
    ]
    assert contents(stuck) == was
    assert rpb.read(target).check().counts() == {"O010": 1, "R004": 1}
    assert run("check", target, "--diff")[1].startswith("0 findings mended by 0 changes; 2 others")


def test_what_cannot_be_carried_over_is_told(run, stuck, tmp_path):
    source, target = tmp_path / "source", tmp_path / "mended"
    rpb.read(stuck).write(source)
    members = source / "members.csv"
    members.write_bytes(members.read_bytes() + b"M-99,O-2\n")
    code, _, err = run("check", source, "--fix", target, "--lang", "zh", "--set-aside", tmp_path / "aside")
    assert code == 1
    assert err.splitlines()[1] == "搁置的 1 行和读不出的单元格不在其中；姓名未写入"
    assert "M-99" not in rpb.read(target).history("members")["id"]
    assert "M-99" in (tmp_path / "aside" / "members.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--unsafe"], "goes with --diff or --fix"),
        (["--diff", "--fix", "new"], "look at the repairs first"),
        (["--diff", "--output", "report.html"], "look at the repairs first"),
        (["--diff", "--output-format", "csv"], "repairs are told as text or json"),
    ],
)
def test_options_that_do_not_go_together(run, sound, options, told):
    code, out, err = run("check", sound, *options)
    assert (code, out) == (2, "")
    assert told in err


def test_nothing_is_written_where_something_is(run, stuck, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    for taken in (tmp_path, stuck):
        code, _, err = run("check", stuck, "--fix", taken)
        assert code == 2
        assert "is not empty" in err
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_names_and_what_steers_a_terminal_do_not_come_out(run, stuck, tmp_path):
    frames = dict(rpb.read(stuck).frames)
    frames["members"] = frames["members"].with_columns(name=pl.lit("张三"))
    frames["organizations"] = frames["organizations"].with_columns(
        pl.col("superior").str.replace("O-1$", "O-\x1b[31m1")
    )
    frames["organizations"] = frames["organizations"].with_columns(
        pl.when(pl.col("id") == "O-1").then(pl.lit("O-\x1b[31m1")).otherwise("id").alias("id")
    )
    folder = tmp_path / "named"
    folder.mkdir()
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")
    _, out, err = run("check", folder, "--at", "2011-07-29", "--diff", "--unsafe")
    assert "张三" not in out + err
    assert "\x1b" not in out + err
