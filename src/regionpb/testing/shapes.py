"""Hypothesis strategies for forests as columns of ids and parents (see `forests`)."""

from __future__ import annotations

from functools import partial
from random import Random

import polars as pl
from hypothesis import strategies as st

__all__ = ["forests"]


def forests(nodes: tuple[int, int] = (0, 30), cycles: bool = False) -> st.SearchStrategy[tuple[pl.Series, pl.Series]]:
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
    fewest, most = nodes
    drawn = st.lists(st.integers(0, most), min_size=fewest, max_size=most)
    return st.builds(partial(_forest, cycles=cycles), drawn, st.integers(0, 255))


def _forest(drawn: list[int], seed: int, *, cycles: bool) -> tuple[pl.Series, pl.Series]:
    """The forest that numbers mean: 0 is a root, n the n-th node; what is not there yet is the latest that is."""
    above = [min(number, len(drawn) if cycles else n) for n, number in enumerate(drawn)]
    parents = [f"N{number - 1}" if number else None for number in above]
    order = [*range(len(drawn))]
    Random(seed).shuffle(order)  # noqa: S311 - any order will do
    return (
        pl.Series("id", [f"N{n}" for n in order], dtype=pl.String),
        pl.Series("parent", [parents[n] for n in order], dtype=pl.String),
    )
