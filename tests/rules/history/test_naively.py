"""H001 and H002 against the same questions asked day by day in plain Python, versions that overlap included."""

import json
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regionpb.graph.snapshot import Snapshot
from regionpb.rules.history.gaps import gap
from regionpb.rules.history.lifetimes import subordinate_outlives
from regionpb.rules.runner import run
from rules.conftest import in_force, register

FIRST = date(2011, 7, 1)
DAYS = st.integers(0, 6).map(lambda n: FIRST + timedelta(days=n))
ALL = [FIRST + timedelta(days=n) for n in range(-1, 8)]
"""Every day on which something may change, and one before and after."""

SPANS = st.tuples(st.none() | DAYS, st.none() | DAYS).filter(lambda s: (s[0] or date.min) < (s[1] or date.max))


def versions(**columns):
    """A few versions; each ends after it starts."""
    row = st.tuples(SPANS, st.fixed_dictionaries(columns)).map(lambda r: {"start": r[0][0], "end": r[0][1], **r[1]})
    return st.lists(row, max_size=5)


def holds(row, day):
    return (row["start"] or date.min) <= day < (row["end"] or date.max)


def counts(rows, row, day):
    """Whether of the versions of its id this is the one that counts on a day."""
    same = [(r["start"] or date.min, n) for n, r in enumerate(rows) if r["id"] == row["id"] and holds(r, day)]
    return holds(row, day) and max(same)[1] == rows.index(row)


SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SETTINGS
@given(versions(id=st.sampled_from("MN"), exit=st.sampled_from([None, None, "died"])), DAYS)
def test_gap(ask, rows, day):
    expected = {}
    for member in {row["id"] for row in rows}:
        begun = [row for row in rows if row["id"] == member and (row["start"] or date.min) <= day]
        starts = [row["start"] for row in begun if row["start"]]
        for end in sorted({row["end"] for row in begun if row["end"]}):
            later = [start for start in starts if start > end]
            explained = any(row["end"] == end and row["exit"] for row in begun)
            if later and not explained and not any(holds(row, end) for row in begun):
                expected[member] = (end.isoformat(), min(later).isoformat())
    found = ask(gap, {"members": rows}, day=day)
    assert {member: (shown["end"], shown["start"]) for member, shown in found.items()} == expected


@SETTINGS
@given(versions(id=st.sampled_from("ABC"), superior=st.sampled_from(["A", "B", None, "unknown"])))
def test_subordinate_outlives(rows):
    for n, row in enumerate(rows):
        row["name"] = str(n)  # no two are equal
    known = {row["id"] for row in rows}
    expected = {}
    for n, row in enumerate(rows):
        if row["superior"] in known:
            without = [
                day
                for day in ALL
                if counts(rows, row, day) and not any(r["id"] == row["superior"] and holds(r, day) for r in rows)
            ]
            if without:
                ever = without[0] == ALL[0]
                expected[n] = None if ever else without[0].isoformat()
    outcome = run([subordinate_outlives], Snapshot(register({"organizations": rows}), FIRST), in_force(FIRST))
    shown = [json.loads(values)["first_without"] for values in outcome.findings["values"]]
    assert dict(zip(outcome.findings["position"], shown, strict=True)) == expected
