"""The cells of the statistics: members, organizations and units counted under each organization.

>>> from regionpb.testing import minimal
>>> statistics(minimal().snapshot).select("id", "members", "full_members", "organizations", "branches").rows()
[('O-1', 3, 3, 2, 1), ('O-2', 3, 3, 1, 1)]
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from regionpb.graph.forest import Forest
from regionpb.graph.snapshot import Snapshot
from regionpb.vocabulary import BRANCH_TYPE, Cell, Function

__all__ = ["CELLS", "cells_there", "statistics"]

CELLS: tuple[str, ...] = tuple(map(str, Cell))
"""The names of the cells, in their order."""

_OF_MEMBERS = frozenset({"members", "full_members", "probationary_members"})
_OF_UNITS = frozenset({"units", "units_single", "units_joint", "units_none"})

_TERRITORIAL = frozenset({Function.LOCAL_COMMITTEE, Function.TOWNSHIP_COMMITTEE, Function.STREET_WORKING_COMMITTEE})
"""Those who answer for every unit in their division, the ones without an organization among them."""

Counts = NDArray[np.int64]


def cells_there(snapshot: Snapshot) -> tuple[str, ...]:
    """The cells that the tables of a region tell: none of members without members, none of units without units."""
    tables = snapshot.tables
    left_out = (_OF_MEMBERS if "members" not in tables else frozenset[str]()) | (
        _OF_UNITS if "units" not in tables else frozenset[str]()
    )
    return tuple(cell for cell in CELLS if cell not in left_out)


def statistics(snapshot: Snapshot) -> pl.DataFrame:
    """The cells of every current organization on the day of a snapshot.

    Units without a current organization are counted for the local, township and street committees in whose division
    they lie: nobody else answers for them.

    Returns:
        One row for each organization in the order of the table: `id`, then `CELLS`, all Int64.
    """
    forest = snapshot.subordination
    organizations = snapshot.frame("organizations")
    branch = organizations["form"].is_in([str(form) for form in BRANCH_TYPE]).fill_null(value=False).to_numpy()
    own: dict[str, Counts] = {
        **_members(snapshot, forest),
        "organizations": np.ones(len(forest), np.int64),
        "branches": branch.astype(np.int64),
    }
    single, joint, bare = _units(snapshot, forest)
    under: dict[str, NDArray[Any]] = {cell: forest.rollup(counts) for cell, counts in own.items()}
    under |= {"units_single": forest.rollup(single), "units_joint": forest.rollup(joint), "units_none": bare}
    under["units"] = under["units_single"] + under["units_joint"] + under["units_none"]
    return pl.DataFrame([forest.ids, *(pl.Series(cell, under[cell], pl.Int64) for cell in CELLS)])


def _members(snapshot: Snapshot, forest: Forest) -> dict[str, Counts]:
    members = snapshot.frame("members")
    at = forest.find_all(members["organization"])
    full = (members["status"] == "full").fill_null(value=False).to_numpy()
    known = at >= 0
    total, of_full = (_counted(at[which], len(forest)) for which in (known, known & full))
    return {"members": total, "full_members": of_full, "probationary_members": total - of_full}


def _units(snapshot: Snapshot, forest: Forest) -> tuple[Counts, Counts, Counts]:
    """Units covered by each organization alone, by each jointly, and those without one in each one's division."""
    units = snapshot.frame("units")
    at = forest.find_all(units["organization"])
    covered = _counted(at[at >= 0], len(forest))
    territory = snapshot.territory
    lies = territory.find_all(units["division"].filter(pl.Series(at < 0)))
    within = territory.rollup(_counted(lies[lies >= 0], len(territory))) if len(territory) else np.zeros(0, np.int64)
    organizations = snapshot.frame("organizations")
    place = territory.find_all(organizations["division"])
    answers = organizations["function"].is_in([str(f) for f in _TERRITORIAL]).fill_null(value=False).to_numpy()
    bare = np.zeros(len(forest), np.int64)
    asked = answers & (place >= 0)
    bare[asked] = within[place[asked]]
    return np.where(covered == 1, 1, 0), np.where(covered > 1, covered, 0), bare


def _counted(places: NDArray[np.int64], length: int) -> Counts:
    return np.bincount(places, minlength=length).astype(np.int64)
