import csv
import json
import random
from datetime import date

import polars as pl
import pytest

import regionpb as rpb
from regionpb.cli.reconcile import FORMATS
from regionpb.io.reports import balances

DAYS = ("--from", "2011-07-09", "--to", "2011-07-29")


@pytest.fixture(scope="session")
def unexplained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("unexplained")
    rules = [rpb.rules[code] for code in ("X001", "X002")]
    rpb.testing.minimal().plant(rules, random.Random(0)).write(folder)
    return folder


def test_the_help_offers_what_there_is():
    assert FORMATS == balances.FORMATS


def test_what_adds_up_is_zero(run, sound):
    code, out, err = run("reconcile", sound, *DAYS)
    assert (code, err) == (0, "")
    assert "✓ no finding" in out


def test_what_does_not_is_one_and_the_rows_are_told(run, unexplained):
    code, out, _ = run("reconcile", unexplained, *DAYS)
    assert code == 1
    assert "organization O-N1 has 4 members in the end, but its records give 5" in out
    assert "    member M-N13: in the opening; no record; not in the closing" in out
    _, out, _ = run("reconcile", unexplained, *DAYS, "--lang", "zh")
    assert "党员M-N13：期初在册，无记录，期末不在册" in out


def test_what_had_ended_before_is_left_out(run, tmp_path):
    region = rpb.testing.minimal()
    organizations = region.frames["organizations"]
    former = organizations.tail(1).with_columns(id=pl.lit("O-9"), superior=None, end=date(2011, 7, 20))
    frames = region.frames | {"organizations": pl.concat([organizations, former])}
    rpb.read(frames, at=region.day).write(tmp_path)
    _, out, _ = run("reconcile", tmp_path, *DAYS)
    assert "O-9" not in out
    _, out, _ = run("reconcile", tmp_path, *DAYS, "--output-format", "csv")
    assert "O-9" in out


def test_json_and_csv(run, unexplained):
    code, out, _ = run("reconcile", unexplained, *DAYS, "--output-format", "json")
    told = json.loads(out)
    assert (code, told["from"], told["to"], told["counts"]) == (1, "2011-07-09", "2011-07-29", {"X001": 2, "X002": 1})
    top = next(each for each in told["balance"] if each["superior"] is None)
    assert top["under"]["opening"] + top["under"]["in"] - top["under"]["out"] == top["under"]["closing"]
    assert {row["member"] for row in told["rows"]} == {"M-N13"}
    _, out, _ = run("reconcile", unexplained, *DAYS, "--output-format", "csv")
    assert len([*csv.DictReader(out.lstrip("\ufeff").splitlines())]) == len(told["balance"])


def test_misuse_is_two(run, sound):
    assert run("reconcile", sound)[0] == 2
    assert run("reconcile", sound, "--from", "2011-07-29", "--to", "2011-07-09")[0] == 2
    assert run("reconcile", sound, *DAYS, "--select", "X9")[0] == 2
