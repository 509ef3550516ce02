"""Valid divisions for plants to spoil."""

from datetime import date
from random import Random

import polars as pl
import pytest

import regionpb as rpb
from regionpb.contract import TABLES
from regionpb.graph.tables import Tables
from regionpb.rules.planting.draft import Draft, Unplantable
from regionpb.rules.planting.new_divisions import beside, deepen, levels_of, new_code, outside_code, some

COUNTY = {"code": "330203", "name": "甬东区", "level": "county"}
STREETS = [{"code": f"33020300{n}", "name": f"{n}街道", "level": "township", "parent": "330203"} for n in (1, 2)]


def dice(seed=0):
    return Random(seed)


def draft_of(*divisions, **tables):
    rows = {"divisions": [*divisions], **tables}
    frames = {name: pl.DataFrame(given, schema=TABLES[name].schema) for name, given in rows.items()}
    return Draft.of(date(2011, 7, 29), Tables(frames))


def test_a_code_is_new_and_as_long_as_its_level():
    draft = draft_of(COUNTY, *STREETS)
    assert new_code(draft, dice(), "township", within="330203", digits=range(1, 4)) == "330203003"
    assert len(new_code(draft, dice(), "village", within="330203")) == 12
    assert not outside_code(draft, dice(), "township", parent="330203").startswith("330203")
    with pytest.raises(Unplantable, match="taken"):
        new_code(draft, dice(), "township", within="330203", digits=range(1, 3))


def test_villages_come_to_every_township_at_once():
    draft = draft_of(COUNTY, *STREETS)
    deepen(draft, dice())
    assert levels_of(draft) == ["county", "township"]
    deepen(draft, dice(), to="village")
    assert {*draft.current("divisions").filter(level="village")["parent"]} == {"330203001", "330203002"}


def test_nothing_lies_below_a_village_and_nothing_below_no_division():
    with pytest.raises(Unplantable, match="village"):
        deepen(draft_of({"code": "330203001001", "name": "李村", "level": "village"}), dice())
    with pytest.raises(Unplantable, match="no current division"):
        deepen(draft_of(), dice())


def test_a_new_division_has_the_point_it_owes():
    draft = draft_of(COUNTY, *STREETS, service_points=[])
    street = beside(draft, dice())
    assert draft.current("service_points").select("kind", "division").rows() == [("station", street)]


def test_spoilt_divisions_are_not_built_upon():
    odd = [
        {**STREETS[1], "parent": None},
        {**STREETS[1], "code": "330203003", "parent": "330203001"},
        {**STREETS[1], "code": "330205001"},
    ]
    draft = draft_of(COUNTY, STREETS[0], *odd)
    assert {some(draft, dice(seed))["code"] for seed in range(9)} == {"330203001"}


def test_a_code_below_what_lies_levels_above_goes_through_all_of_them():
    draft = draft_of({"code": "3302", "name": "甬市", "level": "prefecture"}, COUNTY)
    code = new_code(draft, dice(), "township", within="3302", digits=[7])
    assert len(code) == 9
    assert code.startswith("3302")
    assert code.endswith("007")


def test_a_skipped_level_needs_three_and_no_more():
    draft = draft_of(COUNTY)
    rpb.rules["D003"].planter(draft, dice())
    finished = Draft.of(date(2011, 7, 29), Tables({n: _whole(n, f) for n, f in draft.finished().items()}))
    assert levels_of(finished) == ["county", "township", "village"]


def test_a_skipped_level_does_not_deepen_what_is_deep_enough():
    city = {"code": "3302", "name": "甬市", "level": "prefecture"}
    draft = draft_of(city, {**COUNTY, "parent": "3302"}, *STREETS)
    rpb.rules["D003"].planter(draft, dice())
    assert "village" not in set(draft.finished()["divisions"]["level"])


def _whole(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    schema = TABLES[name].schema
    missing = [pl.lit(None, schema[column]).alias(column) for column in schema if column not in frame.columns]
    return frame.with_columns(missing).select(*schema).cast(schema)
