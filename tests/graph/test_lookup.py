"""Looking up by hashes finds what a dictionary finds."""

import pickle

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regionpb.graph.ids import Ids
from regionpb.graph.lookup import Lookup

texts = st.text(st.sampled_from("ab甲\0 -1"), max_size=3)


@given(ids=st.lists(texts, unique=True), names=st.lists(texts | st.none()))
def test_as_a_dictionary(ids, names):
    places = {name: place for place, name in enumerate(ids)}
    found = Lookup.of(pl.Series(ids, dtype=pl.String)).find(pl.Series(names, dtype=pl.String))
    assert found.tolist() == [places.get(name, -1) for name in names]


def test_who_shares_a_beginning_is_still_told_apart():
    """All ids in one bucket, and with the same first hash: the walk goes past the others."""
    ids = pl.Series([f"O-{i}" for i in range(50)])
    whole = Lookup.of(ids)
    first = np.zeros_like(whole.first)
    crowded = Lookup(first, whole.second, whole.places, np.array([0, 50], np.int32), 64)
    names = pl.Series(["O-49", "O-0", "O-7", "nobody"])
    assert crowded.walk(np.zeros(4, np.uint64), names.hash(1).to_numpy()).tolist() == [49, 0, 7, -1]
    assert crowded.may_repeat


def test_chunks_and_many():
    ids = pl.concat([pl.Series([f"甲{i}" for i in range(part, part + 5_000)]) for part in (0, 5_000)], rechunk=False)
    order = np.random.default_rng(7).permutation(10_000)
    assert (Lookup.of(ids).find(ids.gather(order)) == order).all()


@pytest.mark.parametrize("more", [0, 5000])
def test_an_id_twice_is_refused(more):
    with pytest.raises(ValueError, match="'a' occurs more than once in units"):
        Ids.of(pl.Series(["a", "b", "a", *map(str, range(more))]), "units")


def test_a_pickle_carries_no_hashes():
    """Another version of polars may hash otherwise."""
    ids = Ids.of(pl.Series(["a", "b"]), "units")
    assert b"Lookup" not in pickle.dumps(ids)
    assert pickle.loads(pickle.dumps(ids)).positions(["b", "a"]).tolist() == [1, 0]
