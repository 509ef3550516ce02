"""The smallest valid region in which every fault can be planted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl

from regionpb.contract import TABLES
from regionpb.datasets.days import DAY
from regionpb.region import Region
from regionpb.source import read
from regionpb.vocabulary import BRANCH_LIFE

__all__ = ["minimal"]


def minimal(day: date = DAY) -> Region:
    """A district committee with one branch of three members, its secretary and its meetings, and a service centre.

    It is valid: no rule has a finding. Rule pages show their faults against it.

    >>> minimal().check().ok
    True
    >>> minimal().table("organizations").height
    2
    """
    rows: dict[str, list[dict[str, Any]]] = {
        "divisions": [
            {"code": "3302", "name": "甬市", "level": "prefecture"},
            {"code": "330203", "name": "甬东区", "level": "county", "parent": "3302"},
        ],
        "organizations": [
            {"id": "O-1", "name": "甬东区机关党委", "form": "committee", "division": "330203", "approved": True},
            {"id": "O-2", "name": "甬东区机关第一党支部", "form": "branch", "division": "330203", "superior": "O-1"},
        ],
        "members": [
            {"id": f"M-{n}", "organization": "O-2", "status": "full", "joined": date(1998 + n, 7, 1)} for n in (1, 2, 3)
        ],
        "seats": [
            {"id": "S-1", "role": "secretary", "organization": "O-1", "holder": "M-1"},
            {"id": "S-2", "role": "secretary", "organization": "O-2", "holder": "M-2"},
        ],
        "meetings": [
            {"id": f"G-{n}", "kind": str(kind), "organization": "O-2", "held_on": day - timedelta(days=n)}
            for n, kind in enumerate(BRANCH_LIFE, 1)
        ],
        "service_points": [
            {"id": "C-1", "name": "甬东区党员服务中心", "kind": "centre", "division": "330203"},
        ],
    }
    frames = {
        name: pl.DataFrame(rows.get(name, []), schema={c.name: c.dtype for c in TABLES[name].columns})
        for name in (
            "divisions",
            "units",
            "organizations",
            "regional_units",
            "members",
            "bodies",
            "seats",
            "pairings",
            "liaisons",
            "transfers",
            "bodies",
            "meetings",
            "attendances",
            "matters",
            "volunteer_teams",
            "volunteers",
            "projects",
            "service_points",
            "requests",
            "budgets",
            "workers",
            "wages",
            "grants",
        )
    }
    return read(frames, at=day)
