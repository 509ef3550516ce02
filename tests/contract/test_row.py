"""Rows as models: read from cells as they came, or made of cells that were read."""

import polars as pl
import pytest

from regionpb.contract import TABLES

from .filled import row


def canonical(table, cells):
    """The cells as a frame of the contract holds them."""
    written = table.model.model_validate(cells).model_dump(mode="python")
    return pl.DataFrame([written], schema={**table.schema, **{c: pl.String for c in written if c not in table.schema}})


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_row_of_cells_is_the_row_that_is_read_from_them(table):
    needed = {c.name for c in table.columns if c.required} | {*table.exactly_one[:1]}
    for cells in (row(table) | {"备注": "x"}, {name: cell for name, cell in row(table).items() if name in needed}):
        held = canonical(table, cells).row(0, named=True)
        made, read = table.model.of_cells(held), table.model.model_validate(held)
        assert made == read
        assert made.model_dump(mode="json") == read.model_dump(mode="json")
        assert [type(cell) for _, cell in made] == [type(cell) for _, cell in read]
        assert made.model_fields_set == read.model_fields_set


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_row_of_which_everything_lacks_is_empty_but_for_defaults(table):
    made = table.model.of_cells({})
    assert {name: cell for name, cell in made if cell is not None} == {
        c.name: c.vocabulary(c.default) for c in table.columns if c.default
    }


def test_a_column_may_be_called_as_an_argument_is():
    cells = {"id": "P-1", "cls": "1", "_fields_set": "2", "self": "3", "values": "4"}
    assert TABLES["pairings"].model.of_cells(cells).model_extra == {k: v for k, v in cells.items() if k != "id"}
