"""Readiness is what `incubate` asks, and what falls short goes back to the reservoir, on regions of every kind."""

import re
from collections import Counter
from datetime import timedelta
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import regionpb as rpb
from changes.park import ON, STREET, park
from oracle.regions import valid
from queries.stirring import (
    CHANGE,
    DAY,
    GROUPED,
    POLICIES,
    an_organization,
    refused,
    shrunk,
    small,
    so_far,
    stirred,
    store,
)
from regionpb import changes
from regionpb.policies import read_policy
from regionpb.queries.reasons import CONDITIONS
from regionpb.testing import minimal

JOINT = ("joint_branch", "joint_general_branch")


@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=60, deadline=None)
@given(GROUPED, st.integers(0, 2**16), st.booleans())
def test_ready_is_what_incubate_does_not_refuse(policy, region, seed, stir):
    """As far as is known of the day: what is refused all the same is refused for a later one, which the error names."""
    region = stirred(region, Random(seed)) if stir else region
    known = so_far(region)
    told = {row["unit"]: row for row in region.readiness(policy).to_dicts()}
    assert told == {row["unit"]: row for row in known.readiness(policy).to_dicts()}
    for unit in region.table("units")["id"] if "units" in region.tables else ():
        act = changes.incubate(unit, on=region.day)
        why = refused(region, act, policy)
        ready = unit in told and told[unit]["ready"]
        assert ready == (refused(known, act, policy) is None), (unit, told.get(unit))
        assert ready or why is not None
        if ready and why is not None:
            assert any(day > str(region.day) for day in re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(why))), why
        elif ready:
            assert CHANGE.validate_json(told[unit]["act"]) == act
            after = region.apply(act, policy=policy).at(region.day)
            branch = after.unit(unit).organization
            assert branch.superior.id == told[unit]["above"]
            assert len(branch.members) == told[unit]["full"] + told[unit]["probationary"]


@pytest.mark.parametrize(
    "later",
    [
        changes.dissolve("O-3", on="2013-01-01", successor="O-8"),
        changes.close_unit("R-1", on="2013-01-01"),
        changes.recode_division(STREET, to="330203009", on="2013-01-01"),
    ],
    ids=lambda act: act.act,
)
def test_what_was_entered_of_later_days_may_forbid_it(later):
    region = park().apply(later).at(ON)
    assert region.readiness().filter(unit="U-2")["ready"].item()
    assert region.readiness().equals(park().at(ON).readiness())
    why = refused(region, changes.incubate("U-2", on=ON), "ningbo")
    assert "2013-01-01" in str(why)
    assert "2013-01-01" in why.chinese


def test_the_stirred_regions_are_of_every_kind():
    """The property above is only as good as what it is asked about."""
    seen = Counter()
    for seed in range(60):
        rng = Random(seed)
        region = stirred(rpb.read(valid(rng, DAY), at=DAY), rng)
        told = region.readiness()
        seen.update(name for lacking in told["lacking"] for name in lacking)
        seen["ready"] += told["ready"].sum()
        seen["covered"] += told["covered_by"].len() - told["covered_by"].null_count()
        seen["short"] += shrunk(region, rng).falling_short()["act"].is_not_null().sum()
    assert all(seen[name] for name in {*CONDITIONS, "ready", "covered", "short"}), seen


@settings(max_examples=60, deadline=None)
@given(GROUPED, st.integers(0, 2**16))
def test_every_unit_without_an_organization_of_its_own_is_told_of(region, seed):
    region = stirred(region, Random(seed))
    units = region.table("units")["id"].to_list() if "units" in region.tables else []
    told = {row["unit"]: row for row in region.readiness().to_dicts()}
    assert len(told) == region.readiness().height
    for unit in map(region.unit, units):
        covering, area = unit.organization, unit.regional_unit
        stores = [] if area is None else [area.hub, area.reservoir]
        shared = covering is None or covering.row.form in JOINT or covering in stores
        assert (unit.id in told) == shared
        if not shared:
            continue
        row = told[unit.id]
        assert row["regional_unit"] == (area and area.id)
        assert row["employed"] == len(unit.members)
        assert (area is None) == ("regional_unit" in row["lacking"])
        assert row["reasons"]
        assert row["reasons_zh"]
        if area is None:
            assert [row[name] for name in ("hub", "reservoir", "above", "act")] == [None] * 4
            assert row["full"] == row["employed_full"] == sum(one.row.status == "full" for one in unit.members)
            assert not row["ready"]


