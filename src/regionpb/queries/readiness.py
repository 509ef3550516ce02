"""Which units are ready for an organization of their own, how far the others are, and which have fallen short again.

A hub is an incubator: it helps a unit to a branch when the unit has what a branch needs, and takes the members back
when it has it no more. Both are told with the distance, the reasons, and the act that would do it, as JSON.

>>> import regionpb as rpb
>>> from regionpb.policies import read_policy
>>> where = {"division": "330203"}
>>> firm = where | {"id": "U-1", "name": "甲公司", "kind": "non_public_enterprise", "regional_unit": "R-1"}
>>> area = where | {"id": "R-1", "name": "工业区", "mode": "park", "hub": "O-1"}
>>> who = [{"id": f"M-{n}", "organization": "O-1", "status": "full", "unit": "U-1"} for n in (1, 2)]
>>> more = {"units": pl.DataFrame([firm]), "regional_units": pl.DataFrame([area]), "members": pl.DataFrame(who)}
>>> region = rpb.read({**rpb.testing.minimal().frames, **more}, at="2011-07-29")
>>> told = readiness(region.snapshot, read_policy("ningbo").at(region.day))
>>> told.select("unit", "above", "full", "lacking_full_members", "ready").row(0)
('U-1', 'O-1', 2, 1, False)
>>> print(told["reasons"].item())
2 of the 3 full members that a branch needs in the reservoir, 1 short: admit more, or let a joint branch cover it
"""

from __future__ import annotations

import polars as pl

from regionpb.graph.snapshot import Snapshot
from regionpb.policies import InForce
from regionpb.queries.reasons import CONDITIONS, reasons, shortfall
from regionpb.vocabulary import BRANCH_TYPE, SIZED_BRANCHES, Form, Status

__all__ = ["falling_short", "readiness"]

_JOINT = (Form.JOINT_BRANCH.value, Form.JOINT_GENERAL_BRANCH.value)


def readiness(snapshot: Snapshot, policy: InForce) -> pl.DataFrame:
    """How ready units are for an organization of their own: what `incubate`, told nothing but the unit, asks of them.

    A unit is ready exactly when nothing that is known of the day forbids `changes.incubate(unit, on=day)`. What was
    entered of later days may still forbid it (a hub that is to end, a 1+N unit that is to be closed, a division that is
    to get another code); its error says which day. Rule R004 says what is to be done, not
    what can be done at once: it counts full members wherever they are registered, does not look at the hub, and passes
    over units that a joint branch, the hub or the reservoir covers. A unit that is ready and that no organization at
    all covers is found by R004; what R004 finds in a 1+N unit has `employed_full` members enough, and is ready when
    enough of them are in the reservoir, none of those came on the day, and its hub can have a branch under it.

    Args:
        snapshot: the region as of the day.
        policy: the parameters in force.

    Returns:
        The current units that have no organization of their own, the ready ones first, then those that lack the fewest
        full members: `unit`, `regional_unit`, its `hub` and its `reservoir` (the hub where none of its own is there) as
        far as they are there, `above` (who would be above the branch; null where nobody can), `covered_by` (a joint
        branch, the hub or the reservoir), `full` and `probationary` (members in the reservoir; all who work there where
        the unit lies in no 1+N unit), `employed` and `employed_full` (members wherever they are registered),
        `minimum_full_members`, `lacking_full_members`, `lacking` (those of `CONDITIONS` that are not met), `ready`,
        `reasons`, `reasons_zh`, and `act`, which would found the branch (JSON; null where it would be refused).
    """
    fewest = int(policy.norm("minimum_full_members").value)
    regional = _regional(snapshot)
    units = _without_their_own(snapshot, regional)
    counted = _counted(snapshot, units, regional)
    alone = pl.col("regional_unit").is_null()
    rows = (
        units.join(counted, on="unit", how="left", maintain_order="left")
        .with_columns(pl.col(counted.columns[1:]).fill_null(0).cast(pl.Int64))
        .with_columns(
            pl.when(alone).then(f"employed_{name}").otherwise(name).alias(name) for name in ("full", "probationary")
        )
        .with_columns(
            minimum_full_members=pl.lit(fewest, pl.Int64),
            lacking_full_members=(fewest - pl.col("full")).clip(lower_bound=0),
            elsewhere=pl.col("employed_full") - pl.col("full"),
        )
    )
    unmet = _unmet(snapshot)
    lacking = pl.concat_list(pl.when(unmet[name]).then(pl.lit(name)) for name in CONDITIONS).list.drop_nulls()
    nobody = pl.any_horizontal(unmet[name] for name in ("regional_unit", "hub", "own_hub", "hub_form"))
    ready = ~pl.any_horizontal(unmet.values())
    return (
        rows.with_columns(lacking=lacking, above=pl.when(~nobody).then("hub"), ready=ready)
        .sort(~pl.col("ready"), "lacking_full_members", pl.col("lacking").list.len(), maintain_order=True)
        .select(
            "unit", "regional_unit", "hub", "reservoir", "above", "covered_by", "full", "probationary", "employed",
            "employed_full", "minimum_full_members", "lacking_full_members", "lacking", "ready",
            *reasons(snapshot.day), act=_act("incubate", snapshot, pl.col("ready"), unit="unit"),
        )
    )  # fmt: skip


