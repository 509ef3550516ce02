"""The kinds that codes tell, in frames as one by one."""

import narwhals as nw
import polars as pl
import pytest

from regionpb.codes import division_kind
from regionpb.rules.kinds import RURAL, numbers_of, township_kind, village_kind
from regionpb.vocabulary import DivisionKind, Level

TOWNSHIPS, VILLAGES = ([f"{above}{number:03}" for number in range(1000)] for above in ("330203", "330203001"))


@pytest.mark.parametrize(
    ("kind", "codes", "level", "others"),
    [
        (township_kind, TOWNSHIPS, Level.TOWNSHIP, VILLAGES),
        (village_kind, VILLAGES, Level.VILLAGE, TOWNSHIPS),
    ],
)
def test_a_frame_tells_what_a_code_tells(kind, codes, level, others):
    frame = nw.from_native(pl.LazyFrame({"code": [*codes, *others, "33", "3302", "330203"]}))
    told = frame.select(kind("code")).collect()["code"].to_list()
    assert told == [division_kind(code, level) for code in codes] + [None] * (len(others) + 3)


@pytest.mark.parametrize("kind", DivisionKind)
def test_the_numbers_of_a_kind(kind):
    every = [(code, Level.TOWNSHIP) for code in TOWNSHIPS] + [(code, Level.VILLAGE) for code in VILLAGES]
    assert [*numbers_of(kind)] == [int(code[-3:]) for code, level in every if division_kind(code, level) == kind]


def test_the_countryside_is_towns_and_rural_townships():
    assert {*RURAL} == {DivisionKind.TOWN, DivisionKind.RURAL_TOWNSHIP}
