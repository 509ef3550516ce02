"""The campaign of walks: what holds, what does not, how it is told, and how a marathon is counted."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from attrs import evolve
from campaign import walking
from campaign.tally import FILE, FIRST, Tally, Walked
from campaign.walking import campaign, main, walk

import regionpb.changing
import regionpb.recorded
from regionpb.changes import plan_of
from regionpb.changes.journal import Entry, Journal
from regionpb.changing import State
from regionpb.rules import rechecking
from regionpb.testing.deeds import KINDS

ROOT = Path(__file__).parents[1]


# ---- what holds, and what does not ----------------------------------------------------------------


def test_everything_holds():
    for seed in range(2):
        walked = walk(seed, tries=8)
        assert walked.fault is None
        assert len(walked.path) == 8
        tally = walked.tally
        assert walked.steps == tally["applied"] + tally["undone"] > 0
        assert sum(tally[kind] for kind in KINDS) == tally["applied"] + tally["together"]


def test_a_walk_is_made_of_its_seed_and_nothing_else():
    code = "from campaign.walking import walk; told = walk(7, tries=8); print(told.path, sorted(told.tally.items()))"
    told = {
        subprocess.run(  # noqa: S603 - this Python
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": order, "PYTHONPATH": os.pathsep.join(["src", "."])},
            capture_output=True,
            check=True,
        ).stdout
        for order in ("1", "2")
    }
    assert len(told) == 1


def with_members(state, spoil):
    """A state in which something was done to the members."""
    frames = dict(state.tables.frames)
    frames["members"] = spoil(frames["members"])
    return evolve(state, tables=evolve(state.tables, frames=frames))


def at_first(column, value):
    return pl.when(pl.int_range(pl.len()) == 0).then(value).otherwise(column).alias(column)


def rewrites_the_past(monkeypatch):
    """Whoever stands first in the table has belonged elsewhere all the time."""
    carried_out = State.carried_out
    elsewhere = at_first("organization", pl.col("organization").last())
    monkeypatch.setattr(
        State,
        "carried_out",
        lambda self, *plan, **how: with_members(
            carried_out(self, *plan, **how), lambda members: members.with_columns(elsewhere)
        ),
    )


def forgets_a_row(monkeypatch):
    undone = State.undone
    monkeypatch.setattr(State, "undone", lambda self, **how: with_members(undone(self, **how), pl.DataFrame.head))


def replays_less(monkeypatch):
    monkeypatch.setattr(Journal, "replayed", lambda self: {})


def knows_too_much(monkeypatch):
    monkeypatch.setattr(Journal, "until", lambda self, instant: self)


def reads_otherwise(monkeypatch):
    read = Entry.from_json
    monkeypatch.setattr(Entry, "from_json", lambda text: evolve(read(text), actor="office"))


def asks_too_little(monkeypatch):
    monkeypatch.setattr(rechecking, "affected", lambda known, moved, **how: set())


def does_it_otherwise(monkeypatch):
    """An act that is made after it was taken back is made a day later."""

    made = set()

    def planned(ledger, acts, norms):
        again = all(act.model_dump_json() in made for act in acts)
        made.update(act.model_dump_json() for act in acts)
        later = [act.model_copy(update={"on": act.on + timedelta(days=1)}) for act in acts]
        return plan_of(ledger, later if again else acts, norms)

    monkeypatch.setattr(regionpb.recorded, "plan_of", planned)


def redoes_otherwise(monkeypatch):
    monkeypatch.setattr(regionpb.changing, "plan_of", lambda ledger, acts, norms: plan_of(ledger, [], norms))


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (rewrites_the_past, "members is not what it was on"),
        (forgets_a_row, "undone: members is not the same"),
        (replays_less, "replayed: "),
        (knows_too_much, "as it was known before: "),
        (reads_otherwise, "not read as it was written"),
        (asks_too_little, "a check since the report before finds"),
        (does_it_otherwise, "undone and done again: "),
        (redoes_otherwise, "everything done once more: "),
    ],
)
def test_what_is_wrong_with_the_library_is_found(monkeypatch, fault, said):
    fault(monkeypatch)
    told = (walk(seed, tries=8).fault or "" for seed in range(8))
    assert any("AssertionError" in each and said in each for each in told)


# ---- how it is told ---------------------------------------------------------------------------------


def test_where_something_does_not_hold_it_is_said_how_to_walk_there_again(monkeypatch, capsys):
    replays_less(monkeypatch)
    monkeypatch.setattr(walking, "BATCH", 2)
    assert main(["--steps", "1", "--workers", "1", "--seed", "5", "--tries", "8"]) == 1
    out = capsys.readouterr().out
    assert "replayed: " in out
    _, _, again = out.partition("to walk there again: python -m campaign.walking ")
    again = again.splitlines()[0].split()
    assert again[0] == "--only"
    assert main(again) == 1
    assert "replayed: " in capsys.readouterr().out


def test_one_walk_is_told_step_by_step(capsys):
    assert main(["--only", "0", "--tries", "8"]) == 0
    *steps, last = capsys.readouterr().out.splitlines()
    assert tuple(steps) == walk(0, tries=8).path
    assert "everything held" in last


def test_two_processes_walk_as_one_does(monkeypatch, capsys):
    monkeypatch.setattr(walking, "BATCH", 2)
    told = []
    for workers in ("1", "2"):
        assert main(["--steps", "1", "--seed", "3", "--tries", "4", "--workers", workers]) == 0
        told.append(capsys.readouterr().out.partition("in all:")[2])
    assert told[0] == told[1] != ""


# ---- how a marathon is counted ----------------------------------------------------------------------


def made(seed):
    """A walk that nobody made."""
    tally = {"applied": 2, "together": 1, "undone": 1, "refused": 3, "move": 2, "pair": 1}
    return Walked(seed, Counter(tally), ("act",), "told\nAssertionError: no" if seed == 7 else None)


@pytest.fixture
def threes(monkeypatch):
    """Three walks are made before they are counted."""
    monkeypatch.setattr(walking, "BATCH", 3)


def test_a_marathon_goes_on_where_it_ended(tmp_path, threes):
    file = tmp_path / "marathon.json"
    assert not file.exists()
    for times in (1, 2):
        tally = Tally.read(file)
        assert tally.next_seed == FIRST + 3 * (times - 1)
        batches = campaign(tally, tally.steps + 7, map, made)
        assert [walked.seed for walked in next(batches)] == [FIRST + 3 * (times - 1) + at for at in range(3)]
        tally.write(file)
        assert [*batches] == []
    told = json.loads(file.read_text("utf-8"))
    assert (told["walks"], told["steps"], told["applied"], told["together"]) == (6, 18, 12, 6)
    assert (told["undone"], told["refused"], told["violations"]) == (6, 18, [])
    assert told["acts"] == {**dict.fromkeys(KINDS, 0), "move": 12, "pair": 6}
    (run,) = told["runs"]
    assert (run["version"], run["walks"], run["steps"]) == (regionpb.__version__, 6, 18)
    assert [*tmp_path.iterdir()] == [file]


def test_a_marathon_stops_at_a_violation_and_keeps_it(tmp_path, threes):
    tally = Tally(next_seed=6)
    assert len([*campaign(tally, 1_000, map, made)]) == 1
    assert [(each["seed"], each["told"]) for each in tally.violations] == [(7, "AssertionError: no")]
    tally.write(tmp_path / "marathon.json")
    assert Tally.read(tmp_path / "marathon.json") == tally


def test_other_code_is_another_run(monkeypatch):
    tally = Tally()
    for commit in ("a", "a", "b+"):
        monkeypatch.setattr("campaign.tally.commit", lambda commit=commit: commit)
        tally.add([made(1)], 30)
    assert [(run["commit"], run["walks"], run["minutes"]) for run in tally.runs] == [("a", 2, 1.0), ("b+", 1, 0.5)]


def test_each_batch_is_written_before_the_next_begins(tmp_path, monkeypatch, threes):
    """Whoever is killed loses a batch at most."""
    file, seen = tmp_path / "marathon.json", []

    def noted(seed, tries):
        seen.append(Tally.read(file).walks)
        if len(seen) == 7:
            raise KeyboardInterrupt
        return made(seed)

    monkeypatch.setattr(walking, "walk", noted)
    assert main(["--marathon", "--workers", "1", "--file", str(file)]) == 0
    assert seen == [0, 0, 0, 3, 3, 3, 6]
    assert Tally.read(file).walks == 6


def test_the_marathon_that_is_told_of_adds_up():
    assert FILE.is_file()
    told = Tally.read(FILE)
    assert told.steps == told.applied + told.undone == sum(run["steps"] for run in told.runs)
    assert told.walks == sum(run["walks"] for run in told.runs) == told.next_seed - FIRST
    assert sum(told.acts.values()) == told.applied + told.together
    assert {*told.acts} == {*KINDS}
