"""The city keeps the rules: each is asked here once more, plainly, on current rows, at several sizes and seeds."""

from datetime import date, timedelta

import networkx as nx
import polars as pl
import pytest

from datasets.cities import C, city, current, lookup, none
from regionpb.contract import TABLES
from regionpb.datasets import DAY, make_tables

BRANCHES = ["branch", "joint_branch", "temporary_branch"]
GENERALS = ["general_branch", "joint_general_branch", "temporary_general_branch"]


def test_tables_are_those_of_the_contract(made):
    assert made.history.keys() == TABLES.keys()
    for name, table in made.history.items():
        contract = TABLES[name]
        names = [column.name for column in contract.columns]
        assert set(table.columns) <= set(names)
        for column in contract.columns:
            if column.name in table.columns:
                if column.required:
                    assert table[column.name].null_count() == 0, (name, column.name)
                if column.vocabulary is not None:
                    values = table[column.name].explode() if table[column.name].dtype == pl.List else table[column.name]
                    assert set(values.drop_nulls().unique()) <= {str(term) for term in column.vocabulary}


def test_references_and_versions(made):
    keys = {name: set(table[of[0]]) for name, table in made.history.items() if len(of := TABLES[name].key) == 1}
    for name, table in made.history.items():
        for column in TABLES[name].columns:
            if column.name in table.columns and column.references:
                cells = table[column.name].drop_nulls()
                named = cells.explode() if cells.dtype == pl.List else cells
                assert set(named) <= keys[column.references], (name, column.name)
        key = list(TABLES[name].key)
        if "start" in table.columns and "end" in table.columns:
            none(table.filter(C("end") <= C("start")))
            ordered = table.sort(*key, "start", nulls_last=False)
            following = C("start").shift(-1).over(key)
            none(ordered.filter(following.is_not_null() & (C("end").is_null() | (C("end") != following))))
            none(ordered.filter((pl.int_range(pl.len()).over(key) > 0) & C("start").is_null()))
        else:
            none(table.filter(table.select(key).is_duplicated()))


def test_divisions(made):
    table = made.divisions
    parents = table.select(C("code").alias("parent"), C("level").alias("above"))
    joined = table.join(parents, on="parent", how="left")
    assert joined.filter(C("parent").is_null())["level"].to_list() == ["province"]
    order = {
        "province": None,
        "prefecture": "province",
        "county": "prefecture",
        "township": "county",
        "village": "township",
    }
    none(joined.filter(C("above").is_not_null() & (C("above") != C("level").replace_strict(order, default=None))))
    none(joined.filter(~C("code").str.starts_with(C("parent"))))
    none(table.filter(C("name").is_duplicated().over("parent")))
    none(table.filter(C("level") == "township").join(table, left_on="code", right_on="parent", how="anti"))


def test_forms(made):
    table = made.organizations.join(
        lookup(made.organizations, "superior", "form", "division"), on="superior", how="left"
    )
    assert table.filter(C("superior").is_null())["division"].to_list() == ["3302"]
    none(table.filter(C("superior").is_not_null() & C("superior_form").is_null()))
    none(table.filter(C("superior_form").is_in(BRANCHES)))
    none(table.filter(C("superior_form").is_in(GENERALS) & ~C("form").is_in(BRANCHES)))
    wide = made.regional_units.filter(C("mode").is_in(["trade", "industry", "personnel"]))["id"].implode()
    outside = ~C("division").str.starts_with(C("superior_division")) & ~C("regional_unit").is_in(wide).fill_null(
        value=False
    )
    none(table.filter(C("superior").is_not_null() & outside))


