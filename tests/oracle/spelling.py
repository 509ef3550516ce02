"""The many ways to write one value in a cell, a header or a file's name, all of which mean the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

from attrs import frozen

from regionpb.contract.base import Table
from regionpb.contract.columns import Column, Kind

from .rows import Source, key_of

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ROUND = (" {}", "{} ", "\u3000{}", " {}\u3000", "\t{}")


@frozen
class Names:
    """What a reference to a table may be instead of an id, where that is certain."""

    ids: Mapping[str, set[str | None]]
    names: Mapping[str, Mapping[str | None, str]]
    instead: frozenset[str]

    @staticmethod
    def of(source: Source, instead: frozenset[str]) -> Names:
        """The names that stand for one id; the tables of which names are the ids are given."""
        ids = {name: {key_of(name, row) for row in rows} for name, rows in source.rows.items()}
        names = {}
        for name, rows in source.rows.items():
            pairs = {(row["name"], key_of(name, row)) for row in rows if row.get("name")}
            bearers, called = Counter(n for n, _ in pairs), Counter(k for _, k in pairs)
            names[name] = {k: n for n, k in pairs if bearers[n] == called[k] == 1 and n not in ids[name]}
        return Names(ids, names, instead)


def spelt(column: Column, value: Any, names: Names, rng: Random) -> str:
    """Some text that means a value."""
    if value is None or value == []:
        return rng.choice(["", "", "", " ", *column.empty])
    if column.kind.is_list:
        parts = [_spelt(column, one, names, rng) for one in value]
        text = "".join(f"{part}{rng.choice([';', '；', '、', '; '])}" for part in parts)
        return text if rng.random() < 0.1 else text.rstrip(";；、 ")
    text = _spelt(column, value, names, rng)
    return rng.choice(_ROUND).format(text) if rng.random() < 0.1 else text


def _spelt(column: Column, value: Any, names: Names, rng: Random) -> str:
    if column.references is not None:
        return _reference(column.references, value, names, rng)
    if column.vocabulary is not None:
        return _term(column, value, rng)
    write = {Kind.DATE: _date, Kind.YES_NO: _yes_no, Kind.INTEGER: _number, Kind.NUMBER: _number}.get(column.kind)
    if write is not None:
        return write(value, rng)
    return _code(value, rng) if column.kind is Kind.DIVISION_CODE else str(value)


def _reference(table: str, value: str, names: Names, rng: Random) -> str:
    name = names.names.get(table, {}).get(value)
    if name is not None and (table in names.instead or rng.random() < 0.2):
        return name
    if table != "divisions":
        return value
    longer = [n for n in (4, 6, 9, 12) if n > len(value)]
    padded = [value.ljust(n, "0") for n in longer]
    return value if names.ids["divisions"].intersection(padded) else _code(value, rng)


def _code(value: str, rng: Random) -> str:
    text = rng.choice([value, value, *(value.ljust(n, "0") for n in (6, 12) if n > len(value))])
    return rng.choice([text, text, text, f"{text}.0", text.translate(_WIDE)])


def _term(column: Column, value: str, rng: Random) -> str:
    term = next(one for one in column.vocabulary or () if one.value == value)
    text = rng.choice([term.value, *term.spellings])
    how = rng.random()
    if how < 0.1:
        return text.upper()
    if how < 0.2:
        return text.replace("_", rng.choice([" ", "", "__"]))
    if how < 0.25:
        return text.replace("(", "（").replace(")", "）")
    return f"{text[:1]} {text[1:]}" if how < 0.3 else text


def _date(value: date, rng: Random) -> str:
    y, m, d = value.year, value.month, value.day
    forms = [
        f"{y:04}-{m:02}-{d:02}", f"{y}-{m}-{d}", f"{y}/{m}/{d}", f"{y}/{m:02}/{d:02}", f"{y}.{m}.{d}",
        f"{y}.{m:02}.{d:02}",
        f"{y:04}{m:02}{d:02}", f"{y}年{m}月{d}日", f"{y}年{m:02}月{d:02}日",
        f"{(value - date(1899, 12, 30)).days}",
    ]  # fmt: skip
    if d == 1:
        forms += [f"{y}.{m:02}", f"{y}年{m}月", f"{y}年{m:02}月", f"{y}-{m:02}", f"{y}/{m:02}", f"{y}/{m}"]
    text = rng.choice(forms)
    how = rng.random()
    if how < 0.1 and len(re.findall("[-/.]", text)) == 2:
        return text + rng.choice([" 00:00:00", " 0:00", " 00:00", " 0:00:00", " 00:00:00.000", "T00:00:00"])
    return text.translate(_WIDE) if how < 0.15 else text


def _yes_no(value: bool, rng: Random) -> str:
    text = rng.choice(["是", "true", "1", "yes", "TRUE", "True", "YES", "１"])
    return text if value else rng.choice(["否", "false", "0", "no", "FALSE", "False", "No", "０"])


def _number(value: float, rng: Random) -> str:
    plain = f"{value}"
    if "e" in plain:
        plain = f"{value:f}"
    grouped = f"{int(value):,}" + plain[len(str(int(value))) :] if value >= 0 else plain
    forms = [plain, plain, grouped, grouped.replace(",", "，"), plain.translate(_WIDE)]
    return rng.choice([*forms, f"{plain}.0"] if isinstance(value, int) else forms)


def header_of(column: Column, rng: Random, *, tidy: bool) -> str:
    """Some header that means a column."""
    if tidy:
        return column.name
    text = rng.choice([column.name, column.label, *column.headers])
    how = rng.random()
    if how < 0.08:
        return text.upper()
    if how < 0.16:
        return text.replace("_", " ").title()
    if how < 0.22:
        return rng.choice(_ROUND).format(text)
    if how < 0.26:
        return f"{text[:1]} {text[1:]}"
    return text + rng.choice(["*", "＊", " *"]) if how < 0.34 else text


def stem_of(table: Table, rng: Random, *, tidy: bool) -> str:
    """Some name of a file that means a table."""
    if tidy:
        return table.name
    text = rng.choice([table.name, table.label, *table.names])
    how = rng.random()
    if how < 0.1:
        return text.upper()
    if how < 0.2:
        return text.replace("_", " ").title()
    return f"{text[:1]}_{text[1:]}" if how < 0.25 else text
