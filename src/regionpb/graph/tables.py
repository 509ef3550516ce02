"""What a region holds: all versions of all rows, one frame a table.

Frames carry every column of the contract (an absent column is null and remembered) and whatever
other columns came along. The position of a row in its frame is its identity inside the library.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import polars as pl
from attrs import field, frozen

from regionpb.contract import TABLES, Column, table
from regionpb.errors import UnknownName
from regionpb.graph.lineage import Lineage

__all__ = ["ROW", "Tables"]

ROW = "_row"
"""The hidden column in which frames handed to rules carry the position of a row."""


def _read_only(mapping: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(dict(mapping))


@frozen(eq=False)
class Tables:
    """All versions of the rows of all tables that a source had.

    Attributes:
        frames: the present tables by name.
        absent: of each present table, the columns no source had.
        dangling: the values that refer to no row of any version, by (table, column).
        overlapping: the tables in which versions of one id overlap.
        lineage: where they come from, if a change made them of others.
    """

    frames: Mapping[str, pl.DataFrame] = field(converter=_read_only)
    absent: Mapping[str, frozenset[str]] = field(converter=_read_only, factory=dict[str, frozenset[str]])
    dangling: Mapping[tuple[str, str], pl.Series] = field(
        converter=_read_only, factory=dict[tuple[str, str], pl.Series]
    )
    overlapping: frozenset[str] = frozenset()
    lineage: Lineage | None = None
    _resolved: dict[str, pl.DataFrame] = field(factory=dict[str, pl.DataFrame], init=False, repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        # Read-only mappings cannot be pickled; what they show can.
        return Tables, (dict(self.frames), dict(self.absent), dict(self.dangling), self.overlapping)

    def __contains__(self, name: str) -> bool:
        return name in self.frames

    def history(self, name: str) -> pl.DataFrame:
        """All versions of a table; an absent table is empty.

        Raises:
            UnknownName: when the contract has no such table.
        """
        known = table(name)
        found = self.frames.get(known.name)
        return pl.DataFrame(schema=known.schema) if found is None else found

    def missing(self, needs: Iterable[str]) -> list[str]:
        """Of needs such as `"pairings"` or `"organizations.superior"`, those no source had.

        A column of an absent table is missing as its table.
        """
        out: list[str] = []
        for need in needs:
            name, _, column = need.partition(".")
            if name not in self.frames:
                out.append(name)
            elif column and column in self.absent.get(name, ()):
                out.append(need)
        return list(dict.fromkeys(out))

    def resolved(self, name: str) -> pl.DataFrame:
        """All versions of a table in the contract's columns, dangling references empty, with `_row`.

        Raises:
            UnknownName: when the contract has no table of that English name.
        """
        if name not in TABLES:
            raise UnknownName("table", name, TABLES, "表")
        found = self._resolved.get(name)
        if found is None:  # two threads may both make it; both make the same, and either may stay
            found = self._resolved[name] = self._resolve(name)
        return found

    def _resolve(self, name: str) -> pl.DataFrame:
        known, frame = TABLES[name].by_name, self.history(name)
        rows = pl.Series(ROW, np.arange(frame.height, dtype=np.int64))
        frame = pl.DataFrame([rows, *(frame[column] for column in known)])
        bad = [(known[column], values) for (of, column), values in self.dangling.items() if of == name]
        return frame.with_columns(_without(column, values) for column, values in bad) if bad else frame


def _without(column: Column, values: pl.Series) -> pl.Expr:
    """A column of references without those that lead nowhere; a list of which nothing is left is empty."""
    cell = pl.col(column.name)
    if not column.kind.is_list:
        return pl.when(~cell.is_in(values.implode())).then(cell).alias(column.name)
    left = cell.list.eval(pl.element().filter(~pl.element().is_in(values.implode())))
    return pl.when(left.list.len() > 0).then(left).alias(column.name)
