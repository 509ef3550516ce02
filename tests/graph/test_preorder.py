"""The numbers behind a forest, on shapes whose numbers are known."""

from __future__ import annotations

import numpy as np
import pytest

from regionpb.graph.preorder import cycles, number, on_cycle, subtree_sums


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33])
def test_tails_of_every_length_lead_to_cycles_of_every_length(length: int) -> None:
    for tail in range(35):
        parents = np.concatenate([(np.arange(length) + 1) % length, np.arange(length - 1, length - 1 + tail)])
        turning = on_cycle(parents)
        assert turning.tolist() == [True] * length + [False] * tail
        assert cycles(parents, turning) == [list(range(length))]


@pytest.mark.parametrize("length", [0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33])
def test_chains_upside_down(length: int) -> None:
    parents = np.append(np.arange(1, length), -1)[: max(length, 0)].astype(np.int64)
    depth, enter, leave = number(parents)
    assert not on_cycle(parents).any()
    assert depth.tolist() == enter.tolist() == list(range(length))[::-1]
    assert leave.tolist() == [length] * length


def test_types() -> None:
    depth, enter, leave = number(np.array([-1, 0]))
    assert (depth.dtype, enter.dtype, leave.dtype) == (np.int32, np.int64, np.int64)


def test_sums_of_narrow_numbers_do_not_overflow() -> None:
    order = enter = np.array([0, 1])
    sums = subtree_sums(np.array([200, 100], dtype=np.uint8), order, enter, np.array([2, 2]))
    assert sums.tolist() == [300, 100]
