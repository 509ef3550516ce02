"""Registers of regional Party building as one typed, dated graph: read, hold, check, report.

    >>> import regionpb as rpb
    >>> region = rpb.testing.minimal()
    >>> region.check().ok
    True

Everything here is loaded when it is first asked for, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regionpb import changes, datasets, models, testing
    from regionpb.contract.schema import json_schema as schema
    from regionpb.errors import (
        Conflict,
        FindingsError,
        PolicyError,
        Refused,
        RegionError,
        SourceError,
        StoreError,
        UnknownName,
    )
    from regionpb.findings import Finding, Severity
    from regionpb.graph.forest import Forest
    from regionpb.region import Region
    from regionpb.report import Report
    from regionpb.rules import RULES as rules  # noqa: N811 - the public name
    from regionpb.rules.base import Rule
    from regionpb.rules.own import rule
    from regionpb.snapshots import from_snapshots
    from regionpb.source import read
    from regionpb.store import open_store

__all__ = [
    "Conflict",
    "Finding",
    "FindingsError",
    "Forest",
    "PolicyError",
    "Refused",
    "Region",
    "RegionError",
    "Report",
    "Rule",
    "Severity",
    "SourceError",
    "StoreError",
    "UnknownName",
    "__version__",
    "changes",
    "datasets",
    "from_snapshots",
    "models",
    "open_store",
    "read",
    "rule",
    "rules",
    "schema",
    "testing",
]

__version__ = "0.1.0"

_PLACES = {
    "Conflict": "regionpb.errors",
    "Finding": "regionpb.findings",
    "FindingsError": "regionpb.errors",
    "Forest": "regionpb.graph.forest",
    "PolicyError": "regionpb.errors",
    "Refused": "regionpb.errors",
    "Region": "regionpb.region",
    "RegionError": "regionpb.errors",
    "Report": "regionpb.report",
    "Rule": "regionpb.rules.base",
    "Severity": "regionpb.findings",
    "SourceError": "regionpb.errors",
    "StoreError": "regionpb.errors",
    "UnknownName": "regionpb.errors",
    "from_snapshots": "regionpb.snapshots",
    "open_store": "regionpb.store",
    "read": "regionpb.source",
    "rule": "regionpb.rules.own",
}
_MODULES = {"changes", "datasets", "models", "testing"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is asked for
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    if name in _MODULES or name == "rules":  # the package of rules is itself the mapping of rules
        return import_module(f"regionpb.{name}")
    if name == "schema":
        return import_module("regionpb.contract.schema").json_schema
    raise AttributeError(f"module 'regionpb' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
