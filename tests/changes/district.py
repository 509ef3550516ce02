"""A district to make acts in."""

from datetime import date

import polars as pl
import pytest

import regionpb as rpb
from regionpb.testing import minimal

DAY = date(2011, 7, 29)
COUNTY, TOWN = "330203", {"level": "township", "parent": "330203"}
MAY, JUNE, JULY = date(2012, 5, 1), date(2012, 6, 1), date(2012, 7, 1)
CAME = {
    "id": "T-1",
    "member": "M-9",
    "source": "O-5",
    "target": "O-4",
    "kind": "ordinary",
    "issued": MAY,
    "received": JULY,
}


def region(*done, **more):
    """A district with a general branch O-3, its branches O-4 and O-5, a unit of its own, and what was done later."""
    base = [
        {"id": "O-3", "name": "甬东总支", "form": "general_branch", "superior": "O-1", "division": COUNTY},
        {"id": "O-4", "name": "甬东一支部", "form": "branch", "superior": "O-3", "division": COUNTY},
        {"id": "O-5", "name": "甬东二支部", "form": "branch", "superior": "O-3", "division": COUNTY},
        {"id": "O-6", "name": "甬东片区党委", "form": "committee", "superior": "O-1", "division": COUNTY},
    ]
    rows = {
        "organizations": base,
        "members": [{"id": "M-9", "organization": "O-4", "status": "probationary", "joined": DAY}],
        "divisions": [
            {"code": "330203001", "name": "甬一街道", **TOWN},
            {"code": "330203002", "name": "甬二街道", **TOWN},
        ],
        **more,
    }
    frames = dict(minimal().frames)
    for name, new in rows.items():
        schema = frames[name].schema
        frames[name] = pl.concat([frames[name], pl.DataFrame(new, schema=schema, orient="row")])
    return rpb.read(frames, at=DAY).apply(*done) if done else rpb.read(frames, at=DAY)


def versions(region, table, key, *columns):
    rows = region.history(table).filter(pl.col(region.history(table).columns[0]) == key).sort("start", nulls_last=False)
    return rows.select(*columns, "start", "end").rows()


def refused(region, *acts):
    with pytest.raises(rpb.Refused) as told:
        region.apply(*acts)
    assert str(told.value) != told.value.chinese
    return str(told.value), told.value.codes
