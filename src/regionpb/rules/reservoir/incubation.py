"""R004, R005: who has outgrown the reservoir."""

from __future__ import annotations

from random import Random

import narwhals as nw
import polars as pl

from regionpb.findings import Severity
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import ROW
from regionpb.policies import InForce
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import filled
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.repairing import is_free, repair
from regionpb.rules.reservoir.pieces import found, full_members, staff_a_unit, without_organization
from regionpb.vocabulary import Form, Status

__all__ = ["incubation_due", "still_in_reservoir"]


def outgrow_the_reservoir(draft: Draft, rng: Random) -> Planted:
    """Add a unit without an organization, in which enough full members for one work."""
    unit, people, where = staff_a_unit(draft, rng, members=rng.randint(3, 5))
    if not draft.spoils:
        found(draft, unit, people, **where)
    return Planted.at("units", unit)


def stay_in_the_reservoir(draft: Draft, rng: Random) -> Planted:
    """Add a 1+N unit and, in its reservoir, a member of an enterprise that has an organization."""
    draft.require("units", "organization")
    draft.require("members", "unit")
    draft.require("regional_units", "reservoir")
    _, hub, one = draft.regional_unit(rng)
    unit = draft.unit(organization=one)
    return Planted.at("members", draft.member(draft.spoilt(hub, one), rng, unit=unit))


@repair("incubate")
def found_a_branch(found: pl.DataFrame, snapshot: Snapshot, policy: InForce) -> pl.DataFrame:
    """Found a branch under the hub with the members of its reservoir who work there; with all where these are too few.

    在区域性党组织之下建立党支部，由在该单位工作的蓄水池党员组成；不够的由在该单位工作的全体党员组成。
    """
    # Never safe: a branch is approved, and elects its secretary.
    here = snapshot.frame("organizations")["id"].implode()
    stores = snapshot.frame("regional_units").select("hub", "reservoir", regional_unit="id")
    stores = stores.filter(pl.col("hub").is_in(here))
    working = snapshot.frame("members").select("unit", "organization", "status", member="id")
    held = (pl.col("organization") == pl.col("hub")) | (pl.col("organization") == pl.col("reservoir"))
    enough = pl.col("stored").list.len() >= policy.parameters["minimum_full_members"]
    branches = (
        found.select(ROW, "regional_unit", unit="id")
        .join(stores, on="regional_unit", how="inner")
        .join(working, on="unit", how="inner")
        .group_by(ROW, "unit", "hub", maintain_order=True)
        .agg(
            pl.col("member").sort().alias("every"),
            pl.col("member").filter(held.fill_null(value=False)).sort().alias("those"),
            pl.col("member")
            .filter(held.fill_null(value=False) & (pl.col("status") == str(Status.FULL)))
            .alias("stored"),
        )
    )
    taken = snapshot.frame("organizations_history")["id"].implode()
    name = pl.format("O-{}", "unit")
    return branches.select(
        ROW,
        "unit",
        organization=pl.when(name.is_in(taken))
        .then(pl.format("{}-{}", name, pl.lit(f"{snapshot.day:%Y%m%d}")))
        .otherwise(name),
        under="hub",
        members=pl.when(enough).then("those").otherwise("every"),
        safe=pl.lit(value=False),
    )


@rule(
    "R004",
    Severity.WARNING,
    name_zh="应孵化组建",
    on="units",
    reads=(
        "units.organization",
        "units.regional_unit?",
        "organizations",
        "members.unit",
        "members.status",
        "members.organization?",
        "regional_units.hub?",
        "regional_units.reservoir?",
    ),
    values={"full_members": "正式党员数", "elsewhere": "不在蓄水池人数", "regional_unit": None},
    parameters=("minimum_full_members",),
    where=filled("members.unit"),
    at="organization",
    limits={"full_members": "minimum_full_members"},
    message="has no organization, though {full_members} full members work in it, {elsewhere} of them registered "
    "elsewhere than in the reservoir of its 1+N unit {regional_unit}: incubate a branch",
    message_zh="没有党组织，却有{full_members}名正式党员在此工作，其中{elsewhere}名的组织关系不在其"
    "统筹区域{regional_unit}的蓄水池：请孵化建立党支部",
    plant=outgrow_the_reservoir,
    repair=found_a_branch,
)
def incubation_due(units: Frame, organizations: Frame, members: Frame, regional_units: Frame, policy: Frame) -> Frame:
    """Enough full members for a branch work in a unit without a current organization.

    单位没有现存党组织，在其中工作的正式党员却已够建立党支部。

    Why: The hub is an incubator: when a unit acquires the conditions it urges and helps it to found its own
        organization and hands over its members. They count wherever they are registered; *elsewhere* are those
        who are in neither the hub nor the reservoir of the 1+N unit in which theirs lies, so that another
        organization must let them go.
    原因:区域性党组织是孵化器：单位具备条件时，督促并帮助其建立党组织，并移交党员。党员不论组织关系在何处都计入；
        “不在蓄水池”指组织关系既不在本单位所在统筹区域的区域性党组织、也不在其蓄水池，须由别的党组织转出。
    Source: P1a; Party Constitution (2007) Art. 29
    """
    stores = regional_units.select(nw.col("id").alias("regional_unit"), "hub", "reservoir")
    uncovered = without_organization(units, organizations).select("_row", nw.col("id").alias("unit"), "regional_unit")
    workers = uncovered.join(full_members(members, "organization"), on="unit", how="inner").join(
        stores, on="regional_unit", how="left"
    )
    stored = (nw.col("organization") == nw.col("hub")).fill_null(value=False) | (
        nw.col("organization") == nw.col("reservoir")
    ).fill_null(value=False)
    return (
        workers.group_by("_row", "regional_unit")
        .agg(
            nw.len().cast(nw.Int64).alias("full_members"),
            (~stored).cast(nw.Int64).sum().cast(nw.Int64).alias("elsewhere"),
        )
        .join(policy, how="cross")
        .filter(nw.col("full_members") >= nw.col("minimum_full_members"))
    )


