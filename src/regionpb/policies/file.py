"""What a policy file may say: its pydantic model, and its faults told with place, value and hint."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, cast

import attrs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from regionpb.errors import Both, meant
from regionpb.policies.policy import Unit

__all__ = ["FileParameter", "FilePeriod", "FileValue", "PolicyFault", "PolicyFile", "read_policy_file"]

_Text = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Dated(_Part):
    start: date | None = Field(None, alias="from")
    end: date | None = Field(None, alias="to")
    norm: _Text
    norm_zh: _Text | None = None


class FileValue(_Dated):
    """A dated value of a parameter."""

    value: Annotated[float, Field(ge=0, le=1_000_000_000, allow_inf_nan=False)]


class FilePeriod(_Dated):
    """A dated switch of a rule."""

    on: bool


class FileParameter(_Part):
    """A parameter: new (with labels and unit) or one of the base, whose values are replaced."""

    label: _Text | None = None
    label_zh: _Text | None = None
    unit: Annotated[Unit, Field(strict=False)] | None = None
    values: Annotated[list[FileValue], Field(min_length=1)]


class PolicyFile(_Part):
    """A policy file. All keys are optional; one that extends nothing must hold every parameter that rules ask."""

    extends: _Text | None = None
    name: _Text | None = None
    label: _Text | None = None
    label_zh: _Text | None = None
    description: str | None = None
    parameters: dict[Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$")], FileParameter] = {}
    switches: dict[
        Annotated[str, Field(pattern="^[A-Z]+[0-9]+$")], Annotated[list[FilePeriod], Field(min_length=1)]
    ] = {}


@attrs.frozen
class PolicyFault:
    """One fault of a policy file: where, which value, what is wrong, and what to do.

    Example:
        >>> fault = PolicyFault("my.toml", "switches.U04", True, Both("no such rule", "没有这条规则"), meant("U004"))
        >>> for text in fault.told:
        ...     print(text)
        my.toml: switches.U04 = True: no such rule; did you mean 'U004'?
        my.toml：switches.U04 = True：没有这条规则；是不是指“U004”？
    """

    file: str
    place: str
    value: object
    problem: Both
    hint: Both

    @property
    def told(self) -> Both:
        """The whole of it."""
        shown = repr(self.value)
        shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
        where = [self.file, f"{self.place} = {shown}"] if self.place else [self.file]
        return Both(
            f"{': '.join([*where, self.problem.en])}; {self.hint.en}",
            f"{'：'.join([*where, self.problem.zh])}；{self.hint.zh}",
        )


_UNITS = Both(f"one of {', '.join(Unit)}", f"可用 {'、'.join(Unit)}")
_NO_TABLE = Both("not a table", "不是表")
_TABLE = Both("write a table, such as [parameters.largest_branch]", "请写成表，如 [parameters.largest_branch]")
_TABLES = Both(
    "write a list of tables, such as [[parameters.largest_branch.values]] or [[switches.P004]]",
    "请写成表的列表，如 [[parameters.largest_branch.values]] 或 [[switches.P004]]",
)

# What pydantic calls a fault: what we call it, and what to do.
_WORDS = {
    "bool_type": (
        Both("neither true nor false", "既不是 true 也不是 false"),
        Both("write true or false", "请填 true 或 false"),
    ),
    "date_type": (
        Both("not a date", "不是日期"),
        Both(
            "write it without quotes and without a time, such as 2018-10-28",
            "请不加引号、不带时间，如 2018-10-28",
        ),
    ),
    "dict_type": (_NO_TABLE, _TABLE),
    "enum": (Both("no unit that is known", "没有这种单位"), _UNITS),
    "finite_number": (Both("not a finite number", "不是有限的数"), Both("write a finite number", "请填写有限的数")),
    "float_type": (Both("not a number", "不是数字"), Both("write a number without quotes", "请填写数字，不加引号")),
    "greater_than_equal": (Both("negative", "是负数"), Both("write a number that is not", "请填写不小于 0 的数")),
    "less_than_equal": (Both("too large", "过大"), Both("write a smaller number", "请填写较小的数")),
    "list_type": (Both("not a list", "不是列表"), _TABLES),
    "missing": (
        Both("a key is missing", "缺少这个键"),
        Both(
            "add it: every value and every switch carries the norm it comes from",
            "请补上：每个值、每个开关都要写明所依据的规定",
        ),
    ),
    "model_type": (_NO_TABLE, _TABLE),
    "string_pattern_mismatch": (
        Both("neither the name of a parameter nor the code of a rule", "既不是参数名，也不是规则代码"),
        Both(
            "parameters are written like largest_branch, codes like U004",
            "参数名如 largest_branch，规则代码如 U004",
        ),
    ),
    "string_too_short": (
        Both("empty", "是空的"),
        Both("write some text, or leave the key out", "请填写内容，或删去这个键"),
    ),
    "string_type": (Both("not text", "不是文字"), Both("write it in quotes", "请加引号")),
    "too_short": (Both("an empty list", "是空列表"), Both("write at least one", "请至少写一项")),
}


def read_policy_file(raw: dict[str, Any], file: str, faults: list[PolicyFault]) -> PolicyFile:
    """What a file says, as far as it can be understood: what cannot is left out and told.

    Args:
        raw: what the TOML holds.
        file: the file as its user knows it.
        faults: to which its faults are added.
    """
    try:
        return PolicyFile.model_validate(raw)
    except ValidationError as error:
        found_faults = error.errors(include_url=False)
    wrong: set[tuple[int | str, ...]] = set()
    for found in found_faults:
        location = [step for step in found["loc"] if step != "[key]"]
        problem, hint = _words(found["type"], str(found["msg"]), location)
        faults.append(PolicyFault(file, _place(location), found["input"], problem, hint))
        wrong.add(tuple(location[:2]))
    sound = {key: _without(part, key, wrong) for key, part in raw.items() if (key,) not in wrong}
    return PolicyFile.model_validate(sound)


def _without(part: object, key: str, wrong: set[tuple[int | str, ...]]) -> object:
    """A part of the file without the parameters or switches in which a fault lies."""
    if not isinstance(part, dict):
        return part
    named = cast("dict[str, object]", part)
    return {name: entry for name, entry in named.items() if (key, name) not in wrong}


def _place(location: Iterable[int | str]) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return "".join(steps).removeprefix(".")


def _words(kind: str, message: str, location: list[int | str]) -> tuple[Both, Both]:
    """What is wrong, and what to do."""
    if kind != "extra_forbidden":
        unforeseen = Both(message, f"写法有误（{message}）")
        return _WORDS.get(kind, (unforeseen, Both("see what the shipped policies look like", "请参照自带的政策文件")))
    models: list[type[BaseModel]] = [PolicyFile, FileParameter, FileValue]
    model = FilePeriod if location[0] == "switches" else models[len(location) // 2]
    known = [field.alias or name for name, field in model.model_fields.items()]
    near = get_close_matches(str(location[-1]), known, n=1)
    hint = meant(near[0]) if near else Both(f"known are {', '.join(known)}", f"可用的键有 {'、'.join(known)}")
    return Both("no such key", "没有这个键"), hint
