"""How one policy extends another: what a file says, laid over what it stands on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import pairwise
from typing import TypeVar

from regionpb.errors import Both, meant
from regionpb.policies.file import FileParameter, FilePeriod, FileValue, PolicyFault, PolicyFile
from regionpb.policies.policy import WHOLE, Parameter, Period, Policy, Value

__all__ = ["extended"]

_Dated = TypeVar("_Dated", FileValue, FilePeriod)


def extended(
    base: Policy,
    document: PolicyFile,
    file: str,
    faults: list[PolicyFault],
    *,
    stem: str,
    codes: Collection[str] | None,
    sound: bool,
) -> Policy:
    """The policy that a file makes of its base.

    Args:
        base: the policy that it extends, without parameters where it extends none.
        document: what the file says.
        file: its name for people.
        faults: to which its faults are added.
        stem: the name of the policy where the file gives none.
        codes: the codes that a switch may have; any, where None.
        sound: whether all files were understood; only then is it known what the base has not.
    """
    parameters, switches = dict(base.parameters), dict(base.switches)
    for name, given in document.parameters.items():
        place = f"parameters.{name}"
        values = _in_order(given.values, f"{place}.values", file, faults)
        parameter = _parameter(name, given, values, base.parameters, file, faults, sound=sound)
        if parameter is not None:
            parameters[name] = parameter
    for code, given_periods in document.switches.items():
        if codes is not None and code not in codes:
            near = get_close_matches(code, codes, n=1)
            hint = meant(near[0]) if near else Both("see `regionpb rules`", "规则一览见 `regionpb rules`")
            problem = Both("no rule has this code", "没有使用此代码的规则")
            faults.append(PolicyFault(file, f"switches.{code}", code, problem, hint))
        ordered = _in_order(given_periods, f"switches.{code}", file, faults)
        switches[code] = tuple(Period(p.on, p.start, p.end, p.norm, p.norm_zh or p.norm) for p in ordered)
    name = document.name or stem
    return Policy(
        name=name,
        label=document.label or name,
        label_zh=document.label_zh or document.label or name,
        description=document.description or "",
        parameters=parameters,
        switches=switches,
    )


def _parameter(
    name: str,
    given: FileParameter,
    values: Sequence[FileValue],
    known: Mapping[str, Parameter],
    file: str,
    faults: list[PolicyFault],
    *,
    sound: bool,
) -> Parameter | None:
    """A new parameter, or one of the base with other values; None where it can be neither."""
    before, place = known.get(name), f"parameters.{name}"
    if name == "day":
        problem = Both("`day` is the day asked", "`day` 专指所查的日期")
        faults.append(PolicyFault(file, place, name, problem, Both("choose another name", "请另取名称")))
        return None
    unit = given.unit or (before.unit if before else None)
    label = given.label or (before.label if before else None)
    if unit is None or not label:
        near = get_close_matches(name, known, n=1)
        hint = Both("a new one needs label and unit", "新参数须写明 label 和 unit")
        if near:
            asked = meant(near[0])
            hint = Both(f"{asked.en} A new one needs label and unit", f"{asked.zh}{hint.zh}")
        if sound:
            problem = Both("the base has no such parameter", "所扩展的政策没有这个参数")
            faults.append(PolicyFault(file, place, name, problem, hint))
        return None
    if before is not None and unit is not before.unit:
        hint = Both(
            f"rules count on {before.unit.value!r}: leave it out, or add a parameter of your own",
            f"规则按“{before.unit.value}”计算：请删去单位，或另设参数",
        )
        problem = Both("not the unit that the base gives", "与所扩展政策的单位不同")
        faults.append(PolicyFault(file, f"{place}.unit", unit.value, problem, hint))
        return None
    for place_in_file, value in enumerate(given.values):
        if unit in WHOLE and not value.value.is_integer():
            place = f"parameters.{name}.values[{place_in_file}].value"
            problem = Both(f"{unit.value} are counted", f"单位“{unit.value}”只能是整数")
            faults.append(PolicyFault(file, place, value.value, problem, Both("write a whole number", "请填写整数")))
    label_zh = given.label_zh or given.label or (before.label_zh if before else label)
    return Parameter(name, label, label_zh, unit, tuple(_value(value, whole=unit in WHOLE) for value in values))


def _value(given: FileValue, *, whole: bool) -> Value:
    number = int(given.value) if whole else given.value
    return Value(number, given.start, given.end, given.norm, given.norm_zh or given.norm)


def _in_order(dated: Sequence[_Dated], place: str, file: str, faults: list[PolicyFault]) -> list[_Dated]:
    """The entries by their first day; tells those that end before they start, and those that overlap."""
    for position, entry in enumerate(dated):
        if entry.start and entry.end and entry.end <= entry.start:
            problem = Both("not after `from`", "不在 `from` 之后")
            hint = Both(
                "`to` is the first day on which it no longer holds: write a later one",
                "`to` 是失效的第一天：请填写较晚的日期",
            )
            faults.append(PolicyFault(file, f"{place}[{position}].to", str(entry.end), problem, hint))
    ordered = sorted(dated, key=lambda entry: entry.start or date.min)
    for earlier, later in pairwise(ordered):
        if earlier.end is None or later.start is None or later.start < earlier.end:
            position = next(position for position, entry in enumerate(dated) if entry is later)
            span = _span(earlier)
            problem = Both(f"overlaps the one that holds {span.en}", f"与有效期为“{span.zh}”的一项重叠")
            hint = Both(
                "let each end (`to`) on the day on which the next begins (`from`)",
                "请让前一项的 `to` 等于后一项的 `from`",
            )
            faults.append(PolicyFault(file, f"{place}[{position}]", _span(later).en, problem, hint))
    return ordered


def _span(entry: FileValue | FilePeriod) -> Both:
    parts = [f"from {entry.start}" if entry.start else "", f"to {entry.end}" if entry.end else ""]
    parts_zh = [f"自 {entry.start}" if entry.start else "", f"至 {entry.end}" if entry.end else ""]
    return Both(" ".join(filter(None, parts)) or "always", " ".join(filter(None, parts_zh)) or "始终有效")
