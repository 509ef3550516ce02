"""R002, R003 and R008 against the same questions asked row by row in plain Python, versions that overlap included."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regionpb.rules.reservoir.dissolution import absorbed_elsewhere, source_still_responsible
from regionpb.rules.reservoir.strays import lost_member

FIRST = date(2011, 7, 1)
DAYS = st.integers(0, 6).map(lambda n: FIRST + timedelta(days=n))
ORGANIZATIONS = ["gone", "hub", "other"]


def versions(**columns):
    """A few versions; each ends after it starts."""
    spans = st.tuples(st.none() | DAYS, st.none() | DAYS).filter(lambda s: (s[0] or date.min) < (s[1] or date.max))
    row = st.tuples(spans, st.fixed_dictionaries(columns)).map(lambda r: {"start": r[0][0], "end": r[0][1], **r[1]})
    return st.lists(row, max_size=4)


TABLES = st.fixed_dictionaries(
    {
        "members": versions(
            id=st.sampled_from("MN"), organization=st.sampled_from(ORGANIZATIONS), exit=st.sampled_from([None, "died"])
        ),
        "organizations": versions(
            id=st.just("gone"),
            regional_unit=st.just("X") | st.none(),
            end_reason=st.sampled_from(["dissolved", "dissolved", "merged"]),
        ).map(lambda rows: [*rows, {"id": "hub"}, {"id": "other"}]),
        "regional_units": versions(
            id=st.just("X"), hub=st.sampled_from(["hub", None]), reservoir=st.sampled_from([None, "other", "gone"])
        ),
        "transfers": st.lists(
            st.fixed_dictionaries(
                {
                    "member": st.sampled_from("MN"),
                    "source": st.sampled_from(ORGANIZATIONS),
                    "issued": DAYS,
                    "received": st.none() | DAYS,
                }
            ),
            max_size=1,
        ).map(lambda rows: [{"id": f"T{n}", **row} for n, row in enumerate(rows)]),
    }
)


def last(rows):
    """The version that starts last, of equal starts the last row; None of none."""
    return max(enumerate(rows), key=lambda r: (r[1].get("start") or date.min, r[0]))[1] if rows else None


def on(rows, key, day):
    """The version of a thing that counts on a day."""
    return last(
        [r for r in rows if r["id"] == key and (r.get("start") or date.min) <= day < (r.get("end") or date.max)]
    )


def moves(tables, day):
    """Members who were in an organization when it was dissolved, where they went, and the organization's unit."""
    for end in sorted({o["end"] for o in tables["organizations"] if o.get("end") and o["end"] <= day}):
        ended = last([o for o in tables["organizations"] if o.get("end") == end])
        if ended["end_reason"] != "dissolved":
            continue
        for member in sorted({m["id"] for m in tables["members"]}):
            before = on(tables["members"], member, end - timedelta(days=1))
            after = on(tables["members"], member, end)
            left = before and after and before["organization"] == ended["id"] != after["organization"]
            if left and on(tables["organizations"], after["organization"], end):
                yield member, end, after["organization"], ended["regional_unit"]


def transferred(tables, member, done):
    return any(t["member"] == member and t["source"] == "gone" and done(t) for t in tables["transfers"])


SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SETTINGS
@given(TABLES, DAYS)
def test_lost_member(ask, tables, day):
    expected = set()
    for member in {m["id"] for m in tables["members"]}:
        begun = [m for m in tables["members"] if m["id"] == member and (m["start"] or date.min) <= day]
        latest = last(begun)
        if latest and latest["end"] and latest["end"] <= day and not latest["exit"]:
            expected.add(member)
    assert ask(lost_member, tables, day=day).keys() == expected


@SETTINGS
@given(TABLES, DAYS)
def test_absorbed_elsewhere(ask, tables, day):
    expected = {}
    for member, end, organization, regional_unit in moves(tables, day):
        unit = regional_unit and on(tables["regional_units"], regional_unit, end)
        fine = not unit or not unit["hub"] or organization in {unit["hub"], unit["reservoir"]}
        if not fine and not transferred(tables, member, lambda t: t["issued"] <= day):
            expected[member] = end.isoformat()
    found = ask(absorbed_elsewhere, tables, day=day)
    assert {member: shown["end"] for member, shown in found.items()} == expected


@SETTINGS
@given(TABLES, DAYS)
def test_source_still_responsible(ask, tables, day):
    expected = {}
    for member, end, organization, _ in moves(tables, day):
        if not transferred(tables, member, lambda t: t["issued"] <= day and t["received"] and t["received"] <= day):
            expected[member] = (end.isoformat(), organization)
    found = ask(source_still_responsible, tables, day=day)
    assert {member: (shown["end"], shown["organization"]) for member, shown in found.items()} == expected
