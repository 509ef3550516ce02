"""The journal: what was recorded is taken back, done again, known at an instant, written and read."""

import pickle
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pandas as pd
import polars as pl
import pytest
from polars.testing import assert_frame_equal

import regionpb as rpb
from changes.test_acts import SEEDS, walk
from oracle.regions import valid
from regionpb import changes
from regionpb.changes.journal import Entry, Journal, Patch
from regionpb.changes.journal.upcasting import acts_of, upcast
from regionpb.changing import redone
from regionpb.datasets.days import DAY
from regionpb.rules.norms import read_norms
from regionpb.testing.deeds import made_up

FIRST = datetime(2026, 1, 1, 8, tzinfo=UTC)


def assert_same(one, other):
    assert one.tables.frames.keys() == other.tables.frames.keys()
    for name, frame in one.tables.frames.items():
        assert_frame_equal(frame, other.tables.frames[name])
    assert one.tables.absent == other.tables.absent
    assert one.tables.overlapping == other.tables.overlapping
    assert {key: [*cells] for key, cells in one.tables.dangling.items()} == {
        key: [*cells] for key, cells in other.tables.dangling.items()
    }


def assert_gives(journal, region):
    """Replaying a journal gives a region."""
    written = journal.replayed()
    for name, frame in region.tables.frames.items():
        rows = {at: row for at, _, row in written[name].changed} if name in written else {}
        base = [rows.get(at, row) for at, row in enumerate(journal.base.frames[name].rows(named=True))]
        gone = {at for at, _ in written[name].removed} if name in written else set()
        added = [row for _, row in written[name].added] if name in written else []
        kept = [row for at, row in enumerate(base) if at not in gone] + added
        assert kept == frame.rows(named=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_done_is_taken_back_and_done_again(seed):
    states = []
    for before, act, after, policy in walk(seed):
        if not states:
            states.append(before)
        again = states[-1].apply(act, policy=policy, recorded=FIRST + timedelta(days=len(states)))
        assert_same(again, after)
        states.append(again)
    if not states:
        return
    last = states[-1]
    assert_gives(last.journal or Journal(last.tables), last)
    if last.journal is not None:
        assert_same(last, last._of(last._state).at(DAY))
        again = redone(last.journal, read_norms)
        for name, frame in last.tables.frames.items():
            assert_frame_equal(frame, again.frames[name])
    for at, state in enumerate(states):
        known = last.at(DAY, known=FIRST + timedelta(days=at, hours=1))
        assert_same(known, state)
        if at == 0:
            assert known.intake is states[0].intake or last.journal is None
    for state in reversed(states[:-1]):
        last = last.undo(actor="office")
        assert_same(last, state)
        assert_gives(last.journal, last)
    with pytest.raises(rpb.Refused, match="nothing was done that could be undone"):
        last.undo()


@pytest.mark.parametrize("seed", range(20))
def test_entries_are_written_and_read(seed):
    for _, _, after, _ in walk(seed):
        for entry in after.journal.entries:
            read = Entry.from_json(entry.to_json())
            assert read == entry
            assert read.changes == entry.changes


@pytest.mark.parametrize("seed", range(5))
def test_a_walk_back_and_forth(seed):
    """Undone and done otherwise, again and again, a region is what the acts that stand make of it."""
    rng = Random(seed)
    region = first = rpb.read(valid(rng, DAY), at=DAY)
    standing, on = [], DAY
    for _ in range(80):
        if standing and rng.random() < 0.2:
            region = region.undo()
            standing.pop()
            continue
        on += timedelta(days=1)
        act = made_up(region, rng, on)
        try:
            region = region.apply(act)
        except (rpb.Refused, rpb.UnknownName):
            continue
        standing.append(act)
    assert region.journal.number > 5
    plain = first
    for act in standing:
        plain = plain.apply(act)
    assert_same(region, plain)
    assert_gives(region.journal, region)
    assert [act for entry in region.journal.standing for act in entry.changes] == standing
    log = region.journal.log()
    assert log.filter(~pl.col("undone"), pl.col("undoes").is_null()).height == len(standing)
    assert log["number"].to_list() == [*range(1, log.height + 1)]
    assert log["recorded"].is_sorted()


def test_what_was_set_aside_stays_so_and_is_there_when_all_is_taken_back():
    frames = dict(rpb.testing.minimal().frames)
    odd = pl.DataFrame({"id": ["M-8", "M-9"], "organization": ["O-2", None], "status": ["full", "full"]})
    frames["members"] = pl.concat([frames["members"], odd], how="diagonal_relaxed")
    region = rpb.read(frames, at=DAY)
    assert region.check(select=["E"]).counts() == {"E004": 1}
    changed = region.apply(changes.transfer("M-8", to="O-1", on="2012-01-01"))
    assert changed.check(select=["E"]).counts() == {"E004": 1}
    assert changed.intake.rows["members"].set_aside == 1
    assert changed.undo().intake is region.intake
    assert changed.undo().check(select=["E"]).counts() == {"E004": 1}


def test_a_column_that_came_with_an_act_goes_with_it():
    frames = dict(rpb.testing.minimal().frames)
    region = rpb.read(frames | {"members": frames["members"].drop("exit", strict=False)}, at=DAY)
    assert "exit" in region.tables.absent["members"]
    changed = region.apply(changes.transfer("M-3", to="O-1", on="2011-12-01"))
    closed = changed.apply(changes.close_member("M-2", exit="died", on="2012-01-01"))
    assert "exit" not in closed.tables.absent["members"]
    assert "exit" in closed.undo().tables.absent["members"]
    assert_same(closed.undo(), changed)


def test_only_the_next_entry_follows():
    region = rpb.testing.minimal().apply(changes.transfer("M-3", to="O-1", on="2011-12-01"), recorded=FIRST)
    journal, entry = region.journal, region.journal.last
    with pytest.raises(rpb.SourceError, match="entry 1 does not follow entry 1"):
        journal.recording(entry)
    with pytest.raises(rpb.SourceError, match=r"was recorded at .+ before entry 1"):
        region.apply(changes.transfer("M-2", to="O-1", on="2012-01-01"), recorded=FIRST - timedelta(seconds=1))
    with pytest.raises(rpb.SourceError, match="no instant"):
        region.at(DAY, known="yesterday")


@pytest.mark.parametrize("day", [date(2012, 5, 4), "2012-05-04"])
def test_a_day_is_the_instant_with_which_it_begins(day, tmp_path):
    begins = datetime.combine(date(2012, 5, 4), time()).astimezone(UTC)
    act = changes.transfer("M-2", to="O-1", on="2012-01-01")
    region = rpb.testing.minimal().apply(act, recorded=day)
    assert region.journal.last.recorded == begins
    assert region.undo(recorded=day).journal.last.recorded == begins
    with rpb.open_store(tmp_path / "region.sqlite") as store:
        for recorded, organization in ((begins, "O-1"), (begins + timedelta(microseconds=1), "O-2")):
            region = rpb.testing.minimal().apply(act, recorded=recorded)
            assert region.at("2012-02-01", known=day).member("M-2").organization.id == organization
        store.load(region)
        assert store.region("2012-02-01", known=day).member("M-2").organization.id == "O-2"
        with pytest.raises(rpb.SourceError, match="5 is no instant"):
            store.region(known=5)


@pytest.mark.parametrize(
    "told", [5, 2012.5, True, "", "2012-13-01", "0001-01-01T00:00+14:00", time(8), pd.NaT, object()]
)
def test_what_is_no_instant_is_told(told):
    region = rpb.testing.minimal()
    act = changes.transfer("M-2", to="O-1", on="2012-01-01")
    for ask in (lambda: region.at(DAY, known=told), lambda: region.apply(act, recorded=told)):
        with pytest.raises(rpb.SourceError, match="is no instant") as said:
            ask()
        assert "不是时刻" in said.value.chinese


def test_a_patch_is_laid_only_on_what_it_was_made_of():
    region = rpb.testing.minimal()
    changed = region.apply(changes.transfer("M-3", to="O-1", on="2011-12-01"))
    other = region.apply(changes.transfer("M-3", to="O-1", on="2011-12-02"))
    ledger = changes.ledger.Ledger.of(other.tables)
    with pytest.raises(rpb.Conflict, match="'M-3' is not as it is said to have been") as told:
        changed.journal.last.patch.lay(ledger)
    assert "M-3" in told.value.chinese


def test_entries_of_later_releases_and_what_is_none():
    region = rpb.testing.minimal().apply(changes.transfer("M-3", to="O-1", on="2011-12-01"))
    text = region.journal.last.to_json()
    with pytest.raises(rpb.SourceError, match="later release"):
        Entry.from_json(text.replace('"form": 1', '"form": 2'))
    for odd in ("", "{}", "[]", '{"form": 1}', text.replace('"patch"', '"pitch"'), text.replace("2011-12-01", "x")):
        with pytest.raises(rpb.SourceError):
            Entry.from_json(odd)
    later = Entry.from_json(text.replace('"version": 1', '"version": 9'))
    with pytest.raises(rpb.SourceError, match="may be of a later release"):
        later.changes  # noqa: B018 - read when asked for
    assert later.patch == region.journal.last.patch  # what it did holds all the same
    assert later.said == ("transfer (?)", "transfer（？）")


def test_old_forms_are_brought_up_step_by_step():
    steps = {
        ("move", -1): lambda act: {**act, "version": 0, "under": act["below"]},
        ("move", 0): lambda act: {key: cell for key, cell in {**act, "version": 1}.items() if key != "below"},
    }
    old = {"act": "move", "version": -1, "on": "2011-07-29", "organization": "O-17", "below": "O-9"}
    (act,) = acts_of([upcast(old, steps)])
    assert act == changes.move("O-17", under="O-9", on="2011-07-29")


def test_names_of_people_are_not_in_what_is_shown():
    frames = dict(rpb.testing.minimal().frames)
    frames["members"] = frames["members"].with_columns(name=pl.lit("某某"))
    region = rpb.read(frames, at=DAY).apply(changes.transfer("M-3", to="O-1", on="2011-12-01"))
    assert "某某" in region.journal.last.to_json()
    assert "某某" not in region.journal.last.public().to_json()


def test_it_is_pickled():
    region = rpb.testing.minimal()
    for day in range(1, 28):
        to = "O-1" if day % 2 else "O-2"
        region = region.apply(changes.transfer("M-3", to=to, on=f"2011-12-{day:02}"))
    again = pickle.loads(pickle.dumps(region.journal))
    assert again.entries == region.journal.entries
    assert isinstance(Patch.from_json(again.last.patch.to_json()), Patch)
