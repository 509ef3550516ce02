"""What a region holds after changes: its tables as a plan leaves them, and what reading them would tell."""

from __future__ import annotations

from weakref import ref

import polars as pl

from regionpb.changes import Plan
from regionpb.contract import TABLES
from regionpb.graph.lineage import Lineage, descended
from regionpb.graph.tables import Tables
from regionpb.io.frames import read_frames
from regionpb.io.intake import Intake, Rows, take_in

__all__ = ["applied"]


def applied(tables: Tables, intake: Intake, plan: Plan) -> tuple[Tables, Intake]:
    """The tables after the changes of a plan.

    Where everything was sound nothing is read again: acts leave it so. What was wrong may be mended by an act (an id
    that was missing is founded), and so tables with faults are read anew, as frames are.

    Args:
        tables: the tables before.
        intake: what reading them gave.
        plan: what the changes do.
    """
    absent = {name: columns - _told(name, columns, plan) for name, columns in tables.absent.items()}
    if not tables.dangling and not tables.overlapping and intake.findings.is_empty():
        after = Tables(plan.frames, absent, lineage=Lineage(ref(tables), plan.moved))
        rows = {name: Rows(frame.height, frame.height, 0) for name, frame in plan.frames.items()}
        return after, Intake(rows=rows)
    kept = {name: frame.drop(absent.get(name, ())) for name, frame in plan.frames.items()}
    read, told = take_in(read_frames(kept))
    return descended(read, tables, plan.moved), told


def _told(name: str, columns: frozenset[str], plan: Plan) -> frozenset[str]:
    """The columns that no source had and in which something stands now."""
    after = plan.after.get(name)
    if after is None or not columns:
        return frozenset()
    known = TABLES[name].by_name

    def said(column: str) -> pl.Expr:
        cell, default = pl.col(column), known[column].default
        return (cell.is_not_null() if default is None else cell.is_not_null() & (cell != default)).any()

    there = after.select(said(column).alias(column) for column in columns).row(0, named=True)
    return frozenset(column for column, yes in there.items() if yes)