def falling_short(snapshot: Snapshot, policy: InForce) -> pl.DataFrame:
    """Which branches of one unit have too few full members again, by how many, and the act that would undo them.

    Asked is every branch that covers exactly one unit and is one of the N of a 1+N unit, or whose unit lies in one,
    incubated or not. Rule O006 finds all of them, and more. A hub or a reservoir is not asked: members fall to it.
    Where no members came, or not whether they are full ones, nobody knows, and nothing is told.

    When the act is made its members are in the reservoir from that day on, but for those who were on their way
    elsewhere: they are received there. Under a policy that keeps superiors responsible (R008) they are with the
    superior, and a letter to the reservoir is on its way.

    Args:
        snapshot: the region as of the day.
        policy: the parameters in force.

    Returns:
        Those that lack the most first: `organization`, `form`, `unit`, `regional_unit`, `reservoir` (the hub where
        none of its own is there; null where neither is, or it lies outside the region), `full` and `probationary`
        (members in it), `minimum_full_members`, `lacking_full_members`, `reasons`, `reasons_zh`, and `act`, which
        would dissolve it (JSON; null without a reservoir).
    """
    fewest = int(policy.norm("minimum_full_members").value)
    stores = _regional(snapshot)
    outside = snapshot.frame("organizations").filter(pl.col("external"))["id"].implode()
    regional = stores.select("regional_unit", reservoir=pl.when(~pl.col("reservoir").is_in(outside)).then("reservoir"))
    leading = pl.concat([stores["hub"], stores["reservoir"]]).drop_nulls().implode()
    known = regional["regional_unit"].implode()
    own, units = pl.col("regional_unit"), snapshot.frame("units").filter(pl.col("organization").is_not_null())
    covering = units.group_by("organization").agg(pl.len(), pl.col("id").first(), of=own.first())
    return (
        snapshot.frame("organizations")
        .filter(pl.col("form").is_in([*map(str, SIZED_BRANCHES)]), ~pl.col("id").is_in(leading))
        .filter(~pl.col("external").fill_null(value=False), pl.lit(_counts(snapshot)))
        .select("form", own, organization="id")
        .join(covering.filter(len=1).rename({"id": "unit"}), on="organization", maintain_order="left")
        .with_columns(regional_unit=pl.coalesce(pl.when(own.is_in(known)).then(own), "of"))
        .join(regional, on="regional_unit", maintain_order="left")
        .join(snapshot.frame("counts").rename({"id": "organization"}), on="organization", maintain_order="left")
        .filter(pl.col("full_in") < fewest)
        .with_columns(
            full="full_in",
            probationary=pl.col("members_in") - pl.col("full_in"),
            minimum_full_members=pl.lit(fewest, pl.Int64),
            lacking_full_members=fewest - pl.col("full_in"),
        )
        .sort("lacking_full_members", descending=True, maintain_order=True)
        .select(
            "organization", "form", "unit", "regional_unit", "reservoir", "full", "probationary",
            "minimum_full_members", "lacking_full_members", *shortfall(),
            act=_act("dissolve", snapshot, pl.col("reservoir").is_not_null(), organization="organization",
                     into="reservoir"),
        )
    )  # fmt: skip


