"""A state searched for rows by what is in their columns, as rules are asked again of what is near a change."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from attrs import field, frozen
from numpy.typing import NDArray

from regionpb.contract import TABLES
from regionpb.graph.lineage import Moved
from regionpb.graph.tables import Tables

__all__ = ["MOST", "NOWHERE", "Keys", "Positions", "Side", "TooFar", "together"]

Positions: TypeAlias = NDArray[np.int64]
"""Positions of rows in the history of a table, in order, each once."""

Keys: TypeAlias = set[tuple[Any, ...]]
"""The keys of rows, part by part."""

NOWHERE: Positions = np.empty(0, np.int64)

_FEW = 8
"""So many cells are fetched sooner one by one."""

MOST = 2_000
"""Rows; where more are near a change, a rule is asked of all."""


class TooFar(Exception):  # noqa: N818 - no error, but a way out
    """So much is near that a rule may as well be asked of everything."""


@frozen(eq=False)
class Side:
    """The rows of one state, found by what is in a column; what was looked for once, for whichever rule, is kept.

    Attributes:
        tables: the tables.
        other: another state, which is searched instead: it is so for every change that is made of it.
        moved: the tables that are not the same there, and what became of their rows, where that is known.
        judged: of what rules of each route may say something else, for what changed.
        near: what is near some rows, for rules of each route.
    """

    tables: Tables
    other: Side | None = None
    moved: Mapping[str, Moved | None] = MappingProxyType({})
    _having: dict[tuple[str, str], dict[str, Positions]] = field(
        factory=dict[tuple[str, str], dict[str, Positions]], init=False
    )
    _known: dict[str, int] = field(factory=dict[str, int], init=False)
    _values: dict[tuple[str, str, bytes], tuple[str, ...]] = field(
        factory=dict[tuple[str, str, bytes], tuple[str, ...]], init=False
    )
    judged: dict[tuple[Any, ...], Positions] = field(factory=dict[tuple[Any, ...], Positions], init=False)
    near: dict[tuple[Any, ...], dict[str, Positions]] = field(
        factory=dict[tuple[Any, ...], dict[str, Positions]], init=False
    )
    _cut: dict[tuple[str, bytes], pl.DataFrame] = field(factory=dict[tuple[str, bytes], pl.DataFrame], init=False)
    _versions: dict[tuple[str, bytes], Positions] = field(factory=dict[tuple[str, bytes], Positions], init=False)

    def having(self, table: str, column: str, values: tuple[str, ...]) -> Positions:
        """Positions of the rows with one of some values in a column, in order."""
        if not values:
            return NOWHERE
        if self.other is not None:
            moved = self.moved.get(table)
            if moved is not None:
                return self._carried(moved, table, column, values)
            if table not in self.moved:
                return self.other.having(table, column, values)
        known = self._having.setdefault((table, column), {})
        new = [value for value in values if value not in known]
        if new:
            self._look(table, column, new, known)
        found = known[values[0]] if len(values) == 1 else together(*(known[value] for value in values))
        if len(found) > MOST:
            raise TooFar
        return found

    def _carried(self, moved: Moved, table: str, column: str, values: tuple[str, ...]) -> Positions:
        """Those that had one in the other state and are as they were, and those that are not."""
        assert self.other is not None  # noqa: S101 - told to the type checker; having() asks no others
        kept = moved.now_at[self.other.having(table, column, values)]
        texts = self.tables.resolved(table)[column][moved.came].to_list()
        came = moved.came[np.fromiter((text in values for text in texts), np.bool_, len(texts))]
        return together(kept[kept >= 0], came)

    def _look(self, table: str, column: str, values: list[str], known: dict[str, Positions]) -> None:
        """Find the rows that have some values, for each of them."""
        cells = self.tables.resolved(table)[column]
        like = self.tables.hashed(table, column).find(self._hashes(values))
        rows: dict[str, list[int]] = {value: [] for value in values}
        for row, text in zip(like.tolist(), cells[like].to_list(), strict=True):
            if text in rows:  # what has the same hash may still be something else
                rows[text].append(row)
        known.update((value, np.array(here, np.int64)) for value, here in rows.items())

    def _hashes(self, values: list[str]) -> NDArray[np.uint64]:
        known = self._known
        new = [value for value in values if value not in known]
        known.update(zip(new, pl.Series(new, dtype=pl.String).hash(0).to_list(), strict=True) if new else ())
        return np.fromiter((known[value] for value in values), np.uint64, len(values))

    def values(self, table: str, column: str, rows: Positions) -> tuple[str, ...]:
        """What is in a column of some rows, each once, in order."""
        if not len(rows):
            return ()
        if self.other is not None and table not in self.moved:
            return self.other.values(table, column, rows)
        key = (table, column, rows.tobytes())
        found = self._values.get(key)
        if found is None:
            cells = self.tables.resolved(table)[column]
            texts = [cells[row] for row in rows.tolist()] if len(rows) <= _FEW else cells[rows].to_list()
            found = self._values[key] = tuple(sorted({text for text in texts if text is not None}))
        return found

    def versions(self, table: str, rows: Positions) -> Positions:
        """Positions of all versions of what some rows are versions of, themselves included."""
        if not len(rows):
            return NOWHERE
        if self.other is not None and table not in self.moved:
            return self.other.versions(table, rows)
        key = (table, rows.tobytes())
        found = self._versions.get(key)
        if found is None:
            found = self._versions[key] = together(self._others(table, rows), rows)
        return found

    def _others(self, table: str, rows: Positions) -> Positions:
        """All versions of what some rows may be one of several versions of."""
        if table not in self.tables.overlapping:
            if not TABLES[table].dated:
                return NOWHERE
            # What holds without beginning or end would overlap any other version.
            rows = rows[self._bounded(table, rows)]
        return self.called(table, self.keys(table, rows))

    def _bounded(self, table: str, rows: Positions) -> NDArray[np.bool_]:
        """Which of some rows begin or end; those that are not as they were are taken to."""
        moved = self.moved.get(table)
        if self.other is None or moved is None:
            return self.tables.bounded(table)[rows]
        then = moved.then_at[rows]
        same, found = then >= 0, np.ones(len(then), np.bool_)
        found[same] = self.other.tables.bounded(table)[then[same]]
        return found

    def keys(self, table: str, rows: Positions) -> Keys:
        """The keys of some rows; those with an empty part are nobody's and left out."""
        parts = TABLES[table].key
        if len(parts) == 1:
            return {(value,) for value in self.values(table, parts[0], rows)}
        few = self.tables.resolved(table).select(*parts)[rows]
        return {row for row in few.iter_rows() if None not in row}

    def called(self, table: str, keys: Keys) -> Positions:
        """Positions of the rows with one of some keys."""
        parts = TABLES[table].key
        like = self.having(table, parts[0], tuple(sorted({key[0] for key in keys})))
        if len(parts) > 1 and len(like):
            few = self.tables.resolved(table).select(*parts)[like]
            like = like[np.fromiter((row in keys for row in few.iter_rows()), np.bool_, len(like))]
        return like

    def cut(self, table: str, rows: Positions) -> pl.DataFrame:
        """Some rows of a table, with their positions."""
        key = (table, rows.tobytes())
        found = self._cut.get(key)
        if found is None:
            found = self._cut[key] = self.tables.resolved(table)[rows]
        return found


def together(*parts: Positions) -> Positions:
    """Positions in order, each once."""
    full = [part for part in parts if len(part)]
    return np.unique(np.concatenate(full)) if full else NOWHERE
