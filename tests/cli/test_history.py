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
from regionpb.queries.trail import EVENTS
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


def test_the_command(run, tmp_path):
    minimal().apply(changes.transfer("M-2", to="O-1", on=later(1))).write(tmp_path)
    code, out, _ = run("history", "member", tmp_path, "M-2")
    assert code == 0
    assert out.splitlines()[0].startswith("member M-2")
    assert "2011-07-30  ordinary" in out
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
