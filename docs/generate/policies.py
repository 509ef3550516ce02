"""The parameters and switches of the shipped policies, with their values, dates and norms."""

from __future__ import annotations

import re
from collections.abc import Iterable

import regionpb
from generate.words import Language, cell, period, table
from regionpb.policies import POLICY_NAMES, Parameter, Period, read_policy

__all__ = ["parameters", "switches"]


def parameters(language: Language) -> str:
    """Every parameter: its values, when each is in force, by which norm, and the rules that ask it."""
    zh = language == "zh"
    heads = ("参数", "取值", "施行期间", "依据", "规则") if zh else ("parameter", "value", "in force", "norm", "rules")
    known = read_policy("ningbo").parameters.values()
    return table(heads, (row for parameter in known for row in _values(parameter, language)), right=[1])


def _values(parameter: Parameter, language: Language) -> Iterable[tuple[str, ...]]:
    zh = language == "zh"
    unit = parameter.unit.label if zh else parameter.unit.replace("_", " ")
    label = cell(parameter.label_zh if zh else parameter.label)
    asked = _links(rule.code for rule in regionpb.rules.values() if parameter.name in rule.parameters)
    for position, value in enumerate(parameter.values):
        head = "" if position else f"`{parameter.name}`<br>{label}"
        norm = value.norm_zh if zh else value.norm
        dates = period(value.start, value.end, language)
        yield head, f"{value.value:g} {unit}", dates, cell(norm), "" if position else asked


def switches(language: Language) -> str:
    """Every switch of every policy; a rule without one is always asked."""
    zh = language == "zh"
    heads = ("政策", "规则", "", "期间", "依据") if zh else ("policy", "rule", "", "when", "norm")
    rows = [
        (f"`{name}`", _links([code]), *_switched(one, language))
        for name in POLICY_NAMES
        for code, periods in read_policy(name).switches.items()
        for one in periods
    ]
    return table(heads, rows)


def _switched(one: Period, language: Language) -> tuple[str, str, str]:
    zh = language == "zh"
    state = ("开" if one.on else "关") if zh else ("on" if one.on else "off")
    return state, period(one.start, one.end, language), cell(one.norm_zh if zh else one.norm)


def _links(codes: Iterable[str]) -> str:
    return " ".join(re.sub(r".+", r"[\g<0>](rules/\g<0>.md)" if c in regionpb.rules else r"\g<0>", c) for c in codes)
