"""O015–O017: how many units an organization covers."""

from datetime import date

import pytest

from regionpb.rules.organizations.covering import joint_too_wide, joint_without_units, single_with_several_units

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)


def found(ask, rule, form, units, *more, external=None, **parameters):
    covered = [{"id": f"u{n}", "organization": "a"} for n in range(units)]
    tables = {"organizations": [{"id": "a", "form": form, "external": external}], "units": [*covered, *more]}
    return ask(rule, tables, **parameters)


@pytest.mark.parametrize(
    ("form", "units", "wrong"),
    [
        ("joint_branch", 0, True),
        ("joint_branch", 1, True),
        ("joint_branch", 2, False),
        ("joint_general_branch", 1, True),
        ("joint_general_branch", 2, False),
        ("branch", 1, False),
        ("temporary_branch", 0, False),
    ],
)
def test_joint_without_units(ask, form, units, wrong):
    assert found(ask, joint_without_units, form, units) == ({"a": {"form": form, "units": units}} if wrong else {})


@pytest.mark.parametrize("more", [{"end": DAY}, {"start": AFTER}, {"organization": None}])
def test_only_current_units_that_it_covers_are_joined(ask, more):
    other = {"id": "other", "organization": "a", **more}
    assert {*found(ask, joint_without_units, "joint_branch", 1, other)} == {"a"}


@pytest.mark.parametrize(
    ("form", "units", "wrong"),
    [("branch", 1, False), ("branch", 2, True), ("joint_branch", 2, False), ("general_branch", 2, False)],
)
def test_single_with_several_units(ask, form, units, wrong):
    assert found(ask, single_with_several_units, form, units) == ({"a": {"units": units}} if wrong else {})


@pytest.mark.parametrize(
    ("form", "units", "wrong"),
    [("joint_branch", 5, False), ("joint_branch", 6, True), ("joint_general_branch", 6, False)],
)
def test_joint_too_wide(ask, form, units, wrong):
    answer = found(ask, joint_too_wide, form, units, joint_branch_units=5)
    assert answer == ({"a": {"units": units, "joint_branch_units": 5}} if wrong else {})


def test_external_ones_are_not_asked(ask):
    assert found(ask, joint_without_units, "joint_branch", 0, external=True) == {}
    assert found(ask, single_with_several_units, "branch", 2, external=True) == {}
    assert found(ask, joint_too_wide, "joint_branch", 6, external=True, joint_branch_units=5) == {}


def test_without_units_they_are_not_checked(ask):
    assert ask(joint_without_units, {"organizations": [{"id": "a", "form": "joint_branch"}]}) is None
