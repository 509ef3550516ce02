"""H004: what was written past the journal; and journals beside the tables of a folder."""

from random import Random

import polars as pl
import pytest
from attrs import evolve
from polars.testing import assert_frame_equal

import regionpb as rpb
from changes.test_acts import walk
from regionpb import changes
from regionpb.changes.journal.unlike import unlike
from regionpb.datasets.days import DAY

TRANSFER = changes.transfer("M-2", to="O-1", on="2012-01-01")


def edited(region, table, **cells):
    """A region in whose tables somebody wrote past the journal."""
    frames = {**region.tables.frames, table: region.tables.frames[table].with_columns(**cells)}
    return evolve(region, tables=evolve(region.tables, frames=frames))


def told(region):
    return [(f.table, f.id, *f.values.values()) for f in region.check(select=["H004"]).findings]


@pytest.mark.parametrize("kind", ["csv", "parquet", "jsonl"])
@pytest.mark.parametrize("seed", range(8))
def test_a_journal_goes_with_the_tables(seed, kind, tmp_path):
    last = None
    for _, _, after, _ in walk(seed):
        last = after
    if last is None:
        return
    last = last.undo()
    last.write(tmp_path / "out", kind)
    read = rpb.read(tmp_path / "out", at=DAY)
    assert "E008" not in read.check(select=["E"]).counts()
    assert told(read) == told(last) == []
    assert [entry.changes for entry in read.journal.entries] == [entry.changes for entry in last.journal.entries]
    first = last.journal.entries[0].recorded
    for known in (first, last.journal.last.recorded):
        one, other = (each.at(DAY, known=known) for each in (read, last))
        for name in other.tables.frames:
            public = rpb.contract.TABLES[name].public(other.history(name))
            assert unlike(one.tables, evolve(other.tables, frames={name: public})).is_empty()
    again = read.undo() if not read.journal.is_as_begun else read
    assert told(again) == []
    read.write(tmp_path / "out", kind)
    assert rpb.read(tmp_path / "out", at=DAY).journal.entries == read.journal.entries


def test_in_which_order_rows_stand_does_not_matter(tmp_path):
    region = rpb.testing.minimal().apply(TRANSFER).apply(changes.transfer("M-3", to="O-1", on="2012-02-01"))
    region.write(tmp_path)
    path = tmp_path / "members.csv"
    pl.read_csv(path, infer_schema=False).reverse().write_csv(path)
    read = rpb.read(tmp_path)
    assert told(read) == []
    assert read.undo().at("2012-03-01").member("M-3").organization.id == "O-2"
    assert read.at("2012-03-01", known=region.journal.entries[0].recorded).member("M-2").organization.id == "O-1"


def test_a_cell_a_row_too_many_a_row_too_few():
    region = rpb.testing.minimal().apply(TRANSFER)
    assert told(region) == []
    status = pl.when(id="M-3").then(pl.lit("probationary")).otherwise("status")
    assert told(edited(region, "members", status=status)) == [("members", "M-3", "status", "full", "probationary")]
    frames = dict(region.tables.frames)
    more = evolve(region.tables, frames=frames | {"members": pl.concat([frames["members"], frames["members"].head(1)])})
    assert told(evolve(region, tables=more)) == [("members", "M-1", "id", None, "M-1")]
    less = evolve(region.tables, frames=frames | {"transfers": frames["transfers"].clear()})
    (finding,) = evolve(region, tables=less).check(select=["H"]).findings
    assert (finding.id, finding.values["found"]) == ("T-M-2-20120101", None)
    assert "T-M-2-20120101 was recorded" in finding.message


def test_names_of_people_are_not_told():
    frames = dict(rpb.testing.minimal().frames)
    frames["members"] = frames["members"].with_columns(name=pl.lit("某某"))
    region = edited(rpb.read(frames, at=DAY).apply(TRANSFER), "members", name=pl.lit("另某"))
    assert {row[3:] for row in told(region)} == {("***", "***")}


def test_where_there_is_no_journal_it_is_not_asked():
    report = rpb.testing.minimal().check(select=["H004"])
    assert (report.counts(), report.not_checked) == ({}, ())


def test_what_a_hand_wrote_into_a_folder(tmp_path):
    rpb.testing.minimal().apply(TRANSFER).write(tmp_path)
    path = tmp_path / "transfers.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("2012-01-01", "2012-01-05"), encoding="utf-8")
    (one,) = rpb.read(tmp_path).check(select=["H004"]).findings
    assert (one.table, one.id, one.source.file, one.source.row) == ("transfers", "T-M-2-20120101", "transfers.csv", 2)
    assert (one.values["recorded"], one.values["found"]) == ("2012-01-01", "2012-01-05")


@pytest.mark.parametrize("line", [b"no json", b'{"form": 7}', b'{"form": 1, "number": 1}', b"\xff\xfe"])
def test_a_journal_that_cannot_be_read(line, tmp_path):
    rpb.testing.minimal().apply(TRANSFER).write(tmp_path)
    path = tmp_path / "journal.jsonl"
    path.write_bytes(path.read_bytes() + b"\n" + line + b"\n")
    with pytest.raises(rpb.SourceError, match=r"journal\.jsonl:3: ") as told_so:
        rpb.read(tmp_path)
    assert "第3行" in told_so.value.chinese
    path.unlink()
    path.mkdir()
    with pytest.raises(rpb.SourceError, match=r"journal\.jsonl cannot be read"):
        rpb.read(tmp_path)


def test_entries_are_missing(tmp_path):
    region = rpb.testing.minimal().apply(TRANSFER).apply(changes.transfer("M-3", to="O-1", on="2012-02-01"))
    region.write(tmp_path)
    path = tmp_path / "journal.jsonl"
    path.write_bytes(path.read_bytes().splitlines()[1])
    with pytest.raises(rpb.SourceError, match="entry 2 does not follow entry 0"):
        rpb.read(tmp_path)


def test_planted_it_is_found_on_its_rows_and_the_twin_is_sound():
    rule = rpb.rules["H004"]
    for seed in range(5):
        planted = rpb.testing.minimal().plant([rule, rule, rpb.rules["U004"]], Random(seed))
        twin = rpb.testing.minimal().twin([rule, rule], Random(seed))
        found = {(f.code, f.table, f.id) for f in planted.check().findings if f.severity == "error"}
        assert found == {*planted.planted.rows()}
        assert told(twin) == []
        assert twin.journal.number == 2


def test_a_region_changed_on_is_compared_as_well():
    """What was wrong before an act is wrong after it."""
    region = edited(rpb.testing.minimal().apply(TRANSFER), "members", status=pl.lit("probationary"))
    changed = region.apply(changes.float_("M-3", on="2012-03-01"))
    assert len(told(changed)) >= 4
    assert_frame_equal(changed.undo().history("members"), region.history("members"))


def test_with_names_only_where_they_are_asked_for(tmp_path):
    frames = dict(rpb.testing.minimal().frames)
    frames["members"] = frames["members"].with_columns(name=pl.lit("某某"))
    region = rpb.read(frames, at=DAY).apply(TRANSFER)
    region.write(tmp_path / "public")
    assert not any("某某" in path.read_text(encoding="utf-8") for path in (tmp_path / "public").iterdir())
    region.write(tmp_path / "whole", names=True)
    read = rpb.read(tmp_path / "whole")
    assert_frame_equal(read.history("members"), region.history("members"))
    assert read.journal.last.patch.to_json() == region.journal.last.patch.placeless().to_json()
    assert told(read) == []
