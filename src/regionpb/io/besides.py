"""What reading a source gave besides its tables: what was wrong, what was set aside, where each row stood.

>>> import regionpb as rpb
>>> rpb.testing.minimal().intake.rows["members"]
Rows(read=3, taken=3, set_aside=0)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
from attrs import evolve, field, frozen

from regionpb.contract import Table
from regionpb.findings import FINDINGS, NO_FINDINGS
from regionpb.io.aside import write_aside
from regionpb.io.taking import nothing_aside

__all__ = ["Intake", "Rows", "Unread"]


@frozen
class Rows:
    """How many rows of a table were read, taken, and set aside."""

    read: int
    taken: int
    set_aside: int


@frozen(eq=False)
class Unread:
    """What stands in rows of a table that were set aside.

    Attributes:
        ids: their ids: who refers to one of them is not at fault.
        names: their names.
        rows: the rows as far as they could be read, with what they are called and where they stood.
    """

    ids: pl.Series
    names: pl.Series
    rows: pl.DataFrame

    @classmethod
    def nothing(cls, table: Table) -> Unread:
        """Of a table of which no row was set aside."""
        none = pl.Series([], dtype=pl.String)
        return cls(none, none, nothing_aside(table))


@frozen(eq=False, repr=False)
class Intake:
    """What reading a source gave besides its tables.

    Attributes:
        findings: the findings of family E, a frame of findings.
        rows: rows read, taken and set aside, by table (by title for what is no table).
        places: `file` and `row` of each row taken, by table; null for frames in memory. Rows that were written since
            have none, and stand behind them.
        set_aside: the rows set aside as they came, by table: `file`, `row`, then their cells as text.
        public: the same as they may be written: names of people are empty, and so is every cell of a line of members
            whose cells do not fit the header.
        unread: what stands in the rows set aside, as far as it could be read, by table.
    """

    findings: pl.DataFrame = NO_FINDINGS
    rows: Mapping[str, Rows] = field(factory=dict[str, Rows])
    places: Mapping[str, pl.DataFrame] = field(factory=dict[str, pl.DataFrame])
    set_aside: Mapping[str, pl.DataFrame] = field(factory=dict[str, pl.DataFrame])
    public: Mapping[str, pl.DataFrame] = field(factory=dict[str, pl.DataFrame])
    unread: Mapping[str, Unread] = field(factory=dict[str, Unread])

    def __repr__(self) -> str:
        rows = sum(each.read for each in self.rows.values())
        aside = sum(each.set_aside for each in self.rows.values())
        told = self.findings.height
        return f"<Intake of {len(self.rows)} tables: {rows:,} rows, {aside:,} set aside, {told:,} findings>"

    def placed(self, findings: pl.DataFrame) -> pl.DataFrame:
        """Findings with the file and row of the row they name, where it came from a file."""
        if findings.is_empty():
            return findings
        parts = [part for _, part in findings.group_by("table", maintain_order=True)]
        out: list[pl.DataFrame] = []
        for part in parts:
            places = self.places.get(part["table"][0])
            if places is not None:
                known = part.select(pl.when(pl.col("position") < places.height).then("position"))[:, 0]
                part = part.with_columns(  # noqa: PLW2901 - the part, placed
                    file=places["file"].gather(known), row=places["row"].gather(known)
                )
            out.append(part)
        return pl.concat(out).select(*FINDINGS)

    def without(self, removed: Mapping[str, Sequence[int]]) -> Intake:
        """The same where rows are no more.

        Args:
            removed: by table, the positions that they had.
        """
        gone = {name: pl.Series(sorted(at), dtype=pl.Int64) for name, at in removed.items() if at}
        if not gone:
            return self
        places = {
            name: frame.filter(~pl.int_range(frame.height, eager=True).is_in(gone[name].implode()))
            if name in gone
            else frame
            for name, frame in self.places.items()
        }
        parts = [
            _closed_up(part, gone[name[0]]) if name[0] in gone else part
            for name, part in self.findings.group_by("table", maintain_order=True)
        ]
        return evolve(self, places=places, findings=pl.concat(parts) if parts else self.findings)

    def fitting(self, heights: Mapping[str, int]) -> Intake:
        """The same of an earlier state, in which tables have so many rows: what came since is no row of it."""
        places = {name: frame.head(heights.get(name, 0)) for name, frame in self.places.items()}
        height = pl.col("table").replace_strict(heights, default=0, return_dtype=pl.Int64)
        position = pl.when(pl.col("position") < height).then("position")
        return evolve(self, places=places, findings=self.findings.with_columns(position=position))

    def write_set_aside(self, folder: str | Path) -> list[Path]:
        """Write the rows set aside as they came but for names of people, one CSV a table, with their file and row.

        What was written there before is replaced; a folder that holds tables from elsewhere is left alone.

        Returns:
            The files written; none where nothing was set aside.

        Raises:
            SourceError: when the folder cannot be written, or holds tables from elsewhere.
        """
        return write_aside(self.public, folder)


def _closed_up(findings: pl.DataFrame, gone: pl.Series) -> pl.DataFrame:
    """Findings in one table with the positions that its rows have where some are no more."""
    before = pl.col("position").map_batches(lambda at: gone.search_sorted(at.fill_null(0)), return_dtype=pl.UInt32)
    stays = findings.filter(~pl.col("position").is_in(gone.implode()).fill_null(value=False))
    return stays.with_columns(position=pl.col("position") - before.cast(pl.Int64))
