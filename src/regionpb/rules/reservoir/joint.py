"""R006, R007: who has outgrown a joint branch, and where one could be founded."""

from __future__ import annotations

from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import filled
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.reservoir.pieces import found, full_members, staff_a_unit, without_organization

__all__ = ["joint_candidate", "joint_member_ready"]


def share_a_branch(draft: Draft, rng: Random) -> Planted:
    """Add a joint branch of three enterprises, one of which employs enough of its members for a branch of its own."""
    draft.require("members", "unit")
    branch = draft.organization("joint_branch")
    ready, one, other = (draft.unit(organization=branch) for _ in range(3))
    people = [draft.member(branch, rng, unit=ready) for _ in range(rng.randint(3, 5))]
    rest = [draft.member(branch, rng, unit=unit) for unit in (one, one, other)]
    draft.secretary(branch, rest[0])
    if not draft.spoils:
        found(draft, ready, people)
    return Planted.at("units", ready)


def work_alone(draft: Draft, rng: Random) -> Planted:
    """Add a unit without an organization, in which one full member works."""
    unit, people, where = staff_a_unit(draft, rng, members=1)
    if not draft.spoils:
        joint = found(draft, unit, people, "joint_branch", **where)
        nearby = draft.unit(organization=joint, regional_unit=draft.row("units", unit)["regional_unit"])
        for _ in range(2):
            draft.member(joint, rng, unit=nearby)
    return Planted.at("units", unit)


@rule(
    "R006",
    Severity.INFO,
    name_zh="联建单位可单建",
    on="units",
    reads=(
        "units.organization",
        "organizations.form",
        "members.organization",
        "members.unit",
        "members.status",
    ),
    values={"organization": None, "full_members": "正式党员数"},
    parameters=("minimum_full_members",),
    where=filled("members.unit"),
    at="organization",
    limits={"full_members": "minimum_full_members"},
    message="employs {full_members} full members of the joint branch {organization} that covers it: it could have a "
    "branch of its own",
    message_zh="有联合党支部{organization}的{full_members}名正式党员在此工作：可单独建立党支部",
    plant=share_a_branch,
)
def joint_member_ready(units: Frame, organizations: Frame, members: Frame, policy: Frame) -> Frame:
    """A unit covered by a joint branch employs enough full members of that branch for a branch of its own.

    由联合党支部覆盖的单位，其中该支部的正式党员已够单独建立党支部。

    Why: A joint branch is for units too small for one; what has grown is better served alone.
    原因:联合党支部是为不足以单建的单位而设；壮大了的单位宜单建。
    Source: P1a; Regulation on the work of Party branches (2018) Art. 5
    """
    joint = organizations.filter(nw.col("form") == "joint_branch").select(nw.col("id").alias("organization"))
    shared = units.join(joint, on="organization", how="semi").select("_row", nw.col("id").alias("unit"), "organization")
    return (
        shared.join(full_members(members, "organization"), on=["unit", "organization"], how="inner")
        .group_by("_row", "organization")
        .agg(nw.len().cast(nw.Int64).alias("full_members"))
        .join(policy, how="cross")
        .filter(nw.col("full_members") >= nw.col("minimum_full_members"))
    )


@rule(
    "R007",
    Severity.INFO,
    name_zh="单位可联建",
    on="units",
    reads=("units.organization", "organizations", "members.unit", "members.status"),
    values={"full_members": "正式党员数"},
    parameters=("joint_candidate_up_to",),
    where=filled("members.unit"),
    at="organization",
    limits={"full_members": "joint_candidate_up_to"},
    message="has no organization, and the full members who work in it ({full_members}) are too few for a branch: a "
    "joint branch with units nearby may cover it",
    message_zh="没有党组织，有{full_members}名正式党员在此工作，不足以单建：可与邻近单位联合建立党支部",
    plant=work_alone,
)
def joint_candidate(units: Frame, organizations: Frame, members: Frame, policy: Frame) -> Frame:
    """A unit without a current organization employs full members, though too few for a branch.

    单位没有现存党组织，在其中工作的正式党员不足以单独建立党支部。

    Why: Where there are too few for one branch, units nearby may found one together.
    原因:不足以单建的，可与邻近单位联建。
    Source: P1a; Regulation on the work of Party branches (2018) Art. 5
    """
    uncovered = without_organization(units, organizations).select("_row", nw.col("id").alias("unit"))
    return (
        uncovered.join(full_members(members), on="unit", how="inner")
        .group_by("_row")
        .agg(nw.len().cast(nw.Int64).alias("full_members"))
        .join(policy, how="cross")
        .filter(nw.col("full_members") <= nw.col("joint_candidate_up_to"))
    )
