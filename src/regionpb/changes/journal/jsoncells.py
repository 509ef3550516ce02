"""Cells of a row as JSON: dates of the contract are text, those of columns it does not know say what they are.

>>> from datetime import date
>>> told = cells_to({"id": "M-1", "start": date(2011, 7, 29), "seen": None})
>>> told
{'id': 'M-1', 'start': '2011-07-29', 'seen': None}
>>> cells_of("members", told)["start"]
datetime.date(2011, 7, 29)
>>> cells_of("members", {"of the source": {"datetime": "2011-07-29T08:00:00"}})
{'of the source': datetime.datetime(2011, 7, 29, 8, 0)}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import polars as pl

from regionpb.contract import TABLES

__all__ = ["cells_of", "cells_to"]

_KINDS: Mapping[str, type] = MappingProxyType({"datetime": datetime, "date": date, "time": time, "decimal": Decimal})
"""What columns of a source may hold besides; what is a date and more comes first."""

_READ: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {"datetime": datetime.fromisoformat, "date": date.fromisoformat, "time": time.fromisoformat, "decimal": Decimal}
)
"""How what columns of a source hold is read from text."""

_DATES: Mapping[str, frozenset[str]] = MappingProxyType(
    {name: frozenset(c.name for c in table.columns if c.dtype == pl.Date) for name, table in TABLES.items()}
)
_ANYWHERE = frozenset[str]().union(*_DATES.values())


def cells_to(row: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of a row as JSON has them."""
    return {column: _to(column, cell) for column, cell in row.items()}


def _to(column: str, cell: Any) -> object:  # noqa: ANN401 - whatever a column holds
    if cell is None or isinstance(cell, str | bool | int | float):
        return cell
    if isinstance(cell, list):
        return [_to("", each) for each in cell]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(cell, date) and not isinstance(cell, datetime) and column in _ANYWHERE:
        return cell.isoformat()
    kind = next((name for name, known in _KINDS.items() if isinstance(cell, known)), None)
    return str(cell) if kind is None else {kind: str(cell)}


def cells_of(table: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of a row from JSON."""
    dates = _DATES[table]
    return {
        column: date.fromisoformat(cell) if column in dates and isinstance(cell, str) else _of(cell)
        for column, cell in told.items()
    }


def _of(cell: Any) -> object:  # noqa: ANN401 - what JSON holds
    if isinstance(cell, dict):
        kind, text = next(iter(cell.items()))  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        return _READ[str(kind)](str(text))  # pyright: ignore[reportUnknownArgumentType]
    if isinstance(cell, list):
        return [_of(each) for each in cell]  # pyright: ignore[reportUnknownVariableType]
    return cell
