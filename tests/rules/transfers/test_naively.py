"""T003 and T006 against the same questions asked row by row in plain Python, versions that overlap included."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regionpb.rules.transfers.moves import received_not_moved, wrong_source

FIRST = date(2011, 7, 1)
DAYS = st.integers(0, 6).map(lambda n: FIRST + timedelta(days=n))
IDS = st.sampled_from(["A", "B", None, "unknown"])


def versions(**columns):
    """A few versions; each ends after it starts."""
    spans = st.tuples(st.none() | DAYS, st.none() | DAYS).filter(lambda s: (s[0] or date.min) < (s[1] or date.max))
    row = st.tuples(spans, st.fixed_dictionaries(columns)).map(lambda r: {"start": r[0][0], "end": r[0][1], **r[1]})
    return st.lists(row, max_size=4)


LETTER = st.fixed_dictionaries(
    {
        "member": st.sampled_from(["M", "M", "N", None]),
        "source": IDS,
        "target": IDS,
        "issued": DAYS,
        "received": st.none() | DAYS,
    }
)
TABLES = st.fixed_dictionaries(
    {
        "members": versions(id=st.sampled_from("MN"), organization=IDS),
        "organizations": versions(id=st.sampled_from("AB")),
        "transfers": st.lists(LETTER, max_size=3).map(lambda rows: [{"id": f"T{n}", **r} for n, r in enumerate(rows)]),
    }
)
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def on(rows, key, day):
    """The version of a thing that counts on a day: it starts last, of equal starts it is the last row."""
    held = [
        (row["start"] or date.min, n)
        for n, row in enumerate(rows)
        if row["id"] == key and (row["start"] or date.min) <= day < (row["end"] or date.max)
    ]
    return rows[max(held)[1]] if held else None


def elsewhere(tables, letter, end, day):
    """Where the member was on a day, if that exists then, and is not what the letter says."""
    version = on(tables["members"], letter["member"], day)
    known = letter[end] in {row["id"] for row in tables["organizations"]}
    if version and known and version["organization"] != letter[end]:
        organization = on(tables["organizations"], version["organization"], day)
        return organization and organization["id"]
    return None


@SETTINGS
@given(TABLES, DAYS)
def test_wrong_source(ask, tables, day):
    expected = {}
    for letter in tables["transfers"]:
        where = elsewhere(tables, letter, "source", letter["issued"] - timedelta(days=1))
        if letter["issued"] <= day and where:
            expected[letter["id"]] = where
    found = ask(wrong_source, tables, day=day)
    assert {key: shown["organization"] for key, shown in found.items()} == expected


@SETTINGS
@given(TABLES, DAYS)
def test_received_not_moved(ask, tables, day):
    expected = {}
    for letter in tables["transfers"]:
        received = letter["received"]
        if letter["issued"] > day or not received or received > day:
            continue
        known = letter["member"] in {row["id"] for row in tables["members"]}
        if known and not on(tables["members"], letter["member"], received):
            expected[letter["id"]] = None
        elif where := elsewhere(tables, letter, "target", received):
            expected[letter["id"]] = where
    found = ask(received_not_moved, tables, day=day)
    assert {key: shown["organization"] for key, shown in found.items()} == expected
