"""Frames that a rule uses more than once."""

from __future__ import annotations

import narwhals as nw
import polars as pl

from regionpb.rules.base import Frame

__all__ = ["shared"]


def shared(frame: Frame) -> Frame:
    """A frame that a rule uses more than once: polars then makes it once; other engines see to that themselves.

    >>> frame = nw.from_native(pl.LazyFrame({"x": [1]}))
    >>> shared(frame).collect()["x"].to_list()
    [1]
    """
    native = nw.to_native(frame)
    return nw.from_native(native.cache()) if isinstance(native, pl.LazyFrame) else frame
