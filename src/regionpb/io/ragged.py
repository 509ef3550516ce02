"""Rows that a reader sets aside, and what is wrong with single rows: as columns, for of a damaged file they may be all.

>>> gathered = Aside(columns=2)
>>> gathered.put(4, ["O-1", "甲", "?"], ReadingProblem.TOO_MANY_CELLS)
>>> gathered.tell(1, ReadingProblem.OPEN_QUOTE)
>>> gathered.ragged().rows(), gathered.problems().select("code", "row", "reason", "cells", "columns").rows()
([(4, ['O-1', '甲', '?'])], [('E012', 4, 'too_many_cells', 3, 2), ('E011', 1, 'open_quote', None, None)])
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl
from attrs import define, field

from regionpb.vocabulary import ReadingProblem

__all__ = ["NO_PROBLEMS", "NO_RAGGED", "Aside", "problems_of_rows", "ragged_frame"]

NO_RAGGED = pl.DataFrame(schema={"row": pl.Int64, "cells": pl.List(pl.String)})
"""The frame of rows set aside: `row` and `cells`, as they came."""

NO_PROBLEMS = pl.DataFrame(
    schema={
        "code": pl.String,
        "row": pl.Int64,
        "reason": pl.String,
        "column": pl.String,
        "cells": pl.Int64,
        "columns": pl.Int64,
    }
)
"""The frame of what is wrong with the form of single rows.

`code` is `E011` (not readable) or `E012` (more cells than the header), `row` what people see, `reason` a value of
`ReadingProblem`; where they apply `column` is the header, `cells` how many the row has, `columns` how many there are.
"""

_AT_A_TIME = 20_000


def ragged_frame(rows: Iterable[int] = (), cells: Iterable[Sequence[str]] = ()) -> pl.DataFrame:
    """Rows set aside, as a frame.

    Example:
        >>> ragged_frame([4], [["O-1", "甲", "?"]]).to_dicts()
        [{'row': 4, 'cells': ['O-1', '甲', '?']}]
    """
    return pl.DataFrame({"row": [*rows], "cells": [[*each] for each in cells]}, schema=NO_RAGGED.schema)


def problems_of_rows(
    rows: pl.Series | Sequence[int],
    reasons: ReadingProblem | Sequence[ReadingProblem],
    *,
    column: str | None = None,
    cells: pl.Series | None = None,
    columns: int | None = None,
) -> pl.DataFrame:
    """What is wrong with some rows, as a frame like `NO_PROBLEMS`.

    Args:
        rows: the rows people see.
        reasons: what is wrong with all of them, or with each.
        column: the header of the cell at fault.
        cells: how many cells each row has; told where they are too many.
        columns: how many the header has.
    """
    found = pl.DataFrame({"row": rows, "cells": cells}, schema={"row": pl.Int64, "cells": pl.Int64})
    each = pl.lit(reasons.value) if isinstance(reasons, ReadingProblem) else pl.Series([r.value for r in reasons])
    surplus = pl.col("reason") == ReadingProblem.TOO_MANY_CELLS.value
    return found.with_columns(reason=each).select(
        code=pl.when(surplus).then(pl.lit("E012")).otherwise(pl.lit("E011")),
        row="row",
        reason="reason",
        column=pl.lit(column, pl.String),
        cells=pl.when(surplus).then("cells"),
        columns=pl.when(surplus).then(pl.lit(columns, pl.Int64)),
    )


@define
class Aside:
    """What a reader that reads row by row sets aside and tells of; few rows at a time are held as Python objects.

    Attributes:
        columns: how many columns the header has, once it is known.
    """

    columns: int | None = None
    _rows: list[int] = field(factory=list[int], init=False)
    _cells: list[list[str]] = field(factory=list[list[str]], init=False)
    _reasons: list[ReadingProblem] = field(factory=list[ReadingProblem], init=False)
    _ragged: list[pl.DataFrame] = field(factory=lambda: [NO_RAGGED], init=False)
    _problems: list[pl.DataFrame] = field(factory=lambda: [NO_PROBLEMS], init=False)

    def put(self, row: int, cells: list[str], reason: ReadingProblem) -> None:
        """Set a row aside, and tell why."""
        self._rows.append(row)
        self._cells.append(cells)
        self._reasons.append(reason)
        if len(self._rows) == _AT_A_TIME:
            self._flush()

    def tell(self, row: int, reason: ReadingProblem) -> None:
        """Tell of a row that is not set aside: the header."""
        self._flush()
        self._problems.append(problems_of_rows([row], reason))

    def ragged(self) -> pl.DataFrame:
        """The rows set aside."""
        self._flush()
        return pl.concat(self._ragged)

    def problems(self) -> pl.DataFrame:
        """What was told, in its order."""
        self._flush()
        return pl.concat(self._problems)

    def _flush(self) -> None:
        if self._rows:
            frame = ragged_frame(self._rows, self._cells)
            counts = frame["cells"].list.len()
            self._ragged.append(frame)
            self._problems.append(problems_of_rows(frame["row"], self._reasons, cells=counts, columns=self.columns))
        self._rows.clear()
        self._cells.clear()
        self._reasons.clear()
