"""Of whom rules on organizations are asked."""

from __future__ import annotations

import narwhals as nw

__all__ = ["asked"]


def asked() -> nw.Expr:
    """Whether an organization is asked: one known only as the other end of a transfer is the end of an edge only."""
    return ~nw.col("external").fill_null(value=False)
