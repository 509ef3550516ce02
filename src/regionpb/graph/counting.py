"""Members counted in and under every organization."""

from __future__ import annotations

import polars as pl

from regionpb.graph.forest import Forest

__all__ = ["count_members"]


def count_members(subordination: Forest, members: pl.DataFrame) -> pl.DataFrame:
    """Members in and under each organization of a forest.

    Args:
        subordination: the current organizations.
        members: current members, with `organization` and `status`.

    Returns:
        One row for each organization: `id`, `members_in`, `full_in` (in it), `members_under`,
        `full_under` (in it or below it), all Int64.
    """
    counted = members.group_by("organization").agg(
        pl.len().cast(pl.Int64).alias("members_in"),
        (pl.col("status") == "full").sum().cast(pl.Int64).alias("full_in"),
    )
    direct = (
        pl.DataFrame({"id": subordination.ids})
        .join(counted, left_on="id", right_on="organization", how="left", maintain_order="left")
        .with_columns(pl.col("members_in", "full_in").fill_null(0))
    )
    return direct.with_columns(
        pl.Series("members_under", subordination.rollup(direct["members_in"].to_numpy()), dtype=pl.Int64),
        pl.Series("full_under", subordination.rollup(direct["full_in"].to_numpy()), dtype=pl.Int64),
    )
