"""`regionpb.toml`: what a source says of itself.

day = 2011-07-29
policy = "ningbo"

[columns.organizations]
"上级单位" = "superior"

What it may say of findings that need not be told is in `regionpb.known.declared`.
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
from regionpb.contract.days import as_day
from regionpb.contract.syntax import normal
from regionpb.errors import Both, SourceError, why_zh
from regionpb.known.declared import Known, known_of

__all__ = ["Settings", "read_settings", "write_settings"]


@frozen
class Settings:
    """What a source says of itself.

    Attributes:
        day: the day it speaks of.
        policy: the policy to check it under.
        columns: by table, its own headers and the columns they stand for.
        known: the findings it need not be told.
        written: the files beside it that regionpb wrote, which it may replace.
    """

    day: date | None = None
    policy: str | None = None
    columns: Mapping[str, Mapping[str, str]] = field(factory=dict[str, Mapping[str, str]])
    known: Known = field(factory=Known)
    written: tuple[str, ...] = ()


def read_settings(path: Path) -> Settings:
    """Read a `regionpb.toml`.

    Raises:
        SourceError: when it is no TOML or says something that is not understood; all of it at once.
    """
    try:
        said = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise SourceError(f"{path.name} cannot be read: {error}", f"{path.name} 无法读取：{why_zh(error)}") from error
    faults: list[Both] = []
    day, policy, columns = said.pop("day", None), said.pop("policy", None), said.pop("columns", {})
    written = said.pop("written", [])
    try:
        day = None if day is None else as_day(day)
    except SourceError:
        faults.append(
            Both(
                f"day = {day!r} is no date; write day = 2011-07-29", f"day = {day!r} 不是日期；请写成 day = 2011-07-29"
            )
        )
    if policy is not None and not isinstance(policy, str):
        faults.append(
            Both(
                f'policy = {policy!r} is no name; write policy = "ningbo"',
                f'policy = {policy!r} 不是名称；请写成 policy = "ningbo"',
            )
        )
    names: list[str] = []
    try:
        names = TypeAdapter(list[str]).validate_python(written, strict=True)
    except ValidationError:
        faults.append(
            Both(
                f"written = {written!r} is no list of file names; leave it out",
                f"written = {written!r} 不是文件名的列表；请删去",
            )
        )
    mapped = _columns(columns, faults)
    known = known_of(said.pop("suppress", []), said.pop("severity", {}), faults)
    faults += [
        Both(
            f"{key!r} is not known; there are day, policy, columns, suppress, severity and written",
            f"没有“{key}”这一项；可用 day、policy、columns、suppress、severity、written",
        )
        for key in said
    ]
    if faults:
        raise SourceError(
            f"{path.name}: " + "; ".join(fault.en for fault in faults),
            f"{path.name} 有误：" + "；".join(fault.zh for fault in faults),
        )
    return Settings(cast("date | None", day), cast("str | None", policy), mapped, known, tuple(names))


def _columns(said: Any, faults: list[Both]) -> dict[str, dict[str, str]]:  # noqa: ANN401 - whatever the file says
    out: dict[str, dict[str, str]] = {}
    if not isinstance(said, dict):
        faults.append(
            Both("columns is no table; write [columns.organizations]", "columns 不是表；请写成 [columns.organizations]")
        )
        return out
    for name, headers in cast("dict[str, Any]", said).items():
        table = table_of(name)
        if table is None or not isinstance(headers, dict):
            faults.append(
                Both(
                    f"[columns.{name}] names no table; there are {', '.join(TABLES)}",
                    f"[columns.{name}] 不对应任何数据表；可用 {'、'.join(table.label for table in TABLES.values())}",
                )
            )
            continue
        for header, column in cast("dict[str, Any]", headers).items():
            if not isinstance(column, str) or normal(column) not in table.by_header:
                faults.append(
                    Both(
                        f"[columns.{name}] {header!r} = {column!r} names no column of {table.name}",
                        f"[columns.{name}] 中“{header}”= {column!r}：{table.label}表没有这一列",
                    )
                )
            else:
                out.setdefault(table.name, {})[header] = column
    return out


def write_settings(path: Path, *, day: date, policy: str, known: Known, written: Sequence[str] = ()) -> None:
    """Write a `regionpb.toml`: the day, the policy, which files beside it were written with it, and what is known."""
    lines = [f"day = {day.isoformat()}", f"policy = {_quoted(policy)}"]
    if written:
        lines.append(f"written = {_list(written)}")
    for each in known.suppressions:
        lines += ["", "[[suppress]]", f"code = {_list(each.codes)}"]
        places = {"table": each.table, "division": each.division}
        lines += [f"{key} = {_quoted(said)}" for key, said in places.items() if said]
        lines += [f"id = {_list(each.ids)}"] if each.ids else []
        lines += [f"reason = {_quoted(each.reason)}", f"until = {each.until.isoformat()}"]
    if known.severities:
        lines += ["", "[severity]", *(f'{code} = "{severity}"' for code, severity in known.severities.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _quoted(text: str) -> str:
    """Text as TOML writes it: JSON's escapes are TOML's, too."""
    return json.dumps(text, ensure_ascii=False)
