import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from regionpb.codes import (
    DIVISION_LENGTHS,
    compact_division,
    compact_division_expr,
    division_candidates,
    division_candidates_expr,
    division_kind,
    division_kind_expr,
    division_parent,
    division_parent_expr,
    is_division_code,
    is_division_code_expr,
    is_within,
    is_within_expr,
    level_of,
    level_of_expr,
    unpadded_exprs,
)
from regionpb.vocabulary import DivisionKind, Level

# Digits in all their disguises, mostly zeros, so that padding and near misses are common.
digits = st.text("00000123456789０１９", min_size=0, max_size=13)
mangled = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", " ", "\u3000", "3."]),
    digits,
    st.sampled_from(["", ".0", "．０", "E+11", "e5", "\n"]),
    st.sampled_from(["", " "]),
)
codes = st.one_of(st.text(), digits, mangled)
levels = st.sampled_from([None, "", "planet", *Level])


def vector(expr: pl.Expr, **columns: list[str | None]) -> list[object]:
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).select(out=expr)["out"].to_list()


@pytest.mark.parametrize(
    ("code", "level", "expected"),
    [
        ("33", None, "33"),
        ("3302", None, "3302"),
        ("330203", None, "330203"),
        ("330203001", None, "330203001"),
        ("330203001001", None, "330203001001"),
        ("330000", None, "33"),
        ("330200", None, "3302"),
        ("330200000000", None, "3302"),
        ("330203000000", None, "330203"),
        ("330203001000", None, "330203001"),
        ("330203001000", Level.VILLAGE, "330203001000"),
        ("441900", Level.COUNTY, "441900"),
        ("441900000000", Level.COUNTY, "441900"),
        ("330200", Level.PREFECTURE, "3302"),
        ("330203", Level.PREFECTURE, None),
        ("3302", Level.COUNTY, None),
        ("330203000", None, "330203000"),  # nine digits are no padding: a township-level code of no kind
        ("330203000", Level.COUNTY, None),
        ("3300", None, "3300"),
        ("3300", Level.PROVINCE, None),
        ("000000", None, "00"),
        ("33020", None, None),
        ("3302031", None, None),
        ("33020A", None, None),
        ("-30203", None, None),
        ("", None, None),
    ],
)
def test_compact(code, level, expected):
    assert compact_division(code, level) == expected
    assert vector(compact_division_expr(pl.col.code, pl.col.level), code=[code], level=[level]) == [expected]


@pytest.mark.parametrize(
    "code",
    [
        "330203001001.0",
        "330203001001.",
        "330203001001.000",
        "3.30203001001E+11",
        "3.30203001001e11",
        "３３０２０３００１００１",
        "３．３０２０３００１００１Ｅ＋１１",
        " 330203001001\t",
        "330203\u3000001\xa0001",
        "\ufeff330203001001\r\n",
    ],
)
def test_what_spreadsheets_made_of_a_code_is_understood(code):
    assert compact_division(code, Level.VILLAGE) == "330203001001"
    assert vector(compact_division_expr(pl.col.code), code=[code]) == ["330203001001"]


@pytest.mark.parametrize(
    "code", ["3.302E+11", "3.3020300100E+11", "3.30203001001E+10", "3.30203001001E-11", "330203.5", "1e5", "٣٣"]
)
def test_a_rounded_or_foreign_number_is_no_code(code):
    assert compact_division(code) is None
    assert vector(compact_division_expr(pl.col.code), code=[code]) == [None]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("3.30203001E+08", "330203001"),
        ("3.30203001e8", "330203001"),
        ("3.30203E+05", "330203"),
        ("3.30203e5", "330203"),
    ],
)
def test_a_number_of_any_length_is_understood(number, code):
    assert compact_division(number) == code
    assert vector(compact_division_expr(pl.col.code), code=[number]) == [code]


def test_levels_and_parents_go_up_step_by_step():
    code, seen = "330203001001", []
    while code:
        seen.append((code, level_of(code)))
        above = division_parent(code)
        assert vector(division_parent_expr(pl.col.code), code=[code]) == [above]
        code = above
    assert seen == list(zip(["330203001001", "330203001", "330203", "3302", "33"], reversed(Level), strict=True))


def test_candidates_are_the_longest_first():
    assert division_candidates("330200000000") == ("330200000000", "330200000", "330200", "3302")
    assert division_candidates("nonsense") == ()


