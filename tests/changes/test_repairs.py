"""Repairs: the safe ones of a planted region remove what they mend and bring nothing along."""

from datetime import date
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import regionpb as rpb
from oracle.agreement import questions
from oracle.regions import frames_of
from regionpb.rules import RULES
from regionpb.rules.planting.draft import Unplantable
from regionpb.testing import minimal, regions

DAY = date(2011, 7, 29)
OFFERING = tuple(code for code, rule in RULES.items() if rule.repair)
SMALL = {"divisions": (1, 8), "organizations": (1, 8), "members": (3, 20)}


def keys(report):
    return {(f.code, f.table, f.id) for f in report.findings}


def test_the_rules_that_offer_repairs():
    assert OFFERING == ("O003", "U004", "R001", "R004", "R005", "T006")
    for code in OFFERING:
        said = RULES[code].repair.summary
        assert said.en.endswith(".")
        assert said.zh.endswith("。")
        assert said.en.isascii()


@settings(max_examples=30)
@given(regions(**SMALL), st.lists(st.sampled_from(OFFERING), min_size=1, max_size=4), st.integers(0, 1000))
def test_safe_repairs_remove_what_they_mend_and_bring_nothing(region, codes, seed):
    for policy in ("ningbo", "national"):
        try:
            planted = region.plant([RULES[code] for code in codes], Random(seed))
        except Unplantable:
            return
        report = planted.check(policy=policy)
        repairs = report.repairs()
        left = planted.apply(*repairs).check(policy=policy)
        assert keys(left) == keys(report) - {(offer.code, offer.table, offer.id) for offer in repairs.offers}
        always = {"U004", "R005", *(["R001"] if policy == "ningbo" else [])}
        assert always & {*codes} <= {offer.code for offer in repairs.offers}


@settings(max_examples=15)
@given(regions(**SMALL), st.sampled_from(OFFERING), st.integers(0, 1000))
def test_all_repairs_remove_what_they_mend(region, code, seed):
    try:
        planted = region.plant([RULES[code]], Random(seed))
    except Unplantable:
        return
    report = planted.check()
    repairs = report.repairs(safe=False)
    mended = {(offer.code, offer.table, offer.id) for offer in repairs.offers}
    assert not keys(planted.apply(*repairs).check()) & mended
    assert {*report.repairs().offers} == {offer for offer in repairs.offers if offer.safe}


@pytest.mark.parametrize("seed", range(12))
def test_repairs_of_damaged_regions_mend_what_they_are_for(seed):
    question = [*questions(seed)][seed % 4]
    region = rpb.read(frames_of(question.source), at=question.day)
    report = region.check(policy=question.policy)
    repairs = report.repairs(safe=False)
    mended = {(offer.code, offer.table, offer.id) for offer in repairs.offers}
    assert not keys(region.apply(*repairs).check(policy=question.policy)) & mended


def with_rows(**rows):
    """The smallest region with further rows."""
    frames = dict(minimal().frames)
    for name, more in rows.items():
        frames[name] = pl.concat([frames[name], pl.DataFrame(more, infer_schema_length=None)], how="diagonal_relaxed")
    return rpb.read(frames, at=DAY)


BRANCH = {"form": "branch", "division": "330203"}
ENDED = {**BRANCH, "end": DAY, "end_reason": "dissolved"}
HUB = {"id": "O-9", "name": "园区党委", "form": "committee", "division": "330203", "superior": "O-1"}
UNIT = {"id": "R-1", "name": "园区", "mode": "park", "division": "330203", "hub": "O-9"}
STORE = {"id": "O-8", "name": "蓄水池", **BRANCH, "superior": "O-9"}


def stray(**values):
    return {"id": "M-9", "organization": "O-7", "status": "full", "joined": date(2000, 7, 1), **values}


def offers(region, code, policy="ningbo"):
    repairs = region.check(select=[code], policy=policy).repairs(safe=False)
    return [(offer.change.said.en, offer.safe) for offer in repairs.offers]


@pytest.mark.parametrize(
    ("unit", "into", "safe"),
    [
        (UNIT, "O-9", True),
        (UNIT | {"reservoir": "O-8"}, "O-8", True),
        (UNIT | {"reservoir": "O-8", "end": DAY}, None, None),
        (UNIT | {"hub": None}, None, None),
    ],
)
def test_a_stranded_member_falls_to_the_reservoir_or_the_hub(unit, into, safe):
    gone = {"id": "O-7", "name": "某公司党支部", **ENDED, "regional_unit": "R-1"}
    region = with_rows(organizations=[HUB, STORE, gone], regional_units=[unit], members=[stray()])
    wanted = [] if into is None else [(f"let M-9 fall to {into} on 2011-07-29", safe)]
    assert offers(region, "R001") == wanted
    if into:
        mended = region.apply(*region.check().repairs())
        assert mended.member("M-9").organization.id == into
        assert mended.history("transfers").select("source", "target", "kind").rows() == [("O-7", into, "absorbed")]