@repair("transfer")
def to_the_unit_s_own(found: pl.DataFrame, snapshot: Snapshot, policy: InForce) -> pl.DataFrame:  # noqa: ARG001
    """Transfer the member to the organization of the unit; safe where that is a branch, and they hold no seat.

    转入工作单位的党组织；该组织为党支部、党员又不任职的，为安全。
    """
    organizations = snapshot.frame("organizations")
    # A joint branch may then have so many of one unit that this can have its own.
    forms = [str(Form.BRANCH), str(Form.TEMPORARY_BRANCH)]
    branches = organizations.filter(pl.col("form").is_in(forms), ~pl.col("external").fill_null(value=False))["id"]
    safe = pl.col("unit_organization").is_in(branches.implode()) & pl.lit(is_free(found["id"], snapshot))
    return found.select(ROW, member="id", to="unit_organization", safe=safe)


@rule(
    "R005",
    Severity.WARNING,
    name_zh="滞留蓄水池",
    on="members",
    reads=(
        "members.organization",
        "members.unit",
        "units.organization",
        "organizations",
        "regional_units.hub",
        "regional_units.reservoir",
    ),
    values={"organization": None, "regional_unit": None, "unit": None, "unit_organization": "单位党组织"},
    where=filled("members.unit"),
    at="organization",
    message="is in {organization}, the reservoir of {regional_unit}, though {unit}, where the member works, is covered "
    "by {unit_organization}: transfer the member to it",
    message_zh="在统筹区域{regional_unit}的蓄水池{organization}中，而其工作单位{unit}已有党组织{unit_organization}：请转入该党组织",
    plant=stay_in_the_reservoir,
    repair=to_the_unit_s_own,
)
def still_in_reservoir(members: Frame, units: Frame, organizations: Frame, regional_units: Frame) -> Frame:
    """A member is in a reservoir, though the unit that employs them is covered by an organization of its own.

    党员仍在蓄水池中，其工作单位却已有党组织。

    Why: The reservoir holds members only while there is nowhere else to go. Where the hub or the reservoir of that
        very 1+N unit covers the employer, the member is where they should be.
    原因:蓄水池只容纳无处可去的党员。工作单位正由该区域的区域性党组织或蓄水池组织覆盖的，党员就在应在之处。
    Source: P1a
    """
    now = organizations.select(nw.col("id").alias("organization"))
    hubs = regional_units.select(
        nw.col("id").alias("regional_unit"), "hub", "reservoir", nw.col("hub").alias("organization")
    )
    reservoirs = hubs.with_columns(nw.col("reservoir").alias("organization"))
    stores = nw.concat([hubs, reservoirs]).join(now, on="organization", how="semi")
    covered = units.join(now, on="organization", how="semi").select(
        nw.col("id").alias("unit"), nw.col("organization").alias("unit_organization")
    )
    cover, hub, reservoir = nw.col("unit_organization"), nw.col("hub"), nw.col("reservoir")
    return (
        members.filter(~nw.col("unit").is_null())
        .select("_row", "organization", "unit")
        .join(stores, on="organization", how="inner")
        .join(covered, on="unit", how="inner")
        .filter(hub.is_null() | (cover != hub), reservoir.is_null() | (cover != reservoir))
        .group_by("_row", "organization", "unit", "unit_organization")
        .agg(nw.col("regional_unit").min())
    )
