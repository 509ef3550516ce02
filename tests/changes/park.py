"""A park where each act can be made: a hub with its reservoir, one of the N, units, seats, a pairing, divisions."""

from datetime import date

import polars as pl

import regionpb as rpb
from regionpb.contract import TABLES
from regionpb.testing import minimal

DAY, ON = date(2011, 7, 29), date(2012, 5, 1)
COUNTY, STREET, VILLAGE = "330203", "330203001", "330203001001"
ROWS = {
    "divisions": [
        {"code": STREET, "name": "甬一街道", "level": "township", "parent": COUNTY},
        {"code": VILLAGE, "name": "甬一社区", "level": "village", "parent": STREET},
        {"code": "330203002", "name": "甬二街道", "level": "township", "parent": COUNTY},
        {"code": "330203002001", "name": "甬二社区", "level": "village", "parent": "330203002"},
        {"code": "330205", "name": "甬北区", "level": "county", "parent": "3302"},
    ],
    "organizations": [
        {"id": "O-3", "name": "园区总支", "form": "general_branch", "superior": "O-1", "division": STREET},
        {
            "id": "O-4",
            "name": "甲公司支部",
            "form": "branch",
            "superior": "O-3",
            "division": STREET,
            "regional_unit": "R-1",
        },
        {"id": "O-5", "name": "园区综合支部", "form": "branch", "superior": "O-3", "division": STREET},
        {"id": "O-6", "name": "旧公司支部", "form": "branch", "superior": "O-3", "division": STREET, "end": DAY},
        {"id": "O-7", "name": "社区支部", "form": "branch", "superior": "O-1", "division": "330203002"},
        {"id": "O-8", "name": "街道党委", "form": "committee", "superior": "O-1", "division": STREET},
        {"id": "O-9", "name": "外市党委", "form": "committee", "division": "330205", "external": True},
    ],
    "regional_units": [
        {"id": "R-1", "name": "甬新园区", "mode": "park", "division": STREET, "hub": "O-3", "reservoir": "O-5"}
    ],
    "units": [
        {
            "id": "U-1",
            "name": "甲公司",
            "kind": "non_public_enterprise",
            "division": STREET,
            "organization": "O-4",
            "regional_unit": "R-1",
        },
        {"id": "U-2", "name": "乙公司", "kind": "non_public_enterprise", "division": STREET, "regional_unit": "R-1"},
        {"id": "U-3", "name": "丙公司", "kind": "non_public_enterprise", "division": "330203002"},
    ],
    "members": [
        *({"id": f"M-4{n}", "organization": "O-4", "status": "full", "unit": "U-1"} for n in (1, 2, 3)),
        {"id": "M-44", "organization": "O-4", "status": "probationary", "joined": DAY, "unit": "U-1"},
        *({"id": f"M-5{n}", "organization": "O-5", "status": "full", "unit": "U-2"} for n in (1, 2, 3)),
        {"id": "M-54", "organization": "O-5", "status": "full", "floating": True, "floating_stage": "found"},
        {"id": "M-6", "organization": "O-6", "status": "full", "end": date(2009, 1, 1), "exit": "withdrew"},
        {
            "id": "M-6",
            "organization": "O-7",
            "status": "full",
            "start": date(2010, 1, 1),
            "entry": "restored",
            "end": DAY,
            "exit": "moved_out",
            "birth_year": 1970,
        },
        *({"id": f"M-7{n}", "organization": "O-7", "status": "full", "unit": "U-3"} for n in (1, 2, 3)),
    ],
    "seats": [
        {"id": "S-4", "role": "secretary", "organization": "O-4", "holder": "M-41"},
        {"id": "S-5", "role": "member", "body": "B-1", "holder": "M-41", "represents_organization": "O-4"},
    ],
    "bodies": [
        {
            "id": "B-1",
            "name": "园区共建理事会",
            "kind": "co_building_council",
            "division": STREET,
            "regional_unit": "R-1",
        }
    ],
    "pairings": [{"id": "P-1", "left": "O-4", "right": "O-7", "tasks": ["talent"]}],
    "liaisons": [{"id": "L-1", "leader": "M-41", "township": STREET, "village": VILLAGE}],
}


def park():
    frames = dict(minimal().frames)
    for name, rows in ROWS.items():
        schema = {column.name: column.dtype for column in TABLES[name].columns}
        there = frames.get(name, pl.DataFrame(schema=schema))
        more = pl.DataFrame(rows, schema=schema, orient="row", infer_schema_length=None)
        frames[name] = pl.concat([there, more], how="diagonal_relaxed")
    return rpb.read(frames, at=DAY)


def told(plan):
    """What a plan does, a line a row: of what is changed what is other, of what is new all that is not empty."""
    for name, written in plan.written.items():
        key = TABLES[name].key[0]
        for _, was, now in written.changed:
            yield f"{name} {was[key]}: {_cells({cell: now[cell] for cell in now if now[cell] != was[cell]})}"
        for _, row in written.added:
            yield f"{name} + {_cells({cell: said for cell, said in row.items() if said is not None})}"


def _cells(row):
    return " ".join(f"{cell}={'' if said is None else said}" for cell, said in row.items())
