"""Forests as a strategy."""

from hypothesis import find, given, settings

from regionpb import Forest
from regionpb.testing import forests


@settings(max_examples=40)
@given(forests())
def test_a_forest_has_no_cycle(columns):
    ids, parents = columns
    forest = Forest.from_parents(ids, parents)
    assert not forest.on_cycle.any()
    assert len(forest.roots) == parents.null_count()


def test_chains_stars_and_cycles_all_come():
    deep = find(forests(), lambda columns: max(Forest.from_parents(*columns).depths, default=0) == 5)
    assert len(deep[0]) == 6
    broad = find(forests(), lambda columns: columns[1].drop_nulls().to_list().count("N0") == 4)
    assert len(broad[0]) == 5
    turning = find(forests(cycles=True), lambda columns: Forest.from_parents(*columns).on_cycle.any())
    assert len(turning[0]) == 1
