import polars as pl
import pytest

from regionpb.contract.syntax import BLANKS
from regionpb.io.ragged import problems_of_rows
from regionpb.io.raw import RawTable, broken, settle
from regionpb.vocabulary import ReadingProblem


def table(columns, headers=None, **attributes):
    frame = pl.DataFrame({str(i): column for i, column in enumerate(columns)})
    names = headers or tuple(f"h{i}" for i in range(frame.width))
    return RawTable("t", "t.csv", names, frame, pl.int_range(2, frame.height + 2, eager=True), **attributes)


@pytest.mark.parametrize("first", ["", *BLANKS], ids=lambda text: f"{text!a}")
def test_what_is_blank_to_the_contract_is_blank_here(first):
    got = settle(table([["x", first, first], ["y", BLANKS, f"{BLANKS}z"]]))
    assert got.rows.to_list() == [2, 4]


def test_blank_rows_go_and_the_others_keep_their_numbers():
    got = settle(table([[None, "\u3000", "", "x", None], [None, " ", None, None, "y"]]))
    assert got.frame.rows() == [("x", None), (None, "y")]
    assert got.rows.to_list() == [5, 6]


def test_typed_columns_are_blank_where_null_or_an_empty_list():
    got = settle(table([[None, None, None, None], [None, 0, None, None], [[], None, ["a"], None]]))
    assert got.rows.to_list() == [3, 4]


def test_white_space_and_lists_stay():
    got = settle(table([[" x "], [["", " "]]]))
    assert got.frame.rows() == [(" x ", ["", " "])]


def test_nothing_to_settle():
    for got in (settle(table([[]])), settle(broken("t", None, ReadingProblem.EMPTY))):
        assert got.frame.height == 0


def test_nuls_are_told_once_for_each_cell_in_order():
    before = table([["a\0", "b", "\0"], ["\0", "\0c\0", None]], headers=("x\0", "y"), header_row=1)
    got = settle(before, nuls=True)
    assert got.headers == ("x", "y")
    assert got.frame.rows() == [("a", None), ("b", "c")]
    assert got.row_problems.select("row", "column").rows() == [
        (1, None),
        (2, "x"),
        (2, "y"),
        (3, "y"),
        (4, "x"),
    ]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (FileNotFoundError(2, ""), ReadingProblem.MISSING),
        (PermissionError(13, ""), ReadingProblem.NO_PERMISSION),
        (IsADirectoryError(), ReadingProblem.NO_FILE),
        (OSError(5, ""), ReadingProblem.NOT_READ),
    ],
)
def test_what_the_system_refuses(error, reason):
    got = broken("t", "t.csv", error)
    assert got.problem.reason == reason
    assert not got.readable


def test_a_problem_of_a_row_leaves_a_table_readable():
    assert table([["a"]], row_problems=problems_of_rows([3], ReadingProblem.OPEN_QUOTE)).readable
