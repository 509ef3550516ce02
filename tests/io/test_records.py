import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regionpb.io.records import delimiter_of, records


def read(text: str, delimiter: str = ",") -> list[tuple[list[str], bool]]:
    return list(records(iter(io.StringIO(text, newline="")), delimiter))


@given(st.lists(st.lists(st.text(alphabet=',"\n\ra 甲', max_size=5), min_size=2, max_size=4), max_size=5))
def test_well_formed_records_are_those_of_the_csv_module(rows):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    assert read(out.getvalue()) == [(row, False) for row in rows]


@given(st.text(alphabet=',"\n\ra', max_size=60))
def test_no_line_is_lost(text):
    """Every character stands in some record, but for quotes, delimiters and line ends."""
    assert sum(cell.count("a") for cells, _ in read(text) for cell in cells) == text.count("a")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a,"b\n', [(["a", '"b'], True)]),
        ('a,"b\n"c",d\n', [(["a", '"b'], True), (["c", "d"], False)]),
        ('"a\nb","c\nd,e\n', [(["a\nb", '"c'], True), (["d", "e"], False)]),
        ('"a\n""\nb"\n', [(['a\n"\nb'], False)]),
        ('"a""\n', [(['"a""'], True)]),
        ('"a"b"c,d\n', [(['ab"c', "d"], False)]),
        ('"","""",""""""\n', [(["", '"', '""'], False)]),
        ("a\rb\r\nc", [(["a"], False), (["b"], False), (["c"], False)]),
        ("", []),
        ("\n", [([""], False)]),
    ],
)
def test_damage(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize("line", ['a,"b\n', '"\n""\n', '"""\n', '""\n"\n', 'a"\n'])
def test_any_damage_is_read_in_linear_time(line):
    text = line * 20_000
    begun = time.perf_counter()
    assert read(text)
    assert time.perf_counter() - begun < 5


def test_the_delimiter_is_that_of_the_header():
    headers = {
        "a,b": ",",
        "a\tb": "\t",
        "a;b": ";",
        "a;b,c": ",",
        '"a,b";c': ";",
        "a": ",",
        '"a;b': ",",
        "a\tb;c": "\t",
    }
    assert {header: delimiter_of(header) for header in headers} == headers