def test_sizes(made):
    counts = made.counts
    approved = C("approved").fill_null(value=False)
    none(counts.filter(C("form").is_in(["branch", "joint_branch"]) & (C("full") < 3)))
    none(counts.filter(C("form").is_in(BRANCHES) & (C("inside") > 50)))
    none(counts.filter(C("form").is_in(GENERALS) & (C("under") >= 100) & ~approved))
    none(counts.filter((C("form") == "committee") & (C("function") == "general") & (C("under") < 100) & ~approved))
    none(counts.filter(C("form").is_in(GENERALS) & (C("under") < 50) & ~approved))
    none(counts.filter(C("under") == 0))
    hold = pl.concat(
        [counts.filter(C("form").is_in(BRANCHES)).select("id"), made.reservoirs.select(C("organization").alias("id"))]
    )
    none(counts.filter(C("inside") > 0).join(hold, on="id", how="anti"))


def test_secretaries_and_elections(made):
    seats = made.seats.filter((C("role") == "secretary") & C("organization").is_not_null())
    assert sorted(seats["organization"]) == sorted(made.organizations["id"])
    holders = seats.join(
        made.full.select(C("id").alias("holder"), C("organization").alias("own")), on="holder", how="left"
    )
    none(holders.filter(C("own").is_null()))
    for own, organization in holders.select("own", "organization").iter_rows():
        assert made.is_under(own, organization)
    term = pl.when(C("form") == "committee").then(5).when(C("form") == "working_committee").then(None).otherwise(3)
    none(made.organizations.filter(C("elected_on").dt.offset_by(pl.format("{}y", term)) < DAY))
    none(
        made.organizations.filter((C("elected_on") < C("start")) & (C("form") != "working_committee")).filter(
            C("elected_on") > DAY
        )
    )
    hubs = made.regional_units["hub"].implode()
    none(made.organizations.filter(C("id").is_in(hubs) & (C("elected_by") != "public_direct")))


def test_joint_branches(made):
    covered = made.units.group_by("organization").len().filter(C("organization").is_not_null())
    table = made.organizations.join(covered, left_on="id", right_on="organization", how="left").with_columns(
        C("len").fill_null(0)
    )
    none(table.filter((C("form") == "joint_branch") & ~C("len").is_between(2, 5)))
    none(table.filter((C("form") == "branch") & (C("len") > 1)))
    none(
        made.units.filter(C("organization").is_not_null()).join(
            made.organizations, left_on="organization", right_on="id", how="anti"
        )
    )


def test_regional_units(made):
    regions = made.regional_units.join(
        lookup(made.organizations, "hub", "division", "regional_unit"), on="hub", how="left"
    )
    assert regions["mode"].n_unique() == 10
    none(regions.filter(C("hub_division").is_null()))
    none(regions.filter(C("hub").is_duplicated()))
    none(regions.filter(~C("hub_division").str.starts_with(C("division"))))
    none(regions.filter(C("hub_regional_unit").is_not_null() & (C("hub_regional_unit") != C("id"))))
    belong = made.organizations.filter(C("regional_unit").is_not_null()).join(
        regions.select(C("id").alias("regional_unit"), "hub", "mode", C("division").alias("area")),
        on="regional_unit",
        how="left",
    )
    for node, hub in belong.select("id", "hub").iter_rows():
        assert made.is_under(node, hub)
    none(
        belong.filter(~C("mode").is_in(["trade", "industry", "personnel"]) & ~C("division").str.starts_with(C("area")))
    )
    none(regions.join(belong.filter(C("id") != C("hub")), left_on="id", right_on="regional_unit", how="anti"))
    for reservoir, hub in regions.filter(C("reservoir").is_not_null()).select("reservoir", "hub").iter_rows():
        assert made.is_under(reservoir, hub)


def test_modes_and_cover(made):
    units = made.units
    kinds = (
        units.filter(C("regional_unit").is_not_null())
        .group_by("regional_unit")
        .agg(C("kind"), C("trade").drop_nulls().n_unique().alias("trades"))
    )
    regions = made.regional_units.join(kinds, left_on="id", right_on="regional_unit", how="left")
    has = lambda *kind: C("kind").list.eval(pl.element().is_in(kind)).list.any()  # noqa: E731
    none(
        regions.filter(
            (C("mode") == "village_enterprise") & ~(has("village") & has("public_enterprise", "non_public_enterprise"))
        )
    )
    none(regions.filter((C("mode") == "village_neighbourhood") & ~(has("village") & has("community"))))
    none(regions.filter((C("mode") == "trade") & (C("trades") > 1)))
    none(units.filter(C("organization").is_null() & C("regional_unit").is_null()))
    covering = units.join(lookup(made.organizations, "organization", "regional_unit"), on="organization")
    none(covering.filter(C("regional_unit") != C("organization_regional_unit")))


