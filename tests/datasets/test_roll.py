import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regionpb.datasets.roll import Roll, rank, rows


def test_rows_refer_to_each_other_before_they_have_ids():
    roll = Roll(name="", superior=-1, approved=False)
    top = roll.add(1, name="city")
    roll.add(2, name=np.array(["a", "b"], dtype=object), superior=int(top[0]), approved=True)
    assert len(roll) == 3
    assert roll["name"].tolist() == ["city", "a", "b"]
    roll["superior"][2] = 1
    assert roll["superior"].tolist() == [-1, 0, 1]
    assert roll["approved"].tolist() == [False, True, True]


def test_an_unknown_column_is_refused():
    with pytest.raises(KeyError, match="colour"):
        Roll(name="").add(1, colour="red")


@settings(deadline=None)
@given(st.lists(st.integers(0, 5)))
def test_rank_counts_within_groups(groups):
    expected = [groups[:place].count(group) for place, group in enumerate(groups)]
    assert rank(np.array(groups, dtype=np.int64)).tolist() == expected


@settings(deadline=None)
@given(st.lists(st.integers(0, 4)))
def test_rows_repeats(counts):
    assert rows(np.array(counts, dtype=np.int64)).tolist() == [i for i, n in enumerate(counts) for _ in range(n)]
