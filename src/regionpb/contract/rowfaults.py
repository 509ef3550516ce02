"""Faults that lie between the cells of one row, found for all rows of a table at once.

`regionpb.contract.row` and `regionpb.contract.territory` say the same of a single row.

    >>> from regionpb.contract import TABLES
    >>> cells = {"organization": pl.Series(["O-1", None]), "body": pl.Series(["B-1", None])}
    >>> faults = row_faults(TABLES["seats"], pl.DataFrame(cells), cells)
    >>> [(fault.column, fault.code, fault.at.to_list()) for fault in faults]
    [('organization', 'E004', [1]), ('body', 'E002', [0])]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping

import polars as pl
from attrs import frozen

from regionpb.codes import DIVISION_LENGTHS, compact_division_expr
from regionpb.contract.base import Table
from regionpb.contract.typed import texts

__all__ = ["Fault", "cut_codes", "row_faults"]


@frozen
class Fault:
    """Faulty cells of one column, all for the same reason.

    Attributes:
        column: the column's name.
        code: what is wrong with them.
        at: the positions of their rows.
        values: the text that stands there.
        aside: whether their rows are set aside.
    """

    column: str
    code: str
    at: pl.Series
    values: pl.Series
    aside: bool


def row_faults(table: Table, frame: pl.DataFrame, read: Mapping[str, pl.Series]) -> list[Fault]:
    """What is wrong between the cells of a row: E006, and E004 or E002 where exactly one cell must be filled.

    Args:
        table: the table.
        frame: its cells as they came.
        read: the values of the columns that it has.
    """
    wrong = (*_ended_too_early(read), *_not_exactly_one(table, read))
    return [
        Fault(column, code, at := mask.arg_true(), texts(frame[column].gather(at)), aside=True)
        for column, code, mask in wrong
        if mask.any()
    ]


def _ended_too_early(read: Mapping[str, pl.Series]) -> Iterator[tuple[str, str, pl.Series]]:
    if "start" in read and "end" in read:
        yield "end", "E006", read["end"] <= read["start"]


def _not_exactly_one(table: Table, read: Mapping[str, pl.Series]) -> Iterator[tuple[str, str, pl.Series]]:
    """Of columns that are all absent nothing is said row by row."""
    group = [name for name in table.exactly_one if name in read]
    if not group:
        return
    there = [pl.col(name).is_not_null() for name in group]
    asked = {group[0]: ~pl.any_horizontal(there)}
    for position, name in enumerate(group[1:], 1):
        asked[name] = there[position] & (pl.sum_horizontal(there[:position]) == 1)
    # All at once: of a small table each question of its own costs more than its answer.
    told = pl.DataFrame([read[name].alias(name) for name in group]).select(**asked)
    for name in group:
        yield name, "E004" if name == group[0] else "E002", told[name]


def cut_codes(table: Table, frame: pl.DataFrame, read: MutableMapping[str, pl.Series], faults: list[Fault]) -> None:
    """Cut padded division codes to the length of their level, in `read`; those that do not fit it are E009."""
    if table.name != "divisions" or not {"code", "level"} <= {*read}:
        return
    code, level = read["code"], read["level"]
    lengths = {str(name): length for name, length in DIVISION_LENGTHS.items()}
    length = pl.col("level").replace_strict(lengths, default=None, return_dtype=pl.UInt32)
    unlike = pl.DataFrame([code.alias("code"), level.alias("level")]).select(pl.col("code").str.len_bytes() != length)[
        :, 0
    ]
    if not unlike.any():
        return
    odd = unlike.arg_true()
    cut = pl.select(compact_division_expr(pl.lit(code.gather(odd)), pl.lit(level.gather(odd)))).to_series()
    read["code"] = code.scatter(odd, cut)
    at = odd.filter(cut.is_null())
    if len(at):
        faults.append(Fault("code", "E009", at, texts(frame["code"].gather(at)), aside=True))
