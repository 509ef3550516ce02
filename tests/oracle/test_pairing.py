"""P001 to P008 on either side of every boundary."""

from datetime import date

import pytest

from .saying import DAY, said

ORGANIZATIONS = [{"id": "A"}, {"id": "B"}, {"id": "E", "end": DAY}]


def pairing(key, left, right, **cells):
    return {"id": key, "left": left, "right": right, "tasks": ["talent"]} | cells


def asked(code, *pairings, **tables):
    return said(code, pairings=pairings, organizations=ORGANIZATIONS, **tables)


def test_self_pairing():
    assert asked("P001", pairing("1", "A", "A"), pairing("2", "A", "B"), pairing("3", "E", "E")) == ["1"]
    assert not asked("P001", pairing("1", "A", "A", end=DAY), pairing("2", "nowhere", "nowhere"))


def test_partner_ended():
    pairings = [pairing("1", "A", "E"), pairing("2", "E", "B"), pairing("3", "A", "B"), pairing("4", "A", "nowhere")]
    assert asked("P002", *pairings, pairing("5", "A", "E", end=DAY)) == ["1", "2"]


def test_repeated_pairing():
    one, other = pairing("1", "A", "B"), pairing("2", "B", "A")
    assert asked("P003", one, other, pairing("3", "A", "A"), pairing("4", "A", "A")) == ["1", "2"]
    assert not asked("P003", one, other | {"end": DAY})
    assert not asked("P003", pairing("1", "A", "E"), pairing("2", "A", "E"))


def test_no_shared_task():
    pairings = [pairing("1", "A", "B"), pairing("2", "A", "B", tasks=None), pairing("3", "A", "B", tasks=[])]
    assert asked("P004", *pairings, pairing("4", "A", "B", tasks=None, end=DAY)) == ["2", "3"]


@pytest.mark.parametrize(
    ("kind", "pairings", "expected"),
    [
        ("village", [], ["A"]),
        ("community", [], ["A"]),
        ("university", [], []),
        ("village", [pairing("1", "A", "B")], []),
        ("village", [pairing("1", "B", "A")], []),
        ("village", [pairing("1", "E", "A")], []),
        ("village", [pairing("1", "A", "A")], []),
        ("village", [pairing("1", "A", "B", end=DAY)], ["A"]),
    ],
)
def test_unpaired_village(kind, pairings, expected):
    units = [{"id": "U", "kind": kind, "organization": "A"}, {"id": "V", "kind": "village", "organization": "E"}]
    assert asked("P005", *pairings, units=units) == expected
    assert not asked("P005", *pairings, units=[unit | {"end": DAY} for unit in units])


DIVISIONS = [
    {"code": "33", "level": "province"},
    {"code": "3302", "level": "prefecture", "parent": "33"},
    {"code": "330203", "level": "county", "parent": "3302"},
    {"code": "330203001", "level": "township", "parent": "330203"},
    {"code": "330203001001", "level": "village", "parent": "330203001"},
    {"code": "330203002", "level": "township", "parent": "330203"},
    {"code": "330203003", "level": "township", "parent": "330203", "end": DAY},
    {"code": "330203002003", "level": "village", "parent": "330203003"},
]


def led(seat=None, member=None, liaisons=(), **organization):
    cells = {"id": "O", "function": "local_committee", "division": "330203"} | organization
    seats = [{"id": "S", "role": "leading_cadre", "organization": "O", "holder": "M"} | (seat or {})]
    people = [{"id": "M", "organization": "O"} | (member or {})]
    return said("P006", divisions=DIVISIONS, organizations=[cells], seats=seats, members=people, liaisons=liaisons)


def test_leader_without_liaison():
    assert led() == led(division="3302") == ["S"]
    for fine in ({"division": "33"}, {"division": "330203001"}, {"function": "general"}, {"end": DAY}):
        assert not led(**fine)
    for seat in ({"role": "secretary"}, {"holder": None}, {"end": DAY}):
        assert not led(seat)
    assert not led(member={"end": DAY})
    liaison = {"id": "L", "leader": "M"}
    assert not led(liaisons=[liaison])
    assert led(liaisons=[liaison | {"end": DAY}]) == led(liaisons=[liaison | {"leader": "N"}]) == ["S"]
    assert led(liaisons=[liaison | {"start": date(2011, 7, 30)}]) == ["S"]


@pytest.mark.parametrize(
    ("township", "village", "level", "outside"),
    [
        ("330203001", "330203001001", False, False),
        ("330203002", "330203001001", False, True),
        ("330203", "330203001001", True, False),
        ("330203001", "330203001", True, False),
        ("330203003", "330203001001", False, False),
        ("330203003", "330203001", True, False),
        ("330203002", "330203002003", False, True),
        ("330203001", "nowhere", False, False),
    ],
)
def test_liaisons(township, village, level, outside):
    liaisons = [{"id": "L", "leader": "M", "township": township, "village": village}]
    assert (said("P007", divisions=DIVISIONS, liaisons=liaisons) == ["L"]) is level
    assert (said("P008", divisions=DIVISIONS, liaisons=liaisons) == ["L"]) is outside
    ended = [liaisons[0] | {"end": DAY}]
    assert not said("P007", divisions=DIVISIONS, liaisons=ended)
    assert not said("P008", divisions=DIVISIONS, liaisons=ended)
