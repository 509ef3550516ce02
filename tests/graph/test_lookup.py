"""Looking up by hashes finds what a dictionary finds."""

import pickle

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regionpb.graph.ids import Ids
from regionpb.graph.lookup import _SCANS, Hashed, Lookup

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


@given(
    st.lists(st.none() | st.sampled_from("abcdefgh"), max_size=30),
    st.lists(st.lists(st.sampled_from("abcdefghxy"), min_size=1, max_size=5), min_size=1, max_size=12),
)
def test_a_few_values_are_found_in_a_column_however_often_it_is_asked(cells, questions):
    column = Hashed.of(pl.Series(cells, dtype=pl.String))
    for values in questions:
        wanted = [place for place, cell in enumerate(cells) if cell in values]
        found = column.find(pl.Series(values).hash(0).to_numpy())
        assert found.dtype == np.int64
        assert found.tolist() == wanted


def test_one_value_is_found_whether_it_is_looked_for_from_end_to_end_or_in_order():
    column = Hashed.of(pl.Series(["a", None, "b", "a"]))
    asked, nobody = (pl.Series([value]).hash(0).to_numpy() for value in ("a", "c"))
    assert [column.find(asked).tolist() for _ in range(_SCANS + 2)] == [[0, 3]] * (_SCANS + 2)
    assert column.find(nobody).tolist() == []
