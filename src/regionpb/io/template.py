"""An empty workbook for a table: a clerk fills it in, and regionpb reads it back.

Headers are the Chinese labels, each with a comment that explains the column; vocabularies and yes/no
drop down; ids and codes are text, so that nothing turns them into numbers; dates look like dates.
The header is frozen. There is one sheet only, so that everything in the workbook is data.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from regionpb.contract import TABLES, Column, Kind, table
from regionpb.errors import RegionError, why_zh

__all__ = ["explanation", "write_template"]

_LAST_ROW = 1_048_575
_DAY_FORMAT = "yyyy-mm-dd"
_LIST_LIMIT = 255
_PROMPT_LIMIT = 255
_TITLE_LIMIT = 32

_HOW: Mapping[Kind, tuple[str, str]] = {
    Kind.DATE: ("日期，如 2011-07-29", "a date, such as 2011-07-29"),
    Kind.YES_NO: ("是或否", "yes or no"),
    Kind.INTEGER: ("整数", "a whole number"),
    Kind.NUMBER: ("数字", "a number"),
    Kind.DIVISION_CODE: ("2、4、6、9 或 12 位数字", "2, 4, 6, 9 or 12 digits"),
    Kind.CREDIT_CODE: ("18 位统一社会信用代码", "the 18 characters of the credit code"),
    Kind.WORDS: ("多个值以“；”分隔", "several values, separated by ;"),
    Kind.REFERENCES: ("多个编号以“；”分隔", "several ids, separated by ;"),
    Kind.TERMS: ("可选多个，以“；”分隔", "one or several, separated by ;"),
    Kind.TERM: ("从下拉列表中选择", "choose from the list"),
}


def write_template(name: str, path: str | Path) -> Path:
    """Write an empty workbook with the columns of a table (needs the extra `excel`).

    Args:
        name: the table, in English or Chinese.
        path: the file to write; a file that is there is left alone, it may have been filled in.

    Returns:
        The path.

    Raises:
        UnknownName: when there is no such table.
        RegionError: when the file exists, cannot be written, or xlsxwriter is not installed.
    """
    known, target = table(name), Path(path)
    if target.exists():
        raise RegionError(
            f"{target} is there already and may have been filled in; choose another name",
            f"{target} 已经存在，可能已经填写；请另取文件名",
        )
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra
        from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415
    except ImportError as error:
        raise RegionError(
            "templates need xlsxwriter; install regionpb[excel]", "生成空表需要 xlsxwriter；请安装 regionpb[excel]"
        ) from error
    try:
        book: Any
        with xlsxwriter.Workbook(target) as book:
            sheet = book.add_worksheet(known.label)
            for position, column in enumerate(known.columns):
                _write_column(book, sheet, position, column)
            sheet.freeze_panes(1, 1)
            sheet.set_row(0, 24)
    except FileCreateError as error:
        raise RegionError(
            f"{target} cannot be written: {error}", f"{target} 无法写入：{why_zh(error.args[0])}"
        ) from error
    return target


def _write_column(book: Any, sheet: Any, position: int, column: Column) -> None:  # noqa: ANN401 - xlsxwriter is untyped
    """Header, comment, cell format and validation of one column."""
    colour = "#F4D6CF" if column.required else "#ECE8E1"
    header = book.add_format({"bold": column.required, "bg_color": colour, "bottom": 1, "valign": "vcenter"})
    sheet.set_column(position, position, max(12, 2 * len(column.label) + 4), book.add_format(_cell_format(column)))
    sheet.write_string(0, position, column.label, header)
    sheet.write_comment(0, position, explanation(column), {"x_scale": 2.2, "y_scale": 1.6})
    sheet.data_validation(1, position, _LAST_ROW, position, _validation(column))


def _cell_format(column: Column) -> dict[str, Any]:
    if column.kind is Kind.DATE:
        return {"num_format": _DAY_FORMAT}
    if column.kind in {Kind.INTEGER, Kind.NUMBER}:
        return {}
    return {"num_format": "@"}


def explanation(column: Column) -> str:
    """What a column wants, in Chinese and English.

    >>> from regionpb.contract import TABLES
    >>> print(explanation(TABLES["members"].by_name["organization"]))
    所在党组织 (organization)
    必填 · required
    填“党组织”表中的编号或名称 · an id or name of organizations
    where the formal relation lies
    """
    lines = [f"{column.label} ({column.name})", "必填 · required" if column.required else "选填 · optional"]
    how = _HOW.get(column.kind)
    if how:
        lines.append(" · ".join(how))
    if column.vocabulary:
        lines.append("、".join(term.label for term in column.vocabulary))
    if column.references:
        label = TABLES[column.references].label
        lines.append(f"填“{label}”表中的编号或名称 · an id or name of {column.references}")
    if column.default and column.vocabulary:
        lines.append(f"空即“{column.vocabulary(column.default).label}” · empty: {column.default}")
    return "\n".join([*lines, *([column.meaning] if column.meaning else [])])


def _validation(column: Column) -> dict[str, Any]:
    """What a cell is checked for as it is typed: a warning only, since regionpb understands more than a spreadsheet."""
    prompt = "\n".join(explanation(column).split("\n")[1:])[:_PROMPT_LIMIT]
    shown = {"input_title": column.label[:_TITLE_LIMIT], "input_message": prompt, "ignore_blank": True}
    warned = {**shown, "error_type": "warning", "error_title": column.label[:_TITLE_LIMIT]}
    labels = [term.label for term in column.vocabulary or ()]
    if column.kind is Kind.TERM and len(",".join(labels)) <= _LIST_LIMIT:
        return {**warned, "error_type": "stop", "validate": "list", "source": labels}
    if column.kind is Kind.YES_NO:
        return {**warned, "error_type": "stop", "validate": "list", "source": ["是", "否"]}
    if column.kind is Kind.DATE:
        return {**warned, "validate": "date", "criteria": ">=", "value": date(1900, 1, 1)}
    if column.kind in {Kind.INTEGER, Kind.NUMBER} and column.minimum is not None:
        kind = "integer" if column.kind is Kind.INTEGER else "decimal"
        if column.maximum is None:
            return {**warned, "validate": kind, "criteria": ">=", "value": column.minimum}
        return {**warned, "validate": kind, "criteria": "between", "minimum": column.minimum, "maximum": column.maximum}
    return {**shown, "validate": "any"}
