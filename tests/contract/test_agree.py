"""The vectorised reader and the pydantic models take and refuse the same cells, with the same codes and values."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from regionpb.contract import TABLES, Column, Kind, Table
from regionpb.contract.cells import read_cell
from regionpb.contract.reading import read_table
from regionpb.contract.syntax import BLANKS

wide = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)} | {" ": "\u3000"})
digits = st.integers(0, 10**6).map(str)
blanks = st.text(st.sampled_from(BLANKS), max_size=3)
days = st.dates()
# Characters that Python's Unicode does not know yet may have a compatibility form in polars' newer one.
characters = st.characters(exclude_categories=["Cs", "Cn"])
rubbish = st.one_of(
    st.text(characters, max_size=8),
    st.text(st.sampled_from("0123456789-/.年月日 :T,+eE;；、_０１９，．－"), max_size=12),
    st.sampled_from(
        ["-", "/", "无", "N/A", "#N/A", "#REF!", "nan", "NaN", "null", "None", "inf", "1e999", "½", "²", "①"]
    ),
)

dates = st.builds(
    lambda day, spelling, time: spelling.format(day, y=f"{day.year:04}", m=day.month, d=day.day) + time,
    days,
    st.sampled_from(
        [
            "{y}-{m:02}-{d:02}",
            "{y}/{m}/{d}",
            "{y}.{m}.{d}",
            "{y}{m:02}{d:02}",
            "{y}年{m}月{d}日",
            "{y} 年 {m} 月 {d}",
            "{y}-{m}/{d}",
            "{y}.{m:02}",
            "{y}年{m}月",
            "{y}-{m}",
            "{y}{m:02}",
            "{m}/{d}/{y}",
            "{y}-{d}-{m}",
            "+{y}-{m}-{d}",
            "{y}-{m}-{d}日",
            "1{y}-{m}-{d}",
        ]
    ),
    st.sampled_from(
        [
            "",
            "",
            "",
            " 00:00:00",
            "T00:00:00",
            "T00:00:00.000",
            " 0:00",
            "T00:00:00Z",
            " 12:30:00",
            " 00:00:00.001",
            ".0",
        ]
    ),
)
serials = st.one_of(st.integers(0, 120_000).map(str), st.integers(10_000, 99_999).map("{}.0".format))
numbers = st.one_of(
    digits,
    st.integers(-(10**20), 10**20).map(str),
    st.integers(-(10**10), 10**10).map("{:,}".format),
    st.floats().map(repr),
    st.floats(-1000, 1000).map("{:.3f}".format),
    st.decimals(allow_nan=False, allow_infinity=False).map(str),
    st.sampled_from(
        [
            "1,20",
            "1,2000",
            "12,345.60",
            "1.2e3",
            "1.25e1",
            "+5",
            "--5",
            "5.",
            ".5",
            ".",
            "5元",
            "1 200",
            "1_000",
            "000000000000000000000000012",
        ]
    ),
)
codes = st.one_of(
    st.sampled_from(
        ["33", "3302", "330203", "330203001", "330203001001", "330200", "330203000000", "330203001000", "441900"]
    ),
    st.integers(0, 10**13).map(str),
    st.sampled_from(
        ["330203.0", "3.30203001001E+11", "3.3E+01", "33020", "3302030", "海曙区", "330203001001.00", "33 02 03"]
    ),
)
credit_codes = st.sampled_from(
    [
        "91350100M000100Y43",
        "91350100m000100y43",
        "91350100M000100Y44",
        "91350100M000100Y4",
        "91350100I000100Y43",
        "91350100 M000100Y43",
    ]
)


def spellings(column: Column) -> st.SearchStrategy[str]:  # noqa: PLR0911 - one way for each kind
    """Spellings of right and of nearly right cells of a column, before they get"""
    match column.kind:
        case Kind.TERM | Kind.TERMS:
            words = [spelling for term in column.vocabulary for spelling in term.spellings]
            changed = [w.replace("_", " ") for w in words] + [w.title() for w in words] + [w[:-1] for w in words]
            one = st.sampled_from(words + changed)
            return listed(one) if column.kind is Kind.TERMS else one
        case Kind.WORDS | Kind.REFERENCES:
            return listed(st.text(characters, max_size=4))
        case Kind.DATE:
            return dates | serials | st.sampled_from([*column.empty, "－", "无"])
        case Kind.YES_NO:
            return st.sampled_from(
                ["是", "否", "true", "FALSE", "1", "0", "yes", "No", "y", "N", "t", "f", "√", "×", "1.0", "2", "真"]
            )
        case Kind.INTEGER | Kind.NUMBER:
            return numbers
        case Kind.DIVISION_CODE:
            return codes
        case Kind.REFERENCE if column.references == "divisions":
            return codes
        case Kind.CREDIT_CODE:
            return credit_codes
        case _:
            return st.text(characters, min_size=1, max_size=6) | digits


def listed(one: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(one, max_size=4).flatmap(
        lambda items: st.sampled_from([";", "；", "、", "\n", "; ", ","]).map(lambda mark: mark.join(items))
    )


def texts(column: Column) -> st.SearchStrategy[str | None]:
    """Text cells of a column: null, empty, right, nearly right, rubbish; untidy in all ways."""
    untidy = st.builds(
        lambda before, text, after, form: before + form(text) + after,
        blanks,
        spellings(column),
        blanks,
        st.sampled_from([str, str, str.upper, lambda text: text.translate(wide)]),
    )
    return st.one_of(spellings(column), spellings(column), untidy, rubbish, blanks, st.none())


moments = st.one_of(
    st.datetimes(),
    days.map(lambda day: datetime.combine(day, time())),
)
floats = st.one_of(
    st.floats(),
    st.integers(-10, 10**6).map(float),
    st.sampled_from(
        [0.0, 1.0, -0.0, 1e-5, 1985.07, 1985.1, 40753.0, 40753.5, 330203001001.0, 2.0**53, 2.0**53 + 2, 1e300]
    ),
)
integers = st.one_of(
    st.integers(-(2**63), 2**63 - 1), st.integers(0, 100_000), st.sampled_from([0, 1, 20110729, 198507, 330203001001])
)
quietly = settings(deadline=None, derandomize=True, suppress_health_check=[*HealthCheck])


def readings() -> list[tuple[Table, Column]]:
    """One column for each way in which a column is read."""
    found = {}
    for table in TABLES.values():
        for column in table.columns:
            way = (
                column.kind,
                column.references == "divisions",
                column.required,
                column.minimum,
                column.maximum,
                column.empty,
            )
            found.setdefault(way, (table, column))
    return [*found.values()]


def scalar(column: Column, cell: object) -> tuple[object, str | None]:
    try:
        value = read_cell(column, cell)
    except PydanticCustomError as fault:
        return column.default if fault.type != "E004" else None, fault.type
    return [*value] if isinstance(value, tuple) else value, None


def assert_same_column(table: Table, column: Column, cells: pl.Series) -> None:
    """One column read alone gives, cell by cell, what the scalar reader gives."""
    reading = read_table(table, pl.DataFrame({column.name: cells}))
    expected = [scalar(column, cell) for cell in cells.to_list()]
    assert reading.frame.schema == pl.Schema(table.schema)
    assert reading.frame[column.name].to_list() == [value for value, _ in expected]
    codes = dict(zip(reading.faults["position"], reading.faults["code"], strict=True))
    if column.name in table.exactly_one:  # what is said of the row, not of the cell
        codes = {at: code for at, code in codes.items() if code != "E004"}
    assert codes == {at: code for at, (_, code) in enumerate(expected) if code}


@pytest.mark.parametrize(("table", "column"), readings(), ids=lambda x: getattr(x, "name", ""))
def test_text_cells(table, column):
    @settings(quietly, max_examples=20)
    @given(st.lists(texts(column), max_size=30))
    def check(cells):
        assert_same_column(table, column, pl.Series(column.name, cells, dtype=pl.String))

    check()


DECIMALS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
TYPED = {
    "int": (pl.Int64, integers),
    "uint64": (pl.UInt64, st.integers(0, 2**64 - 1)),
    "int8": (pl.Int8, st.integers(-128, 127)),
    "float": (pl.Float64, floats),
    "float32": (pl.Float32, st.floats(width=32) | st.integers(0, 9999).map(float)),
    "bool": (pl.Boolean, st.booleans()),
    "date": (pl.Date, days),
    "datetime": (pl.Datetime("us"), moments),
    "milliseconds": (pl.Datetime("ms"), moments),
    "decimal": (pl.Decimal(18, 2), DECIMALS),
    "time": (pl.Time, st.just(time(12))),
    "duration": (pl.Duration, st.just(timedelta(days=1))),
    "binary": (pl.Binary, st.binary(max_size=3)),
    "struct": (pl.Struct({"a": pl.Int64}), st.just({"a": 1})),
    "null": (pl.Null, st.none()),
    "words": (
        pl.List(pl.String),
        st.lists(st.none() | st.sampled_from(["health", "卫生", "life", " ", "x;y", "a", "a "]), max_size=4),
    ),
    "integers": (pl.List(pl.Int64), st.lists(integers, max_size=3)),
    "floats": (pl.List(pl.Float64), st.lists(floats, max_size=3)),
    "yes or no": (pl.List(pl.Boolean), st.lists(st.booleans(), max_size=2)),
    "lists of lists": (pl.List(pl.List(pl.String)), st.lists(st.lists(st.just("a"), max_size=1), max_size=2)),
    "array": (pl.Array(pl.String, 2), st.lists(st.sampled_from(["health", "a"]), min_size=2, max_size=2)),
}
KINDS = {column.kind: (table, column) for table, column in reversed(readings())}


@pytest.mark.parametrize("dtype", TYPED)
def test_typed_cells(dtype):
    kind, cells = TYPED[dtype]

    @settings(quietly, max_examples=6)
    @given(st.lists(st.none() | cells, max_size=12))
    def check(found):
        series = pl.Series(found, dtype=kind)
        for table, column in KINDS.values():
            assert_same_column(table, column, series)

    check()


@pytest.mark.parametrize("kind", Kind)
def test_categories_and_objects(kind):
    table, column = KINDS[kind]

    @settings(quietly, max_examples=5)
    @given(st.lists(texts(column), max_size=9))
    def check(cells):
        assert_same_column(table, column, pl.Series(cells, dtype=pl.Categorical))
        known = pl.Enum(sorted({cell for cell in cells if cell is not None}))
        assert_same_column(table, column, pl.Series(cells, dtype=known))
        assert_same_column(table, column, pl.Series([*cells, 1, 2.5, True, Decimal(3)], dtype=pl.Object))

    check()


def rows_of(table: Table) -> st.SearchStrategy[Mapping[str, str | None]]:
    """Rows of which most cells are right: several faults in a row, but not nothing else."""
    return st.fixed_dictionaries(
        {
            c.name: st.one_of(st.just(GOOD[c.kind](c)), st.none() if not c.required else st.nothing(), texts(c))
            for c in table.columns
        }
    )


GOOD = {
    Kind.TERM: lambda c: next(iter(c.vocabulary)).label,
    Kind.TERMS: lambda c: "、".join(t.label for t in c.vocabulary),
    Kind.DATE: lambda c: "2012-01-01" if c.name == "end" else "2011-07-29",
    Kind.YES_NO: lambda c: "是",
    Kind.INTEGER: lambda c: "1",
    Kind.NUMBER: lambda c: "1.5",
    Kind.DIVISION_CODE: lambda c: "330000",
    Kind.CREDIT_CODE: lambda c: "91350100M000100Y43",
} | dict.fromkeys([Kind.TEXT, Kind.KEY, Kind.REFERENCE, Kind.REFERENCES, Kind.WORDS], lambda c: "330203")


def by_pydantic(table: Table, row: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, object], bool]:
    """The faults of a row, the values of its other cells, and whether it is taken; by the model alone."""
    faults: dict[str, str] = {}
    mended = dict(row)
    try:
        table.model.model_validate(row)
    except ValidationError as error:
        faults = {str(e["loc"][0]): e["type"] for e in error.errors() if e["loc"]}
        # A faulty optional cell counts as empty. A required one sets the row aside; one that is right instead lets the
        # model say what it has to say about the rest of the row.
        for name in faults:
            mended[name] = GOOD[table.by_name[name].kind](table.by_name[name]) if table.by_name[name].required else None
    aside = any(table.by_name[name].required for name in faults)
    if table.name == "divisions" and {"code", "level"} & {*faults}:
        mended |= {"code": "33", "level": "province"}
    while True:
        try:
            values = table.model.model_validate(mended).model_dump()
            break
        except ValidationError as error:  # a model says one thing at a time of what lies between the cells
            (between,) = [(e["ctx"]["column"], e["type"]) for e in error.errors()]
            faults |= dict([between])
            aside = True
            if between[1] == "E004":
                mended[between[0]] = "good"
            else:
                group = [name for name in table.exactly_one if name != between[0]]
                cleared = group if between[1] == "E002" else [between[0]]
                mended |= dict.fromkeys(cleared)
            mended |= {"code": "33", "level": "province"} if between[1] == "E009" else {}
    hidden = {name for name in row if aside and (name in faults or mended[name] != row[name])}
    hidden |= {"code", "level"} if {"code", "level"} & hidden else set()
    return faults, {n: [*v] if isinstance(v, tuple) else v for n, v in values.items() if n not in hidden}, not aside


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_rows(table):
    @settings(quietly, max_examples=8)
    @given(st.lists(rows_of(table), min_size=1, max_size=8))
    def check(rows):
        schema = dict.fromkeys(table.schema, pl.String)
        reading = read_table(table, pl.DataFrame(rows, schema=schema, orient="row"))
        for at, row in enumerate(rows):
            faults, values, keep = by_pydantic(table, row)
            found = reading.faults.filter(position=at)
            assert dict(zip(found["column"], found["code"], strict=True)) == faults
            assert [row[name] for name in found["column"]] == found["value"].to_list()
            assert reading.keep[at] is keep
            assert {name: reading.frame[name].to_list()[at] for name in values} == values

    check()
