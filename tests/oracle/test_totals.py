"""X001 to X003 on either side of every boundary, and the library beside the oracle about random regions.

`REGIONPB_CAMPAIGN=3000 pytest tests/oracle` asks about half as many regions here.
"""

import os
from datetime import date, timedelta
from itertools import chain
from random import Random

import pytest

import regionpb as rpb

from .agreement import fewest, told
from .balance import NEEDS, WHERE_PRESENT, Balance
from .between import CODES, Between, differences, planted_in, question
from .regions import source_of
from .rows import Source
from .saying import whole
from .totals import CELLS

SEEDS = range(int(os.environ.get("REGIONPB_CAMPAIGN", "200")) // 2)
FIRST, DAY = date(2011, 1, 1), date(2011, 7, 29)
BEFORE, WITHIN, AFTER = FIRST - timedelta(days=1), date(2011, 4, 1), DAY + timedelta(days=1)
NEXT = FIRST + timedelta(days=1)


@pytest.mark.parametrize("seed", SEEDS)
def test_library_and_oracle_agree(seed):
    asked = question(seed)
    different = differences(asked)
    if different:
        least = fewest(asked, lambda smaller: different[0] in differences(smaller))
        said = [*different, "", f"from {least.first}", told(least), *differences(least)]
        pytest.fail("\n".join(said), pytrace=False)


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_something_to_say_of_some_region(code):
    """What is found in no region is not compared."""
    seeds = [seed for seed in range(60) if planted_in(seed) == code]
    balances = (Balance(q.source, q.first, q.day, q.policy) for q in map(question, chain(seeds, range(60))))
    assert any(found == code for balance in balances for found, *_ in balance.findings)


READ = {need for code in CODES for need in (*(one.rstrip("?!") for one in rpb.rules[code].reads), *NEEDS[code])}
READ |= {need for _, needs in WHERE_PRESENT for need in needs}
READ |= {"transfers.issued", "organizations.external", "organizations.function", "members.start", "members.end"}
TABLES_READ = {need.partition(".")[0] for need in READ}


@pytest.mark.parametrize("absent", sorted(READ | TABLES_READ))
def test_without_a_table_or_column_library_and_oracle_agree(absent):
    """The same rules are not checked, and the others say the same: of the smallest region with a fault of each."""
    faulty = rpb.testing.minimal(DAY).plant([rpb.rules[code] for code in CODES], Random(0))
    full = declare_all(source_of(faulty.spoilt))
    assert full.columns.keys() >= TABLES_READ
    assert not differences(Between(without(full, absent), DAY, "ningbo", FIRST))


def declare_all(source: Source) -> Source:
    """Each cell of some organizations is declared, and wrongly."""
    some = [row["id"] for row in source.rows["organizations"][:3]]
    rows = [{"organization": one, "day": DAY, "cell": cell, "value": 0.5} for one in some for cell in CELLS]
    return Source(source.columns, {**source.rows, "declared": [*source.rows["declared"], *rows]})


def without(source: Source, absent: str) -> Source:
    """The same tables without one, or without one column."""
    name, _, column = absent.partition(".")
    columns = {other: [*names] for other, names in source.columns.items() if other != name or column}
    if column:
        columns[name] = [other for other in columns[name] if other != column]
    return Source(columns, {other: source.rows[other] for other in columns})


# ---- X001 ------------------------------------------------------------------------------------------


def balance(**tables) -> Balance:
    return Balance(whole(**{"organizations": [{"id": one} for one in "ABC"]} | tables), FIRST, DAY, "ningbo")


def unexplained(*members, transfers=(), **tables) -> dict[str, int]:
    """The differences of the organizations that do not add up."""
    people = [{"id": "M", "organization": "A"} | row for row in members]
    letters = [{"id": f"T-{n}", "issued": BEFORE} | row for n, row in enumerate(transfers)]
    found = balance(members=people, transfers=letters, **tables)
    named = {key for code, _, key, _ in found.findings if code == "X001"}
    different = {key: told["difference"] for key, told in found.own.items() if told["difference"]}
    assert different.keys() == named
    return different


def letter(source="A", target="B", received=WITHIN, **cells):
    return {"member": "M", "source": source, "target": target, "received": received} | cells


def test_who_stays_is_explained():
    assert not unexplained({})
    assert not unexplained({"end": WITHIN}, {"start": WITHIN})


@pytest.mark.parametrize(
    ("start", "entry", "expected"),
    [
        (NEXT, "admitted", {}),
        (NEXT, None, {"A": -1}),
        (DAY, "restored", {}),
        (DAY, None, {"A": -1}),
        (FIRST, "admitted", {}),
        (FIRST, None, {}),
        (AFTER, "moved_in", {}),
        (AFTER, None, {}),
        (None, "admitted", {}),
    ],
)
def test_entries(start, entry, expected):
    assert unexplained({"start": start, "entry": entry}) == expected


@pytest.mark.parametrize(
    ("end", "exit_", "expected"),
    [
        (NEXT, "died", {}),
        (NEXT, None, {"A": 1}),
        (DAY, "moved_out", {}),
        (DAY, None, {"A": 1}),
        (FIRST, "died", {}),
        (FIRST, None, {}),
        (AFTER, "expelled", {}),
    ],
)
def test_exits(end, exit_, expected):
    assert unexplained({"end": end, "exit": exit_}) == expected


MOVED = ({"end": WITHIN}, {"organization": "B", "start": WITHIN})


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ([], {"A": 1, "B": -1}),
        ([letter()], {}),
        ([letter(received=DAY)], {}),
        ([letter(received=NEXT)], {}),
        ([letter(received=FIRST)], {"A": 1, "B": -1}),
        ([letter(received=AFTER)], {"A": 1, "B": -1}),
        ([letter(received=None)], {"A": 1, "B": -1}),
        ([letter(target="C")], {"B": -1, "C": 1}),
        ([letter(target="nowhere")], {"B": -1}),
        ([letter(member="nobody")], {"A": 1, "B": -1}),
        ([letter(), letter()], {"A": -1, "B": 1}),
        ([letter(target="C"), letter("C", "B")], {}),
        ([letter("A", "A")], {"A": 1, "B": -1}),
        ([letter(issued=DAY)], {}),
        ([letter(issued=AFTER)], {"A": 1, "B": -1}),
    ],
)
def test_transfers(letters, expected):
    assert unexplained(*MOVED, transfers=letters) == expected


