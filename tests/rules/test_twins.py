"""Every plant has a sound twin: the same pieces with the same ids, and nothing to find."""

from random import Random

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from regionpb.contract import TABLES
from regionpb.contract.keys import key_expr
from regionpb.rules import RULES
from regionpb.rules.planting.draft import Draft, Unplantable
from regionpb.testing import minimal, regions
from rules.conftest import when_on

CHECKED = [code for code in RULES if not code.startswith("X")]
"""Those of X are found by reconciling (`tests/test_reconciling.py`)."""

RECODED = {"D004", "D005"}
"""Where the id is a code and part of the fault: it is another one in the twin."""
NO_ROW = {"E011", "E012"}
"""Where the fault is a file's: a row of it has no place among the tables."""


def pair(code, region, seed):
    return region.plant([RULES[code]], Random(seed)), region.twin([RULES[code]], Random(seed))


def found(region, policy):
    return {(f.code, f.table, f.id) for f in region.check(policy=policy).findings}


def ids(region, table):
    return set(region.tables.frames[table].select(key_expr(TABLES[table])).to_series())


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("code", CHECKED)
def test_the_twin_in_the_smallest_region_is_sound_under_every_policy(code, seed):
    _, day = when_on(code)
    _, twin = pair(code, minimal(day), seed)
    for policy in ("ningbo", "national"):
        assert not twin.check(policy=policy).findings
    assert twin.planted.is_empty()


@pytest.mark.parametrize("code", CHECKED)
def test_the_twin_has_the_rows_at_fault_in_their_sound_form(code):
    policy, day = when_on(code)
    bad, twin = pair(code, minimal(day), 3)
    for _, table, key in bad.planted.iter_rows():
        if key is not None and code not in RECODED | NO_ROW:
            assert key in ids(twin, table)
    rows = {name: frame.rows() for name, frame in bad.spoilt.items()} | {"files": [*bad.files.items()]}
    assert rows != {name: frame.rows() for name, frame in twin.spoilt.items()} | {"files": [*twin.files.items()]}
    assert code in bad.check(policy=policy).counts()


@pytest.mark.parametrize("code", CHECKED)
def test_the_twin_in_a_random_region_is_as_valid_as_the_region(code):
    policy, day = when_on(code)
    small = {"divisions": (1, 8), "organizations": (1, 8), "members": (3, 20)}

    @settings(max_examples=3)
    @given(
        st.booleans().flatmap(lambda past: regions(**small, history=past, at=day, policy=policy)), st.integers(0, 99)
    )
    def sound(region, seed):
        try:
            bad, twin = pair(code, region, seed)
        except Unplantable:
            reject()
        assert found(twin, policy) <= found(region, policy)
        for _, table, key in bad.planted.iter_rows():
            if key is not None and code not in RECODED | NO_ROW:
                assert key in ids(twin, table)

    sound()


def test_a_twin_of_a_planted_region_leaves_what_was_planted():
    region = minimal().plant([RULES["E002"]], Random(1))
    twin = region.twin([RULES["E012"], RULES["U004"]], Random(2))
    assert twin.check().counts() == {"E002": 1}
    assert twin.planted.equals(region.planted)


def test_declared_counts_follow_a_member_who_moves():
    region = minimal()
    draft = Draft.of(region.day, region.tables)
    one, other = draft.branch(Random(0)), draft.branch(Random(0))
    for each in (one, other):
        draft.put("organizations", each, member_count=3)
    draft.move(draft.member(one, Random(0)), other)
    assert [draft.row("organizations", each)["member_count"] for each in (one, other)] == [3, 4]
    assert draft.members_in(other) == 4
