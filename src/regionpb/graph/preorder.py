"""The numbers behind a forest: cycles, depths and preorder intervals from nothing but each node's parent.

Nodes are positions from 0, and −1 is nobody. Nothing recurses and nothing loops over levels: 1, 2, 4, 8, … steps up
are taken at a time, so that a chain of a million nodes costs twenty passes and a country five levels deep three.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Positions", "cycles", "nearest", "number", "on_cycle", "subtree_sums"]

Positions: TypeAlias = NDArray[np.int64]
"""Places of nodes, from 0; −1 is nobody."""


def on_cycle(parents: Positions) -> NDArray[np.bool_]:
    """Whether the way up from a node leads back to it.

    Example:
        >>> on_cycle(np.array([1, 0, 0, -1, 4])).tolist()
        [True, True, False, False, True]
    """
    last = up = _with_nobody(parents)
    for leap in _leaps(up):
        last = leap
    # After more steps than there are nodes, who has not passed a root stands on a cycle, and each place on it is taken.
    found = np.zeros(len(up), dtype=np.bool_)
    found[last[last[:-1]]] = True
    return found[:-1]


def cycles(parents: Positions, turning: NDArray[np.bool_]) -> list[list[int]]:
    """The nodes along each cycle, each followed by its parent, the lowest position first.

    Walks over what is on cycles only, which is little where data is sane.

    Args:
        parents: the parent of each node.
        turning: which nodes are on a cycle, as `on_cycle` tells.

    Example:
        >>> parents = np.array([2, 0, 0, -1, 4])
        >>> cycles(parents, on_cycle(parents))
        [[0, 2], [4]]
    """
    nodes: list[int] = np.flatnonzero(turning).tolist()
    above = dict(zip(nodes, parents[nodes].tolist(), strict=True))
    found: list[list[int]] = []
    for lowest in nodes:  # asking the dictionary for its first each time would pass over all that were taken out
        node, cycle = lowest, list[int]()
        while node in above:
            cycle.append(node)
            node = above.pop(node)
        if cycle:
            found.append(cycle)
    return found


def number(parents: Positions) -> tuple[NDArray[np.int32], Positions, Positions]:
    """Depth, preorder number, and number at which the subtree ends, of each node of a forest without cycles.

    Siblings, and roots, follow one another as their positions do.

    Example:
        >>> depth, enter, leave = number(np.array([-1, 0, 0, 1, -1]))
        >>> depth.tolist(), enter.tolist(), leave.tolist()
        ([0, 1, 1, 2, 0], [0, 1, 3, 2, 4], [4, 3, 4, 3, 5])
    """
    up = _with_nobody(parents)
    nobody = len(parents)
    depth = (up != nobody).astype(np.int32)
    counted = np.ones(nobody + 1)
    for leap in _leaps(up):
        # So far each node knows of what lies less than 2^k steps off; what those that far off know makes it 2^(k+1).
        np.add(depth, depth[leap], out=depth)
        counted += np.bincount(leap, weights=counted, minlength=nobody + 1)
    size: Positions = counted[:-1].astype(np.int64)

    # A node is entered one after its parent and after the subtrees of its elder siblings: a sum along the way up.
    siblings = np.argsort(up[:-1], kind="stable")
    before = np.cumsum(size[siblings]) - size[siblings]
    eldest = np.searchsorted(up[siblings], up[siblings])
    enter: Positions = (up != nobody).astype(np.int64)
    enter[siblings] += before - before[eldest]
    for leap in _leaps(up):
        np.add(enter, enter[leap], out=enter)
    return depth[:-1], enter[:-1], enter[:-1] + size


def nearest(parents: Positions, marked: NDArray[np.bool_]) -> Positions:
    """The first marked node on the way up from each node of a forest without cycles, itself included; nobody if none.

    Example:
        >>> nearest(np.array([-1, 0, 1, 2, -1]), np.array([True, False, True, False, False])).tolist()
        [0, 0, 2, 2, -1]
    """
    nobody = len(parents)
    up = _with_nobody(np.where(marked, np.arange(nobody), parents))
    while not np.array_equal(up, further := up[up]):
        up = further
    return np.where(up == nobody, -1, up)[:-1].astype(np.int64)


def subtree_sums(values: NDArray[Any], order: Positions, enter: Positions, leave: Positions) -> NDArray[Any]:
    """Sum of the values in the subtree of each node, its own included: differences of one running total.

    Args:
        values: one finite number for each node.
        order: the nodes in preorder.
        enter: preorder number of each node.
        leave: number at which its subtree ends.

    Example:
        >>> subtree_sums(np.array([1, 2, 4]), np.array([0, 2, 1]), np.array([0, 2, 1]), np.array([3, 3, 2])).tolist()
        [7, 2, 4]
    """
    running = np.cumsum(values[order], dtype=np.float64 if values.dtype.kind == "f" else None)
    total = np.concatenate([np.zeros(1, running.dtype), running])
    sums: NDArray[Any] = total[leave] - total[enter]
    return sums


def _with_nobody(parents: Positions) -> Positions:
    """The parents with nobody as one more position behind all others, which is its own parent."""
    return np.append(np.where(parents < 0, len(parents), parents), len(parents)).astype(np.int64)


def _leaps(up: Positions) -> Iterator[Positions]:
    """Where 1, 2, 4, 8, … steps up lead from each position, until all have passed their root.

    On a cycle that never comes: it also ends when more steps than nodes have been taken.
    """
    nobody = len(up) - 1
    for _ in range(len(up).bit_length() + 1):
        if (up == nobody).all():
            return
        yield up
        up = up[up]
