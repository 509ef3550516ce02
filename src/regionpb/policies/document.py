"""What a policy file may say: its pydantic model, and its faults told with place, value and hint."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, cast

import attrs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from regionpb.policies.policy import Unit

__all__ = ["Document", "DocumentParameter", "DocumentPeriod", "DocumentValue", "Fault", "read_document"]

_Text = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Dated(_Part):
    start: date | None = Field(None, alias="from")
    end: date | None = Field(None, alias="to")
    norm: _Text
    norm_zh: _Text | None = None


class DocumentValue(_Dated):
    """A dated value of a parameter."""

    value: Annotated[float, Field(ge=0, le=1_000_000_000, allow_inf_nan=False)]


class DocumentPeriod(_Dated):
    """A dated switch of a rule."""

    on: bool


class DocumentParameter(_Part):
    """A parameter: new (with labels and unit) or one of the base, whose values are replaced."""

    label: _Text | None = None
    label_zh: _Text | None = None
    unit: Annotated[Unit, Field(strict=False)] | None = None
    values: Annotated[list[DocumentValue], Field(min_length=1)]


class Document(_Part):
    """A policy file. All keys are optional: an empty file is a policy without parameters."""

    extends: _Text | None = None
    name: _Text | None = None
    label: _Text | None = None
    label_zh: _Text | None = None
    description: str | None = None
    parameters: dict[Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$")], DocumentParameter] = {}
    switches: dict[
        Annotated[str, Field(pattern="^[A-Z]+[0-9]+$")], Annotated[list[DocumentPeriod], Field(min_length=1)]
    ] = {}


@attrs.frozen
class Fault:
    """One fault of a policy file: where, which value, what is wrong, and what to do.

    Example:
        >>> print(Fault("my.toml", "switches.U04", True, "no rule has this code", "did you mean 'U004'?"))
        my.toml: switches.U04 = True: no rule has this code; did you mean 'U004'?
    """

    file: str
    place: str
    value: object
    problem: str
    hint: str

    def __str__(self) -> str:
        shown = repr(self.value)
        shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
        steps = [self.file, f"{self.place} = {shown}", self.problem] if self.place else [self.file, self.problem]
        return f"{': '.join(steps)}; {self.hint}"


_UNITS = f"one of {', '.join(Unit)}"
_TABLE = "write a table, such as [parameters.largest_branch]"
_TABLES = "write a list of tables, such as [[parameters.largest_branch.values]] or [[switches.P004]]"

# What pydantic calls a fault: what we call it, and what to do.
_WORDS = {
    "bool_type": ("neither true nor false", "write true or false"),
    "date_type": ("not a date", "write it without quotes and without a time, such as 2018-10-28"),
    "dict_type": ("not a table", _TABLE),
    "enum": ("no unit that is known", _UNITS),
    "finite_number": ("not a finite number", "write a finite number"),
    "float_type": ("not a number", "write a number without quotes"),
    "greater_than_equal": ("negative", "write a number that is not"),
    "less_than_equal": ("too large", "write a smaller number"),
    "list_type": ("not a list", _TABLES),
    "missing": ("a key is missing", "add it: every value and every switch carries the norm it comes from"),
    "model_type": ("not a table", _TABLE),
    "string_pattern_mismatch": (
        "neither the name of a parameter nor the code of a rule",
        "parameters are written like largest_branch, codes like U004",
    ),
    "string_too_short": ("empty", "write some text, or leave the key out"),
    "string_type": ("not text", "write it in quotes"),
    "too_short": ("an empty list", "write at least one"),
}


def read_document(raw: dict[str, Any], file: str, faults: list[Fault]) -> Document:
    """What a file says, as far as it can be understood: what cannot is left out and told.

    Args:
        raw: what the TOML holds.
        file: the file as its user knows it.
        faults: to which its faults are added.
    """
    try:
        return Document.model_validate(raw)
    except ValidationError as error:
        found_faults = error.errors(include_url=False)
    wrong: set[tuple[int | str, ...]] = set()
    for found in found_faults:
        location = [step for step in found["loc"] if step != "[key]"]
        problem, hint = _words(found["type"], str(found["msg"]), location)
        faults.append(Fault(file, _place(location), found["input"], problem, hint))
        wrong.add(tuple(location[:2]))
    sound = {key: _without(part, key, wrong) for key, part in raw.items() if (key,) not in wrong}
    return Document.model_validate(sound)


def _without(part: object, key: str, wrong: set[tuple[int | str, ...]]) -> object:
    """A part of the file without the parameters or switches in which a fault lies."""
    if not isinstance(part, dict):
        return part
    named = cast("dict[str, object]", part)
    return {name: entry for name, entry in named.items() if (key, name) not in wrong}


def _place(location: Iterable[int | str]) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return "".join(steps).removeprefix(".")


def _words(kind: str, message: str, location: list[int | str]) -> tuple[str, str]:
    """What is wrong, and what to do."""
    if kind != "extra_forbidden":
        return _WORDS.get(kind, (message, "see what the shipped policies look like"))
    models: list[type[BaseModel]] = [Document, DocumentParameter, DocumentValue]
    model = DocumentPeriod if location[0] == "switches" else models[len(location) // 2]
    known = [field.alias or name for name, field in model.model_fields.items()]
    near = get_close_matches(str(location[-1]), known, n=1)
    return "no such key", f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
