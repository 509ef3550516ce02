"""What became of the rows of a table: where each stood in an earlier state, and which are not as they were.

>>> before = pl.DataFrame({"id": ["M-1", "M-2"], "status": ["full", "full"]})
>>> after = pl.DataFrame({"id": ["M-1", "M-2"], "status": ["full", "probationary"]})
>>> moved = Moved.between(before, after)
>>> moved.gone.tolist(), moved.came.tolist()
([1], [1])
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from weakref import ref

import numpy as np
import polars as pl
from attrs import evolve, frozen
from numpy.typing import NDArray

if TYPE_CHECKING:
    from regionpb.graph.tables import Tables

__all__ = ["Lineage", "Moved", "descended", "differing"]


@frozen(eq=False)
class Moved:
    """The rows of a table before and after.

    Attributes:
        now_at: of each row before, where the same row stands after; -1 where it is no more as it was.
        then_at: of each row after, where the same row stood before; -1 where it is new, or not as it was.
        gone: positions before of the rows that are no more as they were.
        came: positions after of the rows that are new, or not as they were.
    """

    now_at: NDArray[np.int64]
    then_at: NDArray[np.int64]
    gone: NDArray[np.int64]
    came: NDArray[np.int64]

    @classmethod
    def of(cls, origin: pl.Series, changed: pl.Series, height: int) -> Moved:
        """What became of the rows of a table.

        Args:
            origin: of each row after, where it stood before; null for a new one.
            changed: which rows after are new, or not as they were.
            height: how many rows there were before.
        """
        then_at = np.where(changed.to_numpy(), -1, origin.fill_null(-1).to_numpy())
        same = np.flatnonzero(then_at >= 0)
        now_at = np.full(height, -1, dtype=np.int64)
        now_at[then_at[same]] = same
        return cls(now_at, then_at, np.flatnonzero(now_at < 0), np.flatnonzero(then_at < 0))

    @classmethod
    def between(cls, before: pl.DataFrame, after: pl.DataFrame) -> Moved | None:
        """What became of the rows of a table in which none came, went or changed place; null where that is not so."""
        if before.schema != after.schema or before.height != after.height:
            return None
        unlike = pl.DataFrame([one.ne_missing(other) for one, other in zip(before, after, strict=True)])
        changed = unlike.select(pl.any_horizontal(pl.all())).to_series()
        return cls.of(pl.int_range(after.height, eager=True), changed, before.height)


@frozen(eq=False)
class Lineage:
    """Where tables come from: an earlier state, and what became of the rows of those that are not the same.

    The earlier state is not kept for its sake.
    """

    earlier: ref[Tables]
    moved: Mapping[str, Moved]


def descended(tables: Tables, earlier: Tables, moved: Mapping[str, Moved]) -> Tables:
    """Tables that know where they come from; of those that are the same, the earlier frames.

    Args:
        tables: the tables as they are.
        earlier: the tables as they were.
        moved: what became of the rows of those that are not the same.
    """
    frames = dict(tables.frames)
    for name, frame in earlier.frames.items():
        if name not in moved and name in frames and frames[name].schema == frame.schema and frames[name].equals(frame):
            frames[name] = frame
    # What led nowhere may lead somewhere now, or a row be set aside: then rows are not what they were said to be.
    lost = {name for each in (tables, earlier) for name, _ in each.dangling}
    known = {
        name: each
        for name, each in moved.items()
        if name not in lost and name in frames and len(each.then_at) == frames[name].height
    }
    return evolve(tables, frames=frames, lineage=Lineage(ref(earlier), known))


def differing(before: Tables, after: Tables) -> dict[str, Moved | None]:
    """The tables that are not the same for every rule, and what became of their rows; None where that is not known.

    Args:
        before: the tables as they were.
        after: the tables as they are.
    """
    found: dict[str, Moved | None] = {}
    lineage = after.lineage if after.lineage is not None and after.lineage.earlier() is before else None
    for name in dict.fromkeys((*before.frames, *after.frames)):
        if not _alike(name, before, after):
            found[name] = None
            continue
        one, other = before.frames[name], after.frames[name]
        if one is other or (one.columns == other.columns and one.equals(other)):
            continue
        known = lineage.moved.get(name) if lineage is not None else None
        found[name] = known or Moved.between(one, other)
    return found


def _alike(name: str, before: Tables, after: Tables) -> bool:
    """Whether a table is the same but for its rows: the columns that came, what leads nowhere, what overlaps."""
    if name not in before or name not in after:
        return False
    lost = [{key: values for key, values in each.dangling.items() if key[0] == name} for each in (before, after)]
    return (
        before.absent.get(name, frozenset()) == after.absent.get(name, frozenset())
        and (name in before.overlapping) == (name in after.overlapping)
        and lost[0].keys() == lost[1].keys()
        and all(values.equals(lost[1][key]) for key, values in lost[0].items())
    )