def test_of_transfers_of_one_id_the_one_that_was_issued_last_counts():
    late, early = letter(id="T", issued=WITHIN), letter(id="T", target="C")
    assert not unexplained(*MOVED, transfers=[late, early])
    assert unexplained(*MOVED, transfers=[letter(id="T"), early]) == {"B": -1, "C": 1}


def test_a_transfer_and_an_entry_or_exit_of_that_day_are_one_event():
    out, into = MOVED[0] | {"exit": "moved_out"}, MOVED[1] | {"entry": "moved_in"}
    assert not unexplained(out, into, transfers=[letter()])
    assert not unexplained(out, into)
    assert unexplained(out, into, transfers=[letter(received=date(2011, 4, 2))]) == {"A": -1, "B": 1}
    assert unexplained(out, into, transfers=[letter("C", "B")]) == {"C": -1}
    told = balance(members=[{"id": "M", "organization": "A"} | out], transfers=[letter(issued=BEFORE)]).own["A"]
    assert (told["moved_out"], told["transferred_out"], told["out"]) == (0, 1, 1)


def test_every_version_tells_its_entry_but_one_counts_on_a_day():
    twice = [{"start": WITHIN, "entry": "admitted"}, {"start": DAY, "entry": "admitted"}]
    assert unexplained(*twice) == {"A": 1}
    assert unexplained({"organization": "B"}, {}) == {}
    assert unexplained({"organization": "A"}, {"organization": "B", "start": WITHIN}) == {"A": 1, "B": -1}
    assert unexplained({"organization": "A"}, {"organization": "B", "end": WITHIN}) == {"A": -1, "B": 1}


def test_who_comes_and_goes_is_counted_both_ways():
    assert not unexplained({"start": NEXT, "entry": "admitted", "end": WITHIN, "exit": "died"})
    assert unexplained({"start": NEXT, "end": WITHIN, "exit": "died"}) == {"A": -1}


def test_a_home_that_dangles_is_none():
    assert unexplained({"end": WITHIN}, {"organization": "nowhere", "start": WITHIN}) == {"A": 1}


