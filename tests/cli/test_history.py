"""The trail of a member: every version, record and seat is told once, in order."""

import json
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings

import regionpb as rpb
from regionpb import changes
from regionpb.cli.history import FORMATS
from regionpb.io.reports import trails
from regionpb.queries.trail import EVENTS, named
from regionpb.testing import minimal, regions

DAY = date(2011, 7, 29)


def later(days):
    return DAY + timedelta(days=days)


def told(region, member):
    return [(event, source, target) for _, event, source, target, _ in region.trail(member).rows()]


def test_a_life():
    region = minimal().apply(
        changes.admit("M-9", organization="O-2", on=later(1)),
        changes.confirm("M-9", on=later(400)),
        changes.appoint("M-9", role="member", organization="O-2", on=later(401)),
        changes.float_("M-9", host="O-1", on=later(402)),
        changes.return_("M-9", on=later(403)),
        changes.transfer("M-9", to="O-1", on=later(404)),
        changes.close_member("M-9", exit="died", on=later(405)),
    )
    assert told(region, "M-9") == [
        ("admitted", None, "O-2"),
        ("confirmed", None, "O-2"),
        ("member", None, "O-2"),
        ("floated", None, "O-1"),
        ("came back", None, "O-2"),
        ("ordinary", "O-2", "O-1"),
        ("no longer member", "O-2", None),
        ("died", "O-1", None),
    ]
    again = region.apply(changes.admit("M-9", organization="O-2", entry="restored", on=later(500)))
    assert told(again, "M-9")[-1] == ("restored", None, "O-2")


def test_what_is_not_recorded_is_told_too():
    frames = dict(minimal().frames)
    went = [
        {"id": "M-2", "organization": "O-1", "status": "full", "end": date(2000, 1, 1)},
        {"id": "M-2", "organization": "O-2", "status": "full", "start": date(2000, 1, 1), "end": date(2010, 1, 1)},
    ]
    letter = {"id": "T-1", "member": "M-2", "source": "O-2", "target": "O-1", "kind": "ordinary", "issued": DAY}
    frames["members"] = pl.DataFrame(went, schema=frames["members"].schema | {"start": pl.Date, "end": pl.Date})
    frames["transfers"] = pl.concat([frames["transfers"], pl.DataFrame([letter])], how="diagonal")
    frames["seats"] = frames["seats"].clear()
    assert told(rpb.read(frames, at=DAY), "M-2") == [
        ("there", None, "O-1"),
        ("went", "O-1", "O-2"),
        ("lost", "O-2", None),
        ("letter", "O-2", "O-1"),
    ]


@settings(max_examples=30, deadline=None)
@given(regions(history=True, members=(1, 30)))
def test_every_member_has_a_trail_that_ends_where_they_are(region):
    for row in region.table("members").rows(named=True):
        events = region.trail(row["id"]).filter(~pl.col("event").str.contains("letter|longer|float|back"))
        moves = events.filter(pl.col("event").is_in([*map(str, rpb.vocabulary.Role)]).not_())
        assert {*events["event"]} <= {*EVENTS}
        assert moves["target"][-1] == row["organization"]


def test_who_is_nobody_is_told():
    with pytest.raises(rpb.UnknownName, match="no member named 'M-9'"):
        minimal().trail("M-9")


def test_the_names_that_are_hinted_at_are_the_same_each_time():
    frames = dict(minimal().frames)
    rows = [{"id": f"M-{n:02}", "organization": "O-2", "status": "full"} for n in range(1, 40)]
    frames["members"] = pl.DataFrame(rows, schema=frames["members"].schema, orient="row")
    region = rpb.read(frames | {"seats": frames["seats"].clear()}, at=DAY)
    first = ", ".join(row["id"] for row in rows[:12])
    for asked in (lambda: region.trail("X"), lambda: region.preview(changes.transfer("X", to="O-1", on=DAY))):
        with pytest.raises(rpb.UnknownName) as told_so:
            asked()
        assert str(told_so.value) == f"no member named 'X'; there are {first}, …"


def test_organizations_are_called_what_they_were_called_on_the_day(run, tmp_path):
    """The last name of an organization was told of every day."""
    region = minimal().apply(
        changes.establish("O-9", name="旧支部", form="temporary_branch", under="O-1", division="330203", on=later(1)),
        changes.transfer("M-2", to="O-9", on=later(2)),
        changes.upgrade("O-9", form="general_branch", name="新总支", on=later(3)),
        changes.appoint("M-2", role="secretary", organization="O-9", on=later(4)),
        changes.dissolve("O-9", into="O-2", on=later(5)),
        changes.reestablish("O-9", on=later(9)),
        changes.upgrade("O-9", form="committee", name="最后的党委", on=later(10)),
    )
    region.write(tmp_path)
    _, out, _ = run("history", "member", tmp_path, "M-2")
    lines = [line.split() for line in out.splitlines()]
    for there in (
        "2011-07-31 transferred 甬东区机关第一党支部 O-2 → 旧支部 O-9",
        "2011-08-02 became secretary 新总支 O-9",
        "2011-08-03 no longer secretary 新总支 O-9",
        "2011-08-03 absorbed 新总支 O-9 → 甬东区机关第一党支部 O-2",
    ):
        assert any(line[: len(there.split())] == there.split() for line in lines), out
    assert "最后的党委" not in out


def test_what_is_not_there_has_no_name():
    events = minimal().trail("M-2").with_columns(target=pl.lit("O-77"))
    assert named(minimal().tables, events).select("source_name", "target_name").rows() == [(None, None)] * 2


def test_the_command(run, tmp_path):
    minimal().apply(changes.transfer("M-2", to="O-1", on=later(1))).write(tmp_path)
    code, out, _ = run("history", "member", tmp_path, "M-2")
    assert code == 0
    assert out.splitlines()[0].startswith("member M-2")
    assert "2011-07-30  transferred" in out
    assert "T-M-2-20110730" in out
    _, out, _ = run("history", "member", tmp_path, "M-2", "--lang", "zh")
    assert "转接" in out
    _, out, _ = run("history", "member", tmp_path, "M-2", "--output-format", "json")
    document = json.loads(out)
    assert document["member"] == "M-2"
    assert [event["event"] for event in document["events"]] == ["there", "secretary", "ordinary"]
    code, _, err = run("history", "member", tmp_path, "M-9")
    assert code == 2
    assert "no member named 'M-9'" in err


def test_the_help_offers_what_there_is():
    assert FORMATS == trails.FORMATS