def test_reservoir(made):
    none(made.members.join(made.organizations, left_on="organization", right_on="id", how="anti"))
    latest = (
        made.history["members"].sort("id", "start", nulls_last=False).unique("id", keep="last", maintain_order=True)
    )
    none(latest.filter((C("end") <= DAY) & C("exit").is_null()))
    none(latest.filter(C("end").is_null() & C("exit").is_not_null()))
    uncovered = made.units.filter(C("organization").is_null()).select(C("id").alias("unit"))
    none(made.full.join(uncovered, on="unit").group_by("unit").len().filter(C("len") >= 3))
    employer = lookup(made.units, "unit", "organization")
    inside = made.members.join(made.reservoirs, on="organization").join(employer, on="unit")
    none(inside.filter((C("unit_organization") != C("hub")) & (C("unit_organization") != C("reservoir").fill_null(""))))
    joint = made.units.join(
        made.organizations.filter(C("form") == "joint_branch").select(C("id").alias("organization")), on="organization"
    )
    of_joint = made.full.join(joint.select(C("id").alias("unit"), "organization"), on=["unit", "organization"])
    none(of_joint.group_by("unit").len().filter(C("len") >= 3))


def test_absorbed_members_go_to_the_reservoir(made):
    dissolved = made.history["organizations"].filter(C("end_reason") == "dissolved")
    regions = made.regional_units.select(C("id").alias("regional_unit"), "hub", "reservoir")
    left = dissolved.select(C("id").alias("organization"), "regional_unit", C("end").alias("day")).join(
        regions, on="regional_unit"
    )
    assert not left.is_empty()
    was = (
        made.history["members"]
        .join(left, on="organization")
        .filter(C("end") == C("day"))
        .select("id", "day", "hub", "reservoir")
    )
    went = made.history["members"].join(was, on="id").filter(C("start") == C("day"))
    assert went.height == was.height > 0
    none(went.filter((C("organization") != C("hub")) & (C("organization") != C("reservoir").fill_null(""))))


def test_members(made):
    table = made.history["members"]
    overdue = C("probation_until").fill_null(C("joined").dt.offset_by("12mo")) < DAY
    none(made.members.filter((C("status") == "probationary") & overdue))
    none(table.filter(C("confirmed") < C("joined")))
    none(table.filter(C("joined").dt.year() < C("birth_year") + 18))
    none(table.filter((C("status") == "probationary") & C("confirmed").is_not_null()))
    none(made.members.filter((C("status") == "full") & (C("confirmed").is_null() | (C("confirmed") > DAY))))
    none(table.filter(C("joined") > pl.coalesce("start", "joined")))
    none(made.members.filter(C("lost_since") <= date(2011, 1, 29)))
    none(made.members.join(made.units, left_on="unit", right_on="id", how="anti").filter(C("unit").is_not_null()))
    linked = C("floating_stage").is_in(["linked", "managed", "engaged"]) & C("host_organization").is_not_null()
    none(made.members.filter(C("floating") & ((C("floating_since") <= date(2011, 1, 29)) & ~linked)))
    none(made.members.filter(C("floating") & C("floating_since").is_null()))


def test_transfers(made):
    transfers, versions = made.history["transfers"], made.history["members"]
    pending = transfers.filter(C("received").is_null())
    none(pending.filter(C("issued") <= DAY - timedelta(days=90)))
    none(pending.filter(C("member").is_duplicated()))
    none(transfers.filter(C("received") < C("issued")))
    none(transfers.filter(C("source") == C("target")))
    none(pending.join(made.organizations, left_on="target", right_on="id", how="anti"))
    where = transfers.join(
        versions.select(C("id").alias("member"), C("organization").alias("at"), "start", "end"), on="member"
    )

    def at(day: pl.Expr) -> pl.Expr:
        return (C("start").is_null() | (C("start") <= day)) & (C("end").is_null() | (C("end") > day))

    before = where.filter(at(C("issued").dt.offset_by("-1d")))
    assert before.height == transfers.height
    none(before.filter(C("at") != C("source")))
    after = where.filter(C("received").is_not_null() & at(C("received")))
    assert after.height == transfers.height - pending.height
    none(after.filter(C("at") != C("target")))


