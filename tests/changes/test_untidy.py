"""Acts in registers that are not tidy: what was wrong with the source is still told, and nothing else is touched."""

from random import Random

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import regionpb as rpb
from oracle.regions import valid
from regionpb import changes
from regionpb.contract import TABLES
from regionpb.datasets.days import DAY
from regionpb.io.again import take_again
from regionpb.testing.deeds import made_up

FILES = {
    "divisions.csv": "code,name,level\n330203,甬东区,county\n",
    "organizations.csv": "id,name,form,division,superior,电话\n"
    "O-1,甲,committee,330203,,1\nO-2,乙,branch,330203,O-1,2\nO-3,丙,brunch,330203,O-1,3\nO-4,丁,branch,330203,O-3,4\n",
    "organizations.jsonl": '{"id":"O-5","form":"branch","division":"330203","superior":"O-1"}\n',
    "members.csv": "id,organization,status,joined\n"
    "M-1,O-2,full,2001-02-30\nM-2,O-2,full,2001-02-28\nM-3,O-2,,2001-02-28\nM-4,O-3,full,2001-02-28\n",
    "seats.csv": "id,role,organization,holder\nS-1,member,O-7,M-1\nS-2,member,O-2,M-3\n",
}
ACT = changes.transfer("M-2", to="O-1", on="2012-05-01")
FOUND_ANEW = ["E005", "E007", "E010"]


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def told(region):
    return sorted(
        (f.code, f.table, str(f.id), str(f.values), str(f.source)) for f in region.check(select=["E"]).findings
    )


def assert_rows_are_kept(before, after, plan=None):
    """Every row is as it was, and where it was, but for those to which a plan writes, or that end."""
    for name, frame in before.tables.frames.items():
        now = after.tables.frames[name].head(frame.height)
        less = [column for column in ("end", "exit", "end_reason") if column in frame.columns and plan is None]
        written = plan.written[name].changed if plan is not None and name in plan.written else ()
        stays = ~pl.int_range(frame.height, eager=True).is_in([at for at, _, _ in written])
        assert_frame_equal(now.filter(stays).drop(less), frame.filter(stays).drop(less))


def test_what_was_wrong_is_told_as_before(folder):
    region = rpb.read(folder, at=DAY)
    after = region.apply(ACT)
    assert {code for code, *_ in told(region)} == {"E001", "E002", "E003", "E004", "E005", "E008"}
    assert told(after) == told(region)
    assert_rows_are_kept(region, after)
    for name, rows in region.intake.rows.items():
        assert after.intake.rows[name].set_aside == rows.set_aside
    for name, frame in region.intake.set_aside.items():
        assert_frame_equal(after.intake.set_aside[name], frame)
    assert after.history("organizations")["name"].to_list() == ["甲", "乙", "丁", None]


def test_it_is_taken_back_and_known_when(folder):
    region = rpb.read(folder, at=DAY)
    once = region.apply(ACT)
    first = once.journal.last.recorded
    twice = once.apply(changes.transfer("M-1", to="O-1", on="2012-06-01"))
    for same in (twice.undo(), twice.at(DAY, known=first), rpb.read(folder, at=DAY).apply(ACT)):
        assert told(same) == told(region)
        assert_rows_are_kept(region, same)
    assert told(once.undo()) == told(region)


def test_what_refers_to_nothing_is_found_anew(folder):
    region = rpb.read(folder, at=DAY)
    founded = changes.establish("O-7", name="戊", form="committee", division="330203", on="2012-05-01")
    after = region.apply(founded)
    assert [each for each in told(region) if each not in told(after)] == [
        ("E005", "seats", "S-1", "{'column': 'organization', 'value': 'O-7', 'references': 'organizations'}",
         "seats.csv:2 (organization)")
    ]  # fmt: skip


def test_findings_of_rows_that_came_say_where_they_stood(folder):
    region = rpb.read(folder, at=DAY)
    after = region.apply(ACT)
    (finding,) = (each for each in after.check(select=["O"]).findings if (each.code, each.id) == ("O010", "O-2"))
    assert str(finding.source) == "organizations.csv:3"
    for name in ("organizations.jsonl", "seats.csv"):
        (folder / name).unlink()
    sound = "id,name,form,division,superior\nO-1,甲,committee,330203,\nO-2,乙,branch,330203,O-1\n"
    (folder / "organizations.csv").write_text(sound, "utf-8")
    (folder / "members.csv").write_text("id,organization,status\nM-1,O-2,full\n", "utf-8")
    renamed = rpb.read(folder, at=DAY).apply(changes.rename_division("330203", name="甬西区", on="2012-05-01"))
    (finding,) = (each for each in renamed.check(select=["O"]).findings if each.code == "O006")
    assert str(finding.source) == "organizations.csv:3"


def test_a_store_keeps_every_cell(folder, tmp_path):
    region = rpb.read(folder, at=DAY)
    with rpb.open_store(tmp_path / "region.sqlite") as store:
        store.load(region)
        for _ in range(2):
            kept = store.region()
            assert_rows_are_kept(region, kept)
            assert kept.check(select=["H004"]).ok
            store.apply(
                changes.rename_division("330203", name=f"甬{store.version}区", on=f"201{store.version + 2}-01-01")
            )
        store.rebuild()
        assert_rows_are_kept(region, store.region())


def test_frames_have_every_cell(folder):
    assert rpb.read(folder, at=DAY).frames["organizations"]["name"].to_list() == ["甲", "乙", "丁", None]


