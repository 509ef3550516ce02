"""Findings that are silent for a reason and until a day."""

from datetime import date, timedelta

import pytest

from regionpb.findings import to_frame
from regionpb.known.suppressions import Suppression, Why, spare
from regionpb.testing import minimal

DAY = date(2011, 7, 29)
TABLES = minimal().tables
FOUND = to_frame(
    [
        {"code": "O006", "table": "organizations", "id": "O-1", "position": 0},
        {"code": "O006", "table": "organizations", "id": "O-2", "position": 1},
        {"code": "R001", "table": "members", "id": "M-1", "position": 0},
        {"code": "E002", "table": "members", "id": None},
        {"code": "E014", "table": "pairings", "id": None},
    ]
)


def silent(*suppressions, day=DAY):
    spared = spare(FOUND, [*suppressions], day, TABLES)
    assert spared.told.height + spared.silent.height == FOUND.height
    assert spared.told.columns == FOUND.columns
    assert spared.silent.columns == [*FOUND.columns, "reason", "until"]
    return [*spared.silent.select("code", "id").iter_rows()], [(s.suppression.reason, s.why) for s in spared.stale]


def one(*codes, until=DAY, reason="r", **where):
    return Suppression(codes, reason, until, **where)


@pytest.mark.parametrize(
    ("suppression", "met"),
    [
        (one("O006"), [("O006", "O-1"), ("O006", "O-2")]),
        (one("O"), [("O006", "O-1"), ("O006", "O-2")]),
        (one("O", "R001"), [("O006", "O-1"), ("O006", "O-2"), ("R001", "M-1")]),
        (one("O", ids=("O-2", "O-3")), [("O006", "O-2")]),
        (one("E", table="members"), [("E002", None)]),
        (one("O", "R", "E", division="330203"), [("O006", "O-1"), ("O006", "O-2"), ("R001", "M-1")]),
        (one("O", "R", "E", division="3302", table="members"), [("R001", "M-1")]),
    ],
)
def test_by_code_table_id_and_division(suppression, met):
    assert silent(suppression) == (met, [])


@pytest.mark.parametrize(
    "suppression", [one("D"), one("O", table="members"), one("O", division="330204"), one("O", ids=("x",))]
)
def test_what_meets_nothing_is_told(suppression):
    assert silent(suppression) == ([], [("r", Why.IDLE)])


def test_until_the_last_day():
    assert silent(one("R"))[0]
    assert silent(one("R"), day=DAY + timedelta(days=1)) == ([], [("r", Why.ENDED)])


def test_of_several_the_first_counts():
    spared = spare(FOUND, [one("O", ids=("O-1",)), one("O", reason="all")], DAY, TABLES)
    assert spared.silent.select("id", "reason").rows() == [("O-1", "r"), ("O-2", "all")]
    assert not spared.stale


def test_where_nothing_is_found_nothing_is_silent():
    spared = spare(FOUND.clear(), [one("O", division="33")], DAY, TABLES)
    assert (spared.told.height, spared.silent.height, spared.stale[0].why) == (0, 0, Why.IDLE)