def test_every_move_is_a_transfer(made):
    versions = made.history["members"].sort("id", "start", nulls_last=False)
    moved = versions.with_columns(C("organization").shift(1).over("id").alias("source")).filter(
        C("source") != C("organization")
    )
    received = made.history["transfers"].filter(C("received").is_not_null())
    keys = ["id", "source", "organization", "start"]
    told = received.select(
        C("member").alias("id"), "source", C("target").alias("organization"), C("received").alias("start")
    )
    assert moved.select(keys).sort(keys).equals(told.select(keys).sort(keys))


def test_pairings(made):
    pairings = made.pairings
    none(pairings.filter(C("left") == C("right")))
    none(pairings.filter(C("tasks").list.len() == 0))
    none(
        pairings.filter(
            pl.struct(pl.min_horizontal("left", "right"), pl.max_horizontal("left", "right").alias("r")).is_duplicated()
        )
    )
    for side in ("left", "right"):
        none(pairings.join(made.organizations, left_on=side, right_on="id", how="anti"))
    parties = pl.concat([pairings["left"], pairings["right"]]).unique().implode()
    none(made.units.filter(C("kind").is_in(["village", "community"]) & ~C("organization").is_in(parties)))


def test_liaisons(made):
    cadres = made.seats.filter(C("role") == "leading_cadre")
    none(cadres.join(made.liaisons, left_on="holder", right_on="leader", how="anti"))
    none(cadres.join(made.members, left_on="holder", right_on="id", how="anti"))
    none(made.liaisons.filter((C("township").str.len_bytes() != 9) | (C("village").str.len_bytes() != 12)))
    none(made.liaisons.filter(~C("village").str.starts_with(C("township"))))


def test_leadership_in_streets_and_towns(made):
    organizations = made.organizations
    townships = made.divisions.filter(C("level") == "township").with_columns(
        digits=C("code").str.slice(6).cast(pl.Int64)
    )
    streets = townships.filter(C("digits") < 100)["code"].to_list()
    enlarged = organizations.filter(C("function") == "enlarged_working_committee")
    assert sorted(enlarged["division"]) == sorted(streets)
    for node, street in enlarged.select("id", "division").iter_rows():
        for function in ("comprehensive_committee", "community_committee", "government_organs_committee"):
            within = organizations.filter((C("function") == function) & C("division").str.starts_with(street))[
                "id"
            ].to_list()
            assert within
            assert all(made.is_under(of, node) for of in within)
    secretary = made.seats.filter(C("role") == "secretary").select(
        C("organization").alias("represents_organization"), C("holder").alias("head")
    )
    seats = made.seats.filter(C("part_time") & C("organization").is_not_null()).join(
        enlarged.select(C("id").alias("organization"), C("division").alias("street")), on="organization"
    )
    assert set(seats["organization"]) == set(enlarged["id"])
    heads = seats.join(secretary, on="represents_organization", how="left").join(
        lookup(organizations, "represents_organization", "division"), on="represents_organization"
    )
    assert heads.height == seats.height
    none(heads.filter(C("head") != C("holder")))
    none(heads.filter(~C("represents_organization_division").str.starts_with(C("street"))))
    function = dict(organizations.select("id", "function").iter_rows())
    vertical = organizations.filter(C("function") == "village_organization")["id"].to_list()
    rural = townships.filter(C("digits").is_between(100, 399))["code"].implode()
    regional = made.regional_units.filter(C("division").str.head(9).is_in(rural))
    for node in [*vertical, *regional["hub"].to_list()]:
        above = {function[top] for top in made.paths[node]}
        assert above & {"township_committee", "street_working_committee"}
        assert "local_committee" in above


