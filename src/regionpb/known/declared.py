"""What a `regionpb.toml` says is known: suppressions, and severities of its own.

[[suppress]]
code = ["U004", "O003"]
id = "O-17"
reason = "改隶手续办理中"
until = 2026-12-31

[severity]
O017 = "info"
A = "warning"
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, cast

from attrs import field, frozen

from regionpb.codes import compact_division
from regionpb.contract import TABLES, table_of
from regionpb.errors import Both
from regionpb.findings import Severity
from regionpb.known.suppressions import Suppression
from regionpb.rules import RULES
from regionpb.rules.saying.families import FAMILIES

__all__ = ["Known", "known_of"]

_KEYS = ("code", "table", "id", "division", "reason", "until")


@frozen
class Known:
    """What a register knows of itself and need not be told.

    Attributes:
        suppressions: the findings that are silent.
        severities: by code, or the beginning of codes, how grave it takes them to be.
    """

    suppressions: tuple[Suppression, ...] = ()
    severities: Mapping[str, Severity] = field(factory=dict[str, Severity])


def known_of(suppress: object, severity: object, faults: list[Both]) -> Known:
    """What the tables `suppress` and `severity` of a file say.

    Args:
        suppress: what stands under `[[suppress]]`.
        severity: what stands under `[severity]`.
        faults: to which their faults are added; what has one is left out.
    """
    return Known(tuple(_suppressions(suppress, faults)), dict(_severities(severity, faults)))


def _suppressions(said: object, faults: list[Both]) -> Iterable[Suppression]:
    if not isinstance(said, list):
        faults.append(
            Both("suppress is no list of tables; write [[suppress]]", "suppress 不是表的列表；请写成 [[suppress]]")
        )
        return
    for number, entry in enumerate(cast("list[object]", said), 1):
        before = len(faults)
        if not isinstance(entry, dict):
            faults.append(Both(f"suppress {number} is no table", f"suppress 第 {number} 项不是表"))
            continue
        one = _Entry(number, cast("dict[str, Any]", entry), faults)
        found = one.read()
        if len(faults) == before:
            yield found


@frozen
class _Entry:
    """One `[[suppress]]`."""

    number: int
    said: dict[str, Any]
    faults: list[Both]

    def read(self) -> Suppression:
        for key in self.said.keys() - {*_KEYS}:
            self._fault(key, f"is not known; there are {', '.join(_KEYS)}", f"没有这一项；可用 {'、'.join(_KEYS)}")
        codes = self._texts("code")
        if not codes:
            self._fault("code", 'is missing; write code = "U004"', '未填；请写成 code = "U004"')
        for code in codes:
            if not _names_rules(code):
                self._fault("code", f"names no rule: {code!r}", f"没有这条规则：{code!r}")
        reason = self.said.get("reason")
        if not isinstance(reason, str) or not reason.strip():
            self._fault("reason", "says nothing; write why these findings are not told", "未填；请写明为何屏蔽")
        until = self.said.get("until")
        if not isinstance(until, date) or isinstance(until, datetime):
            self._fault(
                "until",
                "is no date; write the last day on which they are not told, without quotes, such as until = 2026-12-31",
                "不是日期；请写明截止日期，不加引号，如 until = 2026-12-31",
            )
            until = date.max
        table, division = self._text("table"), self._text("division")
        if table is not None and (named := table_of(table)) is not None:
            table = named.name
        elif table is not None:
            self._fault("table", f"names no table: {table!r}; there are {', '.join(TABLES)}", f"没有这个表：{table!r}")
        return Suppression(
            codes,
            str(reason),
            until,
            table=table,
            ids=self._texts("id"),
            division=compact_division(division) or division if division else None,
        )

    def _text(self, key: str) -> str | None:
        texts = self._texts(key)
        if len(texts) > 1:
            self._fault(key, "is a list; write one", "是列表；请只写一个")
        return texts[0] if texts else None

    def _texts(self, key: str) -> tuple[str, ...]:
        said = self.said.get(key, [])
        listed = cast("list[object]", said) if isinstance(said, list) else [said]
        if not all(isinstance(text, str) and text for text in listed):
            self._fault(key, f"= {said!r} is no text; write it in quotes", f"= {said!r} 不是文字；请加引号")
            return ()
        return tuple(cast("list[str]", listed))

    def _fault(self, key: str, en: str, zh: str) -> None:
        self.faults.append(Both(f"suppress {self.number}: {key} {en}", f"suppress 第 {self.number} 项：{key} {zh}"))


def _severities(said: object, faults: list[Both]) -> Iterable[tuple[str, Severity]]:
    if not isinstance(said, dict):
        faults.append(Both("severity is no table; write [severity]", "severity 不是表；请写成 [severity]"))
        return
    for code, severity in cast("dict[str, object]", said).items():
        if not _names_rules(code):
            faults.append(Both(f"severity: {code!r} names no rule", f"severity：没有规则 {code!r}"))
        elif severity not in [*Severity]:
            known = [str(s) for s in Severity]
            faults.append(
                Both(
                    f"severity: {code} = {severity!r} is none; there are {', '.join(known)}",
                    f"severity：{code} = {severity!r} 不是级别；可用 {'、'.join(known)}",
                )
            )
        else:
            yield code, Severity(cast("str", severity))


def _names_rules(code: str) -> bool:
    """Whether it is a code or the beginning of codes: of a rule there is, or of a family that is not the model's."""
    if not re.fullmatch(r"[A-Z]+[0-9]*", code):
        return False
    return (
        any(known.startswith(code) for known in RULES) or code.rstrip("0123456789") not in FAMILIES or code in FAMILIES
    )
