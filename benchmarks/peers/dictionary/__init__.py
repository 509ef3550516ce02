"""What the tables demand of their cells: the data dictionary by which every peer asks the files.

Of every table that the rules read, as far as typed Parquet can break it: a date is a date there, a yes a yes. The
families D, O, U and R read seven of them, the spine; the others read them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import evolve, frozen

from benchmarks.peers.dictionary import others, spine
from benchmarks.peers.dictionary.demands import LENGTHS, Demands

__all__ = ["LENGTHS", "SPINE", "TABLES", "Demands", "Scope"]

SPINE = tuple(spine.TABLES)
"""The seven tables that the rules of D, O, U and R read."""

TABLES: Mapping[str, Demands] = {**spine.TABLES, **others.TABLES}
"""Of every table that the rules read."""


@frozen
class Scope:
    """What is asked of the tables of one folder.

    Attributes:
        tables: what each table there demands.
        columns: the columns of each that are read: those of which anything is demanded, and those that rules read.
    """

    tables: Mapping[str, Demands]
    columns: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, folder: Path) -> Scope:
        """What is asked where some tables lack: a reference to one that is not there is asked nothing."""
        there = [name for name in TABLES if Path(folder, f"{name}.parquet").is_file()]
        tables = {name: _within(TABLES[name], there) for name in there}
        read = [spine.COLUMNS] if {*there} <= {*SPINE} else [spine.COLUMNS, others.COLUMNS]
        columns = {
            name: tuple(dict.fromkeys((*demands.columns, *(c for each in read for c in each.get(name, ())))))
            for name, demands in tables.items()
        }
        # People need no name; where they have one a reference may say it.
        columns["members"] = (*columns["members"], "name")
        return cls(tables, columns)


def _within(demands: Demands, there: list[str]) -> Demands:
    return evolve(demands, references={c: table for c, table in demands.references.items() if table in there})
