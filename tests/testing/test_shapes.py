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
    deep = find(forests(), lambda columns: Forest.from_parents(*columns).depth.max(initial=0) >= 5)
    assert len(deep[0]) == 6
    broad = find(forests(), lambda columns: columns[1].drop_nulls().value_counts()["count"].max() == 4 if len(columns[1].drop_nulls()) else False)
    assert len(broad[0]) == 5
    turning = find(forests(cycles=True), lambda columns: Forest.from_parents(*columns).on_cycle.any())
    assert len(turning[0]) == 1
