"""The same rules as others would write them, to measure beside: DuckDB SQL, networkx, and of D, O, U and R pandas.

Each of them has

* `read(folder)`, which takes all versions of the tables from Parquet files into memory and finds what is wrong in their
  cells (family E), as pairs of a rule's code and an id; of tables that have no file nothing is asked,
* `check(data, norms)`, which finds such pairs of the rules that `norms` asks in the tables,
* `total(folder, norms)`, which does both in the way that is fastest there.

What the rules mean stands on their pages. A dangling reference is an empty cell, and of several versions of an id that
hold on the day the one that starts last counts, of equal starts the last row. The files are typed Parquet,
with every column under its English name, and terms are spelt as they are kept: what only text and foreign
headers can break is not asked about, and a finding has no values to show.

`in_shacl` is apart: rules of more families, those that SHACL can express, asked of the RDF of a region.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from attrs import field, frozen

__all__ = ["PEERS", "WHOLE", "Norms"]

PEERS: Mapping[str, str] = {"networkx": "in_networkx", "pandas": "in_pandas", "DuckDB SQL": "in_duckdb"}
"""What each is called, and its module."""

WHOLE = ("networkx", "DuckDB SQL")
"""Those that have the rules of all families; the others have those of the spine, D, O, U and R."""


@frozen
class Norms:
    """What is asked: the day, which rules are on, and the parameters in force.

    Attributes:
        day: the day asked about.
        on: codes of the rules that are on.
        values: the parameters of the policy by name.
    """

    day: date
    on: frozenset[str]
    values: Mapping[str, float] = field(converter=dict[str, float])

    def save(self, file: Path) -> None:
        """Write them as JSON, for a process of its own."""
        told = {"day": str(self.day), "on": sorted(self.on), "values": self.values}
        file.write_text(json.dumps(told), "utf-8")

    @classmethod
    def load(cls, file: Path) -> Norms:
        """Read what `save` wrote."""
        told = json.loads(file.read_text("utf-8"))
        return cls(date.fromisoformat(told["day"]), frozenset(told["on"]), told["values"])
