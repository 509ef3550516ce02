"""O015–O017: how many units an organization covers."""

from __future__ import annotations

from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.scope import of_the_region

__all__ = ["joint_too_wide", "joint_without_units", "single_with_several_units"]

_COVERING = ("organizations.form", "organizations.external?", "units.organization")


def join_nobody(draft: Draft, rng: Random) -> Planted:
    """Add a joint branch that covers one unit."""
    branch = draft.branch(rng, form="joint_branch")
    for _ in range(draft.spoilt(1, 2)):
        draft.unit(organization=branch)
    return Planted.at("organizations", branch)


def cover_two(draft: Draft, rng: Random) -> Planted:
    """Add a plain branch that covers two units."""
    return Planted.at("organizations", _covering(draft, rng, draft.spoilt("branch", "joint_branch"), 2))


def cover_too_many(draft: Draft, rng: Random) -> Planted:
    """Add a joint branch that covers six units."""
    return Planted.at("organizations", _covering(draft, rng, "joint_branch", draft.spoilt(6, 5)))


def _covering(draft: Draft, rng: Random, form: str, units: int) -> str:
    branch = draft.branch(rng, form=form)
    for _ in range(units):
        draft.unit(organization=branch)
    return branch


def with_units(organizations: Frame, units: Frame) -> Frame:
    """Organizations with the number of current units they cover, as `units`."""
    covered = units.group_by("organization").agg(nw.len().cast(nw.Int64).alias("units"))
    return organizations.join(covered, left_on="id", right_on="organization", how="left").with_columns(
        nw.col("units").fill_null(0)
    )


@rule(
    "O015",
    Severity.ERROR,
    name_zh="联建单位不足",
    on="organizations",
    reads=_COVERING,
    values={"form": None, "units": "单位数"},
    message="is a {form} but covers too few current units ({units}): enter the units it joins, or give it the form it "
    "has become",
    message_zh="为{form}，却只覆盖{units}个现存单位：请登记其联合的单位，或更正组织形式",
    plant=join_nobody,
)
def joint_without_units(organizations: Frame, units: Frame) -> Frame:
    """A joint branch or joint general branch covers fewer than two current units.

    联合党支部或联合党总支覆盖的现存单位不足两个。

    Why: joint means set up by several units together; with one unit or none there is nothing joined.
    原因: 联建是几个单位联合建立；只有一个或没有单位的，谈不上联合。
    Source: P1a; Regulation on the work of Party branches (2018) Art. 5
    """
    joint = nw.col("form").is_in(["joint_branch", "joint_general_branch"])
    return with_units(organizations.filter(of_the_region() & joint), units).filter(nw.col("units") < 2)


@rule(
    "O016",
    Severity.WARNING,
    name_zh="单建覆盖多个单位",
    on="organizations",
    reads=_COVERING,
    values={"units": "单位数"},
    at="form",
    message="is a branch but covers {units} current units: make it a joint branch, or correct which units it covers",
    message_zh="为党支部，却覆盖{units}个现存单位：请改为联合党支部，或更正其覆盖的单位",
    plant=cover_two,
)
def single_with_several_units(organizations: Frame, units: Frame) -> Frame:
    """A branch that is not joint covers two or more current units.

    非联合的党支部覆盖两个以上现存单位。

    Why: single or joint is how coverage is counted; a branch of several units is a joint one in all but name.
    原因: 覆盖面按单建、联建统计；覆盖几个单位的支部实为联合党支部。
    Source: P1a
    """
    plain = nw.col("form") == "branch"
    return with_units(organizations.filter(of_the_region() & plain), units).filter(nw.col("units") >= 2)


@rule(
    "O017",
    Severity.WARNING,
    name_zh="联建单位过多",
    on="organizations",
    reads=_COVERING,
    values={"units": "单位数", "joint_branch_units": None},
    parameters=("joint_branch_units",),
    limits={"units": "joint_branch_units"},
    message="is a joint branch that covers {units} units, more than {joint_branch_units}: let some form their own",
    message_zh="为联合党支部，覆盖{units}个单位，超过{joint_branch_units}个：请指导部分单位另行组建",
    plant=cover_too_many,
)
def joint_too_wide(organizations: Frame, units: Frame, policy: Frame) -> Frame:
    """A joint branch covers more current units than it should.

    联合党支部覆盖的现存单位过多。

    Why: units joined should be near, alike and few, or members of one never meet those of another.
    原因: 联合的单位应当地域相邻、行业相近、规模适当；过多则党员之间难以共同活动。
    Source: Regulation on the work of Party branches (2018) Art. 5
    """
    joint = with_units(organizations.filter(of_the_region() & (nw.col("form") == "joint_branch")), units)
    return joint.join(policy, how="cross").filter(nw.col("units") > nw.col("joint_branch_units"))
