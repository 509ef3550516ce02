"""Severities of a register's own: what it takes more, or less, to heart than others do.

>>> from regionpb.findings import to_frame
>>> found = to_frame([{"code": "O017", "severity": "warning"}, {"code": "O001", "severity": "error"}])
>>> regraded(found, {"O": Severity.WARNING, "O017": Severity.INFO})["severity"].to_list()
['info', 'warning']
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from regionpb.findings import Severity

__all__ = ["regraded"]


def regraded(findings: pl.DataFrame, severities: Mapping[str, Severity]) -> pl.DataFrame:
    """Findings with the severities of a register's own.

    Args:
        findings: a frame of findings.
        severities: by code or by the beginning of codes; the longest that fits counts.
    """
    graded = {code: grade for code in findings["code"].unique() if (grade := _grade(code, severities)) is not None}
    if not graded:
        return findings
    own = pl.col("code").replace_strict(graded, default=None, return_dtype=pl.String)
    return findings.with_columns(severity=pl.coalesce(own, "severity"))


def _grade(code: str, severities: Mapping[str, Severity]) -> str | None:
    fitting = [prefix for prefix in severities if code.startswith(prefix)]
    return str(severities[max(fitting, key=len)]) if fitting else None