def test_organizations_that_are_external_or_not_there():
    assert unexplained(*MOVED, organizations=[{"id": "A"}, {"id": "B", "external": True}]) == {"A": 1}
    assert unexplained(*MOVED, organizations=[{"id": "A", "end": BEFORE}, {"id": "B"}]) == {"A": 1, "B": -1}
    assert unexplained(*MOVED, organizations=[{"id": "A"}, {"id": "B", "start": AFTER}]) == {"A": 1}


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([{"external": True, "end": WITHIN}, {"start": WITHIN}], {"A": 1, "B": -1}),
        ([{"end": WITHIN}, {"start": WITHIN, "external": True}], {"A": 1}),
        ([{"end": WITHIN}, {"start": WITHIN, "external": True, "end": DAY}], {"A": 1}),
        ([{"external": True, "end": WITHIN}, {"start": WITHIN, "end": DAY}], {"A": 1, "B": -1}),
        ([{"external": True}, {"end": DAY}], {"A": 1}),
        ([{}, {"external": True, "end": DAY}], {"A": 1, "B": -1}),
    ],
)
def test_an_organization_is_external_as_on_the_last_day_or_as_it_was_in_the_end(versions, expected):
    organizations = [{"id": "A"}, *({"id": "B"} | row for row in versions)]
    assert unexplained(*MOVED, organizations=organizations) == expected


def test_members_who_make_up_for_each_other_are_told():
    people = [{"id": "M", "organization": "A", "end": WITHIN}, {"id": "N", "organization": "A", "start": WITHIN}]
    found = balance(members=people)
    assert not found.findings
    assert found.members == {("A", "M"): 1, ("A", "N"): -1}


# ---- X002 ------------------------------------------------------------------------------------------


def declared(*rows, **tables) -> list[tuple[str, object]]:
    """What is declared wrongly, and what is counted."""
    cells = [{"organization": "A", "day": DAY} | row for row in rows]
    return sorted(
        (key, counted) for code, _, key, (counted, *_) in balance(declared=cells, **tables).findings if code == "X002"
    )


@pytest.mark.parametrize(
    ("day", "value", "expected"),
    [
        (DAY, 2, []),
        (DAY, 3, [("A/2011-07-29/members", 2)]),
        (DAY, 2.5, [("A/2011-07-29/members", 2)]),
        (FIRST, 1, []),
        (FIRST, 2, [("A/2011-01-01/members", 1)]),
        (BEFORE, 2, []),
        (AFTER, 3, []),
        (WITHIN, 1, [("A/2011-04-01/members", 2)]),
    ],
)
def test_declared_disagrees(day, value, expected):
    people = [{"id": "M", "organization": "A"}, {"id": "N", "organization": "B", "start": WITHIN, "entry": "admitted"}]
    organizations = [{"id": "A"}, {"id": "B", "superior": "A"}]
    row = {"day": day, "cell": "members", "value": value}
    assert declared(row, members=people, organizations=organizations) == expected


def test_what_is_declared_of_nothing_or_of_nobody_is_passed_over():
    assert not declared({"cell": "budget", "value": 3})
    assert not declared({"cell": "members", "value": 3, "organization": "nowhere"})
    assert not declared({"cell": "members", "value": 3}, organizations=[{"id": "A", "end": DAY}])


def test_of_what_is_declared_twice_the_last_row_counts():
    wrong, right = {"cell": "members", "value": 3}, {"cell": "members", "value": 0}
    assert not declared(wrong, right)
    assert declared(right, wrong) == [("A/2011-07-29/members", 0)]


def counted(cell: str, **tables) -> object:
    """What is counted for a cell of A."""
    return declared({"cell": cell, "value": 0.5}, **tables)[0][1]


