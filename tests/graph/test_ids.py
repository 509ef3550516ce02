"""Ids and their places, by column and one at a time."""

from __future__ import annotations

import pickle

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regionpb.errors import Both, UnknownName
from regionpb.graph.ids import Ids

texts = st.text(st.characters(codec="utf-8"), max_size=4)


@settings(deadline=None)
@given(st.lists(texts, unique=True, max_size=20), st.lists(texts, max_size=5), st.integers(0, 30))
def test_single_and_column_agree_with_a_dictionary(names: list[str], others: list[str], few: int) -> None:
    """However many are few, and so looked up in another way than many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("regionpb.graph.ids._FEW", few)
        agree_with_a_dictionary(names, others)


def agree_with_a_dictionary(names: list[str], others: list[str]) -> None:
    ids = Ids.of(pl.Series(names, dtype=pl.String), "test")
    places = {name: place for place, name in enumerate(names)}
    asked = [*names, *others]
    for _ in range(2):  # the first few are looked for in another way
        assert [ids.find(name) for name in asked] == [places.get(name) for name in asked]
    expected = [places.get(name, -1) for name in asked]
    assert ids.find_all(asked).tolist() == expected
    assert ids.find_all(np.array([*asked, None], dtype=object)).tolist() == [*expected, -1]
    assert ids.find_all(pl.Series([None, *asked], dtype=pl.String)).tolist() == [-1, *expected]
    if names:
        with pytest.raises(ValueError, match="occurs more than once"):
            Ids.of(pl.Series([*names, names[-1]]), "test")
    assert ids.names(ids.positions(names[::-1])) == names[::-1]


def test_nobody_is_called_null() -> None:
    ids = Ids("test", pl.Series([None, "b", None, "a"]))
    for _ in range(40):
        assert [ids.find(name) for name in ("a", "b", "c")] == [3, 1, None]
    with pytest.raises(UnknownName, match="did you mean 'a'"):
        ids.position("aa")


def test_what_is_not_there_is_called_by_what_it_would_be() -> None:
    ids = Ids("members", pl.Series(["M-1"]), Both("current member", "现存党员"))
    with pytest.raises(UnknownName, match="no current member named 'M-2'; did you mean 'M-1'") as caught:
        ids.position("M-2")
    assert caught.value.chinese == "没有名为“M-2”的现存党员；是不是指“M-1”？"
    assert pickle.loads(pickle.dumps(ids)).find("M-1") == 0


def test_suggestions_come_from_the_neighbourhood() -> None:
    ids = Ids.of(pl.Series([f"O-{i:05}" for i in range(20_000)]).shuffle(seed=0), "subordination")
    with pytest.raises(UnknownName) as caught:
        ids.position("O-12345x")
    assert caught.value.suggestion == "O-12345"
