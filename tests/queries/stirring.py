"""Small regions with a reservoir, and larger ones that are stirred: units without organizations, hubs that are none."""

from datetime import date, timedelta

import polars as pl
from pydantic import TypeAdapter

import regionpb as rpb
from regionpb import changes
from regionpb.contract import TABLES
from regionpb.testing import minimal, regions

DAY = date(2011, 7, 29)
POLICIES = ("ningbo", "national")
CHANGE = TypeAdapter(changes.AnyChange)
GROUPED = regions(organizations=(3, 14), members=(3, 40), families=["O", "U", "R"], history=True)


def small(*people, hub="O-1", regional=(), letters=(), **tables):
    """The smallest region with a firm U-1 in a 1+N unit, and members of some organization, status and employer."""
    frames = dict(minimal().frames)
    told = {
        "units": [
            {
                "id": "U-1",
                "name": "甲公司",
                "kind": "non_public_enterprise",
                "division": "330203",
                "regional_unit": "R-1",
                **tables.get("unit", {}),
            }
        ],
        "regional_units": [
            {"id": "R-1", "name": "工业区", "mode": "park", "division": "330203", "hub": hub},
            *regional,
        ],
        "members": [
            {"id": f"M-{n}", "organization": where, "status": status, "unit": unit, "start": start}
            for n, (where, status, unit, start) in enumerate((*p, None)[:4] for p in people)
        ],
        "transfers": letters,
    }
    for name, rows in told.items():
        schema = {c.name: c.dtype for c in TABLES[name].columns}
        frames[name] = pl.DataFrame([*rows], schema=schema, orient="row")
    more = pl.DataFrame([*tables.get("organizations", ())], schema=frames["organizations"].schema, orient="row")
    frames["organizations"] = pl.concat([frames["organizations"], more])
    return rpb.read({name: frame for name, frame in frames.items() if name not in tables.get("without", ())}, at=DAY)


def store(n, where="O-1"):
    return [(where, "full", "U-1")] * n


def an_organization(key, form="branch", **more):
    return {"id": key, "name": f"{key}党组织", "form": form, "superior": "O-1", "division": "330203", **more}


def stirred(region, rng):
    """A region in which units lose their organizations, members work elsewhere, and hubs are not what they should."""
    frames = region.frames
    schemas = {name: {c: TABLES[name].by_name[c].dtype for c in frame.columns} for name, frame in frames.items()}
    for name, column in WRITTEN:
        if name in schemas:
            schemas[name][column] = TABLES[name].by_name[column].dtype
    rows = {name: frame.to_dicts() for name, frame in frames.items()}
    groups, units, members = (rows.get(name, []) for name in ("regional_units", "units", "members"))
    stores = [row[name] for row in groups for name in ("hub", "reservoir") if row.get(name)]
    anywhere = [row["id"] for row in rows["organizations"]]
    for row in units:
        put(row, rng, 0.6, organization=[None, None, *anywhere[-2:], *stores[:1]])
        put(row, rng, 0.3, regional_unit=[one["id"] for one in groups])
    for row in groups:
        put(row, rng, 0.2, hub=[None, rng.choice(anywhere), *stores[:2]])
        put(row, rng, 0.2, reservoir=[None, rng.choice(anywhere), *stores[:2]])
    for row in (one for one in rows["organizations"] if one["id"] in stores):
        put(row, rng, 0.1, form=["branch", "general_branch", "temporary_branch"])
        put(row, rng, 0.05, external=[True])
    for row in members:
        put(row, rng, 0.7, unit=[one["id"] for one in units[:4]])
        put(row, rng, 0.5, organization=stores or anywhere)
        put(row, rng, 0.5 if row.get("end") is None else 0, start=[region.day, region.day - timedelta(days=1)])
    homes = {row["id"]: row["organization"] for row in members}
    for row in (one for one in rows.get("transfers", ()) if one["member"] in homes):
        put(row, rng, 0.8, received=[region.day], target=[homes[row["member"]]])
        put(row, rng, 0.6, issued=[region.day, region.day - timedelta(days=3)])
    changed = {name: pl.DataFrame(rows[name], schema=schema, orient="row") for name, schema in schemas.items()}
    return rpb.read(changed, at=region.day)


WRITTEN = (
    ("units", "organization"), ("units", "regional_unit"), ("members", "unit"), ("members", "start"),
    ("organizations", "external"), ("regional_units", "reservoir"),
)  # fmt: skip


def put(row, rng, share, **choices):
    """Write other cells into a row, as often as a share says."""
    if rng.random() < share:
        row |= {column: rng.choice(cells) for column, cells in choices.items() if cells}


def refused(region, act, policy):
    try:
        region.preview(act, policy=policy)
    except rpb.Refused as told:
        return told
    return None


def so_far(region):
    """A region of which nothing is known that is later than its day."""
    frames = dict(region.frames)
    for name, frame in frames.items():
        begun = (
            pl.col("start").is_null() | (pl.col("start") <= region.day) if "start" in frame.columns else pl.lit(True)
        )
        ended = [pl.when(pl.col("end") <= region.day).then("end")] if "end" in frame.columns else []
        frames[name] = frame.filter(begun).with_columns(ended)
    return rpb.read(frames, at=region.day)


def shrunk(region, rng):
    """A region whose branches of one unit have lost most of their members."""
    here = {*region.table("organizations")["id"]}
    for branch in (
        sorted({*region.table("units")["organization"].drop_nulls()} & here) if "units" in region.tables else ()
    ):
        people = [member.id for member in region.organization(branch).members]
        gone = [changes.close_member(one, exit="moved_out", on=region.day) for one in people[rng.randint(1, 3) :]]
        try:
            region = region.apply(*gone)
        except rpb.Refused:  # one of them came only on the day
            continue
    return region
