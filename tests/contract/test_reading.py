from datetime import date, datetime, time
from time import perf_counter

import polars as pl
import pytest

from regionpb.contract import TABLES
from regionpb.contract.reading import read_table

MIDNIGHT = datetime.combine(date(2011, 7, 29), time())
NOON = MIDNIGHT.replace(hour=12)
ORGANIZATION = {"id": "O-1", "name": "某村党支部", "form": "党支部", "division": "330203001001"}


def read(name, *rows, **types):
    return read_table(TABLES[name], pl.DataFrame([*rows], schema_overrides=types, infer_schema_length=None))


def faults(reading):
    return reading.faults.rows()


def test_a_table_comes_whole_in_the_order_and_types_of_the_contract():
    frame = pl.DataFrame(
        {"备注": [1, 2], "division": ["33", "33"], "id": ["a", "b"], "form": ["党委", "党委"], "name": ["甲", "乙"]}
    )
    reading = read_table(TABLES["organizations"], frame)
    assert [*reading.frame.schema.items()] == [*TABLES["organizations"].schema.items(), ("备注", pl.Int64())]
    assert reading.frame["备注"].to_list() == [1, 2]
    assert reading.keep.to_list() == [True, True]
    assert faults(reading) == []
    assert reading.faults.schema == {"position": pl.Int64, "column": pl.String, "code": pl.String, "value": pl.String}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_without_rows_and_one_without_columns_it_knows(table):
    empty = read_table(table, pl.DataFrame(schema=dict.fromkeys(table.schema, pl.String)))
    assert (empty.frame.schema, empty.frame.height, len(empty.keep)) == (pl.Schema(table.schema), 0, 0)
    strange = read_table(table, pl.DataFrame({"备注": ["x", "y"]}))
    assert strange.frame.schema == pl.Schema({**table.schema, "备注": pl.String()})
    # Whole columns that are absent are the caller's to tell (E001), not faults of each row.
    assert (faults(strange), strange.keep.to_list()) == ([], [True, True])


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_what_was_read_is_read_again_as_it_is(table):
    nothing = read_table(table, pl.DataFrame({"备注": ["x"]})).frame
    assert read_table(table, nothing.head(0)).frame.equals(nothing.head(0))
    days = pl.DataFrame({c.name: ["2011-07-29"] for c in table.columns if c.name not in table.exactly_one[1:]})
    once = read_table(table, days)
    taken = once.frame.select(c.name for c in table.columns if once.frame[c.name].null_count() == 0)
    assert read_table(table, taken).frame.equals(once.frame)


def test_every_fault_of_a_row_is_told_in_the_order_of_rows_and_columns():
    reading = read(
        "organizations",
        ORGANIZATION
        | {"form": "小组", "elected_on": "2011-02-30", "approved": "也许", "start": "2012-01-01", "end": "2011-01-01"},
        ORGANIZATION,
        ORGANIZATION | {"id": " ", "name": None, "member_count": "-1"},
    )
    assert faults(reading) == [
        (0, "form", "E003", "小组"),
        (0, "elected_on", "E002", "2011-02-30"),
        (0, "approved", "E002", "也许"),
        (0, "end", "E006", "2011-01-01"),
        (2, "id", "E004", " "),
        (2, "name", "E004", None),
        (2, "member_count", "E002", "-1"),
    ]
    assert reading.keep.to_list() == [False, True, False]
    assert reading.frame.height == 3


def test_a_bad_optional_cell_counts_as_empty():
    reading = read(
        "organizations",
        ORGANIZATION | {"elected_on": "?", "function": "?", "term_years": "3.5", "end": "?", "start": "2011"},
    )
    assert [code for _, _, code, _ in faults(reading)] == ["E003", "E002", "E002", "E002", "E002"]
    assert reading.keep.to_list() == [True]
    row = reading.frame.row(0, named=True)
    assert (row["function"], row["elected_on"], row["term_years"], row["start"], row["end"]) == (
        "general",
        None,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("end", "code"), [("2011-07-29", ["E006"]), ("2011-07-28", ["E006"]), ("2011-07-30", []), ("", [])]
)
def test_a_version_ends_after_it_starts(end, code):
    reading = read("organizations", ORGANIZATION | {"start": "2011-07-29", "end": end})
    assert (reading.faults["code"].to_list(), reading.keep.to_list()) == (code, [not code])


