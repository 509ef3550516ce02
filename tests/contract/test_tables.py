"""What the contract declares, against the model's own lists."""

import polars as pl
import pytest

from regionpb.contract import NODE_TABLES, TABLES, Kind, table, table_of
from regionpb.contract.base import Table
from regionpb.contract.cells import read_cell
from regionpb.contract.columns import cell, column_of
from regionpb.contract.row import Row
from regionpb.contract.syntax import normal, spelling
from regionpb.errors import UnknownName

UNDATED = {"transfers", "meetings", "attendances", "matters", "requests", "budgets", "wages", "grants", "declared"}
ALL = [
    *("divisions", "units", "organizations", "regional_units", "members", "candidates", "bodies", "service_points"),
    *(
        "volunteer_teams",
        "seats",
        "pairings",
        "liaisons",
        "transfers",
        "meetings",
        "attendances",
        "matters",
        "requests",
    ),
    *("volunteers", "projects", "budgets", "workers", "wages", "grants", "declared"),
]


def test_every_table_of_the_model_is_there_once():
    assert [*TABLES] == sorted(TABLES, key=[*TABLES].index)
    assert {*TABLES} == {*ALL}
    assert {*NODE_TABLES} == {*ALL[:9]}
    assert {name for name, found in TABLES.items() if not found.dated} == UNDATED


@pytest.mark.parametrize("found", TABLES.values(), ids=TABLES)
def test_a_table_hangs_together(found):
    names = [c.name for c in found.columns]
    headers = [header for c in found.columns for header in {*c.headers}]
    assert len({*headers}) == len(headers), "a header means one column"
    assert {*found.key} <= {c.name for c in found.columns if c.required}
    assert {*found.exactly_one} <= {c.name for c in found.columns if not c.required}
    assert {*found.locator} <= {*names}
    assert {c.references for c in found.columns} - {None} <= {*TABLES}
    assert names[-2:] == ["start", "end"] or not found.dated
    assert found.schema == {c.name: c.dtype for c in found.columns}
    for column in found.columns:
        assert column.label
        assert column.meaning
        assert found.column(column.label) is column
        assert found.column(column.name.upper().replace("_", " ")) is column
        assert (column.vocabulary is not None) == (column.kind in {Kind.TERM, Kind.TERMS})
        assert not (column.required and column.kind.is_list)
        assert not (column.required and column.default)


def test_no_two_tables_share_a_name():
    names = [(name, found.name) for found in TABLES.values() for name in {*found.names}]
    assert len(names) == len(dict(names))
    for name, found in names:
        assert table_of(name) is TABLES[found]


@pytest.mark.parametrize(
    "column", [c for t in TABLES.values() for c in t.columns if c.vocabulary], ids=lambda c: c.name
)
def test_every_spelling_of_a_vocabulary_means_one_term(column):
    spelt = {}
    for term in column.vocabulary:
        for text in term.spellings:
            assert read_cell(column, text) in {term, (term,)}
            assert spelt.setdefault(spelling(text), term) is term


def test_names_are_found_in_either_language():
    assert table("Regional Units") is table("统筹区域") is TABLES["regional_units"]
    assert table_of("notes") is None
    assert normal("Ｉｄ\u3000") == "id"
    with pytest.raises(UnknownName, match="did you mean 'organizations'"):
        table("organisations")
    with pytest.raises(UnknownName, match="did you mean 'superior'"):
        table("organizations").column("superiour")


def test_kinds_say_what_holds_them():
    assert Kind.TERMS.dtype == pl.List(pl.String)
    assert [kind for kind in Kind if kind.is_list] == [Kind.REFERENCES, Kind.TERMS, Kind.WORDS]
    assert (Kind.DATE.dtype, Kind.INTEGER.dtype, Kind.KEY.dtype) == (pl.Date, pl.Int64, pl.String)


def test_a_field_that_is_no_column_is_refused():
    class Bare(Row):
        id: str

    with pytest.raises(TypeError, match="not declared with cell"):
        column_of("id", Bare.model_fields["id"])
    with pytest.raises(TypeError):
        Table("bare", "无", Bare)
    assert cell("编号").aliases == ()
