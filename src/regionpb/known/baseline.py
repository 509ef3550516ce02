"""Baselines: what an earlier check found, so that only what is new is told.

A finding is known again by its code, its table, its id and the column at fault: not by the values that
show it, which change, nor by the place of its row in a file. Where a row has no id its values stand in
for it. Several findings that are alike are counted: of three where two are known one is new.

>>> from regionpb.findings import to_frame
>>> first = to_frame([{"code": "O014", "table": "organizations", "id": i} for i in ("O-1", "O-2")])
>>> later = to_frame([{"code": "O014", "table": "organizations", "id": i} for i in ("O-2", "O-3")])
>>> compared = Baseline.of(first).against(later)
>>> compared.new["id"].to_list(), compared.known, compared.gone.select("code", "id", "count").rows()
(['O-3'], 1, [('O014', 'O-1', 1)])
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import polars as pl
from attrs import frozen
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from regionpb.errors import SourceError, unwritable, why_zh

__all__ = ["NOTHING_KNOWN", "Baseline", "Compared"]

SCHEMA = 1
_KEY = ("code", "table", "id", "column", "values")
_TYPES = {**dict.fromkeys(_KEY, pl.String()), "count": pl.Int64()}

NOTHING_KNOWN = pl.DataFrame(schema=_TYPES)
"""The frame of a baseline without findings."""


class _Known(BaseModel):
    """A finding, or several that are alike, as the file has them."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    code: str
    table: str | None = None
    id: str | None = None
    column: str | None = None
    values: str | None = None
    count: int = Field(default=1, ge=1)


class _File(BaseModel):
    """A file of known findings."""

    model_config = ConfigDict(extra="ignore")

    schema_: int = Field(alias="schema", le=SCHEMA)
    findings: tuple[_Known, ...]


@frozen(eq=False)
class Compared:
    """Findings beside a baseline.

    Attributes:
        new: the findings it does not have.
        known: how many it has.
        gone: what it has that was not found: `code`, `table`, `id`, `column`, `values`, `count`.
    """

    new: pl.DataFrame
    known: int
    gone: pl.DataFrame


@frozen(eq=False)
class Baseline:
    """Findings that are known.

    Attributes:
        frame: what is known, each once: `code`, `table`, `id`, `column`, `values` (only where there is no id), `count`.
    """

    frame: pl.DataFrame

    @classmethod
    def of(cls, findings: pl.DataFrame) -> Self:
        """What a check found, as what is known from now on."""
        keyed = findings.select(_keys())
        return cls(keyed.group_by(_KEY).agg(count=pl.len().cast(pl.Int64)).sort(_KEY, nulls_last=False))

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read the file of a baseline.

        Raises:
            SourceError: when there is none, or it is none.
        """
        path = Path(path)
        try:
            said = _File.model_validate_json(path.read_bytes())
        except OSError as error:
            raise SourceError(
                f"baseline {path.name} cannot be read: {error.strerror}",
                f"基线文件 {path.name} 无法读取：{why_zh(error)}",
            ) from error
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "it"
            raise SourceError(
                f"{path.name} is no baseline: {where}: {first['msg']}; write one with --write-baseline",
                f"{path.name} 不是基线文件（{where}）：请用 --write-baseline 生成",
            ) from error
        rows = pl.DataFrame([each.model_dump() for each in said.findings], schema=_TYPES)
        return cls(rows.group_by(_KEY).agg(pl.col("count").sum()).sort(_KEY, nulls_last=False))

    def write(self, path: str | Path) -> Path:
        """Write it, one known finding a line, so that two of them can be compared line by line.

        Raises:
            SourceError: when the file cannot be written.
        """
        path = Path(path)
        lines = [json.dumps(_said(row), ensure_ascii=False) for row in self.frame.iter_rows(named=True)]
        text = f'{{"schema": {SCHEMA},\n"findings": [\n' + ",\n".join(lines) + "\n]}\n"
        try:
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
        except OSError as error:
            raise unwritable(path, error) from error
        return path

    def only(self, codes: Iterable[str]) -> Self:
        """What it has of some codes: what is not asked is not gone."""
        return type(self)(self.frame.filter(pl.col("code").is_in([*codes])))

    def against(self, findings: pl.DataFrame) -> Compared:
        """Findings beside what is known.

        Args:
            findings: a frame of findings.
        """
        keyed = findings.select(_keys()).with_row_index("_at")
        # Of those that are alike the first ones are known, as many as the baseline has.
        numbered = keyed.with_columns(_nth=pl.int_range(pl.len()).over(_KEY))
        met = numbered.join(self.frame, on=_KEY, how="left", nulls_equal=True, maintain_order="left")
        known = (met["_nth"] < met["count"]).fill_null(value=False)
        there = keyed.group_by(_KEY).agg(_found=pl.len().cast(pl.Int64))
        left = self.frame.join(there, on=_KEY, how="left", nulls_equal=True, maintain_order="left")
        gone = left.with_columns(count=pl.col("count") - pl.col("_found").fill_null(0)).filter(pl.col("count") > 0)
        return Compared(findings.filter(~known), int(known.sum()), gone.drop("_found"))


def _keys() -> list[pl.Expr]:
    """What a finding is known again by."""
    return [
        pl.col("code"),
        pl.col("table"),
        pl.col("id"),
        pl.col("column"),
        pl.when(pl.col("id").is_null()).then("values").alias("values"),
    ]


def _said(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and (name != "count" or value > 1)}