SPOILS = ["zzz", "2001-02-30", "", "X-99"]


def spoilt(seed, folder):
    """A valid region in files, some cells of which are spoilt, and of which one table may come in two files."""
    rng = Random(seed)
    for name, frame in valid(rng, DAY).items():
        table = TABLES[name]
        text = frame.with_columns(pl.col(pl.List(pl.String)).list.join(";")).cast(pl.String)
        for _ in range(rng.choice([0, 0, 1, 2]) if text.height else 0):
            column, at = rng.choice(text.columns), rng.randrange(text.height)
            if column not in table.key and column not in ("start", "end"):
                text = text.with_columns(text[column].scatter(at, rng.choice(SPOILS)))
        half = rng.randint(0, text.height) if rng.random() < 0.3 else text.height
        text.head(half).write_csv(folder / f"{name}.csv")
        if half < text.height:
            lacking = [
                c.name for c in table.columns if c.required and c.name in text.columns and c.name not in table.key
            ]
            rest = text.tail(text.height - half).drop(rng.sample(lacking, min(len(lacking), 1)))
            rest.write_ndjson(folder / f"{name}.jsonl")
    return rpb.read(folder, at=DAY), rng


@pytest.mark.parametrize("seed", range(60))
def test_nothing_that_was_told_is_lost(seed, tmp_path):
    region, rng = spoilt(seed, tmp_path)
    source = region.intake.findings.filter(~pl.col("code").is_in(FOUND_ANEW))
    for _ in range(4):
        try:
            act = made_up(region, rng, DAY)
            after = region.apply(act)
        except (rpb.Refused, rpb.UnknownName):
            continue
        now = after.intake.findings.filter(~pl.col("code").is_in(FOUND_ANEW))
        assert_frame_equal(now.head(source.height).drop("row", "file"), source.drop("row", "file"))
        assert_rows_are_kept(region, after, region.preview(act))
        for name, rows in region.intake.rows.items():
            assert after.intake.rows[name].set_aside == rows.set_aside
        assert {f.code for f in after.check(select=["E"]).findings} <= {
            f.code for f in region.check(select=["E"]).findings
        }
        assert told(after.undo()) == told(region)
        again, found = take_again(after.tables.frames, after.tables.absent, region.intake)
        assert_frame_equal(found.findings, after.intake.findings, check_row_order=False)
        assert again.dangling.keys() == after.tables.dangling.keys()
        assert found.rows == after.intake.rows
        region = after


def test_what_cannot_be_asked_of_some_is_not_asked_after_an_act(folder, tmp_path_factory):
    (folder / "members.csv").write_text("id,organization\nM-1,O-2\nM-2,O-2\n", "utf-8")
    region = rpb.read(folder, at=DAY)
    before = {each.code for each in region.check().not_checked if "members.status" in each.missing}
    assert "O006" in before
    admitted = changes.admit("M-9", organization="O-2", status="full", on="2011-05-01")
    with rpb.open_store(tmp_path_factory.mktemp("store") / "region.sqlite") as store:
        store.load(region)
        store.apply(admitted)
        store.undo()
        store.apply(admitted)
        for after in (region.apply(admitted), region.apply(admitted).undo().apply(admitted), store.region()):
            assert {each.code for each in after.check().not_checked if "members.status" in each.missing} == before
            assert after.member("M-9").row.status == "full"


def test_what_was_believed_then_is_as_untidy(tmp_path):
    rpb.testing.minimal().apply(ACT).write(tmp_path)
    members = tmp_path / "members.csv"
    text = members.read_text("utf-8")
    members.write_text(text.replace("1999-07-01", "1999-02-30"), "utf-8")
    read = rpb.read(tmp_path, at=DAY)
    before = read.at(DAY, known=read.journal.last.recorded.replace(year=2000))
    assert (read.history("members").height, before.history("members").height) == (4, 3)
    assert [code for code, *_ in told(read)] == ["E002"]
    assert told(before) == told(read)


def test_findings_stay_with_their_rows_where_others_are_taken_away(folder, tmp_path_factory):
    less = tmp_path_factory.mktemp("less")
    for name, text in FILES.items():
        (less / name).write_text(text, "utf-8")
    lines = FILES["members.csv"].splitlines(keepends=True)
    (folder / "members.csv").write_text("".join([lines[0], "M-0,O-2,full,2001-01-01\n", *lines[1:]]), "utf-8")
    region, other = rpb.read(folder, at=DAY), rpb.read(less, at=DAY)
    patched = region.patched(other.patch(region))
    assert (
        patched.history("members")["id"].to_list() == other.history("members")["id"].to_list() == ["M-1", "M-2", "M-4"]
    )
    assert told(patched) == told(region)
    placed = patched.intake.findings.filter(pl.col("code") == "E002").select("id", "position").row(0)
    assert placed == ("M-1", 0)
    assert patched.intake.places["members"]["row"].to_list() == [3, 4, 6]


def test_a_code_of_a_division_whose_level_is_not_known_has_the_length_of_some_level(folder):
    (folder / "divisions.csv").write_text("code,name\n330203,甬东区\n", "utf-8")
    region = rpb.read(folder, at=DAY)
    with pytest.raises(rpb.Refused, match="'33020' is no division code; see how long") as refused:
        region.preview(changes.recode_division("330203", to="33020", on="2012-05-01"))
    assert refused.value.said("zh") == "“33020”不是区划代码；请核对位数（E009）"
    region.preview(changes.recode_division("330203", to="330212", on="2012-05-01"))
