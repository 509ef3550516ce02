"""For test suites, ours and our users': valid regions small enough to read, drawn by Hypothesis, and faults in them.

    from hypothesis import given
    from regionpb.testing import assert_valid, faulty_regions, regions

    @given(regions(organizations=(1, 8)))
    def test_our_export_keeps_every_register_valid(region):
        assert_valid(our_import(our_export(region)))

`minimal` and `assert_valid` need nothing; the strategies need the extra `testing`, and Hypothesis is only
imported when one of them is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from regionpb.testing.asserting import assert_valid
from regionpb.testing.minimal import minimal

if TYPE_CHECKING:
    from regionpb.testing.faults import FaultyRegion, faulty_regions
    from regionpb.testing.machine import RegionMachine
    from regionpb.testing.regional import regions
    from regionpb.testing.rows import tables
    from regionpb.testing.shapes import forests

__all__ = [
    "FaultyRegion",
    "RegionMachine",
    "assert_valid",
    "faulty_regions",
    "forests",
    "minimal",
    "regions",
    "tables",
]

_PLACES = {
    "FaultyRegion": "faults",
    "RegionMachine": "machine",
    "faulty_regions": "faults",
    "forests": "shapes",
    "regions": "regional",
    "tables": "rows",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is asked for
    if name in _PLACES:
        return getattr(import_module(f"regionpb.testing.{_PLACES[name]}"), name)
    raise AttributeError(f"module 'regionpb.testing' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
