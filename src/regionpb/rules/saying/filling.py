"""What a column is to be filled with, told to people: the hint behind a cell that could not be taken.

>>> from regionpb.contract import TABLES
>>> units = TABLES["units"]
>>> known_values(units, units.column("kind"), "zh").split("、")[:3]
['村', '社区', '机关']
>>> what_to_write(units, units.column("employees"), "en"), what_to_write(units, units.column("latitude"), "zh")
('write a whole number of 0 or more', '请填写 -90 至 90 之间的数')
"""

from __future__ import annotations

from collections.abc import Sequence

from regionpb.contract import Column, Kind, Table
from regionpb.vocabulary import Language

__all__ = ["known_values", "what_is_kept", "what_is_missing", "what_to_write"]


def known_values(_: Table, column: Column, language: Language) -> str:
    """The vocabulary of a column, nothing where it has none."""
    terms = column.vocabulary or ()
    return "、".join(t.label for t in terms) if language == "zh" else ", ".join(map(str, terms))


def what_is_missing(table: Table, column: Column, language: Language) -> str:
    """What to do about a required cell that is empty."""
    if column.name in table.exactly_one:
        return _one_of(table, language)
    return "请补填" if language == "zh" else "fill it in"


def what_is_kept(table: Table, column: Column, language: Language) -> str:
    """What becomes of a row with a cell that cannot be taken."""
    if column.required or column.name in table.exactly_one:
        return "该行已搁置" if language == "zh" else "the row is set aside"
    return "按空处理" if language == "zh" else "it counts as empty"


def what_to_write(table: Table, column: Column, language: Language) -> str:
    """What a cell that cannot be taken is to hold.

    Of columns of which only one may be filled that is said: two that are filled are why the later one is not taken.
    """
    if column.name in table.exactly_one:
        return _one_of(table, language)
    zh = language == "zh"
    match column.kind:
        case Kind.DATE:
            return "请填写日期，如 2011-07-29" if zh else "write a date, such as 2011-07-29"
        case Kind.YES_NO:
            return "请填写是或否" if zh else "write yes or no"
        case Kind.INTEGER | Kind.NUMBER:
            return _number(column, zh=zh)
        case Kind.REFERENCE | Kind.REFERENCES:
            return "请填写编号" if zh else f"write an id of {column.references}"
        case _:
            return "请填写文字" if zh else "write text"


def _number(column: Column, *, zh: bool) -> str:
    whole = column.kind is Kind.INTEGER
    what = ("整数" if whole else "数") if zh else ("a whole number" if whole else "a number")
    low, high = column.minimum, column.maximum
    if low is None or high is None:
        bound = "" if low is None else f"不小于 {low:g} 的" if zh else f" of {low:g} or more"
    else:
        bound = f" {low:g} 至 {high:g} 之间的" if zh else f" from {low:g} to {high:g}"
    return f"请填写{bound}{what}" if zh else f"write {what}{bound}"


def _one_of(table: Table, language: Language) -> str:
    columns: Sequence[Column] = [table.by_name[name] for name in table.exactly_one]
    if language == "zh":
        return f"{'、'.join(f'“{c.label}”' for c in columns)}须填且只填一项"
    *most, last = [c.name for c in columns]
    return f"fill exactly one of {', '.join(most)} and {last}"
