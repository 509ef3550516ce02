"""What is planted in whole tables and files."""

from random import Random

import pytest

import regionpb as rpb
from regionpb.rules.planting.draft import Draft, Unplantable


def test_where_no_table_has_names_those_of_organizations_are_missed():
    minimal = rpb.testing.minimal()
    unnamed = {name: minimal.history(name).drop("name", strict=False) for name in minimal.tables.frames}
    draft = Draft.of(minimal.day, rpb.read(unnamed, at=minimal.day).tables)
    with pytest.raises(Unplantable, match="organizations"):
        rpb.rules["E001"].planter(draft, Random(0))


def test_names_of_organizations_are_the_last_to_be_missed():
    """Messages show them."""
    minimal = rpb.testing.minimal()
    unit = {"id": "U-1", "name": "甬新公司", "kind": "other", "division": "330203"}
    units = minimal.history("units").clear().vstack(rpb.read({"units": [unit], "divisions": []}).history("units"))
    region = rpb.read(minimal.frames | {"units": units}, at=minimal.day)
    planted = Draft.of(minimal.day, region.tables)
    assert rpb.rules["E001"].planter(planted, Random(0)).rows == (("units", None),)
