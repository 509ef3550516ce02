"""Sizes, families and shapes of generated regions, and what they shrink to."""

import subprocess
import sys

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from regionpb.errors import UnknownName
from regionpb.testing import assert_valid, regions

UPTO = st.tuples(st.integers(0, 40), st.integers(0, 10)).map(lambda pair: (pair[0], sum(pair)))


def at_least_one(sizes):
    return sizes.map(lambda pair: (max(pair[0], 1), max(pair[1], 1)))


@settings(max_examples=20)
@given(st.data(), at_least_one(UPTO), at_least_one(UPTO), UPTO)
def test_sizes_are_kept(data, divisions, organizations, members):
    wanted = {"divisions": divisions, "organizations": organizations, "members": members}
    region = data.draw(regions(**wanted, history=True))
    for name, (fewest, most) in wanted.items():
        assert fewest <= region.table(name).height <= most
    assert_valid(region)


@settings(max_examples=20)
@given(regions(divisions=(1, 1), organizations=(1, 1)))
def test_one_of_each_is_possible(region):
    """It is a committee that has no branch to put its members in, which M007 tells."""
    assert region.table("divisions").height == region.table("organizations").height == 1
    assert_valid(region)
    assert {finding.code for finding in region.check().findings} <= {"M007"}


@settings(max_examples=8)
@given(regions(organizations=(2, 3), members=(120, 160)))
def test_members_whom_branches_cannot_hold_are_held_by_a_hub(region):
    assert region.table("members").height >= 120
    assert_valid(region, min_severity="info")


@pytest.mark.parametrize(
    ("families", "tables"),
    [
        (["D"], set()),
        (["O"], {"members", "seats", "units"}),
        (["U"], {"units", "regional_units"}),
        (["R"], {"members", "units", "regional_units", "transfers"}),
        (["O", "P"], {"members", "seats", "units", "pairings", "liaisons"}),
        (["X"], {"members", "transfers", "declared"}),
        (["S"], {"service_points", "requests"}),
        (["F"], {"members", "budgets", "wages", "workers", "grants"}),
        (["A"], {"members", "meetings", "attendances"}),
        (["V"], {"members", "meetings", "bodies", "volunteer_teams", "volunteers", "projects"}),
        (["C"], {"members", "meetings", "bodies", "matters", "regional_units", "seats", "units"}),
    ],
)
def test_only_the_tables_of_the_families_are_there(families, tables):
    @settings(max_examples=8)
    @given(regions(families=families, organizations=(1, 12), members=(1, 40), history=True))
    def there(region):
        assert set(region.tables.frames) == {"divisions", "organizations"} | tables
        # Members whom no branch may hold and no hub can be asked to sit in the one organization there is.
        assert_valid(region)

    there()


def test_everything_there_is_to_find_is_generated():
    wanted = {
        "a hub with members": lambda r: (
            {u["hub"] for u in rows(r, "regional_units")} & {m["organization"] for m in rows(r, "members")}
        ),
        "a reservoir": lambda r: any(u["reservoir"] not in {None, u["hub"]} for u in rows(r, "regional_units")),
        "external": lambda r: any(o["external"] for o in rows(r, "organizations")),
        "two roots": lambda r: (
            len(r.subordination.roots) > 1 and not any(o["external"] for o in rows(r, "organizations"))
        ),
        "village": lambda r: any(d["level"] == "village" for d in rows(r, "divisions")),
        "open transfer": lambda r: rows(r, "transfers"),
        "floating": lambda r: any(m["floating"] for m in rows(r, "members")),
        "probationary": lambda r: any(m["status"] == "probationary" for m in rows(r, "members")),
        "joint": lambda r: any(o["form"] == "joint_branch" for o in rows(r, "organizations")),
        "paired": lambda r: rows(r, "pairings"),
        "council": lambda r: any(b["kind"] == "consultative_council" for b in rows(r, "bodies")),
        "town": lambda r: any(b["kind"] == "coordination_committee" for b in rows(r, "bodies")),
        "attendance": lambda r: rows(r, "attendances"),
        "open matter": lambda r: any(m["resolved_on"] is None for m in rows(r, "matters")),
        "volunteer": lambda r: rows(r, "volunteers"),
        "liaison": lambda r: rows(r, "liaisons"),
        "near point": lambda r: any(p["latitude"] is not None for p in rows(r, "service_points")),
        "linked points": lambda r: any(p["linked_to"] for p in rows(r, "service_points")),
        "open request": lambda r: any(q["closed_on"] is None for q in rows(r, "requests")),
        "fund of branches": lambda r: any(b["purpose"] == "member_activity" for b in rows(r, "budgets")),
        "pay by a benchmark": lambda r: any(w["post"] != "reserve" and w["annual_pay"] for w in rows(r, "workers")),
        "grant": lambda r: rows(r, "grants"),
        "1+3": lambda r: any(o["function"] == "enlarged_working_committee" for o in rows(r, "organizations")),
        "part-time": lambda r: any(s["part_time"] and s["represents_unit"] for s in rows(r, "seats")),
        "vertical": lambda r: any(o["function"] == "village_organization" for o in rows(r, "organizations")),
        "county": lambda r: any(o["function"] == "local_committee" for o in rows(r, "organizations")),
        "candidate": lambda r: rows(r, "candidates"),
        "declared": lambda r: rows(r, "declared"),
        "line break": lambda r: any("\n" in o["name"] for o in rows(r, "organizations")),
    }
    missing = set(wanted)

    @settings(max_examples=200, derandomize=True)
    @given(regions(organizations=(5, 30)))
    def look(region):
        missing.difference_update({name for name in [*missing] if wanted[name](region)})

    look()
    assert not missing


def test_things_end_in_a_past():
    missing = {"dissolved", "exit", "version", "received", "planned"}

    @settings(max_examples=60, derandomize=True)
    @given(regions(organizations=(3, 12), members=(6, 40), history=True))
    def look(region):
        organizations, members = region.history("organizations"), region.history("members")
        seen = {
            "dissolved": (organizations["end_reason"] == "dissolved").any(),
            "exit": members["exit"].is_not_null().any(),
            "version": not organizations["id"].is_unique().all(),
            "received": region.history("transfers")["received"].is_not_null().any(),
            "planned": (organizations["start"] > region.day).any(),
        }
        missing.difference_update({name for name, there in seen.items() if there})

    look()
    assert not missing


def test_it_shrinks_to_the_least():
    region = find(regions(), lambda _: True)
    assert region.table("divisions")["level"].to_list() == ["county"]
    assert region.table("organizations")["form"].to_list() == ["committee"]
    branch = find(regions(families=["O"]), lambda region: region.table("seats").height > 1)
    assert branch.table("organizations")["form"].to_list() == ["committee", "temporary_branch"]
    assert branch.table("members").height == 1


def test_what_is_asked_wrongly_is_told():
    with pytest.raises(UnknownName, match="family"):
        regions(families=["Z"])
    with pytest.raises(ValueError, match="members"):
        regions(members=(3, 1))
    with pytest.raises(ValueError, match="organizations"):
        regions(organizations=(0, 1))


def test_hypothesis_is_imported_only_when_a_strategy_is_asked_for():
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "from regionpb.testing import assert_valid, minimal\n"
        "assert_valid(minimal())\n"
        "try:\n    from regionpb.testing import regions\nexcept ImportError: print('only then')\n"
    )
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "only then\n"


def rows(region, name):
    return region.table(name).rows(named=True)
