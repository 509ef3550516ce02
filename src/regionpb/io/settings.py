"""`regionpb.toml`: what a source says of itself.

day = 2011-07-29
policy = "ningbo"

[columns.organizations]
"上级单位" = "superior"
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

from attrs import field, frozen
from pydantic import TypeAdapter, ValidationError

from regionpb.contract import TABLES, table_of
from regionpb.contract.base import normal
from regionpb.errors import SourceError

__all__ = ["Settings", "read_settings", "write_settings"]


@frozen
class Settings:
    """What a source says of itself.

    Attributes:
        day: the day it speaks of.
        policy: the policy to check it under.
        columns: by table, its own headers and the columns they stand for.
        written: the files beside it that regionpb wrote, which it may replace.
    """

    day: date | None = None
    policy: str | None = None
    columns: Mapping[str, Mapping[str, str]] = field(factory=dict[str, Mapping[str, str]])
    written: tuple[str, ...] = ()


def read_settings(path: Path) -> Settings:
    """Read a `regionpb.toml`.

    Raises:
        SourceError: when it is no TOML or says something that is not understood; all of it at once.
    """
    try:
        said = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise SourceError(f"{path.name} cannot be read: {error}", f"{path.name} 无法读取：{error}") from error
    faults: list[str] = []
    day, policy, columns = said.pop("day", None), said.pop("policy", None), said.pop("columns", {})
    written = said.pop("written", [])
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            faults.append(f"day = {day!r} is no date; write day = 2011-07-29")
    elif day is not None and type(day) is not date:
        faults.append(f"day = {day!r} is no date; write day = 2011-07-29")
    if policy is not None and not isinstance(policy, str):
        faults.append(f'policy = {policy!r} is no name; write policy = "ningbo"')
    names: list[str] = []
    try:
        names = TypeAdapter(list[str]).validate_python(written, strict=True)
    except ValidationError:
        faults.append(f"written = {written!r} is no list of file names; leave it out")
    mapped = _columns(columns, faults)
    faults += [f"{key!r} is not known; there are day, policy, columns and written" for key in said]
    if faults:
        raise SourceError(f"{path.name}: " + "; ".join(faults), f"{path.name} 有误：" + "；".join(faults))
    return Settings(cast("date | None", day), cast("str | None", policy), mapped, tuple(names))


def _columns(said: Any, faults: list[str]) -> dict[str, dict[str, str]]:  # noqa: ANN401 - whatever the file says
    out: dict[str, dict[str, str]] = {}
    if not isinstance(said, dict):
        faults.append("columns is no table; write [columns.organizations]")
        return out
    for name, headers in cast("dict[str, Any]", said).items():
        table = table_of(name)
        if table is None or not isinstance(headers, dict):
            faults.append(f"[columns.{name}] names no table; there are {', '.join(TABLES)}")
            continue
        for header, column in cast("dict[str, Any]", headers).items():
            if not isinstance(column, str) or normal(column) not in table.by_header:
                faults.append(f"[columns.{name}] {header!r} = {column!r} names no column of {table.name}")
            else:
                out.setdefault(table.name, {})[header] = column
    return out


def write_settings(path: Path, *, day: date, policy: str, written: Sequence[str] = ()) -> None:
    """Write a `regionpb.toml` that says the day, the policy, and which files beside it were written with it."""
    lines = [f"day = {day.isoformat()}", f"policy = {_quoted(policy)}"]
    if written:
        lines.append(f"written = [{', '.join(map(_quoted, written))}]")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _quoted(text: str) -> str:
    """Text as TOML writes it: JSON's escapes are TOML's, too."""
    return json.dumps(text, ensure_ascii=False)
