from datetime import date

import polars as pl
import pytest

import regionpb as rpb


@pytest.fixture
def region():
    return rpb.read(
        {
            "divisions": pl.DataFrame(
                {"code": ["3302", "330203"], "name": ["a", "b"], "level": ["prefecture", "county"]}
            ),
            "organizations": pl.DataFrame(
                {
                    "id": ["O-1", "O-2", "O-3", "O-4", "O-5"],
                    "name": list("abcde"),
                    "form": ["committee", "joint_branch", "branch", "branch", "branch"],
                    "division": "3302",
                    "regional_unit": [None, "R", None, None, None],
                    "external": [None, None, None, True, None],
                    "start": [date(2001, 1, 1)] * 5,
                    "end": [None, None, None, None, date(2010, 1, 1)],
                }
            ),
            "regional_units": pl.DataFrame(
                {
                    "id": ["R"],
                    "name": ["r"],
                    "mode": ["park"],
                    "division": ["3302"],
                    "hub": ["O-1"],
                    "reservoir": ["O-3"],
                }
            ),
            "units": pl.DataFrame(
                {
                    "id": list("abcde"),
                    "name": list("abcde"),
                    "kind": "other",
                    "division": "3302",
                    "organization": ["O-2", "O-2", "O-3", "O-5", None],
                }
            ),
            "members": pl.DataFrame(
                {
                    "id": list("abcd"),
                    "organization": ["O-1", "O-2", "O-3", "O-3"],
                    "status": ["full", "full", "probationary", "full"],
                    "floating": [True, None, False, None],
                }
            ),
        },
        at="2011-07-29",
    )


def test_headline_indicators(region):
    told = region.describe()
    assert {key: told[key] for key in ("organizations", "committees", "branches", "joint_organizations")} == {
        "organizations": 3, "committees": 1, "branches": 2, "joint_organizations": 1,
    }  # fmt: skip
    assert [told[key] for key in ("units", "units_single", "units_joint", "units_none")] == [5, 1, 2, 2]
    assert [told[k] for k in ("members", "full_members", "probationary_members", "floating_members")] == [4, 3, 1, 1]
    assert [told[k] for k in ("regional_units_park", "organizations_in_regional_units", "reservoir_members")] == [
        1,
        1,
        3,
    ]


def test_tables_days_and_what_is_absent(region):
    told = region.describe()
    sizes = {size.name: (size.versions, size.current) for size in told.tables}
    assert sizes["organizations"] == (5, 4)
    assert (told.first, told.last) == (date(2001, 1, 1), date(2010, 1, 1))
    with pytest.raises(rpb.errors.UnknownName, match="no indicator named 'pairings'; there are divisions, "):
        _ = told["pairings"]


def test_shares(region):
    shares = {one.key: one.share for one in region.describe().indicators}
    assert (shares["units_none"], shares["units"]) == (0.4, None)


def test_a_region_without_rows_has_no_shares_and_no_days():
    empty = {"divisions": pl.DataFrame({"code": []}, schema={"code": pl.String})}
    told = rpb.read(empty, at="2011-07-29").describe()
    assert (told.first, told["divisions"]) == (None, 0)
