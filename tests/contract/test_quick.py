"""The quick way takes what is written plainly: nothing of it is left for the thorough one."""

import polars as pl
import pytest

from regionpb.contract import TABLES
from regionpb.contract.columns import Kind
from regionpb.contract.quick import quick

from .filled import row

SLOW = {kind for kind in Kind if kind.is_list and kind is not Kind.TERMS} | {Kind.CREDIT_CODE}
"""Lists of references and credit codes are always looked at one by one."""
COLUMNS = [
    (name, column)
    for name, table in TABLES.items()
    for column in table.columns
    if column.kind not in SLOW and row(table)[column.name] is not None
]


def plain(value):
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)


@pytest.mark.parametrize(("name", "column"), COLUMNS, ids=lambda what: getattr(what, "name", what))
def test_a_plain_cell_is_taken_at_once(name, column):
    frame = pl.DataFrame({column.name: [plain(row(TABLES[name])[column.name]), None]})
    value, nothing = frame.select(quick(column, pl.String()))[column.name]
    assert value is not None
    assert nothing is None
