"""Valid service points for plants to spoil: the one that each division needs, with all that is asked of it."""

from __future__ import annotations

from typing import Any

import polars as pl

from regionpb.contract import TABLES
from regionpb.rules.planting.draft import Draft
from regionpb.vocabulary import Circle, Level, Service, ServicePointKind

__all__ = ["open_points", "point", "serve"]

_NEEDED = {
    Level.COUNTY: ServicePointKind.CENTRE,
    Level.TOWNSHIP: ServicePointKind.STATION,
    Level.VILLAGE: ServicePointKind.PUBLIC_CENTRE,
}


_ALL = [str(service) for service in Service]


def open_points(draft: Draft) -> None:
    """Make sure that service points are known: where they are not, every division gets the one that it needs."""
    if not draft.has("service_points"):
        draft.frames["service_points"] = pl.DataFrame(schema=TABLES["service_points"].schema)
        for division in draft.current("divisions").iter_rows(named=True):
            place = {column: division[column] for column in ("latitude", "longitude")}
            serve(draft, division["code"], division["level"], services=_ALL, circles=[*map(str, Circle)], **place)


def serve(draft: Draft, division: str, level: str, **values: Any) -> None:
    """Add the service point that a division of some level needs, where it needs one.

    Args:
        draft: what it is added to.
        division: its code.
        level: its level.
        values: columns of the point.
    """
    if level in _NEEDED:
        point(draft, division, _NEEDED[Level(level)], **values)


def point(draft: Draft, division: str, kind: str, **values: Any) -> str:
    """Add a service point, with all services where the region tells of services: those of a centre are asked for.

    Told for the first time they would make all other points lack some.
    """
    told = {} if "services" in values or not draft.has("service_points", "services") else {"services": _ALL}
    name = f"甬新{division}{ServicePointKind(kind).label}"
    return draft.add("service_points", **{"name": name, "kind": str(kind), "division": division, **told, **values})