def test_bodies(made):
    bodies, divisions = made.bodies, made.divisions
    coordination = bodies.filter(C("kind") == "coordination_committee")["division"].implode()
    digits = C("code").str.slice(6).cast(pl.Int64, strict=False)
    wanted = divisions.filter((C("level") == "county") | ((C("level") == "township") & digits.is_between(100, 399)))
    none(wanted.filter(~C("code").is_in(coordination)))
    councils = bodies.filter((C("kind") == "co_building_council") & C("regional_unit").is_not_null())[
        "regional_unit"
    ].implode()
    rural = made.regional_units.filter(
        (C("division").str.len_bytes() >= 9)
        & C("division").str.slice(6, 3).cast(pl.Int64, strict=False).is_between(100, 399)
    )
    none(rural.filter(~C("id").is_in(councils)))
    consultative = bodies.filter(C("kind") == "consultative_council")
    assert sorted(consultative["regional_unit"]) == sorted(made.regional_units["id"])
    seats = made.seats.filter(C("body").is_not_null()).join(
        lookup(made.units, "represents_unit", "kind"), on="represents_unit"
    )
    kinds = seats.group_by("body").agg(C("represents_unit_kind").alias("kinds"))
    joined = consultative.join(kinds, left_on="id", right_on="body", how="left")
    assert joined.select(C("kinds").list.contains("social_organization").all()).item()
    none(
        joined.filter(C("kinds").list.set_intersection(["public_enterprise", "non_public_enterprise"]).list.len() == 0)
    )


def test_lines_guide_within_the_county(made):
    guided = made.organizations.filter(C("guided_by").is_not_null())
    guided = guided.join(lookup(made.organizations, "guided_by", "division"), on="guided_by", how="left")
    assert not guided.is_empty()
    none(guided.filter(C("guided_by") == C("superior")))
    none(guided.filter(C("division").str.head(6) != C("guided_by_division")))


def test_no_organization_outlives_its_superior(made):
    versions = made.history["organizations"]
    early, late = pl.lit(date(1, 1, 1)), pl.lit(date(9999, 1, 1))
    spans = versions.group_by("id").agg(
        C("start").fill_null(early).min().alias("born"), C("end").fill_null(late).max().alias("died")
    )
    joined = versions.join(spans.rename({"id": "superior"}), on="superior")
    none(joined.filter((C("start").fill_null(early) < C("born")) | (C("end").fill_null(late) > C("died"))))
    none(
        versions.sort("id", "start", nulls_last=False)
        .unique("id", keep="last")
        .filter((C("end") <= DAY) & C("end_reason").is_null())
    )
    members = made.history["members"].join(spans.rename({"id": "organization"}), on="organization")
    none(members.filter((C("start").fill_null(early) < C("born")) | (C("end").fill_null(late) > C("died"))))


@pytest.mark.parametrize("month", range(12))
def test_earlier_days_hold_together(month):
    """On every day of its history the superior of each organization is there, and nothing is its own superior."""
    day = date(2010, 8, 1) + timedelta(days=30 * month)
    organizations = current(city(0.02, 3).history["organizations"], day)
    graph = nx.DiGraph(organizations.filter(C("superior").is_not_null()).select("superior", "id").iter_rows())
    assert nx.is_arborescence(graph)


def test_same_seed_same_city():
    one, two, other = (make_tables(0.004, seed) for seed in (5, 5, 6))
    assert all(one[name].equals(two[name]) for name in one)
    assert not one["members"].equals(other["members"])
    assert one["divisions"].equals(other["divisions"])


@pytest.mark.parametrize("size", [0.0, -1.0, float("nan"), float("inf")])
def test_size_must_be_positive(size):
    with pytest.raises(ValueError, match="positive number"):
        make_tables(size)


def test_seed_must_not_be_negative():
    with pytest.raises(ValueError, match="negative"):
        make_tables(0.001, -1)
