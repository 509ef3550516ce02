"""Members counted in and under every organization."""

from __future__ import annotations

import numpy as np
import polars as pl

from regionpb.graph.forest import Forest
from regionpb.graph.preorder import Positions

__all__ = ["count_members", "count_members_on"]


def count_members(subordination: Forest, members: pl.DataFrame, at: Positions | None = None) -> pl.DataFrame:
    """Members in and under each organization of a forest.

    Args:
        subordination: the current organizations.
        members: current members, with `organization` and `status`.
        at: where in the forest their organizations are, if that is known already.

    Returns:
        One row for each organization: `id`, `members_in`, `full_in` (in it), `members_under`,
        `full_under` (in it or below it), all Int64.
    """
    at = subordination.find_all(members["organization"]) if at is None else at
    there = at >= 0
    full = there & (members["status"] == "full").fill_null(value=False).to_numpy()
    members_in, full_in = (np.bincount(at[of], minlength=len(subordination)) for of in (there, full))
    return pl.DataFrame(
        [
            subordination.ids,
            pl.Series("members_in", members_in),
            pl.Series("full_in", full_in),
            pl.Series("members_under", subordination.rollup(members_in)),
            pl.Series("full_under", subordination.rollup(full_in)),
        ]
    )


def count_members_on(
    counts: pl.DataFrame, subordination: Forest, gone: pl.DataFrame, came: pl.DataFrame
) -> pl.DataFrame:
    """Counts carried on from one state to the next.

    Args:
        counts: what `count_members` gave before.
        subordination: the organizations, of both states.
        gone: the current members who are not counted any more, with `organization` and `status`.
        came: those who are counted now.
    """
    less, more = (count_members(subordination, members) for members in (gone, came))
    return counts.select("id", *(counts[name] - less[name] + more[name] for name in counts.columns[1:]))
