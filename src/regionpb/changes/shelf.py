"""Where the rows of a table lie that is being changed: in a frame, or in a database.

>>> import regionpb
>>> shelf = FrameShelf("members", regionpb.testing.minimal().tables)
>>> shelf.find("organization", "O-2"), shelf.row(1)["id"]
([0, 1, 2], 'M-2')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

import numpy as np
import polars as pl
from attrs import field, frozen

from regionpb.contract import TABLES
from regionpb.graph.lineage import Moved
from regionpb.graph.lookup import Hashes
from regionpb.graph.tables import Tables

__all__ = ["Finished", "FrameShelf", "Row", "Shelf", "Written", "finished", "frame_shelves", "rows_as_frame"]

Row: TypeAlias = dict[str, Any]
"""The cells of a row by column."""

_PIECES = 8
"""Of so many pieces a column may be before it is put into one again."""


_FEW = 3
"""So few hashes are made one by one as fast as all at once."""


class Shelf(Protocol):
    """The rows of a table as they lie there, known by their positions."""

    @property
    def columns(self) -> Sequence[str]:
        """Its columns."""
        ...

    @property
    def height(self) -> int:
        """The position of the next row there will be."""
        ...

    def row(self, position: int) -> Row:
        """A row; not to be written to."""
        ...

    def find(self, column: str, value: object) -> list[int]:
        """The positions of the rows in whose key or reference some value stands, in order."""
        ...

    def says(self, column: str, value: object = None) -> bool:
        """Whether some row says this in a column; where None, anything at all."""
        ...

    def near(self, key: str) -> Iterable[str]:
        """Keys among which one may be that was meant."""
        ...


@frozen
class Written:
    """What was written to a table.

    Attributes:
        changed: of each row that is not as it was: its position, the row before and after.
        added: new rows with their positions.
        removed: rows that are no more, with the positions they had.
    """

    changed: tuple[tuple[int, Row, Row], ...]
    added: tuple[tuple[int, Row], ...]
    removed: tuple[tuple[int, Row], ...]

    @property
    def was(self) -> list[Row]:
        """The rows that are no more as they were."""
        return [*(row for _, row, _ in self.changed), *(row for _, row in self.removed)]

    @property
    def now(self) -> list[Row]:
        """What stands there instead, then the new rows."""
        return [*(row for _, _, row in self.changed), *(row for _, row in self.added)]


@frozen(eq=False)
class Finished:
    """A frame as it is after changes.

    Attributes:
        frame: all its rows; new ones at the end.
        after: the rows that are not as they were, as they are, then the new ones.
        moved: what became of each row.
    """

    frame: pl.DataFrame
    after: pl.DataFrame
    moved: Moved


@frozen(eq=False)
class FrameShelf:
    """The rows of a table in memory."""

    name: str
    _tables: Tables
    _hashes: dict[object, Hashes] = field(factory=dict[object, Hashes], repr=False)
    """Of what was looked for; one for all tables, since hashing takes longer than finding."""
    _rows: dict[int, Row] = field(factory=dict[int, Row], init=False, repr=False)
    _found: dict[tuple[str, object], list[int]] = field(
        factory=dict[tuple[str, object], list[int]], init=False, repr=False
    )

    @property
    def frame(self) -> pl.DataFrame:
        """All its rows."""
        return self._tables.frames[self.name]

    @property
    def columns(self) -> Sequence[str]:
        """Its columns."""
        return self.frame.columns

    @property
    def height(self) -> int:
        """How many rows there are."""
        return self.frame.height

    def row(self, position: int) -> Row:
        """A row."""
        found = self._rows.get(position)
        if found is None:
            found = self._rows[position] = self.frame.row(position, named=True)
        return found

    def find(self, column: str, value: object) -> list[int]:
        """The positions of the rows in whose key or reference some value stands, in order."""
        found = self._found.get((column, value))
        if found is None:
            cells = self.frame[column]
            places = self._tables.hashed(self.name, column).find(self._hash(value)).tolist()
            found = self._found[column, value] = [at for at in places if cells[at] == value]
            if len(found) > _FEW:
                self._hash_keys(found)
        return found

    def _hash_keys(self, positions: list[int]) -> None:
        """Hash the keys of some rows at once: what was found by a reference is looked for by its key next."""
        keys = self.frame[TABLES[self.name].key[0]][positions]
        hashes = keys.hash(0).to_numpy()
        self._hashes.update((key, hashes[at : at + 1]) for at, key in enumerate(keys))

    def _hash(self, value: object) -> Hashes:
        found = self._hashes.get(value)
        if found is None:
            found = self._hashes[value] = pl.Series([value], dtype=pl.String).hash(0).to_numpy()
        return found

    def says(self, column: str, value: object = None) -> bool:
        """Whether some row says this in a column; where None, anything at all."""
        cells = self.frame[column]
        return cells.null_count() < len(cells) if value is None else bool(cells.eq(value).any())

    def near(self, key: str) -> Iterable[str]:  # noqa: ARG002 - all of them are at hand
        """All keys there are."""
        return self.frame[TABLES[self.name].key[0]].drop_nulls().unique(maintain_order=True)

    def finished(self, written: Written) -> Finished:
        """The frame after changes.

        Args:
            written: the changes; rows are added behind all others.
        """
        base = self.frame
        changed = [at for at, _, _ in written.changed]
        after = pl.DataFrame(written.now, schema=base.schema, orient="row")
        frame = _overlaid(base, changed, after.head(len(changed))) if changed else base
        origin = np.arange(base.height)
        if written.removed:
            stays = np.ones(base.height, dtype=np.bool_)
            stays[[at for at, _ in written.removed]] = False
            frame, origin = frame.filter(pl.Series(stays)), origin[stays]
        if written.added:
            frame = pl.concat([frame, after.tail(len(written.added))], rechunk=False)
            origin = np.append(origin, np.full(len(written.added), -1))
        if frame.n_chunks() > _PIECES:
            frame = frame.rechunk()
        unlike = (origin < 0) | np.isin(origin, changed)
        return Finished(frame, after, Moved.of(pl.Series(origin), pl.Series(unlike), base.height))


def _overlaid(frame: pl.DataFrame, at: list[int], rows: pl.DataFrame) -> pl.DataFrame:
    """A frame in which some rows are others; columns that say the same stay the same."""
    was = frame[at]
    unlike = [name for name in frame.columns if not was[name].equals(rows[name], null_equal=True)]
    return frame.with_columns(_scattered(frame[name], at, rows[name]) for name in unlike)


def _scattered(cells: pl.Series, at: list[int], others: pl.Series) -> pl.Series:
    if cells.dtype.is_nested():
        filled = cells.to_frame().with_row_index("at").with_columns(pl.col("at").cast(pl.Int64))
        new = pl.DataFrame({"at": pl.Series(at, dtype=pl.Int64), "other": others})
        both = filled.join(new, on="at", how="left", maintain_order="left")
        return both.select(
            pl.when(pl.col("at").is_in(at)).then("other").otherwise(cells.name).alias(cells.name)
        ).to_series()
    return cells.clone().scatter(at, others)


def frame_shelves(tables: Tables) -> Mapping[str, FrameShelf]:
    """The shelves of all tables in memory."""
    hashes: dict[object, Hashes] = {}
    return {name: FrameShelf(name, tables, hashes) for name in tables.frames}


def finished(tables: Tables, written: Mapping[str, Written]) -> dict[str, Finished]:
    """The tables in memory that something was written to, as they are afterwards."""
    return {name: FrameShelf(name, tables).finished(each) for name, each in written.items()}


def rows_as_frame(name: str, rows: Sequence[Row]) -> pl.DataFrame:
    """Rows of a table as a frame; columns that the contract does not know come last, as what they hold."""
    known = TABLES[name].schema
    more = {column: None for row in rows[:1] for column in row if column not in known}
    return pl.DataFrame(rows, schema={**known, **more}, orient="row", infer_schema_length=None)
