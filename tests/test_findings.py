"""Findings as data."""

import json

from regionpb.findings import FINDINGS, Severity, Source, to_frame


def test_severities_are_ordered():
    assert [s for s in Severity if s.at_least(Severity.WARNING)] == [Severity.ERROR, Severity.WARNING]


def test_a_place_reads_as_a_clerk_would_say_it():
    assert str(Source("a.csv", 7, "name")) == "a.csv:7 (name)"
    assert str(Source("a.csv")) == "a.csv"


def test_what_is_not_given_is_null():
    frame = to_frame([{"code": "E014", "values": {"value": "甲"}}, {"code": "E001", "values": "{}", "row": 3}])
    assert frame.columns == [*FINDINGS]
    assert frame["id"].to_list() == [None, None]
    assert json.loads(frame["values"][0]) == {"value": "甲"}
    assert frame["row"].to_list() == [None, 3]


def test_no_rows_have_the_same_columns():
    assert to_frame([]).schema == to_frame([{"code": "E014"}]).schema
