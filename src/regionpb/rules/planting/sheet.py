"""Tables in the making: rows added and cells changed, for plants to work on.

>>> from regionpb.testing import minimal
>>> region = minimal()
>>> sheet = Sheet.of(region.day, region.tables)
>>> sheet.add("units", name="甬新公司", kind="non_public_enterprise", division="330203")
'U-N1'
>>> sheet.current("units")["start"].to_list()
[datetime.date(2011, 7, 29)]
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any, Self, TypeVar

import polars as pl
from attrs import define, field

from regionpb.contract import TABLES, table
from regionpb.contract.keys import key_expr, key_of
from regionpb.errors import RegionError
from regionpb.graph.snapshot import current
from regionpb.graph.tables import ROW, Tables

__all__ = ["Sheet", "Unplantable"]

_Bad = TypeVar("_Bad")
_Sound = TypeVar("_Sound")


class Unplantable(RegionError):  # noqa: N818 - says what the region is, not that something failed
    """A fault that cannot be committed in this region, because a table or a piece it needs is missing."""


@define
class Sheet:
    """Tables in the making. Not thread-safe; made for one sequence of plants.

    Attributes:
        day: the day the region speaks of.
        frames: the present tables with the columns their source had, all versions.
        spoils: whether faults are committed; if not, plants make their twins (see `regionpb.rules.planting.draft`).
        files: files that stand beside the tables, by name: for faults that only a file can have.
        made: how many ids were made up so far.
    """

    day: date
    frames: dict[str, pl.DataFrame]
    spoils: bool = True
    files: dict[str, bytes] = field(factory=dict[str, bytes])
    _pending: dict[str, list[dict[str, Any]]] = field(factory=dict[str, list[dict[str, Any]]], init=False)
    made: int = field(default=0, init=False)

    @classmethod
    def of(
        cls,
        day: date,
        tables: Tables,
        *,
        spoilt: Mapping[str, pl.DataFrame] | None = None,
        files: Mapping[str, bytes] | None = None,
        spoils: bool = True,
    ) -> Self:
        """A draft of tables.

        Args:
            day: the day they are asked about.
            tables: all versions of their rows.
            spoilt: where faults were planted before, the tables as they were left: what was spoilt must stay so.
            files: the files that were put beside them then.
            spoils: whether faults are committed.
        """
        # A column that some part of a table lacks is no ground to plant on: rules do not ask about it.
        kept = {name: frame.drop(tables.absent.get(name, ())) for name, frame in tables.frames.items()}
        return cls(day, dict(spoilt or kept), spoils, dict(files or {}))

    def spoilt(self, bad: _Bad, sound: _Sound) -> _Bad | _Sound:
        """The one thing a plant spoils: `bad` where it commits its fault, `sound` where it makes the twin.

        >>> from regionpb.testing import minimal
        >>> region = minimal()
        >>> Sheet.of(region.day, region.tables).spoilt(1, 3)
        1
        >>> Sheet.of(region.day, region.tables, spoils=False).spoilt(1, 3)
        3
        """
        return bad if self.spoils else sound

    # ---- reading -------------------------------------------------------------------------------

    def has(self, name: str, column: str | None = None) -> bool:
        """Whether the draft has a table, or a column of it."""
        return name in self.frames and (column is None or column in self._written(name).columns)

    def current(self, name: str) -> pl.DataFrame:
        """The rows of a table that hold on the day, every contract column, with `_row`."""
        return current(self.versions(name), table(name), self.day)

    def versions(self, name: str) -> pl.DataFrame:
        """All rows of a table, every contract column, with `_row`."""
        known = table(name)
        if name not in self.frames:
            return pl.DataFrame(schema={ROW: pl.Int64(), **known.schema})
        frame = self._written(name)
        missing = {c.name: c.dtype for c in known.columns if c.name not in frame.columns}
        full = frame.with_columns(pl.lit(None, dtype).alias(column) for column, dtype in missing.items())
        return full.with_row_index(ROW).cast({ROW: pl.Int64})

    def choose(self, name: str, where: pl.Expr, rng: Random) -> dict[str, Any]:
        """A current row for which a condition holds.

        Raises:
            Unplantable: when there is none.
        """
        found = self.current(name).filter(where)
        if found.is_empty():
            raise Unplantable(
                f"no current row of {name} to plant on: {where}",
                f"{table(name).label}表中没有可供植入的现行数据：{where}",
            )
        return found.row(rng.randrange(found.height), named=True)

    def members_in(self, organization: str) -> int:
        """Current members whose formal relation lies in an organization."""
        return self.current("members").filter(pl.col("organization") == organization).height

    # ---- writing -------------------------------------------------------------------------------

    def add(self, name: str, /, **values: Any) -> str:
        """Add a row; a missing id is made up. A table or column the source did not have comes into being.

        Returns:
            Its id (the key joined by `/` where a table has no id).
        """
        known = table(name)
        if len(known.key) == 1:
            values.setdefault(known.key[0], self._new_id(known.name))
        if known.dated:
            values.setdefault("start", self.day)
        self._pending.setdefault(known.name, []).append(values)
        self.frames.setdefault(known.name, pl.DataFrame(schema={k: known.by_name[k].dtype for k in known.key}))
        return key_of(known, values)

    def put(self, name: str, key: str, /, **values: Any) -> None:
        """Change cells of the current version of a row; text that is no value of the column is kept as text.

        Raises:
            Unplantable: when no row of that key is current.
        """
        known = table(name)
        rows = self.current(name).filter(key_expr(known) == key)
        if rows.is_empty():
            raise Unplantable(f"no current row {key!r} in {name}", f"{table(name).label}表中没有现行的“{key}”")
        self.put_at(name, int(rows[ROW][-1]), **values)

    def put_at(self, name: str, position: int, /, **values: Any) -> None:
        """Change cells of the row at a position of a table's history."""
        frame = self._written(name)
        here = pl.int_range(pl.len()) == position
        for column, value in values.items():
            dtype = table(name).by_name[column].dtype if column in table(name).by_name else pl.String()
            if column not in frame.columns:
                frame = frame.with_columns(pl.lit(None, dtype).alias(column))
            if isinstance(value, str) and frame.schema[column] != pl.String():
                frame = frame.with_columns(_as_text(frame[column]))
            frame = frame.with_columns(
                pl.when(here).then(pl.lit(value, frame.schema[column])).otherwise(pl.col(column)).alias(column)
            )
        self.frames[name] = frame

    def drop(self, name: str, column: str | None = None) -> None:
        """Take away a table, or a column of it.

        Raises:
            Unplantable: when it is not there.
        """
        self.require(name, *([column] if column else []))
        if column is None:
            del self.frames[name]
        else:
            self.frames[name] = self._written(name).drop(column)

    def write(self, name: str, header: str, text: str) -> None:
        """Give a table one more column under any header, the same text in each row.

        Raises:
            Unplantable: when the table is not there, or has that header already.
        """
        self.require(name)
        if self.has(name, header):
            raise Unplantable(f"{name} has a column {header} already", f"{table(name).label}表已有“{header}”列")
        self.frames[name] = self._written(name).with_columns(pl.lit(text).alias(header))

    def _new_id(self, name: str) -> str:
        ids = self.frames[name][table(name).key[0]] if name in self.frames else pl.Series([], dtype=pl.String)
        while True:
            self.made += 1
            made = f"{name[0].upper()}-N{self.made}"
            if not (ids == made).any():
                return made

    def _written(self, name: str) -> pl.DataFrame:
        """The frame of a table with everything added so far."""
        rows = self._pending.pop(name, [])
        if rows:
            known = table(name)
            frame = self.frames[name]
            # A required column that was taken away stays away: it would be empty in every other row.
            gone = {c.name for c in known.columns if c.required and frame.height and c.name not in frame.columns}
            given = [c.name for c in known.columns if c.name not in gone and any(c.name in row for row in rows)]
            more = pl.DataFrame(
                [{c: row.get(c, _default(known.name, c)) for c in given} for row in rows],
                schema={c: known.by_name[c].dtype for c in given},
            )
            for column in given:
                if column in frame.columns and frame.schema[column] == pl.String() != more.schema[column]:
                    more = more.with_columns(_as_text(more[column]))
            self.frames[name] = pl.concat([frame, more], how="diagonal_relaxed")
        return self.frames[name]

    def finished(self) -> Mapping[str, pl.DataFrame]:
        """All tables, with everything that was added."""
        return {name: self._written(name) for name in [*self.frames]}

    def require(self, name: str, *columns: str) -> None:
        """Make sure the region knows a table and columns of it: adding them would make rules speak that were silent.

        Raises:
            Unplantable: when it does not.
        """
        if not self.has(name):
            raise Unplantable(f"the region has no table {name} to plant in", f"没有可供植入的{table(name).label}表")
        for column in columns:
            if not self.has(name, column):
                raise Unplantable(
                    f"the region has no column {name}.{column} to plant in",
                    f"{table(name).label}表没有可供植入的“{column}”列",
                )

    def row(self, name: str, key: str) -> dict[str, Any]:
        """The current version of a row.

        Raises:
            Unplantable: when there is none.
        """
        rows = self.current(name).filter(pl.col(table(name).key[0]) == key)
        if rows.is_empty():
            raise Unplantable(f"no current row {key!r} in {name}", f"{table(name).label}表中没有现行的“{key}”")
        return rows.row(-1, named=True)


def _default(name: str, column: str) -> str | None:
    return TABLES[name].by_name[column].default


def _as_text(column: pl.Series) -> pl.Series:
    """A column as the text a clerk would have typed."""
    if column.dtype == pl.List(pl.String()):
        return column.list.join(";")
    if column.dtype == pl.Boolean():
        return column.replace_strict({True: "yes", False: "no"}, return_dtype=pl.String())
    return column.cast(pl.String)