def test_under_national_rules_the_old_one_may_still_be_responsible():
    gone = {"id": "O-7", "name": "某公司党支部", **ENDED, "regional_unit": "R-1"}
    region = with_rows(organizations=[HUB, gone], regional_units=[UNIT], members=[stray()])
    assert offers(region, "R001", "national") == [("let M-9 fall to O-9 on 2011-07-29", False)]


def test_outside_a_unit_members_fall_to_what_holds_members_above():
    chain = [
        {"id": "O-7", "name": "甲", **ENDED, "superior": "O-6"},
        {"id": "O-6", "name": "乙", **ENDED, "form": "general_branch", "superior": "O-9"},
    ]
    region = with_rows(organizations=[HUB, *chain], regional_units=[UNIT], members=[stray()])
    assert offers(region, "R001") == [("let M-9 fall to O-9 on 2011-07-29", True)]
    nowhere = with_rows(organizations=[{**chain[0], "superior": "O-1"}], members=[stray()])
    assert offers(nowhere, "R001") == []  # a committee holds no members


def test_who_works_where_there_is_an_organization_is_no_clear_case():
    gone = {"id": "O-7", "name": "某公司党支部", **ENDED, "regional_unit": "R-1"}
    works = {"id": "U-1", "name": "某公司", "kind": "other", "division": "330203", "organization": "O-2"}
    region = with_rows(organizations=[HUB, gone], regional_units=[UNIT], units=[works], members=[stray(unit="U-1")])
    assert offers(region, "R001") == [("let M-9 fall to O-9 on 2011-07-29", False)]


@pytest.mark.parametrize(
    ("ended", "low", "wanted"),
    [
        ({"superior": "O-1"}, {}, [("move O-7 under O-1 on 2011-07-29", False)]),
        ({}, {}, []),
        ({}, {"regional_unit": "R-1"}, [("move O-7 under O-9 on 2011-07-29", True)]),
        ({"superior": "O-2"}, {}, []),  # a branch stands above nobody: that would be refused
        ({"superior": "O-1"}, {"division": "3302"}, [("move O-7 under O-1 on 2011-07-29", False)]),
        ({"superior": "O-7"}, {}, []),
    ],
)
def test_who_is_under_what_has_ended_moves_under_the_hub_or_what_is_left(ended, low, wanted):
    was = {"id": "O-6", "name": "甲", **ENDED, "form": "general_branch", **ended}
    own = {"id": "O-7", "name": "乙", **BRANCH, "superior": "O-6", **low}
    region = with_rows(organizations=[HUB, was, own], regional_units=[UNIT])
    assert offers(region, "O003") == wanted


@pytest.mark.parametrize(
    ("hub", "safe"),
    [
        ({}, True),
        ({"form": "general_branch"}, True),
        ({"form": "branch"}, None),
        ({"superior": "O-7"}, None),  # the hub is below: that would close a cycle
        ({"division": "330206"}, False),
    ],
)
def test_under_a_hub_that_cannot_stand_above_is_not_safe(hub, safe):
    elsewhere = {"code": "330206", "name": "北仑区", "level": "county", "parent": "3302"}
    own = {"id": "O-7", "name": "乙", **BRANCH, "superior": "O-1", "regional_unit": "R-1"}
    region = with_rows(divisions=[elsewhere], organizations=[HUB | hub, own], regional_units=[UNIT])
    assert offers(region, "U004") == ([] if safe is None else [("move O-7 under O-9 on 2011-07-29", safe)])


RECEIVED = {"id": "T-1", "member": "M-9", "source": "O-2", "kind": "ordinary", "target": "O-5"}
CAME = {"issued": date(2011, 6, 1), "received": date(2011, 6, 20)}
TARGET = {"id": "O-5", "name": "丁", **BRANCH, "superior": "O-1"}


@pytest.mark.parametrize(
    ("versions", "target", "wanted"),
    [
        ([{}], {}, True),
        ([{"end": date(2011, 7, 1)}, {"start": date(2011, 7, 1), "organization": "O-1"}], {}, False),
        ([{"organization": "O-1"}], {}, False),
        ([{"start": date(2011, 7, 1)}], {}, None),  # nowhere on the day of the receipt: since when, nobody knows
        ([{}], {"start": date(2011, 7, 1)}, None),
        ([{}], {"end": DAY}, None),
    ],
)
def test_a_receipt_is_followed_where_only_the_move_was_forgotten(versions, target, wanted):
    members = [stray(organization="O-2") | version for version in versions]
    region = with_rows(organizations=[TARGET | target], members=members, transfers=[RECEIVED | CAME])
    expected = [] if wanted is None else [("transfer M-9 to O-5 on 2011-06-20", wanted)]
    assert offers(region, "T006") == expected
    if wanted:
        after = region.apply(*region.check(select=["T006"]).repairs())
        assert after.history("transfers").height == 1
        assert after.at("2011-06-20").member("M-9").organization.id == "O-5"
        assert after.at("2011-06-19").member("M-9").organization.id == "O-2"


