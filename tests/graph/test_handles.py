"""Handles lead where the contract's references lead."""

from types import SimpleNamespace

import polars as pl
import pytest

import regionpb as rpb
from regionpb.contract import NODE_TABLES, TABLES
from regionpb.graph import handles
from regionpb.graph.around import InMemory

HANDLES = {kind.table: kind for kind in vars(handles).values() if hasattr(kind, "around") and kind.table}
LINKS = [
    (kind, name, link) for kind in HANDLES.values() for name, link in vars(kind).items() if hasattr(link, "column")
]


def test_every_kind_of_node_has_a_handle():
    assert HANDLES.keys() == {*NODE_TABLES} - {"candidates"}  # who is not yet a member is led to by nothing


@pytest.mark.parametrize(("kind", "name", "link"), LINKS, ids=[f"{kind.__name__}.{name}" for kind, name, _ in LINKS])
def test_a_link_is_a_reference_of_the_contract(kind, name, link):
    to = link.kind().table
    if isinstance(link, handles._to):
        assert link.column == name
        assert TABLES[kind.table].by_name[name].references == to
    else:
        assert name.lstrip("_") in {to, "belonging"}
        assert TABLES[to].by_name[link.column].references == kind.table


def test_every_single_reference_of_a_node_can_be_followed():
    for table, kind in HANDLES.items():
        for column in TABLES[table].columns:
            if column.references in HANDLES:
                assert hasattr(kind, column.name), f"{table}.{column.name}"


def test_every_row_of_the_minimal_region_leads_on():
    """Each link of each handle answers with handles of the right kind, of the rows that the columns name."""
    region = rpb.testing.minimal()
    for table, kind in HANDLES.items():
        frame = region.snapshot.frame(table)
        for row in frame.iter_rows(named=True):
            handle = kind.find(InMemory(region.snapshot), row[TABLES[table].key[0]])
            for link, name in ((link, name) for of, name, link in LINKS if of is kind):
                found = getattr(handle, name)
                if isinstance(link, handles._to):
                    assert (found and found.id) == row[name]
                else:
                    there = region.snapshot.frame(link.kind().table).filter(pl.col(link.column) == handle.id)
                    assert [each.id for each in found] == there[TABLES[link.kind().table].key[0]].to_list()


def test_a_link_asked_of_the_class_is_itself():
    assert handles.Unit.division.__doc__ == "Where it lies."
    assert handles.Unit.members.__get__(None, SimpleNamespace) is handles.Unit.members


def test_volunteers_and_linked_points_that_are_current():
    team = {"id": "T-1", "name": "队", "division": "3302"}
    point = {"id": "P-1", "name": "站", "kind": "station", "division": "3302", "linked_to": "P-2;P-1"}
    region = rpb.read({
        "members": pl.DataFrame({"id": ["M-1", "M-2"], "organization": ["O-1"] * 2, "status": ["full"] * 2}),
        "volunteer_teams": pl.DataFrame([team]),
        "volunteers": pl.DataFrame({"team": ["T-1", "T-1"], "member": ["M-2", "M-9"]}),
        "service_points": pl.DataFrame([point]),
    })  # fmt: skip
    (found,) = handles.VolunteerTeam.find(InMemory(region.snapshot), "T-1").members
    assert (found.id, type(found)) == ("M-2", handles.Member)
    assert [each.id for each in handles.ServicePoint.find(InMemory(region.snapshot), "P-1").linked_to] == ["P-1"]


def test_a_row_whose_required_columns_never_came():
    region = rpb.read({"divisions": pl.DataFrame({"code": ["330203", "330203001001"], "name": ["海曙区", "某村"]})})
    for code in ("330203", "330203001001"):
        row = region.division(code).row
        assert (row.code, row.level, row.parent) == (code, None, None)
        assert isinstance(row, rpb.models.Division)
    region = rpb.read({"organizations": pl.DataFrame({"id": ["O-1"], "name": ["某村党支部"], "备注": ["x"]})})
    row = region.organization("O-1").row
    assert (row.form, row.division, row.model_extra) == (None, None, {"备注": "x"})
