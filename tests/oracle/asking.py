"""Asking the oracle about a few rows typed by hand: required cells that do not matter are filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from regionpb.contract import TABLES

from .answer import Answer
from .rows import Source

DAY = date(2020, 1, 1)

Cells = dict[str, Any]


def found(code: str, rows: dict[str, list[Cells]], day: date = DAY, without: Iterable[str] = ()) -> list[str]:
    """The ids of the findings of a rule, sorted; every table is there, with every column."""
    answer = Answer(source(rows, without), day, "ningbo")
    assert code not in answer.not_checked
    return sorted(str(key) for found, _, key in answer.findings.elements() if found == code)


def checked(code: str, without: Iterable[str], day: date = DAY) -> bool:
    """Whether a rule is asked where some tables or columns are absent."""
    return code not in Answer(source({}, without), day, "ningbo").not_checked


def source(rows: dict[str, list[Cells]], without: Iterable[str]) -> Source:
    without = set(without)
    names = [name for name in TABLES if name not in without]
    columns = {name: [c for c in TABLES[name].by_name if f"{name}.{c}" not in without] for name in names}
    return Source(columns, {name: [_whole(name, n, row) for n, row in enumerate(rows.get(name, []))] for name in names})


def _whole(name: str, at: int, row: Cells) -> Cells:
    """A row with every required cell."""
    assert row.keys() <= TABLES[name].by_name.keys()
    whole = {"id": f"{name}-{at}", "name": f"{name} {at}"} | row
    for column in TABLES[name].columns:
        if column.required and column.name not in whole and column.vocabulary is not None:
            whole[column.name] = next(iter(column.vocabulary)).value
    return {column: cell for column, cell in whole.items() if column in TABLES[name].by_name}


# ---- a county with a street, a town and a township, each with a village-level division ------------

COUNTY, STREET, TOWN, TOWNSHIP, QUASI = "330203", "330203001", "330203100", "330203200", "330203400"


def division(code: str, parent: str | None = None, **cells: Any) -> Cells:
    level = {2: "province", 4: "prefecture", 6: "county", 9: "township", 12: "village"}[len(code)]
    return {"code": code, "level": level, "parent": parent} | cells


def inside(township: str, digits: str = "001") -> str:
    return township + digits


PLACES = [
    division(COUNTY),
    *(division(township, COUNTY) for township in (STREET, TOWN, TOWNSHIP, QUASI)),
    *(division(inside(township), township) for township in (STREET, TOWN, TOWNSHIP, QUASI)),
]