def test_exactly_one_of_several():
    group = [{}, {"organization": "o"}, {"organization": "o", "body": "b"}, {"body": "b", "team": "t"}]
    group += [{"organization": "o", "team": "t"}, {"organization": "o", "body": "b", "team": "t"}]
    meeting = dict.fromkeys(("organization", "body", "team")) | {
        "id": "m",
        "kind": "党课",
        "held_on": date(2011, 7, 29),
    }
    reading = read("meetings", *(meeting | filled for filled in group), body=pl.String, team=pl.String)
    assert faults(reading) == [
        (0, "organization", "E004", None),
        (2, "body", "E002", "b"),
        (3, "team", "E002", "t"),
        (4, "team", "E002", "t"),
        (5, "body", "E002", "b"),
    ]
    assert reading.keep.to_list() == [False, True, False, False, False, False]
    assert faults(read("meetings", {"id": "m", "kind": "党课", "held_on": "2011-07-29", "body": None})) == [
        (0, "body", "E004", None)
    ]


def test_padded_division_codes_are_cut_to_their_level():
    codes = {
        "330200": "地级",
        "441900": "县级",
        "330203001000": "乡级",
        "33": "省级",
        "330203001001.0": "村级",
        "330203002": "县级",
        "330204": "?",
    }
    reading = read("divisions", *({"code": code, "name": "某", "level": level} for code, level in codes.items()))
    assert reading.frame["code"].to_list()[:5] == ["3302", "441900", "330203001", "33", "330203001001"]
    assert faults(reading) == [(5, "code", "E009", "330203002"), (6, "level", "E003", "?")]
    assert reading.keep.to_list() == [True] * 5 + [False] * 2
    # Without levels a code stands as it came, and a wrong one is told all the same.
    bare = read("divisions", {"code": "330200"}, {"code": "33020"})
    assert (bare.frame["code"].to_list(), faults(bare)) == (["330200", None], [(1, "code", "E009", "33020")])


def test_cells_that_have_a_type_already():
    reading = read(
        "service_points",
        {
            "id": 17.0,
            "name": "某",
            "kind": "centre",
            "division": 330203001001,
            "area_m2": 5,
            "services": ["卫生", "health"],
            "start": MIDNIGHT,
        },
        {
            "id": 18.0,
            "name": "某",
            "kind": "centre",
            "division": 330203001001,
            "area_m2": -5,
            "services": ["health", "health"],
            "start": NOON,
        },
        kind=pl.Categorical,
    )
    assert reading.frame["id"].to_list() == ["17", "18"]
    assert reading.frame["division"].unique().to_list() == ["330203001001"]
    assert reading.frame["start"].to_list() == [date(2011, 7, 29), None]
    assert reading.frame["services"].to_list() == [None, ["health"]]
    assert faults(reading) == [
        (0, "services", "E003", "卫生;health"),
        (1, "area_m2", "E002", "-5"),
        (1, "start", "E002", "2011-07-29 12:00:00.000000"),
    ]


def test_the_same_table_twice_and_in_parts():
    rows = [
        ORGANIZATION | {"id": f"O-{i}", "elected_on": text}
        for i, text in enumerate(["2011-07-29", "1985.07", "", None, "?"] * 40)
    ]
    whole = read("organizations", *rows)
    halves = [read("organizations", *part) for part in (rows[:77], rows[77:])]
    assert pl.concat(half.frame for half in halves).equals(whole.frame)
    assert sum(half.faults.height for half in halves) == whole.faults.height == 40


def test_hostile_cells_cost_little_and_raise_nothing():
    cells = [
        "2011-07-29" + " " * 10**6 + "x",
        "1" * 10**6,
        "1,000" * 200_000,
        "\0",
        "x" * 10**6,
        " " * 10**6,
        ";" * 10**6,
        "𠀀\u202e",
        None,
    ]
    begun = perf_counter()
    for name in ("divisions", "service_points"):
        columns = TABLES[name].columns
        reading = read_table(TABLES[name], pl.DataFrame({c.name: cells for c in columns}))
        assert reading.frame.height == len(reading.keep) == len(cells)
    assert perf_counter() - begun < 20
