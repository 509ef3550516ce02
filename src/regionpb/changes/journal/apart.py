"""Rows that one frame has and another has not.

>>> one = pl.DataFrame({"id": ["M-1", "M-2", "M-2"]})
>>> apart(one, pl.DataFrame({"id": ["M-2", "M-3"]}))
[0, 2]
"""

from __future__ import annotations

import polars as pl

__all__ = ["apart"]


def apart(frame: pl.DataFrame, other: pl.DataFrame) -> list[int]:
    """The positions of the rows of a frame that the other has not, or not as often.

    Args:
        frame: rows.
        other: rows with the same columns, in the same types.
    """
    one, two = (_numbered(each) for each in (frame, other))
    return one.join(two, on=["hash", "nth"], how="anti", maintain_order="left")["at"].to_list()


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """Each row by its hash, and how many like it came before."""
    hashes = pl.DataFrame({"hash": frame.hash_rows()}).with_row_index("at")
    return hashes.with_columns(nth=pl.int_range(pl.len()).over("hash"))