def test_members_and_organizations_are_counted_under_an_organization():
    organizations = [
        {"id": "A", "form": "committee"},
        {"id": "B", "form": "joint_branch", "superior": "A"},
        {"id": "C", "form": "general_branch", "superior": "A"},
        {"id": "D", "form": "temporary_branch", "superior": "C"},
        {"id": "E", "form": "branch", "superior": "C", "end": DAY},
        {"id": "F", "form": "branch", "superior": "E"},
    ]
    homes = [("A", "full"), ("B", "full"), ("D", "probationary"), ("E", "full"), ("F", "full")]
    people = [{"id": f"M-{n}", "organization": home, "status": status} for n, (home, status) in enumerate(homes)]
    found = {
        cell: counted(cell, organizations=organizations, members=people)
        for cell in ("members", "full_members", "probationary_members", "organizations", "branches")
    }
    assert found == {
        "members": 3, "full_members": 2, "probationary_members": 1, "organizations": 4, "branches": 2,
    }  # fmt: skip


def test_what_lies_on_a_cycle_has_nothing_above_it():
    cycle = [{"id": "A", "superior": "B"}, {"id": "B", "superior": "A"}, {"id": "C", "superior": "A"}]
    assert counted("organizations", organizations=cycle) == 2


PLACES = [
    {"code": "330203", "level": "county"},
    {"code": "330203001", "level": "township", "parent": "330203"},
    {"code": "330212", "level": "county"},
]


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("local_committee", (6, 1, 3, 2)),
        ("township_committee", (6, 1, 3, 2)),
        ("street_working_committee", (6, 1, 3, 2)),
        ("enlarged_working_committee", (4, 1, 3, 0)),
        (None, (4, 1, 3, 0)),
    ],
)
def test_units_are_counted_by_who_covers_them(function, expected):
    organizations = [
        {"id": "A", "function": function, "division": "330203"},
        *({"id": one, "superior": "A", "division": "330212"} for one in "BC"),
        {"id": "E", "superior": "A", "division": "330203", "end": DAY},
    ]
    covered = [("B", "330212"), ("C", "330203"), ("C", "330203"), ("C", "330212")]
    bare = [(None, "330203"), ("E", "330203001"), (None, "330212"), ("nowhere", "nowhere")]
    units = [{"id": f"U-{n}", "organization": one, "division": at} for n, (one, at) in enumerate([*covered, *bare])]
    units.append({"id": "U", "division": "330203", "end": DAY})
    cells = ("units", "units_single", "units_joint", "units_none")
    tables = {"organizations": organizations, "units": units, "divisions": PLACES}
    assert tuple(counted(cell, **tables) for cell in cells) == expected


# ---- X003 ------------------------------------------------------------------------------------------


def changed(before: int, after: int, **cells) -> list[tuple[object, ...]]:
    """What is said of an organization that has so many members on the first day, and so many on the last."""
    stay, go, come = min(before, after), max(0, before - after), max(0, after - before)
    spans = [{}] * stay + [{"end": WITHIN, "exit": "died"}] * go + [{"start": WITHIN, "entry": "admitted"}] * come
    people = [{"id": f"M-{n}", "organization": "A", "status": "full"} | span for n, span in enumerate(spans)]
    found = balance(members=people, organizations=[{"id": "A"} | cells]).findings
    return [numbers for code, _, _, numbers in found if code == "X003"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (0, 11, True), (0, 10, False), (11, 0, True), (10, 0, False),
        (55, 66, False), (54, 65, True), (55, 67, True), (55, 44, False), (54, 43, True), (100, 111, False),
    ],
)  # fmt: skip
def test_abnormal_change(before, after, expected):
    assert changed(before, after) == [(before, after, "members; full_members")] * expected


def test_only_who_is_there_on_both_days_and_not_external_has_changed():
    assert changed(0, 11, start=FIRST)
    assert not changed(0, 11, start=NEXT)
    assert not changed(0, 11, end=DAY)
    assert not changed(0, 11, external=True)


# ---- what is needed --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("absent", "expected"),
    [
        ("transfers", {"X001"}),
        ("members", {"X001"}),
        ("members.status", {"X002", "X003"}),
        ("members.organization", {"X001", "X002", "X003"}),
        ("declared", {"X002"}),
        ("units", set()),
        ("units.organization", {"X002", "X003"}),
        ("organizations", {"X001", "X002", "X003"}),
        ("organizations.form", {"X002", "X003"}),
        ("organizations.superior", {"X002", "X003"}),
        ("organizations.function", set()),
        ("organizations.external", set()),
        ("transfers.issued", set()),
    ],
)
def test_needed(absent, expected):
    assert Balance(without(whole(), absent), FIRST, DAY, "ningbo").not_checked == expected
