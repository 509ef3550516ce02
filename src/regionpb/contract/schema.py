"""The JSON Schema of a table's rows, for other programs: draft 2020-12, English names, Chinese titles.

A row written by `model_dump(mode="json")` validates. What JSON Schema has no word for stands under `x-` keys:
`x-key`, `x-labels` (the Chinese of each value of a vocabulary), `x-references`, `x-aliases` (other headers) and
`x-kind`, how a cell is read, and `x-personal` (a column that names people, which no output holds by default).

    >>> schema = json_schema("seats")
    >>> schema["properties"]["role"]["x-labels"]["secretary"], schema["required"]
    ('书记', ['id', 'role'])
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from regionpb.codes import DIVISION_LENGTHS
from regionpb.contract.base import Table
from regionpb.contract.columns import Column, Kind
from regionpb.contract.tables import table

__all__ = ["json_schema"]

_TEXT: Mapping[str, Any] = MappingProxyType({"type": "string", "minLength": 1})
_CODE = "^(" + "|".join(f"[0-9]{{{length}}}" for length in DIVISION_LENGTHS.values()) + ")$"

_VALUES: Mapping[Kind, Mapping[str, Any]] = MappingProxyType(
    {
        Kind.DATE: {"type": "string", "format": "date"},
        Kind.YES_NO: {"type": "boolean"},
        Kind.INTEGER: {"type": "integer"},
        Kind.NUMBER: {"type": "number"},
        Kind.DIVISION_CODE: {"type": "string", "pattern": _CODE},
        Kind.CREDIT_CODE: {"type": "string", "pattern": "^[0-9A-HJ-NPQRTUWXY]{18}$"},
    }
)


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one row of a table.

    Args:
        name: the table's name, English or Chinese.

    Raises:
        UnknownName: when the contract has no such table.

    Example:
        >>> json_schema("党员")["properties"]["organization"]["x-references"]
        'organizations'
    """
    found = table(name)
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": found.label,
        "description": (found.model.__doc__ or "").strip(),
        "type": "object",
        "properties": {column.name: _property(column) for column in found.columns},
        "required": [column.name for column in found.columns if column.required],
        "additionalProperties": True,
        "x-table": found.name,
        "x-key": [*found.key],
    }
    if found.exactly_one:
        schema["x-exactly-one"] = [*found.exactly_one]
        schema["oneOf"] = _exactly_one(found)
    return schema


def _property(column: Column) -> dict[str, Any]:
    value = _value(column)
    if column.kind.is_list:
        value = {"type": "array", "items": value, "minItems": 1, "uniqueItems": True}
    told: dict[str, Any] = {"title": column.label, "description": column.meaning, "x-kind": column.kind.value}
    if column.references is not None:
        told["x-references"] = column.references
    if column.aliases:
        told["x-aliases"] = [*column.aliases]
    if column.personal:
        told["x-personal"] = True
    if column.vocabulary is not None:
        told["x-labels"] = {term.value: term.label for term in column.vocabulary}
    if column.default is not None:
        return {**told, **value, "default": column.default}
    return {**told, **value} if column.required else {**told, "anyOf": [value, {"type": "null"}]}


def _value(column: Column) -> dict[str, Any]:
    """What one value looks like, that of a list's items where the cell is a list."""
    if column.vocabulary is not None:
        return {"type": "string", "enum": [term.value for term in column.vocabulary]}
    bounds = {"minimum": column.minimum, "maximum": column.maximum}
    return {**_VALUES.get(column.kind, _TEXT), **{word: bound for word, bound in bounds.items() if bound is not None}}


def _exactly_one(found: Table) -> list[dict[str, Any]]:
    """One alternative for each column of the group: it is filled, whatever the others are."""
    return [{"required": [name], "properties": {name: {"type": "string"}}} for name in found.exactly_one]
