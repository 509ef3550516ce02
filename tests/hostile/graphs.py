"""Hostile graphs: chains and cycles longer than anything may recurse."""

import os

import polars as pl

from .case import Corpus

GRAPHS = Corpus([])
case = GRAPHS.case
DEEP = 50_000
ROUND = 100_000
MANY = ROUND if os.environ.get("REGIONPB_CAMPAIGN") else 20_000


def organizations(folder, superiors):
    ids = [f"O-{i}" for i in range(len(superiors))]
    columns = {"id": ids, "name": ids, "form": "branch", "division": "330203", "superior": superiors}
    pl.DataFrame(columns).write_csv(folder / "organizations.csv")


def divisions(folder, parents):
    codes = [f"{i:012}" for i in range(len(parents))]
    pl.DataFrame({"code": codes, "name": codes, "level": "village", "parent": parents}).write_csv(
        folder / "divisions.csv"
    )


@case(organizations=DEEP, big=True, page=True)
def a_chain_of_superiors(folder):
    """Each organization is below the one before it."""
    organizations(folder, [None, *(f"O-{i}" for i in range(DEEP - 1))])


@case(organizations=MANY, big=True)
def a_chain_of_superiors_upside_down(folder):
    """The same from the last to the first."""
    organizations(folder, [*(f"O-{i}" for i in range(1, MANY)), None])


@case(organizations=1)
def an_organization_below_itself(folder):
    """A cycle of one."""
    organizations(folder, ["O-0"])


@case(organizations=3)
def two_organizations_below_each_other(folder):
    """A cycle of two, and one below it."""
    organizations(folder, ["O-1", "O-0", "O-1"])


@case(organizations=ROUND, big=True)
def a_cycle_of_organizations(folder):
    """A hundred thousand organizations in a circle."""
    organizations(folder, [f"O-{(i + 1) % ROUND}" for i in range(ROUND)])


@case(organizations=MANY, big=True)
def cycles_of_organizations(folder):
    """Very many circles of two."""
    organizations(folder, [f"O-{i ^ 1}" for i in range(MANY)])


@case(organizations=MANY, big=True)
def one_superior_of_all(folder):
    """A star."""
    organizations(folder, [None, *["O-0"] * (MANY - 1)])


@case(divisions=1)
def a_division_in_itself(folder):
    """A cycle of one."""
    divisions(folder, ["000000000000"])


@case(divisions=2)
def two_divisions_in_each_other(folder):
    """A cycle of two."""
    divisions(folder, ["000000000001", "000000000000"])


@case(divisions=ROUND, big=True)
def a_cycle_of_divisions(folder):
    """A hundred thousand divisions in a circle."""
    divisions(folder, [f"{(i + 1) % ROUND:012}" for i in range(ROUND)])


@case(divisions=DEEP, big=True)
def a_chain_of_divisions(folder):
    """Each division lies in the one before it."""
    divisions(folder, [None, *(f"{i:012}" for i in range(DEEP - 1))])


@case(organizations=MANY + 1, divisions=3, big=True)
def heads_of_one_town(folder):
    """Half of all are the township committee of one town, and half are villages there, each under one of them."""
    codes = {"code": ["330203", "330203100", "330203001"], "level": ["county", "township", "township"]}
    parents = pl.Series([None, "330203", "330203"])
    pl.DataFrame(codes).with_columns(pl.col("code").alias("name"), parent=parents).write_csv(folder / "divisions.csv")
    half = MANY // 2
    heads = [("committee", "township_committee", "330203100", "O-0")] * half
    villages = [("branch", "village_organization", "330203100", f"O-{i + 1}") for i in range(half)]
    rows = [("committee", "local_committee", "330203", None), *heads, *villages]
    columns = pl.DataFrame(rows, schema=["form", "function", "division", "superior"], orient="row")
    ids = pl.Series([f"O-{i}" for i in range(len(rows))])
    columns.select(ids.alias("id"), ids.alias("name"), "form", "function", "division", "superior").write_csv(
        folder / "organizations.csv"
    )
    (folder / "regional_units.csv").write_text("id,name,mode,division,hub\n", "utf-8")


@case(divisions=ROUND // 10, big=True)
def a_chain_of_townships(folder):
    """Each township lies in the one before it."""
    codes = [f"3302{i:05}" for i in range(ROUND // 10)]
    pl.DataFrame({"code": codes, "name": codes, "level": "township", "parent": [None, *codes[:-1]]}).write_csv(
        folder / "divisions.csv"
    )
