"""What a region holds after changes: its tables as a plan leaves them, and what reading them would tell."""

from __future__ import annotations

from collections.abc import Mapping
from weakref import ref

import polars as pl

from regionpb.changes.shelf import Finished, Written, finished
from regionpb.contract import TABLES
from regionpb.graph.lineage import Lineage, descended
from regionpb.graph.tables import Tables
from regionpb.io.frames import read_frames
from regionpb.io.intake import Intake, Rows, take_in

__all__ = ["applied"]


def applied(tables: Tables, intake: Intake, written: Mapping[str, Written]) -> tuple[Tables, Intake]:
    """The tables after something was written to them.

    Where everything was sound nothing is read again: acts leave it so. What was wrong may be mended by an act (an id
    that was missing is founded), and so tables with faults are read anew, as frames are.

    Args:
        tables: the tables before.
        intake: what reading them gave.
        written: by table, what is written.
    """
    done = finished(tables, written)
    frames = {**tables.frames, **{name: each.frame for name, each in done.items()}}
    moved = {name: each.moved for name, each in done.items()}
    absent = {name: columns - _told(name, columns, done) for name, columns in tables.absent.items()}
    if not tables.dangling and not tables.overlapping and intake.findings.is_empty():
        after = Tables(frames, absent, lineage=Lineage(ref(tables), moved))
        rows = {name: Rows(frame.height, frame.height, 0) for name, frame in frames.items()}
        return after, Intake(rows=rows)
    kept = {name: frame.drop(absent.get(name, ())) for name, frame in frames.items()}
    read, told = take_in(read_frames(kept))
    return descended(read, tables, moved), told


def _told(name: str, columns: frozenset[str], done: Mapping[str, Finished]) -> frozenset[str]:
    """The columns that no source had and in which something stands now."""
    if name not in done or not columns:
        return frozenset()
    after, known = done[name].after, TABLES[name].by_name

    def said(column: str) -> pl.Expr:
        cell, default = pl.col(column), known[column].default
        return (cell.is_not_null() if default is None else cell.is_not_null() & (cell != default)).any()

    there = after.select(said(column).alias(column) for column in columns).row(0, named=True)
    return frozenset(column for column, yes in there.items() if yes)
