"""The difference of two regions as a patch: it makes one of the other, there and back, on paper and in memory."""

import json
from random import Random

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import regionpb as rpb
from changes.test_acts import walk
from oracle.regions import valid
from regionpb import changes
from regionpb.changes.journal import Patch
from regionpb.datasets.days import DAY


def assert_alike(one, other):
    """The same rows, in whatever order."""
    for name in {*one.frames, *other.frames}:
        rows = [each.history(name) for each in (one, other)]
        assert_frame_equal(*rows, check_row_order=False, check_column_order=False)


def through_json(patch):
    return Patch.from_json(json.loads(json.dumps(patch.to_json())))


@pytest.mark.parametrize("seed", range(30))
def test_a_patch_makes_one_region_of_another(seed):
    first = last = None
    for before, _, after, _ in walk(seed):
        first, last = first or before, after
    if first is None:
        return
    patch = through_json(last.patch(first))
    assert_alike(first.patched(patch), last)
    assert_alike(last.patched(patch.inverse()), first)
    assert first.patched(patch).intake.findings["code"].to_list() == last.intake.findings["code"].to_list()
    assert not last.patch(last)


@pytest.mark.parametrize("seed", range(20))
def test_of_regions_that_have_nothing_to_do_with_each_other(seed):
    one, other = (rpb.read(valid(Random(seed + n), DAY), at=DAY) for n in (0, 1000))
    assert_alike(one.patched(through_json(other.patch(one))), other)


def test_a_table_and_a_column_that_were_not_there():
    full = rpb.testing.minimal()
    frames = dict(full.frames)
    frames["units"] = pl.DataFrame(
        {"id": ["U-1"], "name": ["甲"], "kind": ["other"], "division": ["330203"], "备注": ["x"]}
    )
    more = rpb.read(frames, at=DAY)
    bare = rpb.read({name: full.frames[name] for name in ("divisions", "organizations")}, at=DAY)
    made = bare.patched(through_json(more.patch(bare)))
    assert made.history("units")["备注"].to_list() == ["x"]
    assert made.history("members").height == more.history("members").height


def test_it_is_done_only_to_what_it_was_made_for():
    region = rpb.testing.minimal()
    changed = region.apply(changes.transfer("M-2", to="O-1", on="2012-01-01"))
    patch = changed.patch(region)
    with pytest.raises(rpb.Conflict, match="member 'M-2' is not as it is said to have been"):
        changed.patched(patch)
    assert region.patched(patch).journal is None


def test_what_it_tells():
    region = rpb.testing.minimal()
    changed = region.apply(changes.transfer("M-2", to="O-1", on="2012-01-01"))
    told = changed.patch(region).to_json()
    assert told["members"]["rewritten"] == [
        {"known": {"id": "M-2", "start": None}, "was": {"end": None}, "now": {"end": "2012-01-01"}}
    ]
    assert [*told["transfers"]] == ["added"]
