"""Acts of damage on the text of a folder, chosen at random."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from attrs import evolve

from regionpb.contract import TABLES
from regionpb.contract.columns import Column, Kind

from .folders import Folder, Sheet
from .headers import column_of, table_of

Lines = list[list[str]]

_BAD: dict[Kind, list[str]] = {
    Kind.DATE: [
        "去年", "2011-02-30", "2011-13-01", "20110231", "2011年", "1998", "2011-07-29 08:30:00", "7/29/2011", "-",
        "无", "123456", "4075", "2011--07", "2011-07/29", "2011年7月31", "2011.7.0", "198507", "40753.0",
        "0000-01-01", "1985.1", "29990101", "2011 07 29",
    ],
    Kind.YES_NO: ["2", "maybe", "未知", "是的", "Y", "n", "√", "有", "1.0", "-1"],
    Kind.INTEGER: [
        "-1", "1.5", "很多", "12人", "1,23", "", "99999", "1 2", "--", "NaN", "6", "1.0", "１，０００", "+5",
    ],
    Kind.NUMBER: [
        "-0.5", "abc", "1.2.3", "12元", "1,23", "inf", "nan", "181", "-181", "1/2", "1e3", ".5", "5.", "１．５",
        "45度", "0x10",
    ],
    Kind.TERM: ["某某", "branches", "乡村级", "0", "党支部、党委", "无"],
    Kind.TERMS: ["某某", "health;某某", "health,life", "；", "某某;某某", "生活 卫生"],
    Kind.REFERENCES: ["X-404", "X-404;X-405", "、"],
    Kind.WORDS: ["；", "a;;b"],
    Kind.REFERENCE: ["X-404", "330299", "无此组织", "0", "330200", "33", "330203000000"],
    Kind.KEY: ["", "X-404"],
    Kind.DIVISION_CODE: [
        "33020", "3302O3", "330203001", "330203001000", "33", "330203001001.5", "999999999999", "330203001001000",
        "33-02", "3302030010", "", "330200000000",
    ],
    Kind.CREDIT_CODE: [
        "123", "91330200MA2AAAAA0I", "913302001440540901", "91330200144054090B", "无", "91350100m000100y43",
        "９１３５０１００Ｍ０００１００Ｙ４３",
    ],
    Kind.TEXT: ["", " "],
}  # fmt: skip


def spoil(folder: Folder, rng: Random) -> Folder:
    """The same folder after one random act."""
    act = rng.choice(_ACTS)
    if act in _OF_FILES:
        return act(folder, rng)
    full = [at for at, sheet in enumerate(folder.sheets) if table_of(sheet) and len(sheet.lines) > 1]
    if not full:
        return folder
    at = rng.choice(full)
    sheet = folder.sheets[at]
    lines = act([list(line) for line in sheet.lines], sheet, rng)
    sheets = [*folder.sheets[:at], evolve(sheet, lines=lines), *folder.sheets[at + 1 :]]
    return Folder(sheets)


def _columns(sheet: Sheet) -> list[tuple[int, Column]]:
    table = TABLES[table_of(sheet) or ""]
    found = [(at, column_of(table, text)) for at, text in enumerate(sheet.header)]
    return [(at, table.by_name[name]) for at, name in found if name is not None]


def _some_line(lines: Lines, width: int, rng: Random) -> list[str]:
    """Some line that is no header, as long as the header at least."""
    line = rng.choice(lines[1:])
    line += [""] * (width - len(line))
    return line


def _bad_cell(lines: Lines, sheet: Sheet, rng: Random) -> Lines:
    line = _some_line(lines, len(sheet.header), rng)
    if columns := _columns(sheet):
        at, column = rng.choice(columns)
        line[at] = rng.choice(_BAD[column.kind])
    return lines


def _empty_cell(lines: Lines, sheet: Sheet, rng: Random) -> Lines:
    line = _some_line(lines, len(sheet.header), rng)
    line[rng.randrange(len(line))] = ""
    return lines


def _copied_cell(lines: Lines, sheet: Sheet, rng: Random) -> Lines:
    """A cell of another row of the same column, or of another column of the same row."""
    line, other = _some_line(lines, len(sheet.header), rng), _some_line(lines, len(sheet.header), rng)
    at = rng.randrange(len(line))
    line[at] = other[at] if at < len(other) and rng.random() < 0.7 else rng.choice(line)
    return lines


def _same_name(lines: Lines, sheet: Sheet, rng: Random) -> Lines:
    for at, column in _columns(sheet):
        if column.name == "name":
            _some_line(lines, len(sheet.header), rng)[at] = _some_line(lines, len(sheet.header), rng)[at]
    return lines


def _dates(lines: Lines, sheet: Sheet, rng: Random) -> Lines:
    """Both ends of a version, in an order or the other, or some other date."""
    line = _some_line(lines, len(sheet.header), rng)
    for at, column in _columns(sheet):
        if column.name in {"start", "end"}:
            line[at] = rng.choice(["2010-01-01", "2010.1", "2011-07-01", "2011/7/29", "40179", line[at]])
    return lines


def _line_again(lines: Lines, sheet: Sheet, rng: Random) -> Lines:
    lines.insert(rng.randint(1, len(lines)), list(rng.choice(lines[1:])))
    return _dates(lines, sheet, rng) if rng.random() < 0.5 else lines


def _line_away(lines: Lines, _: Sheet, rng: Random) -> Lines:
    lines.pop(rng.randrange(1, len(lines)))
    return lines


def _long_line(lines: Lines, sheet: Sheet, rng: Random) -> Lines:
    _some_line(lines, len(sheet.header), rng).extend(rng.choice([["x"], ["x", "y"], [""], ["", " "]]))
    return lines


def _new_column(lines: Lines, _: Sheet, rng: Random) -> Lines:
    """One column more: of the model or not, in a place or at the end."""
    header = rng.choice(["备注", "foo", "Foo ", "备 注", rng.choice(lines[0]), "", "name", "start"])
    at = rng.choice([0, len(lines[0]), rng.randint(0, len(lines[0]))])
    for number, line in enumerate(lines):
        if number == 0 or len(line) >= at:
            line.insert(at, header if number == 0 else rng.choice(["", "x", "甲,乙", "一\n二", '"']))
    return lines


def _column_away(lines: Lines, _: Sheet, rng: Random) -> Lines:
    at = rng.randrange(len(lines[0]))
    return [[*line[:at], *line[at + 1 :]] for line in lines] if len(lines[0]) > 1 else lines


def _other_header(lines: Lines, _: Sheet, rng: Random) -> Lines:
    at = rng.randrange(len(lines[0]))
    lines[0][at] = rng.choice([f"{lines[0][at]}x", "", "某列", rng.choice(lines[0])])
    return lines


def _unknown_file(folder: Folder, rng: Random) -> Folder:
    stem = rng.choice(["notes", "说明", "member"])
    others = [sheet for sheet in folder.sheets if sheet.stem != stem]
    return Folder([*others, Sheet(stem, [["a", "b"], ["1", "2"]])])


def _file_away(folder: Folder, rng: Random) -> Folder:
    kept = [*folder.sheets]
    kept.pop(rng.randrange(len(kept)))
    return Folder(kept) if kept else folder


def _empty_file(folder: Folder, rng: Random) -> Folder:
    at = rng.randrange(len(folder.sheets))
    return Folder([*folder.sheets[:at], evolve(folder.sheets[at], lines=[]), *folder.sheets[at + 1 :]])


_OF_FILES = (_unknown_file, _file_away, _empty_file)
_ACTS: list[Callable[..., Folder | Lines]] = [
    *[_bad_cell] * 12, *[_empty_cell] * 3, *[_copied_cell] * 5, *[_same_name] * 2, *[_dates] * 3, *[_line_again] * 2,
    *[_line_away] * 2, *[_long_line] * 2, *[_new_column] * 3, _column_away, _other_header, *_OF_FILES,
]  # fmt: skip
