"""What is counted over the divisions for service, for pay and for distances."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest

from regionpb.graph.forest import Forest
from regionpb.graph.funding import find_benchmarks, sum_funds
from regionpb.graph.globe import stand_on_globe
from regionpb.graph.preorder import nearest
from regionpb.graph.serving import count_points

CODES = ["3302", "330203", "330203001", "330203001001", "330204"]
LEVELS = ["prefecture", "county", "township", "village", "county"]
TERRITORY = Forest.from_parents(pl.Series(CODES), pl.Series([None, "3302", "330203", "330203001", "3302"]))


def frame(columns: dict[str, pl.DataType], *rows: tuple[object, ...]) -> pl.DataFrame:
    return pl.DataFrame([*rows], schema=columns, orient="row")


@pytest.mark.parametrize("length", [0, 1, 2, 3, 8, 33, 5000])
def test_the_nearest_along_a_chain(length: int) -> None:
    parents = np.arange(length) - 1
    marked = np.arange(length) % 7 == 3
    expected = [n - (n - 3) % 7 if n >= 3 else -1 for n in range(length)]
    assert nearest(parents, marked).tolist() == expected
    assert nearest(parents, np.zeros(length, dtype=bool)).tolist() == [-1] * length
    assert nearest(parents, np.ones(length, dtype=bool)).dtype == np.int64


def test_points_within_each_division() -> None:
    divisions = pl.DataFrame({"code": CODES, "level": LEVELS})
    points = frame(
        {"kind": pl.String(), "division": pl.String()},
        ("centre", "330203"),
        ("station", "330203001"),
        ("public_centre", "330203001001"),
        ("public_centre", "330203"),
        ("point", "330204"),
        ("hotline", "330204"),
        ("centre", None),
        ("centre", "999999"),
        (None, "330204"),
    )
    counted = count_points(TERRITORY, divisions, points)
    assert counted.rows() == [
        ("3302", 1, 1, 1, 2, 0),
        ("330203", 1, 1, 0, 2, 0),
        ("330203001", 0, 1, 0, 1, 1),
        ("330203001001", 0, 0, 0, 1, 1),
        ("330204", 0, 0, 1, 0, 0),
    ]
    assert set(counted.drop("id").dtypes) == {pl.Int64}
    assert count_points(TERRITORY, divisions, points.clear()).drop("id").sum().row(0) == (0, 0, 0, 0, 0)


def test_incomes_of_the_nearest_division_above() -> None:
    schema = {"division": pl.String(), "year": pl.Int64(), "series": pl.String(), "amount": pl.Float64()}
    wages = frame(
        schema,
        ("3302", 2010, "average_wage", 3.0),
        ("330203", 2009, "average_wage", 1.0),
        ("330203", 2011, "average_wage", 9.0),
        ("330203", 2008, "average_wage", 2.0),
        ("330203001", 2010, "rural_labour_income", 4.0),
        ("999999", 2010, "average_wage", 5.0),
        (None, 2010, "average_wage", 6.0),
    )
    found = find_benchmarks(TERRITORY, wages, 2010)
    assert set(found.rows()) == {
        ("3302", "average_wage", "3302", 2010, 3.0),
        ("330204", "average_wage", "3302", 2010, 3.0),
        ("330203", "average_wage", "330203", 2009, 1.0),
        ("330203001", "average_wage", "330203", 2009, 1.0),
        ("330203001001", "average_wage", "330203", 2009, 1.0),
        ("330203001", "rural_labour_income", "330203001", 2010, 4.0),
        ("330203001001", "rural_labour_income", "330203001", 2010, 4.0),
    }
    assert find_benchmarks(TERRITORY, wages.clear(), 2010).schema == found.schema


def test_money_is_summed_up_exactly() -> None:
    forest = Forest.from_parents(pl.Series(["top", "low"]), pl.Series([None, "top"]))
    schema = {
        "organization": pl.String(),
        "year": pl.Int64(),
        "source": pl.String(),
        "purpose": pl.String(),
        "amount": pl.Float64(),
    }
    dime = ("low", 2010, "dues", "member_activity", 0.1)
    rows = [dime] * 10, [("low", 2010, None, "member_activity", 4.0), ("top", 2010, "fiscal", "member_activity", 1e300)]
    budgets = frame(schema, *rows[0], *rows[1], ("low", 2009, *dime[2:]), ("gone", *dime[1:]), (*dime[:3], "work", 7.0))
    homes = forest.find_all(["low", "low", "top", "gone", None])
    top, low = sum_funds(forest, budgets, homes, 2010).rows(named=True)
    assert low == {
        "id": "low", "entries": 11, "activity_fund": 5.0, "members": 2, "dues": 1.0, "fiscal": 0.0, "dues_share": 100.0
    }  # fmt: skip
    assert (top["entries"], top["members"], top["fiscal"], top["dues_share"]) == (1, 3, 1e11, 0.0)
    assert top["activity_fund"] == pytest.approx(1e11)
    nothing = sum_funds(forest, budgets.clear(), homes[:0], 2010)
    assert nothing["dues_share"].to_list() == [None, None]
    assert nothing.schema == sum_funds(forest, budgets, homes, 2010).schema


def test_places_in_space_are_as_far_apart_as_on_the_globe() -> None:
    rng = np.random.default_rng(3)
    degrees = {"latitude": rng.uniform(-90, 90, 50), "longitude": rng.uniform(-180, 180, 50)}
    places = pl.DataFrame({"code": [str(n) for n in range(50)], **degrees})
    one = stand_on_globe(divisions=(places, "code"))
    assert one["id"].to_list() == places["code"].to_list()
    x, y, z = (one[axis].to_numpy() for axis in "xyz")
    assert np.allclose(x * x + y * y + z * z, 1)
    north, east = np.radians(degrees["latitude"]), np.radians(degrees["longitude"])
    cosine = np.sin(north[0]) * np.sin(north) + np.cos(north[0]) * np.cos(north) * np.cos(east[0] - east)
    line = np.sqrt((x - x[0]) ** 2 + (y - y[0]) ** 2 + (z - z[0]) ** 2)
    assert np.allclose(2 * np.arcsin(np.minimum(line / 2, 1)), np.arccos(np.clip(cosine, -1, 1)), atol=1e-6)


def test_what_has_no_coordinates_has_no_place() -> None:
    places = pl.DataFrame({"id": ["a", "b", "c"], "latitude": [0.0, None, 0.0], "longitude": [90.0, 0.0, None]})
    found = stand_on_globe(divisions=(places, "id"), service_points=(places, "id"))
    assert found.select("table", "id").rows() == [("divisions", "a"), ("service_points", "a")]
    assert math.isclose(found["y"][0], 1)
