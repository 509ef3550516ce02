"""Secretaries: whose seats count."""

from __future__ import annotations

import narwhals as nw

from regionpb.rules.base import Frame

__all__ = ["secretaries"]


def secretaries(held: Frame) -> Frame:
    """The seats of secretaries: `seat` (its `_row`), `organization`, `holder`.

    Args:
        held: the current seats that count.
    """
    seated = held.filter(nw.col("role") == "secretary")
    return seated.select(nw.col("_row").alias("seat"), "organization", "holder")