@settings(max_examples=60, deadline=None)
@given(GROUPED, st.integers(0, 2**16), st.sampled_from(POLICIES))
def test_r004_finds_what_is_ready_and_what_could_be(region, seed, policy):
    region = stirred(region, Random(seed))
    found = {f.id: f.values for f in region.check(select=["R004"], policy=policy).findings}
    for row in region.readiness(policy).to_dicts():
        if row["covered_by"] is not None:
            assert row["unit"] not in found
            continue
        assert (row["unit"] in found) == (row["employed_full"] >= row["minimum_full_members"])
        assert not row["ready"] or row["unit"] in found
        if row["unit"] in found:
            values = found[row["unit"]]
            assert values["full_members"] == row["employed_full"]
            # In the reservoir of another 1+N unit with the same hub is elsewhere to R004 alone.
            assert values["full_members"] - values["elsewhere"] <= row["full"]
    assert found.keys() <= {*region.readiness(policy).filter(pl.col("covered_by").is_null())["unit"]}


def test_members_in_the_reservoir_are_counted_wherever_it_is():
    region = small(*store(2), ("O-2", "full", "U-1"), ("O-1", "probationary", "U-1"), ("O-1", "full", None))
    row = region.readiness().row(0, named=True)
    assert [row[name] for name in ("full", "probationary", "employed", "employed_full")] == [2, 1, 4, 3]
    assert (row["lacking_full_members"], row["lacking"], row["ready"]) == (1, ["full_members"], False)
    assert row["reasons"].endswith("1 short: transfer the 1 registered elsewhere")
    assert row["reasons_zh"].endswith("尚缺1名：另有1名组织关系在别处，请转入")
    assert row["act"] is None
    other = {"id": "R-2", "name": "东区", "mode": "park", "division": "330203", "hub": "O-1"}
    frames = small(*store(2), ("O-2", "full", "U-1"), regional=[other]).frames
    for unit in ("R-1", "R-2"):  # its own reservoir, and that of another 1+N unit with the same hub
        stored = frames["regional_units"].with_columns(reservoir=pl.when(pl.col("id") == unit).then(pl.lit("O-2")))
        told = rpb.read({**frames, "regional_units": stored}, at=DAY).readiness()
        assert told.select("full", "ready").row(0) == (3, True)


@pytest.mark.parametrize(
    ("covering", "form", "there"),
    [
        ("O-3", "joint_branch", True),
        ("O-3", "joint_general_branch", True),
        ("O-3", "general_branch", False),
        ("O-1", "branch", True),  # the hub
        ("O-2", "branch", True),  # the reservoir
    ],
)
def test_a_unit_that_shares_an_organization_has_none_of_its_own(covering, form, there):
    frames = small(*store(3), unit={"organization": covering}, organizations=[an_organization("O-3", form)]).frames
    regional = frames["regional_units"].with_columns(reservoir=pl.lit("O-2"))
    region = rpb.read({**frames, "regional_units": regional}, at=DAY)
    assert region.readiness()["covered_by"].to_list() == ([covering] if there else [])
    assert (refused(region, changes.incubate("U-1", on=DAY), "ningbo") is None) == there


@pytest.mark.parametrize(
    ("region", "lacking", "said", "said_zh"),
    [
        (
            small(*store(3, "O-2"), ("O-2", "probationary", "U-1"), unit={"regional_unit": None}),
            ["regional_unit"],
            "it lies in no 1+N unit on the day: affiliate it to one, or say under whom its branch is to be",
            "当日不在任何统筹区域内：请先纳入，或指明党支部的上级党组织",
        ),
        (
            small(*store(2), unit={"regional_unit": "R-9"}),
            ["regional_unit", "full_members"],
            "2 of the 3 full members that a branch needs work there, 1 short: admit more, or let a joint branch cover",
            "建立党支部需正式党员3名，在此工作的仅2名，尚缺1名：请发展或转入党员，或先建联合党支部",
        ),
        (small(*store(3), hub=None), ["hub", "full_members"], "no hub of R-1 is there on the day", "R-1当日没有"),
        (
            small(*store(3, "O-3"), hub="O-3", organizations=[an_organization("O-3", "committee", external=True)]),
            ["own_hub"],
            "the hub O-3 lies outside the region: name one that lies in it",
            "区域性党组织O-3在区域之外：请改定区域内的党组织",
        ),
        (
            small(*store(3, "O-2"), hub="O-2"),
            ["hub_form"],
            "the hub O-2 is a branch and can have no branch under it: upgrade it (O004)",
            "区域性党组织O-2为党支部，不能下设党支部：请先升格（O004）",
        ),
        (small(without=["members"]), ["members", "full_members"], "there is no table members", "没有党员表"),
        (small(*store(1)), ["full_members"], "2 short: admit more, or let a joint branch cover it", "尚缺2名"),
        (
            small(
                *store(2),
                ("O-1", "full", "U-1", DAY),
                letters=[
                    {"id": "T-1", "member": "M-2", "source": "O-2", "target": "O-1", "issued": DAY, "received": DAY}
                    | {"kind": "ordinary"}
                ],
            ),
            ["settled"],
            "1 of those in the reservoir came only on 2011-07-29: choose a later day (T006)",
            "蓄水池中有1名于2011-07-29当日才接收：请另选以后的日期（T006）",
        ),
    ],
    ids=["regional_unit", "nobody", "hub", "own_hub", "hub_form", "members", "full_members", "settled"],
)
def test_each_condition_is_told(region, lacking, said, said_zh):
    row = region.readiness().row(0, named=True)
    assert row["lacking"] == lacking
    assert (row["above"] is None) == (lacking[0] in {"regional_unit", "hub", "own_hub", "hub_form"})
    assert said in row["reasons"]
    assert said_zh in row["reasons_zh"]
    assert refused(region, changes.incubate("U-1", on=DAY), "ningbo") is not None


