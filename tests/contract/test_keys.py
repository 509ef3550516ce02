"""The key of a row, said of a whole column, of some rows, and of one row."""

import polars as pl
import pytest

from regionpb.contract import TABLES
from regionpb.contract.keys import key_expr, key_of, keys_at

from .filled import row


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_three_ways_to_say_a_key_agree(table):
    written = table.model.model_validate(row(table)).model_dump(mode="python")
    empty = written | {table.key[-1]: None}
    frame = pl.DataFrame([written, empty], schema=table.schema)
    key = key_of(table, written)
    assert key.split("/") == [str(written[part]) for part in table.key]
    assert frame.select(key_expr(table))[:, 0].to_list() == [key, None]
    assert keys_at(table, frame, pl.Series([1, 0, None, 0])).to_list() == [None, key, None, key]
    assert keys_at(table, frame, pl.Series([], dtype=pl.Int64)).to_list() == []
    assert key_of(table, empty) == key.removesuffix(key.split("/")[-1])
    assert key_of(table, {}) == "/" * (len(table.key) - 1)


def test_what_should_be_a_person_is_told_only_if_it_is_one():
    rows = pl.DataFrame({"meeting": ["G-1"] * 4, "member": ["甲", "赵六", "M-9", None]})
    every = pl.Series([0, 1, 2, 3])
    shown = ["G-1/甲", "G-1/***", "G-1/M-9", None]
    assert keys_at(TABLES["attendances"], rows, every, {"members": pl.DataFrame({"id": ["甲"]})}).to_list() == shown
    assert keys_at(TABLES["attendances"], rows, every, {})[0] == "G-1/***"
