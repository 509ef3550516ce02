"""Hypothesis strategies for forests as columns of ids and parents (see `forests`)."""

from __future__ import annotations

import polars as pl
from hypothesis import strategies as st

__all__ = ["forests"]


@st.composite
def forests(
    draw: st.DrawFn,
    nodes: tuple[int, int] = (0, 30),
    cycles: bool = False,  # noqa: FBT001, FBT002 - as in `regions`
) -> tuple[pl.Series, pl.Series]:
    """The ids and the parents of forests, in any order of rows: what `regionpb.Forest.from_parents` takes.

    Deep chains, broad stars and everything in between; they shrink to few nodes and to roots.

    Args:
        nodes: how many nodes, fewest and most.
        cycles: whether nodes may also lie on cycles (a node may be its own parent).

    Returns:
        `id` and `parent`, both of strings; a root's parent is null.

    >>> from hypothesis import given, settings
    >>> from regionpb import Forest
    >>> @settings(max_examples=5, deadline=None, database=None)
    ... @given(forests())
    ... def nothing_is_above_itself(columns):
    ...     assert not Forest.from_parents(*columns).on_cycle.any()
    >>> nothing_is_above_itself()
    """
    count = draw(st.integers(*nodes))
    names = [f"N{n}" for n in range(count)]
    parents: list[str | None] = []
    for n in range(count):
        # 0 is a root; then the nearest earlier node, which makes chains, and so on back, which makes stars.
        steps = draw(st.integers(0, count if cycles else n))
        parents.append(None if steps == 0 else names[(n - steps) % count])
    order = draw(st.permutations(range(count)))
    return (
        pl.Series("id", [names[n] for n in order], dtype=pl.String),
        pl.Series("parent", [parents[n] for n in order], dtype=pl.String),
    )