def _counts(snapshot: Snapshot) -> bool:
    """Whether full members can be counted."""
    absent = snapshot.tables.absent.get("members", frozenset())
    return "members" in snapshot.tables and not absent & {"organization", "status"}


def _regional(snapshot: Snapshot) -> pl.DataFrame:
    """The current 1+N units with the hub and the reservoir that are there, and of what kind the hub is."""
    hubs = snapshot.frame("organizations").select(
        hub="id", hub_form="form", outside=pl.col("external").fill_null(value=False)
    )
    here = hubs["hub"].implode()
    units = snapshot.frame("regional_units")
    hub, reservoir = (pl.when(pl.col(name).is_in(here)).then(name) for name in ("hub", "reservoir"))
    return units.select(regional_unit="id", hub=hub, reservoir=pl.coalesce(reservoir, hub)).join(
        hubs, on="hub", how="left", maintain_order="left"
    )


def _without_their_own(snapshot: Snapshot, regional: pl.DataFrame) -> pl.DataFrame:
    """The units that nothing covers, or what is there for several units anyway."""
    covering = snapshot.frame("organizations").select(organization="id", covered_by="id", form="form")
    known = regional["regional_unit"].implode()
    shared = pl.any_horizontal(
        pl.col("form").is_in(_JOINT), *(pl.col("covered_by") == pl.col(name) for name in ("hub", "reservoir"))
    )
    return (
        snapshot.frame("units")
        .select(
            "organization", unit="id", regional_unit=pl.when(pl.col("regional_unit").is_in(known)).then("regional_unit")
        )
        .join(regional, on="regional_unit", how="left", maintain_order="left")
        .join(covering, on="organization", how="left", maintain_order="left")
        .filter(pl.col("covered_by").is_null() | shared.fill_null(value=False))
    )


def _counted(snapshot: Snapshot, units: pl.DataFrame, regional: pl.DataFrame) -> pl.DataFrame:
    """Who works in units, and who of them is in the reservoir: of the 1+N unit, or of another with the same hub."""
    led = regional.select("hub", organization="reservoir").drop_nulls()
    stores = pl.concat(
        [
            regional.select("regional_unit", organization="hub"),
            regional.select("regional_unit", organization="reservoir"),
            regional.select("regional_unit", "hub").join(led, on="hub").select("regional_unit", "organization"),
        ]
    ).drop_nulls()
    received = pl.col("received") == snapshot.day
    letters = snapshot.frame("transfers_history").filter(received).select("member", organization="target")
    members = (
        snapshot.frame("members")
        .select("unit", "organization", "status", member="id")
        .join(units.select("unit", "regional_unit"), on="unit")
        .join(stores.unique().with_columns(stored=True), on=["regional_unit", "organization"], how="left")
        .join(letters.unique().with_columns(came=True), on=["member", "organization"], how="left")
    )
    stored = pl.col("stored").fill_null(value=False)
    is_full, is_probationary = (pl.col("status") == kind.value for kind in (Status.FULL, Status.PROBATIONARY))
    return members.group_by("unit").agg(
        full=(stored & is_full).sum(),
        probationary=(stored & is_probationary).sum(),
        employed=pl.len(),
        employed_full=is_full.sum(),
        employed_probationary=is_probationary.sum(),
        unsettled=(stored & pl.col("came")).sum(),
    )


def _unmet(snapshot: Snapshot) -> dict[str, pl.Expr]:
    """Whether each condition is not met."""
    return {
        "regional_unit": pl.col("regional_unit").is_null(),
        "hub": pl.col("hub").is_null() & pl.col("regional_unit").is_not_null(),
        "own_hub": pl.col("outside").fill_null(value=False),
        "hub_form": pl.col("hub_form").is_in([*map(str, BRANCH_TYPE)]).fill_null(value=False),
        "members": pl.lit("members" not in snapshot.tables),
        "full_members": pl.col("lacking_full_members") > 0,
        "settled": pl.col("unsettled") > 0,
    }


def _act(kind: str, snapshot: Snapshot, offered: pl.Expr, **fields: str) -> pl.Expr:
    """An act of some kind on the day, as JSON, where it is offered."""
    cells = [pl.lit(kind).alias("act"), pl.lit(f"{snapshot.day}").alias("on")]
    act = pl.struct(cells + [pl.col(column).alias(name) for name, column in fields.items()])
    return pl.when(offered).then(act.struct.json_encode())
