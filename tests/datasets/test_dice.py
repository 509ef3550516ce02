import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from regionpb.datasets.dice import Dice

seeds = st.integers(0, 2**32)
counts = st.integers(0, 50)
unhurried = settings(deadline=None, max_examples=30)


@unhurried
@given(seeds, counts)
def test_a_topic_is_a_stream_of_its_own(seed, count):
    one, same, other = Dice(seed, "a"), Dice(seed, "a"), Dice(seed, "b")
    drawn = one.shares(count)
    assert (drawn == same.shares(count)).all()
    assert count == 0 or (drawn != other.shares(count)).all()


@unhurried
@given(seeds, counts, st.integers(-5, 20))
def test_below_and_between(seed, count, limit):
    dice = Dice(seed, "x")
    assert np.isin(dice.below(limit, count), range(max(limit, 1))).all()
    assert np.isin(dice.between(3, 3 + limit, count), range(3, 3 + max(limit, 1))).all()


@unhurried
@given(seeds, counts)
def test_order_and_sample(seed, count):
    dice = Dice(seed, "x")
    assert sorted(dice.order(count)) == list(range(count))
    sample = dice.sample(np.arange(count), 7)
    assert len(sample) == len(set(sample.tolist())) == min(7, count)


@unhurried
@given(seeds)
def test_pick_takes_nothing_without_weight(seed):
    assert set(Dice(seed, "x").pick(("a", "b", "c"), (1, 0, 1), 40)) <= {"a", "c"}


@unhurried
@given(seeds)
def test_sizes_lie_between_their_points(seed):
    sizes = Dice(seed, "x").sizes((0.0, 0.5, 1.0), (3, 5, 50), 100)
    assert sizes.min() >= 3
    assert sizes.max() < 50


def test_the_first_numbers_are_fixed():
    """What comes out must not change with machine or version: every city would be another one."""
    assert Dice(0, "fixed").below(1000, 5).tolist() == FIXED


FIXED = [680, 253, 387, 607, 353]