def test_a_branch_is_offered_with_those_of_the_reservoir_or_with_all():
    works = {"id": "U-1", "name": "某公司", "kind": "other", "division": "330203", "regional_unit": "R-1"}

    def region(stored, others):
        ids = range(100, 100 + stored + others)
        members = [stray(id=f"M-{n}", unit="U-1", organization="O-9" if n < 100 + stored else "O-2") for n in ids]
        return with_rows(organizations=[HUB], regional_units=[UNIT], units=[works], members=members)

    few = "found O-U-1 for U-1 under O-9 on 2011-07-29, with "
    assert offers(region(3, 2), "R004") == [(few + "M-100, M-101, M-102", False)]
    assert offers(region(2, 1), "R004") == [(few + "M-100, M-101, M-102", False)]
    assert offers(region(2, 0), "R004") == []
    gone = with_rows(
        organizations=[HUB | {"end": DAY}],
        regional_units=[UNIT],
        units=[works],
        members=[stray(id=f"M-{n}", unit="U-1", organization="O-2") for n in range(100, 104)],
    )
    assert gone.check(select=["R004"]).counts() == {"R004": 1}
    assert offers(gone, "R004") == []


def test_one_change_may_mend_two_findings_and_one_thing_is_changed_once():
    own = {"id": "O-7", "name": "乙", **BRANCH, "superior": "O-6", "regional_unit": "R-1"}
    was = {"id": "O-6", "name": "甲", **ENDED, "form": "general_branch"}
    region = with_rows(organizations=[HUB, was, own], regional_units=[UNIT])
    repairs = region.check(select=["O003", "U004"]).repairs()
    assert [offer.code for offer in repairs.offers] == ["O003", "U004"]
    assert len(repairs) == 1 == len([*repairs])
    assert repairs[0] == repairs[:1][0]
    assert repr(repairs) == "<Repairs of 2 findings by 1 changes, 0 of them not safe>"
    assert region.apply(*repairs).check(select=["O003", "U004"]).ok


def test_moves_that_would_close_a_cycle_together_are_not_offered():
    hubs = [HUB, HUB | {"id": "O-8", "name": "街区党委"}]
    hubs = [hub | {"superior": "O-1", "regional_unit": of} for hub, of in zip(hubs, ["R-2", "R-1"], strict=True)]
    units = [UNIT, UNIT | {"id": "R-2", "name": "街区", "hub": "O-8"}]
    region = with_rows(organizations=hubs, regional_units=units)
    assert {f.id for f in region.check(select=["U004"]).findings} == {"O-8", "O-9"}
    assert offers(region, "U004") == []


def test_what_is_on_a_cycle_is_not_moved():
    low = [
        {"id": "O-7", "name": "乙", **BRANCH, "form": "committee", "superior": "O-6", "regional_unit": "R-1"},
        {"id": "O-6", "name": "丙", **BRANCH, "form": "committee", "superior": "O-9"},
    ]
    region = with_rows(organizations=[HUB | {"superior": "O-7"}, *low], regional_units=[UNIT])
    assert {f.id for f in region.check(select=["U004"]).findings} == {"O-7"}
    assert offers(region, "U004") == []


def test_who_holds_a_seat_or_came_today_is_no_clear_case():
    works = {"id": "U-1", "name": "某公司", "kind": "other", "division": "330203", "organization": "O-7"}
    own = {"id": "O-7", "name": "某公司党支部", **BRANCH, "superior": "O-9"}
    there = {"organization": "O-9", "unit": "U-1"}
    came = [stray(id="M-7", **there | {"organization": "O-2"}, end=DAY), stray(id="M-7", start=DAY, **there)]
    members = [stray(**there), stray(id="M-8", **there), stray(id="M-6", start=DAY, **there), *came]
    seat = {"id": "S-9", "organization": "O-9", "role": "secretary", "holder": "M-8"}
    region = with_rows(organizations=[HUB, own], regional_units=[UNIT], units=[works], members=members, seats=[seat])
    assert dict(offers(region, "R005")) == {
        "transfer M-6 to O-7 on 2011-07-29": True,  # admitted on the day
        "transfer M-7 to O-7 on 2011-07-29": False,
        "transfer M-8 to O-7 on 2011-07-29": False,
        "transfer M-9 to O-7 on 2011-07-29": True,
    }


def test_what_would_leave_its_superior_empty_is_no_clear_case():
    own = {"id": "O-7", "name": "乙", **BRANCH, "superior": "O-6", "regional_unit": "R-1"}
    above = {"id": "O-6", "name": "丙", **BRANCH, "form": "general_branch", "superior": "O-1"}
    region = with_rows(organizations=[HUB, above, own], regional_units=[UNIT])
    assert offers(region, "U004") == [("move O-7 under O-9 on 2011-07-29", False)]
    other = own | {"id": "O-5", "name": "丁", "regional_unit": None}
    region = with_rows(organizations=[HUB, above, own, other], regional_units=[UNIT])
    assert offers(region, "U004") == [("move O-7 under O-9 on 2011-07-29", True)]