@pytest.mark.parametrize(
    ("digits", "township", "village"),
    [
        (0, None, None),
        (1, "street", "residents_committee"),
        (99, "street", "residents_committee"),
        (100, "town", "residents_committee"),
        (199, "town", "residents_committee"),
        (200, "rural_township", "villagers_committee"),
        (399, "rural_township", "villagers_committee"),
        (400, "quasi_township", "quasi_residents_committee"),
        (499, "quasi_township", "quasi_residents_committee"),
        (500, "quasi_township", "quasi_villagers_committee"),
        (599, "quasi_township", "quasi_villagers_committee"),
        (600, None, None),
        (999, None, None),
    ],
)
def test_kinds(digits, township, village):
    assert division_kind(f"330203{digits:03}", Level.TOWNSHIP) == township
    assert division_kind(f"330203001{digits:03}", Level.VILLAGE) == village


def test_only_townships_and_villages_have_a_kind():
    assert division_kind("330203") is None
    assert division_kind("no code") is None
    assert division_kind("330203001000") is DivisionKind.STREET  # a padded street, until its level says otherwise


def test_within():
    assert is_within("330203001001", "330203000000")
    assert is_within("330203", "330203")
    assert not is_within("330203", "330203001")
    assert not is_within("330203", "rubbish")
    assert not is_within("rubbish", "330203")


@settings(deadline=None)  # a first plan, or a busy machine, takes its time
@given(codes, levels)
@example("330203001000", Level.VILLAGE)
def test_scalar_and_vectorised_agree(code, level):
    column, by = pl.col.code, pl.col.level
    both = {
        "compact": (compact_division(code, level), compact_division_expr(column, by)),
        "alone": (compact_division(code), compact_division_expr(column)),
        "valid": (is_division_code(code, level), is_division_code_expr(column, by)),
        "level": (level_of(code), level_of_expr(column)),
        "kind": (division_kind(code, level), division_kind_expr(column, by)),
        "parent": (division_parent(code, level), division_parent_expr(column, by)),
        "candidates": (list(division_candidates(code)), division_candidates_expr(column)),
    }
    table = pl.DataFrame({"code": [code], "level": [level]}, schema={"code": pl.String, "level": pl.String})
    assert table.select(**{name: expr for name, (_, expr) in both.items()}).row(0, named=True) == {
        name: scalar for name, (scalar, _) in both.items()
    }


@settings(deadline=None)
@given(codes, codes)
@example("330203001", "330203")
def test_within_agrees(code, ancestor):
    expr = is_within_expr(pl.col.code, pl.col.ancestor)
    assert vector(expr, code=[code], ancestor=[ancestor]) == [is_within(code, ancestor)]


def test_null_stays_null():
    table = pl.DataFrame({"code": [None], "level": [None]}, schema={"code": pl.String, "level": pl.String})
    exprs = [
        compact_division_expr,
        is_division_code_expr,
        level_of_expr,
        division_kind_expr,
        division_parent_expr,
        division_candidates_expr,
    ]
    assert table.select(expr(pl.col.code).alias(str(place)) for place, expr in enumerate(exprs)).row(0) == (None,) * 6
    assert table.select(is_within_expr(pl.col.code, pl.lit("33"))).item() is None


@settings(deadline=None)
@given(codes, levels)
def test_compact_is_idempotent(code, level):
    compact = compact_division(code, level)
    if compact is not None:
        assert compact_division(compact, level) == compact
        assert len(compact) in DIVISION_LENGTHS.values()


@settings(deadline=None)
@given(codes)
def test_a_division_lies_within_its_parent(code):
    parent = division_parent(code)
    # A parent may itself look padded (330200 above 330200001): it is then cut, and still above.
    assert parent is None or is_within(code, parent)


def test_a_column_keeps_its_name():
    table = pl.DataFrame({"code": ["330203001001"], "level": ["village"]})
    exprs = [compact_division_expr, is_division_code_expr, division_kind_expr, division_parent_expr]
    assert {expr(pl.col.code, pl.col.level).meta.output_name() for expr in exprs} == {"code"}
    assert table.select(compact_division_expr(pl.col.code, pl.col.level)).columns == ["code"]
    assert table.select(division_candidates_expr(pl.col.code)).columns == ["code"]


@settings(deadline=None)
@given(st.text("00003", min_size=1, max_size=13))
def test_a_code_without_padding_is_what_it_may_mean_but_for_itself(code):
    found = pl.select(pl.concat_list(unpadded_exprs(pl.lit(code))).list.drop_nulls()).item().to_list()
    assert found == [each for each in division_candidates(code) if each != code]