@pytest.mark.parametrize(
    ("start", "issued", "target", "ready"),
    [
        (DAY, DAY - timedelta(days=9), "O-1", False),
        (DAY, DAY + timedelta(days=1), "O-1", False),  # written wrongly, and received on the day all the same
        (DAY, DAY, "O-2", True),  # received elsewhere
        (DAY - timedelta(days=1), DAY, "O-1", False),  # there before, and received on the day
        (None, DAY, "O-1", False),
        (None, DAY, "O-2", True),
    ],
)
def test_who_came_only_on_the_day_cannot_go_on(start, issued, target, ready):
    letter = {"id": "T-1", "member": "M-2", "source": "O-2", "kind": "ordinary", "received": DAY}
    region = small(*store(2), ("O-1", "full", "U-1", start), letters=[letter | {"issued": issued, "target": target}])
    assert region.readiness()["ready"].to_list() == [ready]
    assert (refused(region, changes.incubate("U-1", on=DAY), "ningbo") is None) == ready


def test_a_reservoir_without_a_hub_holds_members_too():
    frames = small(*store(2, "O-2"), hub=None).frames
    regional = frames["regional_units"].with_columns(reservoir=pl.lit("O-2"))
    row = rpb.read({**frames, "regional_units": regional}, at=DAY).readiness().row(0, named=True)
    assert (row["reservoir"], row["full"], row["lacking"]) == ("O-2", 2, ["hub", "full_members"])


def test_the_number_is_that_of_the_policy(tmp_path):
    for number, ready in ((0, False), (1, True), (2, False)):
        file = tmp_path / f"own{number}.toml"
        file.write_text(
            'extends = "ningbo"\nname = "own"\nlabel = "Own"\nlabel_zh = "自定"\ndescription = "A number of our own."\n'
            "[parameters.minimum_full_members]\n"
            f'values = [{{ value = {number}, norm = "ours", norm_zh = "本单位" }}]\n',
            "utf-8",
        )
        region = small(without=["members"]) if number == 0 else small(*store(1))
        told = region.readiness(file)
        assert told.select("minimum_full_members", "ready").row(0) == (number, ready)
        assert (refused(region, changes.incubate("U-1", on=DAY), file) is None) == ready
        assert read_policy(file).at(DAY).parameters["minimum_full_members"] == number


def test_the_ready_come_first_and_then_the_nearest():
    region = small(*store(3))
    rows = [{"id": f"U-{n}", "name": f"公司{n}", "kind": "non_public_enterprise"} for n in range(4)]
    more = pl.DataFrame([row | {"division": "330203", "regional_unit": "R-1"} for row in rows])
    who = [
        {"id": f"M-{u}{n}", "organization": "O-1", "status": "full", "unit": f"U-{u}"}
        for u in (1, 2, 3)
        for n in range(u)
    ]
    told = rpb.read({**region.frames, "units": more, "members": pl.DataFrame(who)}, at=DAY).readiness()
    assert told.select("unit", "lacking_full_members").rows() == [("U-3", 0), ("U-2", 1), ("U-1", 2), ("U-0", 3)]
    assert told["reasons_zh"][0] == "建立党支部需正式党员3名，蓄水池中已有3名；上级将为O-1"


def test_where_there_are_no_units_nothing_is_told():
    for region in (minimal(), small(without=["units"])):
        assert region.readiness().is_empty()
    for region in (minimal(), small(without=["units"]), small(without=["regional_units"])):
        assert region.falling_short().is_empty()


def test_without_a_table_of_1_n_units_every_unit_lies_in_none():
    row = small(*store(3), ("O-2", "probationary", "U-1"), without=["regional_units"]).readiness().row(0, named=True)
    assert [row[name] for name in ("full", "probationary", "lacking", "regional_unit")] == [
        3,
        1,
        ["regional_unit"],
        None,
    ]
