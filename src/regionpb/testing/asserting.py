"""Asserting that a region is valid, with findings that can be read in a failing test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from regionpb.findings import Finding, Severity
from regionpb.policies import Policy
from regionpb.region import Region
from regionpb.source import read

__all__ = ["assert_valid"]

_SHOWN = 20


def assert_valid(
    region_or_tables: Region | Mapping[str, Any],
    at: date | str | None = None,
    policy: str | Path | Policy | None = None,
    select: Sequence[str] | None = None,
    min_severity: Severity | str = Severity.WARNING,
) -> None:
    """Assert that no rule has a finding.

    Args:
        region_or_tables: a region, or a mapping of table names to frames as `regionpb.read` takes it.
        at: the day; the region's own where None.
        policy: a policy, its name or its file; the region's own where None.
        select: codes or families to ask; all where None.
        min_severity: findings below it do not count.

    Raises:
        AssertionError: when there are findings; it shows them one a line.

    >>> from regionpb.testing import minimal
    >>> assert_valid(minimal())
    >>> assert_valid({"divisions": minimal().history("divisions")}, at="2011-07-29", select=["E"])
    Traceback (most recent call last):
    AssertionError: 1 finding on 2011-07-29 under ningbo:
      E014 table organizations is missing: add a file of that name
    """
    __tracebackhide__ = True
    if isinstance(region_or_tables, Region):
        region = region_or_tables if at is None else region_or_tables.at(at)
    else:
        region = read(region_or_tables, at=at)
    report = region.check(select=select, policy=policy)
    least = Severity(min_severity)
    found = [finding for finding in report.findings if finding.severity.at_least(least)]
    if found:
        lines = [_line(finding) for finding in found[:_SHOWN]]
        if len(found) > _SHOWN:
            lines.append(f"… and {len(found) - _SHOWN} more")
        head = f"{len(found)} finding{'s' if len(found) > 1 else ''} on {report.day} under {report.policy.name}:"
        raise AssertionError("\n  ".join([head, *lines]))


def _line(finding: Finding) -> str:
    place = f" [{finding.source}]" if finding.source else ""
    return f"{finding.code} {finding.message}{place}"
