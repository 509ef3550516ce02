"""What falls short goes back to the reservoir: who is told of, and where whoever was in it is then."""

from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import regionpb as rpb
from queries.stirring import CHANGE, DAY, GROUPED, POLICIES, an_organization, refused, shrunk, small, stirred, store
from regionpb import changes


@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=60, deadline=None)
@given(GROUPED, st.integers(0, 2**16), st.booleans())
def test_what_is_dissolved_falls_to_the_reservoir(policy, region, seed, stir):
    region = shrunk(stirred(region, Random(seed)) if stir else region, Random(seed))
    day = region.day
    few = {f.id for f in region.check(select=["O006"], policy=policy).findings}
    told = region.falling_short(policy)
    assert {*told["organization"]} <= few
    for row in told.to_dicts():
        people = region.organization(row["organization"]).members
        assert (row["full"], row["probationary"]) == tuple(
            sum(one.row.status == status for one in people) for status in ("full", "probationary")
        )
        assert row["lacking_full_members"] == row["minimum_full_members"] - row["full"] > 0
        assert [unit.id for unit in region.organization(row["organization"]).units] == [row["unit"]]
        assert (row["act"] is None) == (row["reservoir"] is None)
        if row["act"] is None:
            continue
        act = CHANGE.validate_json(row["act"])
        assert act == changes.dissolve(row["organization"], into=row["reservoir"], on=day)
        if refused(region, act, policy) is not None:
            continue
        by_default = changes.dissolve(row["organization"], on=day)
        if region.organization(row["organization"]).row.regional_unit == row["regional_unit"]:
            assert (
                region.apply(act, policy=policy)
                .table("members")
                .equals(region.apply(by_default, policy=policy).table("members"))
            )
        held(region, region.apply(act, policy=policy).at(day), row, people, policy)


def held(region, after, row, people, policy):
    """Whoever was in it is in the reservoir, or received where they were going, or with the superior and on the way.

    The way of somebody who had already been sent elsewhere leads there, not to the reservoir.
    """
    letters = region.table("transfers") if "transfers" in region.tables else None
    for member in people:
        now = after.member(member.id).organization.id
        ahead = [] if letters is None else letters.filter(pl.col("received").is_null(), member=member.id)["target"]
        if now in {row["reservoir"], *ahead}:
            continue
        assert policy == "national"
        assert now == region.organization(row["organization"]).superior.id
        open_ = after.history("transfers").filter(pl.col("received").is_null(), member=member.id)
        assert open_["target"].to_list() == [*ahead] or [row["reservoir"]]


def test_whoever_was_sent_elsewhere_stays_on_the_way_there():
    branches = [an_organization(key, superior="O-9") for key in ("O-3", "O-4")]
    above = an_organization("O-9", form="general_branch")
    letter = {"id": "T-1", "member": "M-1", "source": "O-3", "target": "O-4", "kind": "ordinary", "issued": DAY}
    region = small(*store(2, "O-3"), unit={"organization": "O-3"}, organizations=[above, *branches], letters=[letter])
    later = region.apply(changes.dissolve("O-3", into="O-1", on=DAY), policy="national")
    assert {*later.at(DAY).table("members")["organization"]} == {"O-9"}
    open_ = later.history("transfers").filter(pl.col("received").is_null())
    assert dict(open_.select("member", "target").rows()) == {"M-0": "O-1", "M-1": "O-4"}


def test_one_that_is_too_small_is_told_with_what_would_undo_it():
    branch = an_organization("O-3", regional_unit="R-1")
    region = small(
        *store(2, "O-3"), ("O-3", "probationary", "U-1"), unit={"organization": "O-3"}, organizations=[branch]
    )
    row = region.falling_short().row(0, named=True)
    assert [row[name] for name in ("organization", "unit", "regional_unit", "reservoir")] == [
        "O-3",
        "U-1",
        "R-1",
        "O-1",
    ]
    assert [row[name] for name in ("full", "probationary", "lacking_full_members")] == [2, 1, 1]
    assert row["reasons"] == (
        "2 of the 3 full members that a branch needs, 1 short: "
        "admit more, or dissolve it and let its members fall to O-1"
    )
    assert row["reasons_zh"] == "党支部需正式党员3名，现有2名，尚缺1名：请发展或转入党员，或撤销并将党员归入O-1"
    after = region.apply(CHANGE.validate_json(row["act"]))
    assert {*after.table("members")["organization"]} == {"O-1"}
    assert after.readiness().select("unit", "lacking_full_members").rows() == [("U-1", 1)]
    assert after.falling_short().is_empty()


def test_the_reservoir_is_that_of_the_unit_where_the_branch_names_no_other():
    branch = an_organization("O-3")
    region = small(*store(1, "O-3"), unit={"organization": "O-3"}, organizations=[branch])
    assert region.falling_short().select("regional_unit", "reservoir").row(0) == ("R-1", "O-1")


def test_what_is_not_asked():
    people, branch = store(1, "O-3"), an_organization("O-3", regional_unit="R-1")
    unit = {"organization": "O-3"}
    for region in (
        small(*store(3, "O-3"), unit=unit, organizations=[branch]),  # enough
        small(*people, organizations=[branch]),  # covers nothing
        small(*people, unit=unit, organizations=[branch | {"form": "temporary_branch"}]),
        small(*people, unit=unit, organizations=[branch | {"external": True}]),
        small(*people, unit=unit, organizations=[branch], hub="O-3"),
        small(*people, unit=unit | {"regional_unit": None}, organizations=[branch | {"regional_unit": None}]),
    ):
        assert region.falling_short().is_empty()
    frames = small(*people, unit=unit, organizations=[branch]).frames
    twice = pl.concat([frames["units"], frames["units"].with_columns(id=pl.lit("U-2"))])
    assert rpb.read({**frames, "units": twice}, at=DAY).falling_short().is_empty()


def test_where_full_members_cannot_be_counted_nothing_is_told():
    branch = an_organization("O-3", regional_unit="R-1")
    frames = small(*store(1, "O-3"), unit={"organization": "O-3"}, organizations=[branch]).frames
    bare = {**frames, "members": frames["members"].drop("status")}
    none = {name: frame for name, frame in frames.items() if name != "members"}
    for unknown in (bare, none):
        assert rpb.read(unknown, at=DAY).falling_short().is_empty()
        assert rpb.read({**unknown, "units": frames["units"].drop("organization")}, at=DAY).readiness().height == 1


def test_where_nobody_could_take_them_in_no_act_is_offered():
    branch = an_organization("O-3", regional_unit="R-1")
    away = an_organization("O-4", "committee", external=True)
    for hub in (None, "O-4"):
        region = small(*store(1, "O-3"), unit={"organization": "O-3"}, organizations=[branch, away], hub=hub)
        row = region.falling_short().row(0, named=True)
        assert (row["reservoir"], row["act"]) == (None, None)
        assert "R-1 has nobody to whom its members could fall" in row["reasons"]
        assert "R-1无处可归" in row["reasons_zh"]
